"""HTML: what a reader of the page would see, one block element to a line.

Scripts, styles, templates and comments are never text; nothing is fetched and nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from taizhang.engine.formats import plain
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import NoTextInside
from taizhang.engine.formats.writing import from_paragraphs
from taizhang.engine.text.raw import RawText

_SILENT: Final = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "button",
        "textarea",
        "nav",
        "menu",
        "dialog",
    )
)
_SILENT_ROLES: Final = frozenset(("navigation", "menu", "menubar", "search"))
_SILENT_CLASSES: Final = frozenset(("nav", "navbar", "menu", "breadcrumb", "crumbs", "pagination"))
_BLOCKS: Final = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    )
)
_CELLS: Final = frozenset(("td", "th"))
_CELL: Final = "\x1f"
_BETWEEN_CELLS: Final = re.compile(rf" ?{_CELL} ?")
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The visible text; every block element is a block."""
    text = plain.decode(data)
    limits.check("characters", len(text))
    # The parser stops at its own depth instead of running out of stack, and fetches nothing.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    markup = plain.CONTROLS.sub(" ", text).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        raise NoTextInside(format="HTML") from None
    return from_paragraphs(_paragraphs(tree), format_name="HTML", name=name, limits=limits)


def _paragraphs(tree: html.HtmlElement) -> Iterator[str]:
    """Runs of text between the borders of block elements, white space as a browser shows it."""
    run: list[str] = []
    for piece in _pieces(tree):
        if piece is None:
            yield _line(run)
            run = []
        else:
            run.append(piece)
    yield _line(run)


def _line(run: list[str]) -> str:
    text = _BETWEEN_CELLS.sub("\t", _SPACE.sub(" ", "".join(run)))
    return text.strip()


def _is_silent(element: etree._Element) -> bool:
    """Never shown, or shown around the text: menus, the way to this page."""
    if element.tag in _SILENT or "hidden" in element.attrib:
        return True
    if element.get("role") in _SILENT_ROLES:
        return True
    return not _SILENT_CLASSES.isdisjoint((element.get("class") or "").lower().split())


def _pieces(tree: html.HtmlElement) -> Iterator[str | None]:
    """The text in document order; nothing stands for the border of a block."""
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        border = None if tag in _BLOCKS else _CELL if tag in _CELLS else ""
        if event == "start":
            silent += _is_silent(element)
            if silent:
                continue
            yield border
            yield element.text or ""
        else:
            if not silent and border is None:
                yield border
            silent -= _is_silent(element)
            if not silent:
                yield element.tail or ""

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
    )
)
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
        "nav",
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
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The visible text; every block element is a block."""
    text = _decode(data)
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


def _decode(data: bytes) -> str:
    """The charset a page declares is tried first; pages often declare the wrong one."""
    declared = _CHARSET.search(data[:4096])
    if declared is not None and declared.group(1).lower().startswith((b"gb", b"hz")):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return plain.decode(data)


def _paragraphs(tree: html.HtmlElement) -> Iterator[str]:
    """Runs of text between the borders of block elements, white space as a browser shows it."""
    run: list[str] = []
    for piece in _pieces(tree):
        if piece is None:
            yield _SPACE.sub(" ", "".join(run))
            run = []
        else:
            run.append(piece)
    yield _SPACE.sub(" ", "".join(run))


def _pieces(tree: html.HtmlElement) -> Iterator[str | None]:
    """The text in document order; nothing stands for the border of a block."""
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        border = None if tag in _BLOCKS else "  " if tag in _CELLS else ""
        if event == "start":
            silent += tag in _SILENT
            if silent:
                continue
            yield border
            yield element.text or ""
        else:
            if not silent:
                yield border
            silent -= tag in _SILENT
            if not silent:
                yield element.tail or ""

"""HTML: what a reader of the page would see, one block element to a line.

Scripts, styles, templates and comments are never text; nothing is fetched and nothing is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree, html

from taizhang.engine.errors import BadInput
from taizhang.engine.formats import furniture, plain, tables
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import ElementsTooDeep, NoTextInside
from taizhang.engine.formats.writing import from_paragraphs
from taizhang.engine.text.raw import RawText

_BLOCKS: Final = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center"),
        *("dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol"),
        *("p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_CELLS: Final = ("td", "th")
LONGEST_CELL: Final = 1_000
"""Characters; tables whose cells hold more are columns of a page, not rows of a list."""
MOST_ROWS: Final = 65_534
"""What a cell may go over, as browsers have it."""
_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?(gb2312|gbk|gb18030|utf-?8)", re.IGNORECASE
)
MOST_SPOILT: Final = 0.01
"""Share of characters that may be spoilt in a page that says its encoding."""
_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")


def read(data: bytes, *, name: str, limits: Limits) -> RawText:
    """The visible text; every block element is a block."""
    text = _decoded(data)
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
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise ElementsTooDeep
    return from_paragraphs(_paragraphs(tree), format_name="HTML", name=name, limits=limits)


def _decoded(data: bytes) -> str:
    """What a page says of its encoding helps only where a few bytes of it are spoilt."""
    try:
        return plain.decode(data)
    except BadInput:
        said = _CHARSET.search(data[:4096])
        if said is None:
            raise
        encoding = "utf-8" if said[1].lower().startswith(b"utf") else "gb18030"
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > MOST_SPOILT * len(text):
            raise
        return text


def _paragraphs(tree: html.HtmlElement) -> Iterator[str]:
    """Runs of text between the borders of block elements, white space as a browser shows it."""
    prose = furniture.has_prose(tree)
    run: list[str] = []
    for piece in _pieces(tree, prose=prose):
        if isinstance(piece, str):
            run.append(piece)
            continue
        yield from _line(run, prose=prose)
        run = []
        if piece is not None:
            yield from tables.lines(_rows(piece, prose=prose))
    yield from _line(run, prose=prose)


def _line(run: list[str], *, prose: bool) -> Iterator[str]:
    text = _shown(run)
    if not (prose and furniture.is_line(text)):
        yield text


def _shown(run: Iterable[str]) -> str:
    return _SPACE.sub(" ", "".join(run)).strip()


def _pieces(
    tree: html.HtmlElement, *, prose: bool, whole: bool = False
) -> Iterator[str | etree._Element | None]:
    """The text in document order; nothing stands for the border of a block.

    A table that is a list of rows comes as the element it is; inside a cell (`whole`) all is text.
    """
    silent: list[bool] = [False]
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        border = None if element.tag in _BLOCKS or element.tag in _CELLS else ""
        if event == "start":
            silent.append(silent[-1] or _is_left_out(element, prose=prose))
            if silent[-1]:
                continue
            yield border
            if element.tag == "table" and not whole and _is_list(element):
                yield element
                walk.skip_subtree()
            else:
                yield element.text or ""
            continue
        if not silent.pop():
            yield border
        if not silent[-1] and element is not tree:
            yield element.tail or ""


def _is_left_out(element: etree._Element, *, prose: bool) -> bool:
    return furniture.is_marked(element) or (prose and furniture.is_link_list(element))


def _is_list(table: etree._Element) -> bool:
    """Rows of cells, or the columns of a page that was laid out with a table?"""
    if table.find(".//table") is not None:
        return False
    rows = [len(list(row.iterchildren(*_CELLS))) for row in table.iter("tr")]
    if max(rows, default=0) < 2:  # noqa: PLR2004  # one cell is no row
        return False
    return all(sum(map(len, cell.itertext())) <= LONGEST_CELL for cell in table.iter(*_CELLS))


def _rows(table: etree._Element, *, prose: bool) -> Iterator[list[tables.Cell]]:
    for row in table.iter("caption", "tr"):
        if row.tag == "caption":
            yield [tables.Cell(_cell(row, prose=prose))]
        elif not furniture.is_marked(row):
            yield [
                tables.Cell(
                    _cell(cell, prose=prose), _over(cell, "colspan"), _over(cell, "rowspan")
                )
                for cell in row.iterchildren(*_CELLS)
            ]


def _cell(cell: etree._Element, *, prose: bool) -> str:
    """What stands in it, on one line."""
    pieces = _pieces(cell, prose=prose, whole=True)
    return _shown(piece if isinstance(piece, str) else " " for piece in pieces)


def _over(cell: etree._Element, direction: str) -> int:
    """How many columns or rows it goes over; no number is one, nought is all there are."""
    said = (cell.get(direction) or "").strip()
    if not re.fullmatch(r"[0-9]{1,6}", said):
        return 1
    return min(int(said) or MOST_ROWS, MOST_ROWS) if direction == "rowspan" else max(int(said), 1)

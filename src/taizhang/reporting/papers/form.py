"""The form of an official paper: page, lines, characters, fonts, styles, page numbers.

GB/T 9704-2012: A4, 37 mm above and 28 mm left of a core of 156 × 225 mm, which holds 22 lines of 28
characters of 16 points (3 号). Fonts are named and not embedded: the office's machines have them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

SONG: Final = "宋体"
TITLE: Final = "方正小标宋简体"
FANG: Final = "仿宋_GB2312"
KAI: Final = "楷体_GB2312"
HEI: Final = "黑体"

PAGE_MM: Final = (210, 297)
CORE_MM: Final = (156, 225)
TOP_MM: Final = 37
LEFT_MM: Final = 28
LINES: Final = 22
CHARACTERS: Final = 28
BODY_PT: Final = 16
TITLE_PT: Final = 22
NUMBER_PT: Final = 14
"""Of the page number (4 号)."""
TABLE_PT: Final = 12
LINE_TWIPS: Final = 579
"""Twentieths of a point from line to line: 22 of them are 224.7 mm."""
CLOSER_TWIPS: Final = 5
"""By how much the signs of the body stand closer than their size: 28 of 15.75 points are 155.6 mm.

Said in the styles, not as a grid of characters: Word sets 28 in such a grid, LibreOffice 14,
because a sign of 16 points does not fit into one of its cells.
"""
_FOOTER_MM: Final = 25
"""From the page's lower edge: the dashes of the number stand 7 mm below the core."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the paragraphs of a style look."""

    font: str
    size: int = BODY_PT
    indent: int = 200
    """Of the first line, in hundredths of a character."""
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    line: int = LINE_TWIPS
    """Twentieths of a point from line to line."""


RED: Final = "C00000"
"""Of a masthead and the line under it."""
MASTHEAD_PT: Final = 36
PHOTO_MM: Final = 130

RANKS: Final = (Look(HEI), Look(KAI), Look(FANG), Look(FANG))
"""Of the headings 一、 （一） 1. （1）."""
STYLES: Final = {
    "Normal": Look(FANG),
    **{f"Heading {rank}": look for rank, look in enumerate(RANKS, start=1)},
    "Title": Look(TITLE, TITLE_PT, 0, WD_ALIGN_PARAGRAPH.CENTER, 660),
    "Masthead": Look(TITLE, MASTHEAD_PT, 0, WD_ALIGN_PARAGRAPH.CENTER, 1000),
    "Issue": Look(FANG, indent=0, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Photo": Look(FANG, TABLE_PT, 0, WD_ALIGN_PARAGRAPH.CENTER, 0),
    "Addressee": Look(FANG, indent=0),
    "Signature": Look(FANG, indent=0, align=WD_ALIGN_PARAGRAPH.RIGHT),
    "Cell": Look(FANG, TABLE_PT, 0, WD_ALIGN_PARAGRAPH.CENTER, 360),
    "Cell text": Look(FANG, TABLE_PT, 0, WD_ALIGN_PARAGRAPH.JUSTIFY, 400),
    "Cell heading": Look(HEI, TABLE_PT, 0, WD_ALIGN_PARAGRAPH.CENTER, 360),
    "Footer": Look(SONG, NUMBER_PT, 0, WD_ALIGN_PARAGRAPH.RIGHT, 360),
}


def set_up(document: Document) -> None:
    """Page, styles and page numbers of an empty document."""
    for name, look in STYLES.items():
        _style(document, name, look)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE_MM[0]), Mm(PAGE_MM[1])
    section.left_margin, section.top_margin = Mm(LEFT_MM), Mm(TOP_MM)
    section.right_margin = Mm(PAGE_MM[0] - LEFT_MM - CORE_MM[0])
    section.bottom_margin = Mm(PAGE_MM[1] - TOP_MM - CORE_MM[1])
    section.footer_distance = Mm(_FOOTER_MM)
    _grid(section)
    document.settings.odd_and_even_pages_header_footer = True
    # Odd pages carry their number on the right, even ones on the left, a character from the edge.
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def set_font(thing: ParagraphStyle | Run, font: str, size: int) -> None:
    """One font for all scripts: a paper has its digits in the font of its words."""
    thing.font.size = Pt(size)
    thing.font.name = font
    fonts = thing.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def indent(thing: ParagraphStyle | Paragraph, **hundredths: int) -> None:
    """Set `firstLineChars`, `leftChars`, `rightChars`, in hundredths of a character.

    Word counts in characters; the same in points stands beside it for programs that do not.
    """
    element = thing.paragraph_format.element.get_or_add_pPr().get_or_add_ind()
    for name, amount in hundredths.items():
        element.set(qn(f"w:{name}"), str(amount))
        plain = name.removesuffix("Chars")
        element.set(qn(f"w:{plain}"), str(amount * BODY_PT * 20 // 100))


def underline(paragraph: Paragraph) -> None:
    """A red line from edge to edge below it."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "12", "space": "4", "color": RED}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.element.get_or_add_pPr().insert_element_before(borders, *after)


def _style(document: Document, name: str, look: Look) -> None:
    styles = document.styles
    try:
        style = styles[name]
    except KeyError:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
    set_font(style, look.font, look.size)
    if look.size == BODY_PT:
        _closer(style)
    style.font.bold, style.font.italic = False, False
    style.font.color.rgb = None
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        border.getparent().remove(border)  # the line under the title of the usual template
    paragraph = style.paragraph_format
    paragraph.alignment = look.align
    paragraph.space_before = paragraph.space_after = Pt(0)
    if look.line:  # a picture makes its line as high as itself
        paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.line_spacing = Twips(look.line)
    else:
        paragraph.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.keep_with_next = name.startswith("Heading")
    indent(style, firstLineChars=look.indent)


def _closer(style: ParagraphStyle) -> None:
    """28 signs in a line, where the font would set 27."""
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(-CLOSER_TWIPS))
    after = ("w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang")
    style.element.get_or_add_rPr().insert_element_before(spacing, *after)


def _grid(section: Section) -> None:
    """22 lines."""
    for old in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001  # no name for it yet
        section._sectPr.remove(old)  # noqa: SLF001  # as above
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(LINE_TWIPS))
    section._sectPr.append(grid)  # noqa: SLF001  # as above


def _number(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, a field that counts."""
    paragraph.style = "Footer"
    paragraph.alignment = align
    indent(paragraph, **{"rightChars" if align == WD_ALIGN_PARAGRAPH.RIGHT else "leftChars": 100})
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"  # until the field is counted
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001  # no name for fields
    paragraph.add_run(" —")

"""The labels Word counts by itself: 一、 （二） 3. — seen by every reader, but not in the text.

Counted as Word does: each list has a counter for every level, a number at one level starts the
deeper ones anew. Bullets are decoration and give no label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS: Final = 9
DEEPEST_STYLE: Final = 10
"""Styles based on styles; a circle of them ends here."""
_PLACE: Final = re.compile(r"%([1-9])")
_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_COUNTED: Final = 9999
_ROWS: Final = {
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
}


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass
class Numbering:
    """The lists of one document, counting as its paragraphs are asked for in their order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By list, then by depth."""
    lists: dict[str, str] = field(default_factory=dict)
    """The list that a number in a paragraph stands for."""
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, etree._Element] = field(default_factory=dict)
    _counters: dict[str, list[int | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
        """From the parts of the package; either may be missing."""
        made = cls()
        for found in () if numbering is None else numbering.iter(f"{W}abstractNum"):
            made.levels[found.get(f"{W}abstractNumId", "")] = {
                _number(level.get(f"{W}ilvl"), 0): _level(level) for level in found.iter(f"{W}lvl")
            }
        for found in () if numbering is None else numbering.iter(f"{W}num"):
            number = found.get(f"{W}numId", "")
            made.lists[number] = _value(found.find(f"{W}abstractNumId"))
            for override in found.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    depth = _number(override.get(f"{W}ilvl"), 0)
                    made.restarts[number, depth] = _number(_value(start), 1)
        for found in () if styles is None else styles.iter(f"{W}style"):
            made.styles[found.get(f"{W}styleId", "")] = found
        return made

    def label(self, paragraph: etree._Element) -> str:
        """What stands before the paragraph, with the blank behind it where one is needed."""
        number, depth = self._asked(paragraph)
        levels = self.levels.get(self.lists.get(number, ""), {})
        if depth not in levels:
            return ""
        counters = self._count(number, depth, levels)
        level = levels[depth]
        if level.kind in {"bullet", "none"}:
            return ""
        text = _PLACE.sub(lambda found: _shown(int(found[1]) - 1, counters, levels), level.text)
        return text if not text or text[-1] in "、）)．　 ：:" else f"{text} "

    def _asked(self, paragraph: etree._Element) -> tuple[str, int]:
        """The number and depth the paragraph asks for, itself or through its style."""
        number, depth = "", None
        element: etree._Element | None = paragraph
        for _step in range(DEEPEST_STYLE):
            if element is None or number:
                break
            found = element.find(f"{W}pPr/{W}numPr")
            if found is not None:
                number = _value(found.find(f"{W}numId"))
                said = found.find(f"{W}ilvl")
                depth = _number(_value(said), 0) if depth is None and said is not None else depth
            named = element.find(f"{W}pPr/{W}pStyle")
            based = element.find(f"{W}basedOn") if named is None else named
            element = self.styles.get(_value(based))
        return number, depth or 0

    def _count(self, number: str, depth: int, levels: dict[int, _Level]) -> list[int | None]:
        counters = self._counters.setdefault(self.lists[number], [None] * LEVELS)
        before = counters[depth]
        fresh = levels[depth].start if before is None else before + 1
        counters[depth] = self.restarts.pop((number, depth), fresh)
        counters[depth + 1 :] = [None] * (LEVELS - depth - 1)
        return counters


def _shown(depth: int, counters: list[int | None], levels: dict[int, _Level]) -> str:
    level = levels.get(depth, _Level())
    number = counters[depth]
    return written(level.start if number is None else number, level.kind)


def _level(level: etree._Element) -> _Level:
    return _Level(
        kind=_value(level.find(f"{W}numFmt")) or "decimal",
        text=_value(level.find(f"{W}lvlText")),
        start=_number(_value(level.find(f"{W}start")), 1),
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _number(said: str | None, otherwise: int) -> int:
    """A small number; what is none, or absurd, is `otherwise`."""
    return int(said) if said and re.fullmatch(r"[0-9]{1,6}", said) else otherwise


def written(number: int, kind: str) -> str:
    """A number as Word writes it in a list of this kind."""
    row = _ROWS.get(kind, "")
    if 1 <= number <= len(row):
        return row[number - 1]
    if kind in {"upperRoman", "lowerRoman"} and number <= _COUNTED:
        return _roman(number) if kind == "upperRoman" else _roman(number).lower()
    if kind == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if kind == "chineseLegalSimplified" and number <= _COUNTED:
        return counted(number).translate(_LEGAL)
    if kind.startswith(("chinese", "japanese", "taiwanese")) and number <= _COUNTED:
        return counted(number)
    if kind == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    return f"{number:02d}" if kind == "decimalZero" else str(number)


def counted(number: int) -> str:
    """十二, 一百零三: a number as it is counted aloud, up to 9999."""
    digits = [int(digit) for digit in f"{number:04d}"]
    text = "".join(
        _DIGITS[digit] + unit if digit else "零"
        for digit, unit in zip(digits, "千百十 ", strict=True)
    )
    bare = re.sub("零+", "零", text.replace(" ", "")).strip("零")
    return bare[1:] if bare.startswith("一十") else bare or "零"


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text

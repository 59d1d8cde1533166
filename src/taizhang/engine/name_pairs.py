"""Two names as they were typed: one enterprise, two, or a matter for a person.

Names alone tell little: 宏业 and 兴业 in one town are two firms, 翰晟 and 瀚晟 are one. What
differs is laid side by side and judged by where it stands. A place's level (市, 县), the legal
form and a trade's general words are left out and put in freely; a slip of the hand sounds like
what was meant, changes places or is typed twice. Anything else is another name or a doubt, and a
doubt is a person's to settle: a false merge joins the files of two enterprises for years.

Where both have a credit code it decides: GB 32100-2015 gives each body one, for good.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from taizhang.engine import credit_codes
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.firms import TRADES
from taizhang.engine.names import SAME_NAME, parts


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Decision(StrEnum):
    """Whether two names are one enterprise's."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision and why: a message whose fields `one` and `other` are what differs."""

    decision: Decision
    reason: str
    one: str = ""
    other: str = ""


SAME_CODE: Final = _("the same credit code")
OTHER_CODE: Final = _("two credit codes, both valid")
CODES_AGAINST_NAMES: Final = _("the same name with two valid credit codes")
NO_NAME: Final = _("a name is missing")
OTHER_NUMBER: Final = _("another number: “{one}” – “{other}”")
SWAPPED: Final = _("two characters changed places: “{one}” – “{other}”")
TWICE: Final = _("a character typed twice: “{one}” – “{other}”")
SOUND: Final = _("a character of the same sound: “{one}” – “{other}”")
LEVEL: Final = _("only the level of the place: “{one}” – “{other}”")
FORM: Final = _("only the legal form: “{one}” – “{other}”")
OTHER_BRANCH: Final = _("another branch: “{one}” – “{other}”")
WIDER_PLACE: Final = _("the place said more fully: “{one}” – “{other}”")
OTHER_PLACE: Final = _("another place: “{one}” – “{other}”")
TRADE: Final = _("only general words of the trade: “{one}” – “{other}”")
OTHER_TRADE: Final = _("another trade: “{one}” – “{other}”")
SHORT: Final = _("a part is missing: “{one}” – “{other}”")
NEAR_BRAND: Final = _("one character of the brand: “{one}” – “{other}”")
OTHER_BRAND: Final = _("another brand: “{one}” – “{other}”")

_SLIPS: Final = frozenset({SWAPPED, TWICE, SOUND})
_LIGHT: Final = _SLIPS | {LEVEL, FORM, WIDER_PLACE, TRADE}
_HEAVY: Final = frozenset({OTHER_NUMBER, OTHER_BRANCH, OTHER_BRAND})
_AT_MOST: Final = 2
"""So many light differences may come together, one slip of the hand among them."""
_BRAND: Final = 3
"""Brands have two or three characters; what stands behind them says what the firm does."""
_CHANGED: Final = 2
"""Names of one length that differ in so few characters are compared place by place."""
_LONGEST: Final = 200
"""What is longer is no name; comparing costs the square of the length."""

_LEVELS: Final = frozenset("省市县区镇乡村")
_NUMBERS: Final = re.compile(r"[0-9一二三四五六七八九十甲乙丙丁]")
_FORMS: Final = re.compile(r"(?:有限|责任|股份|公司|集团|[厂部处店])+")
_TRADES: Final = re.compile(rf"(?:{either(TRADES)}|加工|商品|新型|[业厂])+")
_SIGNS: Final = re.compile(r"[\W_]+")
_RETROFLEX: Final = re.compile(r"\b([zcs])h")
_NASAL: Final = re.compile(r"ng\b")


def judged(one: str, other: str, codes: tuple[str, str] = ("", "")) -> Judged:
    """Whether the names, with their codes (empty where there is none), are one enterprise's."""
    first, second = (_code(code) for code in codes)
    if first and first == second:
        return Judged(Decision.SAME, SAME_CODE)
    by_name = judged_by_name(one, other)
    if not (credit_codes.is_valid(first) and credit_codes.is_valid(second)):
        # One of another kind (a registration number) or with a slip in it proves nothing.
        return by_name
    if by_name.reason == SAME_NAME:
        return Judged(Decision.UNSURE, CODES_AGAINST_NAMES, first, second)
    return Judged(Decision.DIFFERENT, OTHER_CODE, first, second)


def judged_by_name(one: str, other: str) -> Judged:
    """The same by the names alone."""
    first, second = comparable(one), comparable(other)
    if not (first and second):
        return Judged(Decision.UNSURE, NO_NAME)
    if first == second:
        return Judged(Decision.SAME, SAME_NAME)
    if first > second:
        # What is laid beside what depends on the order; the answer must not.
        back = judged_by_name(other, one)
        return Judged(back.decision, back.reason, back.other, back.one)
    found = [(_kind(where), where) for where in _differences(first, second)]
    heavy = next((each for each in found if each[0] in _HEAVY), None)
    doubt = next((each for each in found if each[0] not in _LIGHT), None)
    reason, where = heavy or doubt or found[0]
    if heavy:
        decision = Decision.DIFFERENT
    elif doubt or len(found) > _AT_MOST or sum(kind in _SLIPS for kind, _where in found) > 1:
        decision = Decision.UNSURE
    else:
        decision = Decision.SAME
    return Judged(decision, reason, where.one, where.other)


def _code(code: str) -> str:
    return "".join(unicodedata.normalize("NFKC", code).split()).upper()


def comparable(name: str) -> str:
    """The characters of a name: full-width forms made plain, without brackets, blanks, stops."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name))[:_LONGEST]


@dataclass(frozen=True, slots=True)
class _Difference:
    """A piece of one name and what stands in its place in the other; one of them may be empty."""

    names: tuple[str, str]
    places: tuple[int, int]
    one: str
    other: str

    @property
    def either(self) -> str:
        """The piece there is, where only one name has it."""
        return self.one or self.other

    @property
    def both(self) -> bool:
        return bool(self.one and self.other)

    @property
    def in_region(self) -> bool:
        return any(
            place < len(parts(name).region)
            for name, place in zip(self.names, self.places, strict=True)
        )

    @property
    def behind_region(self) -> int:
        """How many characters stand between the place and the piece, in the nearer of the names."""
        return min(
            place - len(parts(name).region)
            for name, place in zip(self.names, self.places, strict=True)
        )

    @property
    def at_the_end(self) -> bool:
        """Whether the piece touches the legal form of one of the names."""
        return any(
            place >= len(name) - len(parts(name).form) - 1
            for name, place in zip(self.names, self.places, strict=True)
        )

    def consists_of(self, words: re.Pattern[str]) -> bool:
        return all(words.fullmatch(piece) for piece in (self.one, self.other) if piece)


def _differences(one: str, other: str) -> Iterator[_Difference]:
    for start, end, begin, finish in _spans(one, other):
        yield _Difference((one, other), (start, begin), one[start:end], other[begin:finish])


def _spans(one: str, other: str) -> list[tuple[int, int, int, int]]:
    """What differs, from where to where; a swap of neighbours is one piece, not two."""
    if len(one) == len(other):
        changed = [
            place for place, pair in enumerate(zip(one, other, strict=True)) if len({*pair}) > 1
        ]
        if len(changed) <= _CHANGED and changed[-1] - changed[0] < _CHANGED:
            return [(changed[0], changed[-1] + 1, changed[0], changed[-1] + 1)]
    matched = SequenceMatcher(None, one, other, autojunk=False)
    return [
        (start, end, begin, finish)
        for operation, start, end, begin, finish in matched.get_opcodes()
        if operation != "equal"
    ]


def _kind(where: _Difference) -> str:
    """What the difference means: the first that holds."""
    return next((reason for reason, holds in _KINDS if holds(where)), OTHER_BRAND)


def _other_number(where: _Difference) -> bool:
    return _NUMBERS.search(where.one + where.other) is not None


def _swapped(where: _Difference) -> bool:
    return where.one == where.other[::-1]


def _twice(where: _Difference) -> bool:
    if where.both or len(where.either) > 1:
        return False
    which = 0 if where.one else 1
    name, place = where.names[which], where.places[which]
    return where.either in name[max(place - 1, 0) : place] + name[place + 1 : place + 2]


def _sounds_alike(where: _Difference) -> bool:
    return len(where.one) == len(where.other) and all(
        _sounds(one) & _sounds(other) for one, other in zip(where.one, where.other, strict=True)
    )


@lru_cache(maxsize=8192)
def _sounds(character: str) -> frozenset[str]:
    """The readings without tone; zh is z and -ng is -n, as half of the country types them."""
    accented = unicodedata.normalize("NFD", _readings().get(str(ord(character)), ""))
    plain = "".join(sign for sign in accented if not unicodedata.combining(sign))
    return frozenset(_NASAL.sub("n", _RETROFLEX.sub(r"\1", plain)).split(",")) - {""}


@cache
def _readings() -> Mapping[str, str]:
    """The readings of each character, by its number.

    Of pypinyin's tables the one of characters alone, and only once sounds are compared: importing
    the package reads its words too, which nothing here asks for, and keeps 57 MB in every process.
    """
    table = distribution("pypinyin").locate_file("pypinyin/pinyin_dict.json")
    found: dict[str, str] = json.loads(Path(str(table)).read_bytes())
    return found


def _level(where: _Difference) -> bool:
    return not where.both and where.either in _LEVELS


def _form(where: _Difference) -> bool:
    return where.at_the_end and where.consists_of(_FORMS)


def _other_branch(where: _Difference) -> bool:
    return where.both and where.behind_region >= _BRAND and "分公司" in "".join(where.names)


def _wider_place(where: _Difference) -> bool:
    return where.in_region and (where.one in where.other or where.other in where.one)


def _trade(where: _Difference) -> bool:
    """General words put in, or one for another that shares a character with it (橡胶, 橡塑)."""
    if where.both:
        return _other_trade(where) and bool({*where.one} & {*where.other})
    behind = where.behind_region
    return behind >= _BRAND or (behind == _BRAND - 1 and where.consists_of(_TRADES))


def _other_trade(where: _Difference) -> bool:
    if not where.both:
        return False
    return where.behind_region >= _BRAND or where.consists_of(_TRADES)


def _short(where: _Difference) -> bool:
    return not where.both


def _near_brand(where: _Difference) -> bool:
    return len(where.one) == len(where.other) == 1


_KINDS: Final[tuple[tuple[str, Callable[[_Difference], bool]], ...]] = (
    (OTHER_NUMBER, _other_number),
    (SWAPPED, _swapped),
    (TWICE, _twice),
    (SOUND, _sounds_alike),
    (LEVEL, _level),
    (FORM, _form),
    (OTHER_BRANCH, _other_branch),
    (WIDER_PLACE, _wider_place),
    (OTHER_PLACE, lambda where: where.in_region),
    (TRADE, _trade),
    (OTHER_TRADE, _other_trade),
    (SHORT, _short),
    (NEAR_BRAND, _near_brand),
)

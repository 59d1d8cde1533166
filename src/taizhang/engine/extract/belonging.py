"""Who belongs to whom: a firm to its owner, a firm to the park it lies in, a person to a body.

Only what the text says is taken: words of ownership or place that link two names of one
sentence, and the names inside a person's titles.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.people import Person

FARTHEST: Final = 16
"""Characters between two names that one phrase links."""
LONGEST: Final = 80
"""Characters that a title may have."""
_SORT: Final = r"(?:全资|控股|参股|核心|骨干|二级|三级)?(?:子公司|分公司|企业|公司|单位|成员|工厂)"
# 甲是乙旗下企业, 甲隶属于乙, 甲的母公司乙: what stands between the two, and behind the second.
_OWNER_BEHIND: Final = re.compile(
    r"(?:隶属于?|归属于?|从属于|(?:的|，其)?(?:母公司|总公司|控股股东|上级单位)(?:是|为|系)?)"
)
_IS: Final = re.compile(r"[，]?(?:是|为|系|作为|属于?)|[（(]")
_OF_THE_OWNER: Final = re.compile(
    rf"(?:公司|集团)?的?(?:(?:旗下|下属|所属|辖下)的?(?:{_SORT})?|{_SORT})"
)
# 乙旗下的甲, 乙的全资子公司甲.
_OWNER_BEFORE: Final = re.compile(
    rf"(?:公司|集团)?的?(?:(?:旗下|下属|所属)的?(?:{_SORT})?|(?:全资|控股|参股)?(?:子公司|分公司))[：:“]?"
)
_LIES_IN: Final = re.compile(r"[，]?(?:坐落|位于|位|地处|入驻|落户|注册|设|建)(?:在|于)?")
_IN_THE_PARK: Final = re.compile(r"(?:内)?(?:的|企业)")


@dataclass(frozen=True, slots=True)
class Belonging:
    """`part` belongs to `whole` (numbers of organisations), by the words at `[start, end)`."""

    part: int
    whole: int
    start: int
    end: int


def belongings(text: str, organisations: Sequence[Organisation]) -> tuple[Belonging, ...]:
    """What the text says of organisations belonging to each other, the first time it says it."""
    places = sorted(
        (mention.start, mention.end, number)
        for number, each in enumerate(organisations)
        for mention in each.mentions
    )
    kinds = [each.kind for each in organisations]
    told: dict[tuple[int, int], Belonging] = {}
    for (start, end, one), (begins, ends, other) in itertools.pairwise(places):
        between = text[end:begins]
        if one == other or len(between) > FARTHEST:
            continue
        behind = text[ends : ends + FARTHEST]
        for part, whole in _linked(between, behind, (one, other), kinds):
            told.setdefault((part, whole), Belonging(part, whole, start, ends))
    return tuple(told.values())


def _linked(
    between: str, behind: str, pair: tuple[int, int], kinds: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """The pairs (part, whole) that the words between two names, and behind them, tell of."""
    one, other = pair
    if kinds[one] == "enterprise" and kinds[other] == "enterprise":
        is_part = _IS.fullmatch(between) and _OF_THE_OWNER.match(behind)
        if is_part or _OWNER_BEHIND.fullmatch(between):
            yield one, other
        elif _OWNER_BEFORE.fullmatch(between):
            yield other, one
    elif kinds[one] == "enterprise" and kinds[other] == "park":
        if _LIES_IN.fullmatch(between):
            yield one, other
    elif kinds[one] == "park" and kinds[other] == "enterprise" and _IN_THE_PARK.fullmatch(between):
        yield other, one


def bodies_of(
    text: str, people: Iterable[Person], organisations: Sequence[Organisation]
) -> Mapping[str, tuple[int, ...]]:
    """For each person by name the organisations (numbers) that their titles name."""
    places = sorted(
        (mention.start, mention.end, number)
        for number, each in enumerate(organisations)
        for mention in each.mentions
    )
    ends = {end: number for _start, end, number in places}
    starts = [start for start, _end, _number in places]
    found = {}
    for person in people:
        numbers: dict[int, None] = {}
        for mention in person.mentions:
            first = _titles_before(text, mention.start, person.titles)
            here = places[bisect_left(starts, first) : bisect_left(starts, mention.start)]
            told = [number for _start, _end, number in here]
            numbers |= dict.fromkeys([ends[first], *told] if first in ends else told)
        found[person.name] = tuple(numbers)
    return found


def _titles_before(text: str, place: int, titles: Sequence[str]) -> int:
    """Where the titles that stand directly before a name begin."""
    while True:
        bare = text[max(0, place - LONGEST) : place].rstrip("、，")
        title = next((each for each in titles if each and bare.endswith(each)), None)
        if title is None:
            return place
        place = text.rindex(title, 0, place)

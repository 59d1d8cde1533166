"""Meetings, symposiums, visits and inspections: what happened, when, where, with whom."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from taizhang.engine.extract.dates import Days, day_in, days
from taizhang.engine.extract.entries.enumerations import number
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.people import Person
from taizhang.engine.extract.reading import Reading
from taizhang.engine.patterns import compiled
from taizhang.engine.text.article import PartialDate
from taizhang.engine.text.span import Span

# Kinds by the words that tell them, each with words of which there must be one (most sentences
# have none); the first that fits decides.
_KINDS: Final = (
    (
        "symposium",
        re.compile("座谈会|恳谈会|对接会|圆桌会"),
        re.compile(
            r"(?:召开|举行|举办)[^。；]{0,30}?(?:座谈会|恳谈会|对接会|圆桌会)|(?:座谈会|恳谈会|对接会|圆桌会)[^，。；]{0,8}(?:召开|举行)"
        ),
    ),
    (
        "meeting",
        re.compile("召开|举行"),
        re.compile(
            r"(?:召开|举行)[^。；]{0,40}?(?:会议?|大会|全会)(?!情况)"
            r"|(?:推进会|动员会|办公会|调度会|工作会)(?:议)?召开"
        ),
    ),
    (
        "inspection",
        re.compile("检查|督查|督导|夜查|暗访|清查|排查"),
        re.compile(
            r"(?:开展|进行|组织|展开)[^。；]{0,24}?(?:检查|督查|督导|夜查|暗访|清查|排查)(?!整治)"
            r"|夜查|进行了(?:督查|检查)"
        ),
    ),
    (
        "visit",
        re.compile("调研|走访|考察|看望|查看|了解|活动|接待了|带队，"),
        re.compile(
            r"(?:深入|来到|走进|前往|奔赴|赴|到|带队|率队|先后)[^。；]{0,60}?"
            r"(?:调研|走访|考察|看望|查看|了解)"
            r"|(?:开展|进行)[^，。；]{0,10}(?:(?<!大)调研|走访|考察)"
            r"|[一-鿿]{2,3}(?:调研|走访|考察)[^，。；作]{2,24}"
            r"|到[^，。；]{2,30}开展[^，。；]{0,30}活动|接待了[^。；]{2,200}企业"
            r"|带队，[^。]{0,60}(?:解困|服务|帮扶)"
        ),
    ),
)
_PLACE: Final = re.compile(
    r"(?:在|来到|到)(?P<place>[^，。；：、“”\n]{2,20}?(?:会议室|厅|中心|园区|公司|大厦|楼|现场|会场))(?=(?:主持)?(?:召开|举行)|设|组织|，|参加|开展|收听)"
)
_TITLE: Final = re.compile(
    r"(?:召开|举行|举办)了?(?P<title>[^，。；：\n]{2,40}?(?:座谈会|恳谈会|推进会|动员会|办公会|调度会|电话会|交办会|会议|大会|全会|(?<![商协工员])会(?!暨)))"
)
_HELD: Final = re.compile(
    r"(?P<title>[^，。；：\n]{2,40}?(?:座谈会|恳谈会|推进会|动员会|办公会|调度会|对接会|会议|大会))(?:随即|昨日|今日|在[^，。；]{2,16})?(?:召开|举行)"
)
_STATED: Final = compiled(
    r"等(?P<n>\d{1,4}|[二三四五六七八九十]{1,2})家[^，。；]{0,10}?(?:企业|公司)"
    r"|(?:走访|调研|考察|检查|服务)了?(?P<visited>\d{1,4})家[^，。；]{0,6}?企业"
)
_ORGANISER: Final = re.compile(r"(?:召开|举行|举办)")
# An activity is told once: what is required, planned or praised in passing is none.
_NOT_NOW: Final = compiled(
    r"要求|(?<![需主重必])要(?!求|素|点|闻)(?=[^，。]{2})|要加强|适时|常年|累计走访|走访企业数量|定期走访|将召开|将举办|将组织|下一步"
)


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity; `[start, end)` is the passage that tells it."""

    kind: str
    title: str
    start: int
    end: int
    article: str
    date: PartialDate | None
    place: str | None
    organizer: str | None
    people: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    words: str = ""
    """What made the sentence tell an activity."""
    stated: int | None = None
    """How many enterprises the text says there were; fewer may be named, none is invented."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each of many is mentioned (by its number), in order of place."""

    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def told(self, start: int, end: int) -> list[int]:
        """Who is mentioned in `[start, end)`, in the order of their numbers."""
        first = bisect_left(self.starts, start)
        return sorted({*self.numbers[first : bisect_left(self.starts, end, first)]})


def _places(mentions: Iterable[tuple[int, int]]) -> Places:
    ordered = sorted(mentions)
    return Places(tuple(at for at, _n in ordered), tuple(number for _at, number in ordered))


@dataclass(frozen=True)
class Cast:
    """Whom a document names, looked up by place: a long one has thousands of activities."""

    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]

    @cached_property
    def people_at(self) -> Places:
        """The mentions of people."""
        return _places((m.start, n) for n, each in enumerate(self.people) for m in each.mentions)

    @cached_property
    def enterprises_at(self) -> Places:
        """The mentions of enterprises."""
        return _places(
            (mention.start, number)
            for number, each in enumerate(self.organisations)
            if each.kind == "enterprise"
            for mention in each.mentions
        )

    @cached_property
    def unit_before(self) -> dict[int, str]:
        """The unit whose mention ends at a place; of several the first of the document."""
        return {
            mention.end: each.name
            for each in reversed(self.organisations)
            if each.kind == "unit"
            for mention in each.mentions
        }


def activities(
    reading: Reading,
    people: Iterable[Person],
    organisations: Iterable[Organisation],
    planned: Sequence[tuple[int, int]] = (),
) -> tuple[Activity, ...]:
    """The activities of the running text, in reading order; no kind twice a day in one article.

    Rows of tasks (`planned`) tell of none, and whom they name took part in none.
    """
    cast = Cast(tuple(people), tuple(organisations))
    planned = sorted(planned)
    starts = [
        (told, sentence)
        for sentence in reading.sentences
        if (told := _kind(reading.text, sentence)) and not _in_row(planned, sentence.start)
    ]
    named = days(reading.text)
    found: list[Activity] = []
    seen: set[tuple[str, str, str]] = set()
    for index, (told, sentence) in enumerate(starts):
        following = starts[index + 1][1].start if index + 1 < len(starts) else len(reading.text)
        paragraph = reading.paragraph_at(sentence.start)
        day = _day(reading, named, sentence)
        key = (paragraph.article.id, told[0], str(day))
        if key in seen:
            continue
        seen.add(key)
        below = bisect_left(planned, (sentence.end, 0))
        rows = planned[below][0] if below < len(planned) else following
        within = (sentence.start, min(following, rows, reading.end_of(paragraph.article.id)))
        found.append(
            _activity(
                reading,
                told,
                sentence,
                day=day,
                within=within,
                cast=cast,
            )
        )
    return tuple(found)


def _in_row(planned: Sequence[tuple[int, int]], place: int) -> bool:
    """Does it stand in a row of tasks?"""
    before = bisect_right(planned, place, key=lambda row: row[0]) - 1
    return before >= 0 and place < planned[before][1]


def _kind(text: str, sentence: Span) -> tuple[str, str] | None:
    """The kind of the activity that a sentence tells, with the words that tell it."""
    piece = text[sentence.start : sentence.end]
    for kind, needed, pattern in _KINDS:
        found = pattern.search(piece) if needed.search(piece) else None
        if found and not _NOT_NOW.search(piece, 0, found.end()):
            return kind, found.group()
    return None


def _day(reading: Reading, named: Days, sentence: Span) -> PartialDate | None:
    """The day in the sentence, else the last one named before it in its article's body."""
    article = reading.paragraph_at(sentence.start).article
    said = day_in(reading.text, sentence.start, sentence.end)
    before = named.last_within(reading.body_of(article.id), sentence.start)
    day = said or before or article.date
    if day and day.year is None and article.date and article.date.year:
        return PartialDate(day.month, day.day, article.date.year, inferred=True)
    return day


def _activity(
    reading: Reading,
    told: tuple[str, str],
    sentence: Span,
    *,
    day: PartialDate | None,
    within: tuple[int, int],
    cast: Cast,
) -> Activity:
    text = reading.text
    piece = text[sentence.start : sentence.end]
    title, place = _TITLE.search(piece) or _HELD.search(piece), _PLACE.search(piece)
    return Activity(
        kind=told[0],
        words=told[1],
        stated=_stated(text, *within),
        title=title["title"] if title else _heading(reading, sentence, piece),
        start=sentence.start,
        end=sentence.end,
        article=reading.paragraph_at(sentence.start).article.id,
        date=day,
        place=place["place"] if place else None,
        organizer=_organizer(text, sentence, cast),
        people=tuple(cast.people[number].name for number in cast.people_at.told(*within)),
        enterprises=tuple(
            cast.organisations[number].name for number in cast.enterprises_at.told(*within)
        ),
    )


def _stated(text: str, start: int, end: int) -> int | None:
    """The number in "…等13家企业": what the text states, however many it names."""
    said = _STATED.search(text, start, end)
    if said is None:
        return None
    digits = said["n"] or said["visited"]
    return int(digits) if digits.isdecimal() else number(digits) or None


def _heading(reading: Reading, sentence: Span, piece: str) -> str:
    """Without a title of its own an activity is called by its article or its first words."""
    headline = reading.paragraph_at(sentence.start).article.headline
    return headline or piece[:30]


def _organizer(text: str, sentence: Span, cast: Cast) -> str | None:
    """The unit directly before 召开."""
    call = _ORGANISER.search(text, sentence.start, sentence.end)
    return cast.unit_before.get(call.start()) if call else None

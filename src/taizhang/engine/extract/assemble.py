"""From what the rules found to the extraction: ids, raw spans, links between the parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from taizhang.engine.codes import Category, LedgerKind
from taizhang.engine.extract.activities import Activity
from taizhang.engine.extract.belonging import belongings, bodies_of
from taizhang.engine.extract.categories import Sorted, categorise
from taizhang.engine.extract.confidence import confidence
from taizhang.engine.extract.dates import Due, due_in, with_year
from taizhang.engine.extract.entries import Finding, Scene, links
from taizhang.engine.extract.explain import TELLS, naming, reasons
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.reading import Reading
from taizhang.engine.extract.result import (
    FoundActivity,
    FoundEntry,
    FoundOrganisation,
    FoundPerson,
    PartOf,
)
from taizhang.engine.lexicon.acts import VAGUE_DUE
from taizhang.engine.patterns import compiled
from taizhang.engine.text.span import Span

# An open group of enterprises that raises a problem together.
_GROUP: Final = re.compile(
    r"(?P<name>\d{1,6}家企业|(?<=为)[一-鿿]{2,12}?(?:中小型|中小|小微|小型|加工|制造|医疗|科技)?企业)"
)

_GATHERINGS: Final = frozenset({"meeting", "symposium"})
# At a gathering, or on a round of visits: the last such word before an entry tells.
_CUE: Final = compiled(
    r"座谈|会上|会后|交流中|会议|(?P<round>来到|走进|车间|深入|检查发现|检查组|一行)"
)


# 关于蒸汽。 · 一是流动资金问题。 · 三、用地：
_TITLED: Final = re.compile(
    r"(?:^|[、是.．）)：:\s。；，]|关于|就|针对)(?P<title>[^，。；：、！？“”\s]{2,16})[。：:]\s?"
    r"(?:(?:该|此)?(?:企业|公司|厂)(?:反映|提出|反馈|表示)[，：]\s?)?$"
)
_GUESS: Final = 2
"""Below this margin the words of an appeal alone do not tell its category."""
_TITLE: Final = 30
"""So far before an appeal its title may stand in its paragraph."""


@dataclass(frozen=True)
class Assembly:
    """The found parts with their ids."""

    scene: Scene
    activities: tuple[Activity, ...]
    today: date | None = None

    @property
    def reading(self) -> Reading:
        """The text that all places point into."""
        return self.scene.reading

    def spans(self, mentions: Iterable[Mention]) -> tuple[Span, ...]:
        """Where the mentions stand in the raw text."""
        return tuple(self.reading.span(mention.start, mention.end) for mention in mentions)

    def organisation_id(self, organisation: Organisation | None) -> str | None:
        """The id that entries name the organisation by."""
        if organisation is None:
            return None
        return self._ids_of[id(organisation)]

    @cached_property
    def _ids_of(self) -> dict[int, str]:
        return {id(each): f"o{number}" for number, each in enumerate(self.scene.organisations, 1)}

    @cached_property
    def _cues(self) -> list[tuple[int, bool]]:
        """Where the text speaks of a gathering (True) or of a round of visits (False)."""
        return [(cue.start(), cue["round"] is None) for cue in _CUE.finditer(self.reading.text)]

    def organisations(self) -> tuple[FoundOrganisation, ...]:
        """All organisations, under the roster's name where it knows them."""
        wholes: dict[int, list[PartOf]] = {}
        for each in belongings(self.reading.text, self.scene.organisations):
            said = PartOf(f"o{each.whole + 1}", self.reading.span(each.start, each.end))
            wholes.setdefault(each.part + 1, []).append(said)
        return tuple(
            FoundOrganisation(
                id=f"o{number}",
                name=each.listed_as or each.name,
                mentions=self.spans(each.mentions),
                kind=each.kind,
                aliases=tuple(name for name in each.names if name != (each.listed_as or each.name)),
                reasons=naming(each.mentions),
                part_of=tuple(wholes.get(number, ())),
            )
            for number, each in enumerate(self.scene.organisations, 1)
        )

    def people(self) -> tuple[FoundPerson, ...]:
        """All people."""
        bodies = bodies_of(self.reading.text, self.scene.people, self.scene.organisations)
        return tuple(
            FoundPerson(
                f"p{number}",
                person.name,
                self.spans(person.mentions),
                person.titles,
                tuple(f"o{body + 1}" for body in bodies[person.name]),
                reasons=naming(person.mentions, *person.titles),
            )
            for number, person in enumerate(self.scene.people, 1)
        )

    def found_activities(self) -> tuple[FoundActivity, ...]:
        """All activities, linked to people and enterprises."""
        people = {person.name: f"p{n}" for n, person in enumerate(self.scene.people, 1)}
        firms = {each.name: f"o{n}" for n, each in enumerate(self.scene.organisations, 1)}
        return tuple(
            FoundActivity(
                id=f"v{number}",
                article=activity.article,
                kind=activity.kind,
                title=activity.title,
                span=self.reading.span(activity.start, activity.end),
                date=with_year(activity.date, self.today) if activity.date else None,
                reasons=(TELLS[activity.kind], activity.words),
                stated_enterprises=activity.stated,
                place=activity.place,
                organizer=activity.organizer,
                people=tuple(people[name] for name in activity.people),
                enterprises=tuple(firms[name] for name in activity.enterprises),
            )
            for number, activity in enumerate(self.activities, 1)
        )

    def entry(self, number: int, finding: Finding) -> FoundEntry:
        """The finding with everything that hangs on it."""
        text = self._text(finding.start, finding.end)
        span = self.reading.span(finding.start, finding.end)
        concerned = links.enterprises(self.scene, finding)
        leading = links.lead(self.scene, finding)
        reply = self._text(*finding.reply) if finding.reply else None
        due = self._due(finding, text, reply)
        sorted_as = self._category(finding, text)
        return FoundEntry(
            id=f"e{number}",
            ledger=finding.ledger,
            text=text,
            quote=self.reading.raw.quote(span),
            span=span,
            article=self.reading.paragraph_at(finding.start).article.id,
            confidence=confidence(
                finding,
                text,
                lead=leading is not None,
                named=bool(concerned),
                reply=bool(reply),
                due=due is not None and due.text not in VAGUE_DUE,
            ),
            reasons=reasons(finding.rule, finding.words),
            category=sorted_as.category,
            category_words=sorted_as.words,
            enterprises=self._ids(concerned),
            lead_unit=self.organisation_id(leading),
            co_units=self._ids(links.co_units(self.scene, finding, leading)),
            due_text=due.text if due else None,
            due=due.day if due else None,
            scope=links.scope(self.scene, finding, concerned),
            reply=reply,
            reply_span=self.reading.span(*finding.reply) if finding.reply else None,
            activity=self._activity(finding),
        )

    def _text(self, start: int, end: int) -> str:
        return self.reading.text[start:end].replace("\n", "")

    def _ids(self, organisations: Iterable[Organisation]) -> tuple[str, ...]:
        ids = (self.organisation_id(each) for each in organisations)
        return tuple(each for each in ids if each)

    def _category(self, finding: Finding, text: str) -> Sorted:
        """Appeals only: what nothing tells is "other", unless no word of a matter is there."""
        if finding.ledger is not LedgerKind.APPEAL:
            return Sorted(None, (), 0)
        title = self._title(finding)
        found = categorise(text, title=title)
        if found.margin < _GUESS:
            found = categorise(text, title=title, beside=self._beside(finding))
        return found if found.category else Sorted(Category.OTHER, (), 0)

    def _title(self, finding: Finding) -> str:
        """What the words before the quote call the matter (二、关于蒸汽。)."""
        paragraph = self.reading.paragraph_at(finding.start)
        start = max(paragraph.start, finding.start - _TITLE)
        return titled(self.reading.text[start : finding.start])

    def _beside(self, finding: Finding) -> str:
        """What tells of the matter beside the quote: the answer, and who answers."""
        reply = self.reading.text[slice(*finding.reply)] if finding.reply else ""
        return f"{reply}\n{finding.lead}"

    def _due(self, finding: Finding, text: str, reply: str | None) -> Due | None:
        if finding.ledger is LedgerKind.HAZARD:
            return None
        told = self._told_in(finding)
        article = self.reading.paragraph_at(finding.start).article
        said_on = None if told is None else self.activities[told].date
        if article.date and (said_on is None or article.date.year):
            said_on = article.date
        said_on = with_year(said_on, self.today) if said_on else None
        where = finding.due_words or (reply or "" if finding.ledger is LedgerKind.APPEAL else text)
        return due_in(where, said_on)

    def _told_in(self, finding: Finding) -> int | None:
        """The last activity of the article that was told before the entry, else its first."""
        article = self.reading.paragraph_at(finding.start).article.id
        for cue in (self._cue(article, finding), None):
            numbers = self._told.get((article, cue), [])
            before = bisect_right(
                numbers, finding.start, key=lambda number: self.activities[number].start
            )
            if before:
                return numbers[before - 1]
        return next(iter(self._told.get((article, None), [])), None)

    @cached_property
    def _told(self) -> dict[tuple[str, bool | None], list[int]]:
        """By article the numbers of its activities; those at gatherings, and others, apart too."""
        found: dict[tuple[str, bool | None], list[int]] = {}
        for number, activity in enumerate(self.activities):
            for cue in (activity.kind in _GATHERINGS, None):
                found.setdefault((activity.article, cue), []).append(number)
        return found

    def _cue(self, article: str, finding: Finding) -> bool | None:
        """Whether the words before the entry speak of a gathering, not a round; None: neither."""
        index = bisect_left(self._cues, finding.start, key=lambda cue: cue[0]) - 1
        if index < 0 or self.reading.paragraph_at(self._cues[index][0]).article.id != article:
            return None
        return self._cues[index][1]

    def _activity(self, finding: Finding) -> str | None:
        number = self._told_in(finding)
        return None if number is None else f"v{number + 1}"


def titled(before: str) -> str:
    """The title that ends what stands before an appeal; empty without one."""
    found = _TITLED.search(before)
    return found["title"] if found else ""


def groups(text: str, findings: Iterable[Finding]) -> tuple[Organisation, ...]:
    """The open groups that raise appeals: "12家企业", "多数为…中小企业"."""
    found: dict[str, list[Mention]] = {}
    for finding in findings:
        if finding.ledger is LedgerKind.APPEAL:
            group = _GROUP.search(text, finding.start, finding.end)
            if group:
                mention = Mention(
                    group.start("name"), group.end("name"), group["name"], "open group"
                )
                found.setdefault(group["name"], []).append(mention)
    return tuple(Organisation("group", (name,), tuple(places)) for name, places in found.items())

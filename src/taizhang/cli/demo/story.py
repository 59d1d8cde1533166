"""Four months of the demo zone, day by day: what came up where, and what became of it.

Everything is drawn from one seed and today's date, so that two installations made on the same
day show the same zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING, Any, Final

from taizhang.cli.demo import matters, minutes
from taizhang.cli.demo.cast import SEED, Cast
from taizhang.cli.demo.content import content
from taizhang.cli.demo.hours import Hours
from taizhang.cli.demo.plot import Gathering, Plot, Step
from taizhang.engine.codes import ActivityKind, LedgerKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from taizhang.cli.demo.cast import EnterpriseCard
    from taizhang.engine.calendar import WorkCalendar

DAYS: Final = 122
_SYMPOSIUMS: Final = 8
_HAZARDS: Final = 86
_QUIET_VISITS: Final = 48
_TITLE: Final = 30
_LAST_COURSES: Final = (
    *("untouched",) * 3,
    *("", "", "", "declined", "", "", "", "returned", "", "returned", "", "", "dissatisfied"),
    *("", "", "dissatisfied", "", "extension asked", "returned", "", "dissatisfied"),
)
"""What becomes of the newest appeals, newest first: every state is to be seen on the day."""
_FAMOUS: Final = ("E0002", "E0010")
"""Enterprises with an account to try: their side should have something to show."""
_ENOUGH: Final = 6
_FACTORIES: Final = ("bio", "med", "elec", "mach", "mat", "food")
_PUBLIC: Final = re.compile("工地|用地|路|公寓|宿舍|园区|商务楼|挡墙|便民")
_FACTORY: Final = re.compile("厂|车间|产线|生产|原料|订单")
"""A software house has no workshop that could be flooded."""


@dataclass(slots=True)
class Story:
    gatherings: list[Gathering] = field(default_factory=list)
    matters: list[list[Step]] = field(default_factory=list)


def tell(cast: Cast, calendar: WorkCalendar, *, today: date) -> Story:
    """All that happens up to the evening before `today`, and beyond: the stage cuts it off."""
    return _Teller(cast, calendar, today).story()


def flood_day(today: date) -> date:
    """The day of the cloudburst: in high summer if the four months have one."""
    days = (today - timedelta(days=back) for back in range(DAYS - 18, 49, -1))
    return min(days, key=lambda day: abs((day - day.replace(month=8, day=5)).days))


class _Teller:
    def __init__(self, cast: Cast, calendar: WorkCalendar, today: date) -> None:
        self.cast, self.today = cast, today
        self.rng = Random(f"{SEED} {today.isoformat()}")
        self.hours = Hours(calendar, self.rng)
        self.first = today - timedelta(days=DAYS)
        self.flood = flood_day(today)
        self.told = Story()
        self.asked: dict[str, int] = {}

    def story(self) -> Story:
        appeals = self._placed_appeals()
        rest = self._symposiums(appeals)
        courses = dict(zip(range(len(rest) - 1, 0, -1), _LAST_COURSES, strict=False))
        for place, (day, text) in enumerate(rest):
            self._appeal(day, {**text, "course": courses.get(place, "")})
        for text in content("appeals_now")["now"]:
            day = self.today - timedelta(days=text["back"])
            self._appeal(day, {**text, "is_again": False})
        self._inspections()
        self._meetings()
        self._deeds()
        self._quiet_visits()
        return self.told

    # Appeals ---------------------------------------------------------------------------------

    def _placed_appeals(self) -> list[tuple[date, dict[str, Any]]]:
        """Every text with its day; what is asked again comes after what was asked first."""
        placed = []
        for category, text in _appeal_texts():
            first = self._first_day(category)
            one = {**text, "category": category, "is_again": False}
            placed.append((first, one))
            if "again" in text:
                again = {**one, "text": text["again"], "is_again": True}
                again["title"] = _title(text["again"])
                again["who"] = text.get("again_who", text.get("who", ()))
                placed.append((self._second_day(category, first), again))
        return sorted(placed, key=lambda pair: (pair[0], pair[1]["title"]))

    def _first_day(self, category: str) -> date:
        if category == "disaster":
            return self.flood + timedelta(days=self.rng.choice((0, 1, 1, 1, 2, 2, 3, 4, 6, 9)))
        return self.first + timedelta(days=self.rng.randrange(DAYS - 1))

    def _second_day(self, category: str, first: date) -> date:
        if category == "disaster":
            return first + timedelta(days=self.rng.randint(1, 16))
        span = (self.today - first).days
        return self.today - timedelta(days=int(self.rng.triangular(1, max(2, span), 3)))

    def _firm(self, text: dict[str, Any], park: str = "") -> EnterpriseCard:
        """An enterprise that the text fits, and that has not asked much yet."""
        who = text.get("who") or (_FACTORIES if _FACTORY.search(text["text"]) else ())
        fitting = [one for one in self.cast.enterprises.values() if not who or one.key in who]
        if "officer" in text:
            officer = self.cast.person(text["officer"]).code
            fitting = [one for one in fitting if one.officer == officer]
        elif park:
            here = [one for one in self.cast.enterprises.values() if one.park == park]
            fitting = [one for one in fitting if one.park == park] or here
        famous = [one for one in fitting if one.code in _FAMOUS]
        famous = [one for one in famous if self.asked.get(one.code, 0) < _ENOUGH]
        if famous and self.rng.random() < 0.2:
            firm = self.rng.choice(famous)
            self.asked[firm.code] = self.asked.get(firm.code, 0) + 1
            return firm
        least = min(self.asked.get(one.code, 0) for one in fitting)
        firm = self.rng.choice([one for one in fitting if self.asked.get(one.code, 0) <= least + 1])
        self.asked[firm.code] = self.asked.get(firm.code, 0) + 1
        return firm

    def _firms(self, text: dict[str, Any], park: str = "") -> tuple[str, ...]:
        firms = [self._firm(text, park).code]
        if text.get("scope") == "common" and not text["is_again"] and self.rng.random() < 0.4:
            firms += [self._firm(text, park).code for _more in range(self.rng.randint(1, 2))]
        return tuple(dict.fromkeys(firms))

    def _appeal(self, day: date, text: dict[str, Any]) -> None:
        """An appeal outside a symposium: seen on a visit, reported, or passed on."""
        firms = self._firms(text, text.get("park", ""))
        source = self.rng.choices(("visit", "self", "office"), weights=(45, 35, 20))[0]
        source = "self" if text["course"] == "untouched" else source
        firm = self.cast.enterprises[firms[0]]
        plot = self._plot(self.hours.on(day), text["lead"])
        said = _said(text, LedgerKind.APPEAL, firms)
        if source == "visit":
            said["activity"] = self._visit(plot.at, firm, note=text["text"])
            plot.then("register", firm.officer, 0, **said)
        elif source == "self":
            plot.then("register", firm.contact, **{**said, "accepted": False})
            if text["course"] != "untouched":
                plot.then("accept", plot.office(), self.rng.randint(0, 1))
        else:
            plot.then("register", plot.office(), **said)
        matters.appeal(plot, text, firms=firms)
        self.told.matters.append(plot.steps)

    def _plot(self, at: datetime, lead: str) -> Plot:
        return Plot(self.cast, self.hours, self.rng, at, self.today, lead=lead)

    def _visit(self, at: datetime, firm: EnterpriseCard, *, note: str) -> str:
        key = f"visit {firm.code} {at.isoformat()}"
        self.told.gatherings.append(
            Gathering(
                key=key,
                at=at,
                kind=ActivityKind.VISIT,
                title=f"走访{firm.short}",
                by=firm.officer,
                place=firm.address,
                organizer=self.cast.units[self.cast.people[firm.officer].unit].short,
                park=firm.park,
                enterprises=(firm.code,),
                people=(firm.officer, firm.contact),
                note=note,
            )
        )
        return key

    def _symposiums(
        self, appeals: list[tuple[date, dict[str, Any]]]
    ) -> list[tuple[date, dict[str, Any]]]:
        """Eight symposiums, each with the minutes from which its appeals are registered."""
        rest = list(appeals)
        parks = cycle(self.cast.parks)
        for number in range(_SYMPOSIUMS):
            day = self.first + timedelta(days=6 + number * 15)
            at = self.hours.on(day)
            park = next(parks)
            near = [
                pair
                for pair in rest
                if abs((pair[0] - at.date()).days) <= 7 and pair[1]["category"] != "disaster"
            ][:4]
            rest = [pair for pair in rest if pair not in near]
            self._symposium(at, park, [text for _day, text in near])
        return rest

    def _symposium(self, at: datetime, park: dict[str, str], texts: list[dict[str, Any]]) -> None:
        spoken = [(text, self._firms(text, park["code"])) for text in texts]
        guests = dict.fromkeys(code for _text, firms in spoken for code in firms)
        locals_ = [one for one in self.cast.enterprises.values() if one.park == park["code"]]
        guests.update(dict.fromkeys(one.code for one in self.rng.sample(locals_, 6)))
        head = self.cast.units[park["centre"]].head
        host = self.cast.person(self.rng.choice(("陆启明", "梁知远", "闻静姝")))
        key = f"symposium {at.isoformat()}"
        gathering = Gathering(
            key=key,
            at=at,
            kind=ActivityKind.SYMPOSIUM,
            title=f"{park['name']}企业家座谈会",
            by=self.rng.choice(self.cast.office()),
            place=f"{park['name']}会议室",
            organizer=self.cast.units["hdb"].short,
            park=park["code"],
            enterprises=tuple(guests),
            people=(host.code, head),
            minutes=minutes.written(
                self.cast,
                at.date(),
                park=park["name"],
                host=host,
                spoken=spoken,
                guests=tuple(guests),
            ),
        )
        self.told.gatherings.append(gathering)
        for text, firms in spoken:
            plot = self._plot(self.hours.later(at), text["lead"])
            said = {**_said(text, LedgerKind.APPEAL, firms), "activity": key}
            plot.then("register_draft", gathering.by, **said)
            matters.appeal(plot, {**text, "course": ""}, firms=firms)
            self.told.matters.append(plot.steps)

    # The other ledgers -----------------------------------------------------------------------

    def _inspections(self) -> None:
        found = [
            {**hazard, "place": place}
            for hazard in content("hazards")["hazard"]
            for place in hazard["places"]
        ]
        found = self.rng.sample(found, _HAZARDS)
        while found:
            some, found = found[: (size := self.rng.randint(2, 4))], found[size:]
            at = self.hours.on(self.first + timedelta(days=self.rng.randrange(DAYS - 1)))
            self._inspection(at, some)

    def _inspection(self, at: datetime, some: list[dict[str, Any]]) -> None:
        park = self.rng.choice(self.cast.parks)
        inspector = self.rng.choice(self.cast.units["yjj"].handlers)
        key = f"inspection {at.isoformat()} {park['code']}"
        firms = [self._site(hazard, park["code"]) for hazard in some]
        self.told.gatherings.append(
            Gathering(
                key=key,
                at=at,
                kind=ActivityKind.INSPECTION,
                title=f"{park['name']}安全隐患排查",
                by=inspector,
                place=park["name"],
                organizer=self.cast.units["yjj"].short,
                park=park["code"],
                enterprises=tuple(dict.fromkeys(firm.code for firm in firms if firm)),
                people=(inspector, self.cast.units[park["centre"]].head),
                note="、".join(hazard["title"] for hazard in some),
            )
        )
        for hazard, firm in zip(some, firms, strict=True):
            more = self.rng.choice(content("phrases")["more"])
            text = {
                **hazard,
                "title": f"{firm.short if firm else ''}{hazard['place']}：{hazard['title']}",
                "text": f"{firm.name if firm else park['name']}{hazard['place']}：{hazard['text']}",
                "reply": hazard["reply"] + more,
            }
            plot = self._plot(self.hours.later(at), text["lead"])
            firms_said = (firm.code,) if firm else ()
            said = {**_said(text, LedgerKind.HAZARD, firms_said), "activity": key}
            plot.then("register", inspector, **said)
            matters.hazard(plot, text)
            self.told.matters.append(plot.steps)

    def _site(self, hazard: dict[str, Any], park: str) -> EnterpriseCard | None:
        """Whose place it is; streets and building sites are nobody's on the roster."""
        if hazard["lead"] in {"cgj", "jtj", "slzx"} or _PUBLIC.search(hazard["place"]):
            return None
        trades = ("mach", "mat", "food", "elec", "bio")
        here = [one for one in self.cast.enterprises.values() if one.park == park]
        return self.rng.choice([one for one in here if one.key in trades] or here)

    def _meetings(self) -> None:
        """A meeting a week; what was ordered in each goes onto the ledger."""
        mondays = [self.first + timedelta(days=week * 7) for week in range(DAYS // 7)]
        kinds = cycle(content("phrases")["meetings"])
        meetings = [self._meeting(day, next(kinds)) for day in mondays]
        emergency = self._meeting(
            self.flood + timedelta(days=1),
            {"title": "防汛救灾和恢复生产调度会", "organizer": "管委会", "place": "应急指挥中心"},
        )
        for text in content("directives")["directive"]:
            if text.get("when") == "flood":
                held = [emergency]
            elif text["due_text"] == "每月":
                held = meetings[1::4]
            else:
                held = [self.rng.choice(meetings)]
            for meeting in held:
                self._directive(meeting, text)

    def _meeting(self, day: date, kind: dict[str, str]) -> Gathering:
        at = self.hours.on(day)
        chair = self.cast.person("陆启明").code
        heads = [unit.head for unit in self.cast.units.values() if unit.handlers]
        meeting = Gathering(
            key=f"meeting {at.isoformat()}",
            at=at,
            kind=ActivityKind.MEETING,
            title=kind["title"],
            by=self.cast.units["dzb"].handlers[0],
            place=kind["place"],
            organizer=kind["organizer"],
            people=tuple(dict.fromkeys((chair, *self.rng.sample(heads, 9)))),
        )
        self.told.gatherings.append(meeting)
        return meeting

    def _directive(self, meeting: Gathering, text: dict[str, Any]) -> None:
        plot = self._plot(self.hours.later(meeting.at), text["lead"])
        month = f"（{meeting.at.month}月）" if text["due_text"] == "每月" else ""
        said = {**_said(text, LedgerKind.DIRECTIVE, ()), "activity": meeting.key}
        said |= {"title": f"{text['title']}{month}", "due_text": text["due_text"]}
        plot.then("register", meeting.by, **said)
        matters.directive(plot, text)
        self.told.matters.append(plot.steps)

    def _deeds(self) -> None:
        for place, text in enumerate(content("deeds")["deed"]):
            back = 5 if place < 8 else self.rng.randrange(8, DAYS - 6)
            at = self.hours.on(self.first + timedelta(days=back))
            plot = self._plot(at, text["lead"])
            register = self.cast.units["dqgz"].handlers[0]
            plot.then("register", register, **_said(text, LedgerKind.DEED, ()))
            matters.deed(plot, text)
            self.told.matters.append(plot.steps)

    def _quiet_visits(self) -> None:
        """Most visits find nothing to put on a ledger; that is worth knowing too."""
        firms = self.rng.sample(list(self.cast.enterprises.values()), _QUIET_VISITS)
        for firm in firms:
            day = self.first + timedelta(days=self.rng.randrange(DAYS - 1))
            self._visit(self.hours.on(day), firm, note="生产经营正常，暂无需要协调的问题。")


def _appeal_texts() -> Iterator[tuple[str, dict[str, Any]]]:
    for part in (1, 2, 3):
        for category, texts in content(f"appeals_{part}").items():
            for text in texts:
                yield category, text


def _title(text: str) -> str:
    """As many clauses as make a title that says something."""
    title = ""
    for clause in text.rstrip("。").split("，"):
        if title and len(title) + len(clause) > _TITLE:
            break
        title = f"{title}，{clause}" if title else clause
    return title


def _said(text: dict[str, Any], ledger: LedgerKind, firms: tuple[str, ...]) -> dict[str, Any]:
    """What registering says, without who and when."""
    return {
        "ledger": ledger,
        "title": text["title"],
        "text": text["text"],
        "category": text.get("category", ""),
        "scope": text.get("scope") or ("individual" if ledger is LedgerKind.APPEAL else ""),
        "enterprises": firms,
        "promise": text.get("promise", ""),
    }

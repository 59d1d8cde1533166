"""The common problem of the demo zone: who has it, what is done, what they say of the answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from taizhang.cli.demo.cast import SEED
from taizhang.cli.demo.content import content
from taizhang.cli.demo.hours import Hours
from taizhang.cli.demo.plot import Plot, Step
from taizhang.engine.codes import LedgerKind

if TYPE_CHECKING:
    from taizhang.cli.demo.cast import Cast, EnterpriseCard
    from taizhang.engine.calendar import WorkCalendar

_TRADES: Final = ("bio", "med")
_PARK: Final = "lm"
_FIRST: Final = 6
"""The firms before are heard of elsewhere."""
_RATINGS: Final = (
    ("very_satisfied", True),
    ("satisfied", True),
    ("satisfied", True),
    ("fair", True),
    ("dissatisfied", False),
)
_COMMENT: Final = "分到的单元层高不够，设备装不下。"


@dataclass(slots=True)
class SharedStory:
    """Matters as of any story, and the acts on what they have in common, in order."""

    matters: list[list[Step]] = field(default_factory=list)
    problem: list[Step] = field(default_factory=list)
    """Entries are said by their place in `matters`."""


def tell_common(cast: Cast, calendar: WorkCalendar, *, today: date) -> SharedStory:
    """Drawn from a seed of its own: the rest of the zone stays as it is told without it."""
    rng = Random(f"{SEED} common {today.isoformat()}")
    return _Teller(cast, Hours(calendar, rng), rng, today).story()


class _Teller:
    def __init__(self, cast: Cast, hours: Hours, rng: Random, today: date) -> None:
        self.cast, self.hours, self.rng, self.today = cast, hours, rng, today
        self.text = content("common")
        self.lead = cast.units[self.text["lead"]]
        self.handler = self.lead.handlers[0]
        self.office = cast.office()[0]
        self.told = SharedStory()
        self.at: datetime | None = None

    def story(self) -> SharedStory:
        """The matters first, then the problem, then what the firms say."""
        firms = self._firms()
        texts = [*self.text["matter"], *self.text["later"]]
        for text, firm in zip(texts, firms, strict=False):
            self._matter(text, firm)
        first = range(len(self.text["matter"]))
        self._opened(list(first))
        self._planned()
        self._answered(list(first))
        self._rated(firms)
        later = len(first)
        say = {"entry": later, "why": "同一园区，同样缺少厂房"}
        self._act(self.text["later"][0]["back"] - 2, "link", self.office, **say)
        return self.told

    def _firms(self) -> list[EnterpriseCard]:
        near = [one for one in self.cast.enterprises.values() if one.park == _PARK]
        return [one for one in near if one.key in _TRADES][_FIRST:]

    def _on(self, back: int) -> datetime:
        return self.hours.on(self.today - timedelta(days=back))

    def _matter(self, text: dict[str, Any], firm: EnterpriseCard) -> None:
        plot = Plot(
            self.cast, self.hours, self.rng, self._on(text["back"]), self.today, lead=self.lead.code
        )
        said = {
            "ledger": LedgerKind.APPEAL,
            "title": text["text"].partition("，")[0],
            "text": text["text"],
            "category": "land_space",
            "scope": "common",
            "enterprises": (firm.code,),
            "promise": "",
        }
        plot.then("register", self.office, **said)
        plot.then("dispatch", self.office, 0, lead=self.lead.code, co_units=())
        plot.then("acknowledge", self.handler, 1, in_charge=self.handler)
        self.told.matters.append(plot.steps)

    def _act(self, back: int, act: str, by: str, **said: object) -> None:
        """Not before the act that it follows, however many rest days lie between."""
        earliest = self.hours.later(self.at) if self.at else self._on(back)
        self.at = max(self._on(back), earliest)
        self.told.problem.append(Step(self.at, act, by, said))

    def _opened(self, entries: list[int]) -> None:
        said = {name: self.text[name] for name in ("sentence", "why", "words")}
        said |= {"category": "land_space", "owner": self.lead.leader, "lead": self.lead.code}
        self._act(self.text["opened"] - 3, "open_problem", self.office, **said, entries=entries)

    def _planned(self) -> None:
        opened, head = self.text["opened"], self.lead.head
        plan = {"aim": self.text["aim"], "measures": self.text["measures"]}
        self._act(opened - 5, "plan", head, **plan)
        for task in self.text["tasks"]:
            due = self.today - timedelta(days=task["back"])
            said = {"text": task["text"], "unit": task["unit"], "due": due}
            self._act(opened - 5, "give_task", head, **said)
        self._act(opened - 6, "report_progress", self.handler, text=self.text["progress"])
        for place, task in enumerate(self.text["tasks"]):
            if task["done"]:
                said = {"task": place, "note": task["done"]}
                self._act(task["back"], "complete_task", head, **said)
        back = self.text["remedy_back"]
        said = {"remedy": self.text["remedy"], "on": self._on(back).date()}
        self._act(back, "put_in_force", head, **said)

    def _answered(self, entries: list[int]) -> None:
        back = self.text["remedy_back"]
        self._act(back - 3, "draft_answer", self.lead.head, text=self.text["answer"])
        self._act(back - 5, "give_answer", self.handler, entries=entries[:-1])
        self._act(back - 6, "note_policy_gap", self.office, sentence=self.text["gap"])
        month = self.today.replace(day=1) + timedelta(days=32)
        said = {"year": month.year, "month": month.month, "why": self.text["theme"]}
        self._act(back - 6, "choose_theme", self.office, **said)

    def _rated(self, firms: list[EnterpriseCard]) -> None:
        """By the firms themselves, each for its own entry."""
        back = self.text["remedy_back"] - 8
        for place, (satisfaction, solved) in enumerate(_RATINGS):
            firm = firms[place]
            said = {"enterprise": firm.code, "satisfaction": satisfaction, "solved": solved}
            comment = "" if solved else _COMMENT
            at = self.hours.later(max(self.at, self._on(back)))
            step = Step(at, "rate", firm.contact, {**said, "comment": comment})
            self.told.matters[place].append(step)

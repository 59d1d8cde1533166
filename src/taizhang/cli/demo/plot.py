"""What happens to one matter, act by act, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from taizhang.cli.demo.cast import Cast
    from taizhang.cli.demo.hours import Hours


T = TypeVar("T")
_RECENT = 40
"""Days in which a matter can lie without being asked for."""
_WORK = {"report_progress", "contribute", "answer"}
"""Acts of those who handle a matter, and so do not close it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act: the name of a service, who does it, what is said. People and units by code."""

    at: datetime
    act: str
    by: str
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gathering:
    """A visit, symposium, meeting or inspection that takes place."""

    key: str
    at: datetime
    kind: str
    title: str
    by: str
    place: str = ""
    organizer: str = ""
    park: str = ""
    enterprises: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    note: str = ""
    minutes: str = ""
    """Its minutes, when they come in as a document."""


@dataclass(slots=True)
class Plot:
    """The acts of one matter, in order; the clock moves on with each."""

    cast: Cast
    hours: Hours
    rng: Random
    at: datetime
    end: date
    """The day on which the four months end."""
    lead: str = ""
    co_units: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)

    def then(self, act: str, by: str, workdays: int | None = None, **said: object) -> None:
        """Add the next act: at once (None), later that day (0) or some worked days on."""
        if workdays is not None:
            self.at = self.hours.later(self.at, workdays)
        self.steps.append(Step(self.at, act, by, said))

    @property
    def today(self) -> date:
        return self.at.date()

    def handler(self) -> str:
        """Who works on it in the lead unit: always the same, as far as this matter goes."""
        unit = self.cast.units[self.lead]
        return unit.handlers[len(self.steps[0].said.get("text", "")) % len(unit.handlers)]

    def head(self) -> str:
        return self.cast.units[self.lead].head

    def office(self) -> str:
        """Somebody of the campaign office who does not work on the matter."""
        busy = {step.by for step in self.steps if step.act in _WORK}
        if self.lead == "hdb":
            busy.add(self.handler())
        return self.rng.choice([code for code in self.cast.office() if code not in busy])

    def one_of(self, phrases: Sequence[T]) -> T:
        return self.rng.choice(phrases)

    def forgotten(self, share: float) -> bool:
        """Whether nobody takes it further: of old matters few are left, somebody asks for them."""
        recent = (self.end - self.today).days < _RECENT
        return self.chance(share if recent else share / 6)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

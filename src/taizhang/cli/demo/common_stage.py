"""The acts on the common problem are played, through the services of matching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taizhang.matching import queries
from taizhang.matching import services as matching

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.cli.demo.plot import Step
    from taizhang.cli.demo.zone import Zone
    from taizhang.ledger.models import Entry
    from taizhang.matching.models import CommonProblem
    from taizhang.roster.models import Person


class CommonStage:
    """One problem; its entries are those of the stage, from `first` on."""

    def __init__(self, zone: Zone, entries: dict[int, Entry], *, first: int) -> None:
        self.zone, self.entries, self.first = zone, entries, first
        self.problem: CommonProblem | None = None

    def act(self, step: Step) -> None:
        """One act on it."""
        by = self.zone.people[step.by]
        said = self._resolved(step.said)
        if step.act == "open_problem":
            self.problem = matching.open_problem(by=by, now=step.at, **said)
            return
        problem = queries.problems().get(pk=self.problem.pk)
        if step.act == "give_answer":
            self._answer(problem, said["entries"], by, step)
        elif step.act == "complete_task":
            matching.complete_task(said.pop("task"), by=by, now=step.at, **said)
        elif step.act == "link":
            matching.link(problem, said.pop("entry"), by=by, now=step.at, **said)
        else:
            getattr(matching, step.act)(problem, by=by, now=step.at, **said)

    def _answer(self, problem: CommonProblem, entries: list[Entry], by: Person, step: Step) -> None:
        numbers = {entry.number for entry in entries}
        looked = [
            matching.Looked(one, one.entry.version)
            for one in queries.memberships(problem)
            if one.entry.number in numbers
        ]
        for one in matching.give_answer(problem, looked, by=by, now=step.at):
            if one.refusal is not None:
                raise one.refusal

    def _resolved(self, said: dict[str, Any]) -> dict[str, Any]:
        zone = self.zone
        readers: dict[str, Callable[[Any], object]] = {
            "lead": lambda code: zone.units[code],
            "unit": lambda code: zone.units[code],
            "owner": lambda code: zone.people[code],
            "entry": lambda place: self.entries[self.first + place],
            "entries": lambda places: [self.entries[self.first + place] for place in places],
            "task": self._task,
        }
        return {key: readers.get(key, lambda value: value)(value) for key, value in said.items()}

    def _task(self, place: int) -> object:
        return self.problem.tasks.order_by("pk")[place]

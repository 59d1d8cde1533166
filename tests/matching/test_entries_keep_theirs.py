"""Whatever is done to a common problem, its entries keep their requesters, clocks and answers."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.errors import TaizhangError
from taizhang.ledger.models import Entry, Event
from taizhang.matching import services
from taizhang.matching.models import CommonProblem, ProblemEvent
from tests.matching.conftest import Shared, looked, members

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import People

pytestmark = pytest.mark.django_db
_STEPS = 30


def _kept(entry: Entry) -> dict[str, Any]:
    """What no act on a problem may take away from an entry."""
    clocks = entry.clocks.order_by("name", "unit")
    return {
        "requesters": list(entry.requesters.values_list("name", "enterprise", "satisfaction")),
        "clocks": list(clocks.values_list("name", "started_on", "due", "rule")),
        "lead": entry.lead_id,
        "title": entry.title,
        "due": entry.due,
    }


def _answers(entry: Entry) -> list[str]:
    events = Event.objects.filter(entry=entry, move="answer").order_by("version")
    return [event.payload["reply"] for event in events]


def _acts(shared: Shared, rng: Random) -> list[Callable[[CommonProblem, Entry], object]]:
    office, handler = shared.office, shared.handler
    said = {"why": "x", **office}
    return [
        lambda problem, entry: services.link(problem, entry, **said),
        lambda problem, entry: services.unlink(problem, entry, **said),
        lambda problem, entry: services.decide_not_the_same(problem, entry, **said),
        lambda problem, entry: services.decide_belongs_here(problem, entry, **said),
        lambda problem, _entry: services.draft_answer(
            problem, text=f"厂房已落实，第{rng.randint(1, 9)}批交付。", **office
        ),
        lambda problem, _entry: services.give_answer(
            problem, rng.sample(looked(problem), k=min(2, len(members(problem)))), **handler
        ),
        lambda problem, _entry: services.take_answer_back(problem, reason="x", **office),
        lambda problem, _entry: services.finish(problem, result="x", **office),
        lambda problem, _entry: services.reopen(problem, reason="x", **office),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_entries_never_lose_what_is_theirs(shared: Shared, people: People, seed: int) -> None:
    rng = Random(seed)  # noqa: S311  # a seeded walk, not a secret
    problem = shared.problem()
    entries = [*shared.entries, shared.at_work(), shared.closed()]
    before = {entry.pk: _kept(Entry.objects.get(pk=entry.pk)) for entry in entries}
    closed = entries[-1].version
    done = 0
    for _step in range(_STEPS):
        said = {entry.pk: _answers(entry) for entry in entries}
        versions = dict(Entry.objects.values_list("pk", "version"))
        problem = CommonProblem.objects.get(pk=problem.pk)
        try:
            rng.choice(_acts(shared, rng))(problem, rng.choice(entries))
        except TaizhangError:
            assert dict(Entry.objects.values_list("pk", "version")) == versions
            assert ProblemEvent.objects.filter(problem=problem).count() == problem.version
            continue
        done += 1
        for entry in entries:
            now = Entry.objects.get(pk=entry.pk)
            assert _kept(now) == before[entry.pk]
            answers = _answers(entry)
            assert answers[: len(said[entry.pk])] == said[entry.pk]
    assert done
    assert Entry.objects.get(pk=entries[-1].pk).version == closed

"""The history of common problems is one chain a year; what does not fit is found and named."""

from __future__ import annotations

from importlib import import_module
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import connection

from taizhang.cli import main as cli
from taizhang.ledger.chain import SM3
from taizhang.matching import services
from taizhang.matching.models import CommonProblem, ProblemEvent, ProblemNumbering
from taizhang.matching.verification import verify
from tests.clock import NOW

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from tests.matching.conftest import Shared

pytestmark = pytest.mark.django_db
chained = import_module("taizhang.matching.migrations.0005_chained_history")


@pytest.fixture
def worked_on(shared: Shared) -> CommonProblem:
    """Two problems of one year, their events one after the other."""
    problem = shared.problem()
    other = shared.problem(shared.appeal(), shared.appeal(), shared.appeal())
    problem = services.plan(problem, aim="都有厂房", measures=["建加速器"], **shared.office)
    given = {"remedy": "二期交付", "on": NOW.date()}
    other = services.put_in_force(other, **given, **shared.office)
    services.note_policy_gap(other, sentence="没有标准厂房政策", **shared.office)
    other.refresh_from_db()
    other = services.hand_over(
        other, owner=shared.people.leader, lead=shared.people.co, **shared.office
    )
    return services.hand_over(
        problem, owner=shared.people.office, lead=shared.people.co, **shared.office
    )


@pytest.fixture
def unlocked(worked_on: CommonProblem) -> CommonProblem:
    """As for somebody with the database's password who lifted the triggers."""
    lifted = SimpleNamespace(connection=connection, execute=_execute)
    chained.append_only.allow_changes(None, lifted)
    return worked_on


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)


def test_untouched_histories_are_one_chain(worked_on: CommonProblem) -> None:
    found = verify()
    assert (found.misfit, found.problems) == (None, 2)
    events = list(ProblemEvent.objects.order_by("sequence"))
    assert [one.sequence for one in events] == list(range(1, len(events) + 1))
    assert all(one.previous == before.hash for before, one in pairwise(events))
    book = ProblemNumbering.objects.get()
    assert (book.events, book.head) == (found.events, events[-1].hash)


def test_it_may_be_hashed_by_the_national_algorithm(
    shared: Shared, settings: SettingsWrapper
) -> None:
    shared.problem()
    settings.EVENT_HASH = "sm3"
    shared.problem(shared.appeal(), shared.appeal())
    assert ProblemEvent.objects.latest("sequence").hash.startswith(SM3)
    assert verify().misfit is None


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"body": '{"aim":"别的"}'}, "its content does not match its hash"),
        ({"by_name": "别人"}, "its content does not match its hash"),
        ({"previous": "0" * 64}, "it does not continue the chain"),
    ],
)
def test_a_changed_event_is_named(
    unlocked: CommonProblem, change: dict[str, Any], what: str
) -> None:
    ProblemEvent.objects.filter(problem=unlocked, version=2).update(**change)
    found = verify().misfit
    assert found is not None
    assert (found.ledger, found.number, found.what) == ("GX-2026", unlocked.number, what)


def test_a_missing_event_is_named(unlocked: CommonProblem) -> None:
    ProblemEvent.objects.filter(problem=unlocked, version=2).delete()
    found = verify().misfit
    assert found is not None
    assert found.what == "the chain has a gap before it"


def test_a_missing_end_is_named(unlocked: CommonProblem) -> None:
    ProblemEvent.objects.latest("sequence").delete()
    found = verify().misfit
    assert found is not None
    assert found.what == "the ledger's head is not its newest event"


@pytest.mark.parametrize(
    ("change", "column"),
    [({"aim": "别的"}, "aim"), ({"sentence": "别的"}, "sentence"), ({"version": 9}, "")],
)
def test_a_row_that_its_events_do_not_come_to_is_named(
    worked_on: CommonProblem, change: dict[str, Any], column: str
) -> None:
    CommonProblem.objects.filter(pk=worked_on.pk).update(**change)
    found = verify().misfit
    assert found is not None
    assert (found.number, found.columns) == (worked_on.number, (column,) if column else ())


def test_the_command_says_so(unlocked: CommonProblem, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["verify", "--workers", "1"]) == 0
    assert "2 个共性问题" in capsys.readouterr().out
    ProblemEvent.objects.filter(problem=unlocked, version=2).update(by_name="别人")
    assert cli.main(["verify", "--workers", "1"]) == 1
    said = capsys.readouterr().out
    assert "GX-2026" in said
    assert unlocked.number in said


def test_what_was_written_before_is_chained_in_its_order(unlocked: CommonProblem) -> None:
    before = list(ProblemEvent.objects.order_by("sequence").values_list("hash", flat=True))
    for place, one in enumerate(ProblemEvent.objects.order_by("pk"), 100):
        ProblemEvent.objects.filter(pk=one.pk).update(
            sequence=place, previous="", hash=f"unknown {place}"
        )
    ProblemNumbering.objects.update(events=0, head="")
    chained.chained(apps, SimpleNamespace(connection=connection, execute=_execute))
    assert verify().misfit is None
    assert len(before) == ProblemNumbering.objects.get().events

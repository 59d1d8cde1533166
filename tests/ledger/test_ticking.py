"""What happens by itself: parked matters come back, late ones are raised, once each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.cli import main as cli
from taizhang.engine.lifecycle import Level, Move, State
from taizhang.ledger import rebuilding, services, transitions, verification
from taizhang.ledger.models import Entry
from taizhang.ledger.services import ticking
from taizhang.web.ledger.sentences import told
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_parked_entry_comes_back_on_its_review_date_with_the_days_it_stood(
    stages: Stages,
) -> None:
    entry = stages.parked()
    due = entry.due
    assert due is not None
    assert services.tick(now=NOW + timedelta(days=22)).resumed == 0
    day = NOW + timedelta(days=23)  # 9 October
    assert services.tick(now=day).resumed == 1
    assert services.tick(now=day).resumed == 0
    entry.refresh_from_db()
    assert entry.state == State.IN_PROGRESS
    assert entry.due is not None
    assert entry.due >= due + timedelta(days=23)
    assert entry.original_due == due
    event = entry.events.latest("version")
    assert event.by_name == "台账系统"
    assert "复核" in told(event).said[0]
    assert verification.verify().misfit is None


def test_where_a_person_was_quicker_nothing_is_done_twice(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry, day = stages.parked(), NOW + timedelta(days=23)
    apply, waiting = transitions.apply, [entry]

    def after_the_person(given: Entry, *words: Any, **more: Any) -> Entry:
        if waiting:
            services.resume(waiting.pop(), **{**stages.handler, "now": day})
        return apply(given, *words, **more)

    monkeypatch.setattr(ticking.transitions, "apply", after_the_person)
    assert services.tick(now=day).resumed == 0
    assert [one.by_name for one in entry.events.filter(move=Move.RESUME)] == ["柳依依"]


def test_a_late_entry_is_raised_step_by_step_with_its_reason(stages: Stages) -> None:
    entry = stages.in_progress()
    assert services.tick(now=NOW + timedelta(days=9)).escalated == 0
    assert services.tick(now=NOW + timedelta(days=10)).escalated == 1
    assert services.tick(now=NOW + timedelta(days=10)).escalated == 0
    entry.refresh_from_db()
    assert entry.level == Level.OFFICE
    assert services.tick(now=NOW + timedelta(days=30)).escalated == 1
    entry.refresh_from_db()
    assert entry.level == Level.LEADER
    assert "23" in told(entry.events.latest("version")).said[0]
    assert entry.events.filter(move=Move.ESCALATE).count() == 2


def test_what_somebody_took_back_stays_so_until_there_is_a_new_reason(
    stages: Stages, people: People
) -> None:
    entry, late = stages.in_progress(), NOW + timedelta(days=10)
    assert services.tick(now=late).escalated == 1
    entry.refresh_from_db()
    services.undo(entry, by=people.office, now=late, reason="已口头说明")
    for days in (10, 11, 16):
        assert services.tick(now=NOW + timedelta(days=days)).escalated == 0
    entry.refresh_from_db()
    assert entry.level == ""
    assert services.tick(now=NOW + timedelta(days=30)).escalated == 1  # a higher level
    entry.refresh_from_db()
    assert entry.level == Level.LEADER
    assert verification.verify().misfit is None
    before = Entry.objects.values().get(pk=entry.pk)
    rebuilding.rebuild()
    assert Entry.objects.values().get(pk=entry.pk) == before
    assert services.tick(now=NOW + timedelta(days=30)).escalated == 0


def test_what_a_person_raised_and_undid_does_not_bind_the_rules(
    stages: Stages, people: People
) -> None:
    given = {"by": people.office, "now": NOW + timedelta(days=10)}
    entry = services.escalate(stages.in_progress(), level="office", reason="跨部门", **given)
    services.undo(entry, reason="点错了", **given)
    assert services.tick(now=NOW + timedelta(days=10)).escalated == 1


def test_the_command_says_what_it_did(stages: Stages, capsys: pytest.CaptureFixture[str]) -> None:
    stages.accepted()
    assert cli.main(["tick"]) == 0
    assert "0" in capsys.readouterr().out


@pytest.mark.parametrize("code", ["directive", "hazard", "deed"])
def test_what_is_late_on_any_ledger_is_raised(code: str, stages: Stages) -> None:
    entry = services.dispatch(
        stages.accepted(ledger=code), lead=stages.people.lead, due=NOW.date(), **stages.office
    )
    services.tick(now=NOW + timedelta(days=3))
    entry.refresh_from_db()
    assert entry.level != ""
    services.tick(now=NOW + timedelta(days=10))
    entry.refresh_from_db()
    assert Level(entry.level).rank >= Level.LEADER.rank

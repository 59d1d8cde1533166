"""The replay finds what does not fit, and names it."""

from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.cli import main as cli
from taizhang.ledger import services, verification
from taizhang.ledger.chain import digest
from taizhang.ledger.models import Assignment, Entry, Event, Ledger, Requester
from taizhang.ledger.verification import verify

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from tests.ledger.conftest import Stages

from tests.ledger.conftest import rehash, unlock

pytestmark = pytest.mark.django_db


@pytest.fixture
def unlocked() -> None:
    unlock()


def test_untouched_ledgers_fit(stages: Stages) -> None:
    for stage in ("reopened", "parked", "extension_requested", "declined", "triage"):
        getattr(stages, stage)()
    found = verify()
    assert found.misfit is None
    assert (found.entries, found.events) == (5, Event.objects.count())


def test_an_empty_database_fits() -> None:
    found = verify()
    assert (found.events, found.entries, found.misfit) == (0, 0, None)


@pytest.mark.parametrize("count", [4, 5])
def test_many_entries_are_compared_in_batches(
    stages: Stages, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(verification, "BATCH", 2)
    for _entry in range(count):
        stages.accepted()
    assert verify().entries == count


@pytest.mark.parametrize("was_on", [True, False])
def test_memory_is_collected_afterwards_as_it_was_before(stages: Stages, *, was_on: bool) -> None:
    stages.accepted()
    try:
        (gc.enable if was_on else gc.disable)()
        verify()
        assert gc.isenabled() is was_on
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"title": "改过的标题"}, "title"),
        ({"reply": "改过的答复"}, "reply"),
        ({"due": date(2026, 12, 31)}, "due"),
        ({"satisfaction": "very_satisfied"}, "satisfaction"),
        ({"state": "answered"}, "state"),
        ({"number": "SQ-2026-0009"}, "number"),
    ],
)
def test_a_changed_row_is_found(stages: Stages, changes: dict[str, Any], column: str) -> None:
    stages.accepted()
    entry = stages.closed()
    Entry.objects.filter(pk=entry.pk).update(**changes)
    misfit = verify().misfit
    assert misfit is not None
    assert misfit.ledger == "appeal"
    if column == "number":  # the number stands in every hash
        assert (misfit.what, misfit.sequence) == (verification.HASH_WRONG, 2)
    else:
        assert (misfit.number, misfit.columns) == (entry.number, (column,))
        assert (misfit.sequence, misfit.what) == (1 + entry.version, verification.ROW_DIFFERS)


def test_a_changed_requester_or_unit_is_found(stages: Stages) -> None:
    entry = stages.dispatched()
    Requester.objects.filter(entry=entry).update(satisfaction="satisfied")
    misfit = verify().misfit
    assert misfit is not None
    assert misfit.columns == ("requesters",)
    Requester.objects.filter(entry=entry).update(satisfaction="")
    Assignment.objects.filter(entry=entry, part="co_unit").delete()
    misfit = verify().misfit
    assert misfit is not None
    assert misfit.columns == ("assignments",)


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"by_name": "某人"}, verification.HASH_WRONG),
        ({"body": '{"reason":"另一个理由"}'}, verification.HASH_WRONG),
        ({"previous": "0" * 64}, verification.LINK_BROKEN),
        ({"sequence": 99}, verification.SEQUENCE_GAP),
    ],
)
def test_a_changed_event_is_named(stages: Stages, changes: dict[str, Any], what: str) -> None:
    entry = stages.closed()
    Event.objects.filter(entry=entry, version=3).update(**changes)
    misfit = verify().misfit
    assert misfit is not None
    # A gap shows at the event that follows it.
    sequence = 4 if "sequence" in changes else 3
    assert (misfit.number, misfit.sequence, misfit.what) == (entry.number, sequence, what)


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize(
    ("version", "changes", "what"),
    [
        (5, {"body": '{"reply":"伪造的答复"}'}, verification.ROW_DIFFERS),
        (5, {"version": 50}, verification.HISTORY_GAP),
        (2, {"body": '{"due":"soon"}'}, verification.UNREADABLE),
    ],
)
def test_a_forged_chain_still_does_not_fit(
    stages: Stages, version: int, changes: dict[str, Any], what: str
) -> None:
    entry = stages.closed()
    Event.objects.filter(entry=entry, version=version).update(**changes)
    rehash(entry.ledger)
    misfit = verify().misfit
    assert misfit is not None
    assert (misfit.number, misfit.what) == (entry.number, what)


@pytest.mark.usefixtures("unlocked")
def test_a_chain_cut_at_its_end_is_found(stages: Stages) -> None:
    stages.accepted()
    entry = stages.closed()
    Event.objects.filter(entry=entry, move="close").delete()
    misfit = verify().misfit
    assert misfit is not None
    assert misfit.what == verification.HEAD_DIFFERS


def test_a_row_that_counts_events_it_never_had_is_found(stages: Stages) -> None:
    entry = stages.accepted()
    Entry.objects.filter(pk=entry.pk).update(version=2)
    misfit = verify().misfit
    assert misfit is not None
    assert (misfit.number, misfit.what) == (entry.number, verification.ROW_WITHOUT_EVENTS)


def test_the_command_counts_and_returns_nought(
    stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    stages.closed()
    assert cli.main(["verify", "--workers", "1"]) == 0
    assert "7" in capsys.readouterr().out


def test_the_command_names_the_misfit_and_returns_one(
    stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = stages.closed()
    Entry.objects.filter(pk=entry.pk).update(title="改")
    assert cli.main(["verify", "--workers", "1"]) == 1
    said = capsys.readouterr().out
    assert entry.number in said
    assert "title" in said


def test_the_command_names_a_chain_that_ends_wrong(
    stages: Stages, capsys: pytest.CaptureFixture[str]
) -> None:
    stages.accepted()
    Ledger.objects.filter(code="appeal").update(events=7)
    assert cli.main(["verify", "--workers", "1"]) == 1
    assert "1" in capsys.readouterr().out


def test_a_chain_may_change_to_sm3_and_is_still_read(
    stages: Stages, settings: SettingsWrapper
) -> None:
    entry = stages.in_progress()
    settings.EVENT_HASH = "sm3"
    services.answer(entry, reply="变压器已增容，已送电。", **stages.handler)
    assert entry.events.latest("version").hash.startswith("sm3:")
    assert verify().misfit is None


def test_sm3_gives_the_standard_s_own_example() -> None:
    """GB/T 32905-2016, A.1."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digest("abc", sm3=True) == f"sm3:{expected}"


def test_a_row_that_no_event_made_is_found(stages: Stages) -> None:
    entry = stages.accepted()
    entry.pk, entry.number = None, "SQ-2026-0099"
    entry.save(force_insert=True)
    misfit = verify().misfit
    assert misfit is not None
    assert (misfit.number, misfit.what) == ("SQ-2026-0099", verification.ROW_WITHOUT_EVENTS)

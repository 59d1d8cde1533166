"""A co-unit asks for more time on its own clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.access.acts import allowed_moves
from taizhang.engine import refusals
from taizhang.engine.calendar import Special
from taizhang.engine.codes import Approver
from taizhang.engine.deadlines import StepKind
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries, rebuilding, services, verification
from taizhang.ledger.models import Assignment, Entry, Ledger
from taizhang.ledger.queries import calendar_days
from taizhang.ledger.queries.approvers import parts_to_decide
from taizhang.roster.services import set_holders
from tests.clock import NOW
from tests.desks import waits_for
from tests.ledger.test_approvers import let
from tests.ledger.test_own_clocks import own

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db
END = date(2026, 9, 21)
"""What the co-unit was given; the lead has until the 23rd."""
WANTED = date(2026, 9, 23)


@pytest.fixture(autouse=True)
def _milestone(people: People) -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")


def ask(entry: Entry, people: People, **more: Any) -> Entry:
    said = {"reason": "管线图未齐", "due": WANTED, "by": people.co_handler, "now": NOW}
    return services.request_co_extension(entry, **{**said, **more})


def grant(entry: Entry, people: People, **more: Any) -> Entry:
    return services.grant_co_extension(
        entry, **{"unit": people.co, "by": people.office, "now": NOW, **more}
    )


def sound() -> bool:
    return verification.verify(workers=1).misfit is None and rebuilding.rebuild().changed == 0


def part(entry: Entry, people: People) -> Assignment:
    return entry.assignments.get(unit=people.co, is_in_force=True)


def test_a_granted_extension_moves_its_own_clock_and_keeps_its_first_date(
    stages: Stages, people: People
) -> None:
    entry = stages.in_progress()
    first = own(entry).due
    entry = ask(entry, people, due=entry.due)
    assert (entry.state, part(entry, people).asked_due) == (State.IN_PROGRESS, entry.due)
    assert own(entry).due == first, "the date stands until it is granted"
    entry = grant(entry, people)
    given = part(entry, people)
    assert (given.due, given.original_due, given.extension_count) == (entry.due, first, 1)
    assert (given.asked_due, given.asked_by) == (None, None)
    assert own(entry).due == entry.due
    assert own(entry).warn_on is not None
    counted = queries.part_clocks(queries.in_full(entry))[people.co.pk]
    assert StepKind.EXTENDED in {step.kind for step in counted.steps}
    assert StepKind.WITH_LEAD not in {step.kind for step in counted.steps}
    assert entry.extension_count == 0, "the lead's own count is another"
    assert sound()


def test_a_refused_one_leaves_the_date(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    first = own(entry).due
    entry = services.refuse_co_extension(
        ask(entry, people, due=entry.due), unit=people.co, reason="来得及", **stages.office
    )
    assert (part(entry, people).due, part(entry, people).asked_due) == (first, None)
    assert part(entry, people).original_due is None
    assert sound()


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"reason": ""}, refusals.ReasonMissing),
        ({"due": date(2000, 1, 3)}, refusals.ExtensionNotLater),
        ({"due": date(2099, 12, 31)}, refusals.LaterThanLead),
        ({"now": NOW + timedelta(days=20)}, refusals.ExtensionTooLate),
    ],
)
def test_what_it_asks_is_in_time_with_a_reason_and_within_the_lead_s_date(
    stages: Stages, people: People, unchanged: Unchanged, more: dict[str, Any], refusal: type
) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusal):
        ask(entry, people, **{"due": entry.due, **more})


def test_only_a_co_unit_asks_and_only_once_at_a_time(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    for stranger in (people.stranger, people.lead_handler, people.office):
        with unchanged(entry), pytest.raises(refusals.NotACoUnit):
            ask(entry, people, due=entry.due, by=stranger)
        assert Move.REQUEST_CO_EXTENSION not in allowed_moves(stranger, entry)
    assert Move.REQUEST_CO_EXTENSION in allowed_moves(people.co_handler, entry)
    seen = entry.version
    entry = ask(entry, people, due=entry.due, seen=seen)
    assert ask(entry, people, due=entry.due, seen=seen).version == entry.version, "a double click"
    with unchanged(entry), pytest.raises(refusals.AskedAlready):
        ask(entry, people, due=entry.due)


def test_who_answered_needs_no_more_time(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    asking = ask(entry, people, due=entry.due)
    entry = services.contribute(asking, text="图已送。", by=people.co_handler, now=NOW)
    assert part(entry, people).asked_due is None, "what was asked is moot"
    with unchanged(entry), pytest.raises(refusals.ContributedAlready):
        ask(entry, people, due=entry.due)
    with unchanged(entry), pytest.raises(refusals.CoUnitAsksNothing):
        grant(entry, people)
    assert sound()


def test_nobody_but_the_approver_decides_and_it_lies_on_their_desk(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    set_holders(people.lead, head=people.lead_head)
    let(people, Approver.UNIT_HEAD)
    entry = stages.in_progress()
    entry = ask(entry, people, due=entry.due)
    assert entry.events.latest("version").payload["decides"] == people.lead_head.code
    for stranger in (people.office, people.leader, people.co_head, people.co_handler):
        error = refusals.OwnRequest if stranger == people.co_handler else services.NotTheApprover
        with unchanged(entry), pytest.raises(error):
            grant(entry, people, by=stranger)
        with unchanged(entry), pytest.raises(error):
            services.refuse_co_extension(entry, unit=people.co, reason="否", by=stranger, now=NOW)
        assert not Entry.objects.filter(parts_to_decide(stranger)).exists()
        assert Move.GRANT_CO_EXTENSION not in allowed_moves(stranger, entry)
    head = people.lead_head
    assert Move.GRANT_CO_EXTENSION in allowed_moves(head, entry)
    assert entry in waits_for(head)
    assert list(Entry.objects.filter(parts_to_decide(head))) == [entry]
    entry = grant(entry, people, by=head)
    assert Move.UNDO not in allowed_moves(people.office, entry)


def test_nothing_is_granted_to_whoever_asks_nothing(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusals.CoUnitAsksNothing):
        grant(entry, people)
    entry = ask(entry, people, due=entry.due)
    with unchanged(entry), pytest.raises(refusals.CoUnitAsksNothing):
        grant(entry, people, unit=people.elsewhere)
    seen = entry.version
    done = grant(entry, people, seen=seen)
    assert grant(done, people, seen=seen).version == done.version
    with unchanged(done), pytest.raises(refusals.CoUnitAsksNothing):
        grant(done, people)


def test_the_caps_of_the_ledger_hold_for_co_units_too(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    let(people, Approver.OFFICE, extension_days=1)
    entry = stages.in_progress()
    with unchanged(entry), pytest.raises(refusals.ExtensionTooLong):
        ask(entry, people, due=entry.due)
    once = own(entry).due + timedelta(days=1)
    entry = grant(ask(entry, people, due=once), people)
    with unchanged(entry), pytest.raises(refusals.NoExtensionLeft):
        ask(entry, people, due=entry.due)


def test_beyond_the_lead_s_date_only_when_the_lead_s_moves_too(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.extension_requested()  # the lead asks until the 12th of October
    beyond = date(2026, 10, 10)
    entry = ask(entry, people, due=beyond)
    with unchanged(entry), pytest.raises(refusals.LaterThanLead):
        grant(entry, people)
    entry = grant(services.grant_extension(entry, **stages.office), people)
    assert own(entry).due == beyond
    assert entry.due is not None
    assert entry.due > beyond
    assert sound()


def test_what_the_lead_s_extension_has_overtaken_is_not_granted(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="p13710")  # it shares the lead's date
    entry = ask(stages.extension_requested(), people, due=date(2026, 10, 9))
    entry = services.grant_extension(entry, **stages.office)
    with unchanged(entry), pytest.raises(refusals.ExtensionNotLater):
        grant(entry, people)


def test_a_granted_one_can_be_undone(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    first = own(entry).due
    asked = ask(entry, people, due=entry.due)
    entry = services.undo(grant(asked, people), reason="点错了", **stages.office)
    assert (own(entry).due, part(entry, people).due) == (first, first)
    assert part(entry, people).asked_due == entry.due, "it is asked again"
    assert sound()
    entry = services.refuse_co_extension(entry, unit=people.co, reason="否", **stages.office)
    counted = queries.part_clocks(queries.in_full(entry))[people.co.pk]
    assert StepKind.EXTENDED not in {step.kind for step in counted.steps}


def test_an_undone_extension_of_the_lead_is_no_part_of_its_story(stages: Stages) -> None:
    granted = services.grant_extension(stages.extension_requested(), **stages.office)
    entry = services.undo(granted, reason="点错了", **stages.office)
    story = queries.due_story(entry)
    assert story is not None
    assert (story.due, story.due_by) == (entry.due, "rule")


def test_a_new_calendar_leaves_a_granted_date_alone(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    entry = grant(ask(entry, people, due=entry.due), people)
    given = own(entry).due
    day = date(2026, 9, 18)
    days = {**calendar_days(2026), day: Special(is_workday=False, name="园区开放日")}
    told = {"confirmed": True, "source": "试验", "by": people.office, "now": NOW}
    services.change_days(2026, days, **told)
    assert own(entry).due == given
    assert sound()


def test_it_waits_while_the_matter_is_parked(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.parked()
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        ask(entry, people, due=date(2026, 9, 23))


def test_the_database_keeps_who_asks_and_the_first_date(stages: Stages, people: People) -> None:
    entry = stages.in_progress()
    rows = Assignment.objects.filter(entry=entry, unit=people.co)
    for wrong in (
        {"asked_due": WANTED},
        {"asked_by": people.co_handler},
        {"extension_count": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)

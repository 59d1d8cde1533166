"""Whoever the ledger names decides on more time, and nobody else."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.access.acts import allowed_moves
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import Approver, AuditAct, Right, Role
from taizhang.engine.ledger_plans import ApproverMissing, LedgerPlan, PlannedColumn, PlanValueWrong
from taizhang.engine.lifecycle import Move, State
from taizhang.engine.refusals import NoExtensionLeft, OwnRequest
from taizhang.engine.sheets import Known
from taizhang.ledger import queries, services, verification
from taizhang.ledger.errors import ExtensionLimitWrong
from taizhang.ledger.models import Entry, Ledger
from taizhang.ledger.queries.approvers import approver, decides, to_decide
from taizhang.roster.models import AuditLine, Duty, Person
from taizhang.roster.services import PersonStillHolds, set_holders
from tests.clock import NOW
from tests.desks import waits_for
from tests.factories import make_person

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def let(people: People, approver: Approver, person: Person | None = None, **more: Any) -> Ledger:
    """Let the appeals name who decides."""
    given = {"extensions": 1, "extension_days": None, "by": people.office, "now": NOW, **more}
    book = Ledger.objects.get(code="appeal")
    return services.change_extensions(book, extension_by=approver, extension_person=person, **given)


@pytest.fixture
def posts(people: People) -> None:
    set_holders(people.lead, leader=people.leader, head=people.lead_head)


CASES = {
    Approver.OFFICE_OR_LEADER: {"office", "leader"},
    Approver.OFFICE: {"office"},
    Approver.LEADER: {"leader"},
    Approver.UNIT_HEAD: {"lead_head"},
    Approver.PERSON: {"other_leader"},
}


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(("named", "who"), CASES.items())
def test_who_is_named_decides_and_has_it_on_the_desk_and_nobody_else(
    stages: Stages, people: People, named: Approver, who: set[str]
) -> None:
    let(people, named, people.other_leader if named is Approver.PERSON else None)
    entry = stages.extension_requested()
    held = {field.name: getattr(people, field.name) for field in fields(people)}
    everybody = {name: one for name, one in held.items() if isinstance(one, Person)}
    told = {name for name, one in everybody.items() if decides(one, entry, entry.asked_by_id)}
    listed = {
        name for name, one in everybody.items() if Entry.objects.filter(to_decide(one)).exists()
    }
    offered = {
        name for name, one in everybody.items() if Move.GRANT_EXTENSION in allowed_moves(one, entry)
    }
    on_desk = {
        name
        for name, one in everybody.items()
        if Move.GRANT_EXTENSION in allowed_moves(one, entry) and entry in waits_for(one)
    }
    assert told == listed == offered == on_desk == who


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("act", ["grant_extension", "refuse_extension"])
def test_nobody_else_decides_whatever_door_they_come_by(
    stages: Stages, people: People, unchanged: Unchanged, act: str
) -> None:
    let(people, Approver.UNIT_HEAD)
    entry = stages.extension_requested()
    said = {"reason": "来得及"} if act == "refuse_extension" else {}
    for stranger in (people.office, people.leader, people.stranger):
        with unchanged(entry), pytest.raises(services.NotTheApprover) as refused:
            getattr(services, act)(entry, by=stranger, now=NOW, **said)
        assert refused.value.fields["approver"] == people.lead_head.name
    done = getattr(services, act)(entry, by=people.lead_head, now=NOW, **said)
    assert done.state == State.IN_PROGRESS
    again = getattr(services, act)
    with unchanged(done), pytest.raises(services.MoveNotAllowed):
        again(done, by=people.lead_head, now=NOW, **said)


@pytest.mark.usefixtures("posts")
def test_the_request_names_who_decides(stages: Stages, people: People) -> None:
    let(people, Approver.LEADER)
    event = stages.extension_requested().events.latest("version")
    assert event.payload["decides"] == people.leader.code
    assert verification.verify(workers=1).misfit is None


@pytest.mark.parametrize("why", ["empty", "without power", "asks"])
def test_a_post_that_cannot_decide_leaves_it_to_the_office(
    stages: Stages, people: People, unchanged: Unchanged, why: str
) -> None:
    head = {"empty": None, "without power": people.lead_handler, "asks": people.lead_head}[why]
    set_holders(people.lead, head=head)
    let(people, Approver.UNIT_HEAD)
    entry = stages.in_progress()
    by = people.lead_head if why == "asks" else people.lead_handler
    due = entry.due and entry.due.replace(month=10)
    assert due
    entry = services.request_extension(entry, reason="设备晚到", due=due, by=by, now=NOW)
    assert approver(entry, entry.asked_by_id) is None
    assert Entry.objects.filter(to_decide(people.office)).exists()
    if why == "asks":
        with unchanged(entry), pytest.raises(OwnRequest):
            services.grant_extension(entry, by=people.lead_head, now=NOW)
    assert Move.GRANT_EXTENSION in allowed_moves(people.office, entry)
    assert services.grant_extension(entry, by=people.office, now=NOW).due == due


def test_whoever_is_named_by_name_sees_the_ledger(stages: Stages, people: People) -> None:
    entry = stages.extension_requested()
    assert not visible_entries(people.other_leader).exists()
    let(people, Approver.PERSON, people.other_leader)
    assert list(visible_entries(people.other_leader)) == [entry]


@pytest.mark.usefixtures("posts")
def test_the_office_does_not_undo_what_it_may_not_decide(stages: Stages, people: People) -> None:
    let(people, Approver.UNIT_HEAD)
    entry = services.grant_extension(stages.extension_requested(), by=people.lead_head, now=NOW)
    assert Move.UNDO not in allowed_moves(people.office, entry)
    assert Move.UNDO in allowed_moves(people.lead_head, entry)


def test_a_change_is_noted_once_and_an_older_form_is_told(people: People) -> None:
    book = let(people, Approver.OFFICE, extension_days=10)
    edition = book.edition
    assert let(people, Approver.OFFICE, extension_days=10, seen=0).edition == edition
    lines = AuditLine.objects.filter(act=AuditAct.LEDGER_CHANGED, subject__contains="extension_by")
    assert lines.count() == 1
    with pytest.raises(services.LedgerChanged):
        let(people, Approver.LEADER, seen=edition - 1)
    assert Ledger.objects.get(code="appeal").extension_by == Approver.OFFICE


@pytest.mark.parametrize(
    ("who", "more", "refusal"),
    [
        ("handler", {}, services.ApproverWithoutPower),
        ("nobody", {}, ApproverMissing),
        ("leader", {"extensions": -1}, ExtensionLimitWrong),
        ("leader", {"extension_days": 0}, ExtensionLimitWrong),
        ("leader", {"extension_days": 100000}, ExtensionLimitWrong),
    ],
)
def test_what_cannot_be_is_refused(
    people: People, who: str, more: dict[str, int], refusal: type[Exception]
) -> None:
    person = {"handler": people.lead_handler, "leader": people.leader, "nobody": None}[who]
    with pytest.raises(refusal):
        let(people, Approver.PERSON, person, **more)
    assert Ledger.objects.get(code="appeal").extension_by == Approver.OFFICE_OR_LEADER


def test_the_caps_hold(stages: Stages, people: People, unchanged: Unchanged) -> None:
    let(people, Approver.OFFICE, extensions=0)
    entry = stages.in_progress()
    assert Move.REQUEST_EXTENSION not in queries.permitted_moves(entry)
    with unchanged(entry), pytest.raises(NoExtensionLeft):
        services.request_extension(
            entry, reason="晚", due=NOW.date().replace(month=12), **stages.handler
        )


def test_who_decides_by_name_does_not_leave_without_handing_over(people: People) -> None:
    let(people, Approver.PERSON, people.other_leader)
    set_holders(people.elsewhere, leader=None)
    gone = people.other_leader
    with pytest.raises(PersonStillHolds):
        services.leave(gone, by=people.system_admin, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=gone.pk).update(is_active=False)
    done = services.hand_over_everything(gone, people.leader, by=people.office, now=NOW)
    assert done.posts == 1
    assert Ledger.objects.get(code="appeal").extension_person == people.leader
    services.leave(gone, by=people.system_admin, now=NOW)


def test_the_database_asks_for_a_name_where_a_person_decides(people: People) -> None:
    for wrong in ({"extension_by": "person"}, {"extension_person": people.leader}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ledger.objects.filter(code="deed").update(**wrong)


def test_a_plan_names_who_decides(people: People) -> None:
    columns = (PlannedColumn("问题", known=Known.TITLE),)
    plan = LedgerPlan(
        "灾后",
        "zh",
        "ZH",
        columns=columns,
        extension_days=5,
        extension_by=Approver.PERSON,
        extension_person="leader",
    )
    book = services.open_ledger(plan, by=people.office, now=NOW)
    assert book.extension_person == people.leader
    told = queries.plan_of(book)
    assert (told.extension_days, told.extension_by, told.extension_person) == (
        5,
        Approver.PERSON,
        "leader",
    )


def test_a_plan_says_to_whom_the_ledger_is_open(people: People) -> None:
    columns = (PlannedColumn("问题", known=Known.TITLE),)
    rights = {Right.SEE: (Role.LEADER.value, "unit:lead"), Right.REGISTER: (Role.OFFICE.value,)}
    plan = LedgerPlan("灾后", "zh", "ZH", columns=columns, rights=rights)
    book = services.open_ledger(plan, by=people.office, now=NOW)
    assert queries.plan_of(book).rights == rights
    wrong = LedgerPlan("又", "yy", "YY", columns=columns, rights={Right.SEE: ("unit:none",)})
    with pytest.raises(PlanValueWrong):
        services.open_ledger(wrong, by=people.office, now=NOW)
    assert not Ledger.objects.filter(code="yy").exists()


@pytest.mark.parametrize("code", ["nobody-here", "lead_handler"])
def test_a_plan_that_names_nobody_who_could_is_refused(people: People, code: str) -> None:
    columns = (PlannedColumn("问题", known=Known.TITLE),)
    plan = LedgerPlan(
        "灾后", "zh", "ZH", columns=columns, extension_by=Approver.PERSON, extension_person=code
    )
    with pytest.raises(services.ApproverWithoutPower):
        services.open_ledger(plan, by=people.office, now=NOW)
    assert not Ledger.objects.filter(code="zh").exists()


def test_a_duty_that_is_taken_away_takes_the_power(stages: Stages, people: People) -> None:
    named = make_person("顾言", Role.LEADER, unit=people.committee)
    let(people, Approver.PERSON, named)
    entry = stages.extension_requested()
    Duty.objects.filter(person=named).delete()
    named = Person.objects.get(pk=named.pk)
    assert not decides(named, entry, entry.asked_by_id)
    assert decides(people.office, entry, entry.asked_by_id)

"""Whose move it is: lifecycle × permission × relation."""

from __future__ import annotations

import pytest

from taizhang.access.acts import allowed_moves, may_ever, permission_of, related
from taizhang.access.permissions import ROLES, Permission, can
from taizhang.engine.codes import Role
from taizhang.engine.lifecycle import Move
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.roster.models import Duty
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry
from tests.people import People

HANDLE = {
    Move.ACKNOWLEDGE,
    Move.REQUEST_RETURN,
    Move.PROGRESS,
    Move.REQUEST_EXTENSION,
    Move.PARK,
    Move.RESUME,
    Move.ANSWER,
    Move.PLAN_VISIT,
    Move.VISIT,
}
OFFICE = {
    Move.REGISTER,
    Move.AMEND,
    Move.ACCEPT,
    Move.DECLINE,
    Move.DISPATCH,
    Move.REFUSE_RETURN,
    Move.GRANT_EXTENSION,
    Move.REFUSE_EXTENSION,
    Move.GRANT_CO_EXTENSION,
    Move.REFUSE_CO_EXTENSION,
    Move.CALL_BACK,
    Move.CLOSE,
    Move.REOPEN,
    Move.ESCALATE,
    Move.PLAN_VISIT,
    Move.VISIT,
    Move.MERGE,
    Move.UNMERGE,
    Move.SHARE_ANSWER,
    Move.WITHDRAW,
    Move.HAND_OVER,
    Move.LIST,
    Move.UNLIST,
    Move.REDATE,
    Move.UNDO,
}
ASSIST = {Move.CONTRIBUTE, Move.ACKNOWLEDGE_PART, Move.REQUEST_CO_EXTENSION}
DECIDE = {
    Move.GRANT_EXTENSION,
    Move.REFUSE_EXTENSION,
    Move.GRANT_CO_EXTENSION,
    Move.REFUSE_CO_EXTENSION,
}
EVER = {
    "office": OFFICE,
    "zone_head": set(),
    "leader": DECIDE | {Move.ESCALATE},
    "other_leader": set(),
    "lead_head": HANDLE | {Move.ESCALATE},
    "lead_handler": HANDLE,
    "co_head": ASSIST,
    "co_handler": ASSIST,
    "stranger": set(),
    "service_officer": {Move.REGISTER, Move.CALL_BACK, Move.PLAN_VISIT, Move.VISIT},
    "other_officer": {Move.REGISTER},
    "guidance": set(),
    "contact": {Move.RATE, Move.WITHDRAW},
    "other_contact": set(),
    "system_admin": set(),
    "security_admin": set(),
    "audit_admin": set(),
}


@pytest.fixture
def entry(people: People) -> Entry:
    return make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        in_charge=people.lead_handler,
        enterprises=[people.enterprise],
    )


def _answered(entry: Entry, people: People) -> Entry:
    entry = services.acknowledge(entry, by=people.lead_handler, now=NOW)
    return services.answer(entry, reply="已更换变压器。", by=people.lead_handler, now=NOW)


def _heard(entry: Entry, people: People) -> Entry:
    return services.call_back(entry, said="好了", solved=True, by=people.office, now=NOW)


def test_every_move_asks_for_a_permission() -> None:
    assert set(permission_of) == set(Move)


def test_every_role_has_its_permissions() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(("who", "moves"), EVER.items())
def test_each_move_belongs_to_somebody(
    people: People, entry: Entry, who: str, moves: set[Move]
) -> None:
    person = getattr(people, who)
    assert {move for move in Move if may_ever(person, entry, move)} == moves


def test_allowed_moves_are_those_of_the_state(people: People, entry: Entry) -> None:
    allowed = allowed_moves(people.lead_head, entry)
    assert Move.ACKNOWLEDGE in allowed
    assert Move.RESUME not in allowed
    assert list(allowed) == sorted(allowed, key=list(Move).index)


def test_a_guidance_group_looks_and_moves_nothing(people: People, entry: Entry) -> None:
    assert allowed_moves(people.guidance, entry) == ()


def test_the_old_lead_unit_has_no_move_after_a_new_dispatch(people: People, entry: Entry) -> None:
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    entry = services.request_return(entry, reason="职责不符", by=people.lead_head, now=NOW)
    entry = services.dispatch(entry, lead=people.elsewhere, by=people.office, now=NOW)
    assert allowed_moves(people.lead_head, entry) == ()
    assert Move.ACKNOWLEDGE in allowed_moves(people.stranger, entry)


def test_nobody_closes_what_they_answered(people: People, entry: Entry) -> None:
    Duty.objects.create(person=people.lead_handler, role=Role.OFFICE)
    answered = _answered(entry, people)
    assert not may_ever(people.lead_handler, answered, Move.CLOSE)
    assert may_ever(people.office, answered, Move.CLOSE)


def test_nobody_closes_what_they_are_in_charge_of(people: People, entry: Entry) -> None:
    Duty.objects.create(person=people.lead_handler, role=Role.OFFICE)
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    entry = services.answer(entry, reply="已更换。", by=people.lead_head, now=NOW)
    assert not may_ever(people.lead_handler, entry, Move.CLOSE)


@pytest.mark.parametrize("who", ["lead_head", "co_handler"])
def test_nobody_closes_what_they_took_part_in(people: People, entry: Entry, who: str) -> None:
    person = getattr(people, who)
    Duty.objects.create(person=person, role=Role.OFFICE)
    entry = _heard(_answered(entry, people), people)
    assert Move.CLOSE in allowed_moves(person, entry)
    entry = services.reopen(entry, reason="又断电", by=people.office, now=NOW)
    services.report_progress(entry, text="已勘察", by=people.lead_head, now=NOW)
    services.contribute(entry, text="图纸已送", by=people.co_handler, now=NOW)
    entry = services.answer(entry, reply="已更换。", by=people.lead_handler, now=NOW)
    assert Move.CLOSE not in allowed_moves(person, _heard(entry, people))


def test_nobody_calls_back_about_their_own_answer(people: People, entry: Entry) -> None:
    Duty.objects.create(person=people.lead_handler, role=Role.OFFICE)
    answered = _answered(entry, people)
    assert not may_ever(people.lead_handler, answered, Move.CALL_BACK)
    assert may_ever(people.service_officer, answered, Move.CALL_BACK)


def test_an_entry_without_a_lead_unit_has_no_accountable_leader(people: People) -> None:
    entry = make_entry(by=people.office)
    assert not may_ever(people.leader, entry, Move.GRANT_EXTENSION)


def test_sight_asks_for_no_relation(people: People, entry: Entry) -> None:
    assert related(people.stranger, entry, Permission.ENTRY_VIEW)


def test_a_relation_is_asked_once_for_the_moves_that_share_it(
    people: People, entry: Entry, django_assert_max_num_queries: object
) -> None:
    assert people.lead_head.roles
    entry = Entry.objects.select_related("ledger", "lead").get(pk=entry.pk)
    with django_assert_max_num_queries(18):
        allowed_moves(people.lead_head, entry)


@pytest.mark.parametrize("role", Role)
def test_a_person_can_what_the_role_brings(people: People, role: Role) -> None:
    person = people.in_role(role)
    assert {permission for permission in Permission if can(person, permission)} == ROLES[role]


def test_nobody_signed_in_can_do_nothing() -> None:
    assert not can(None, Permission.ENTRY_VIEW)

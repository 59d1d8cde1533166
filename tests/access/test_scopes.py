"""Who sees what."""

from __future__ import annotations

import pytest

from taizhang.access import scopes
from taizhang.engine.codes import Role
from taizhang.intake import services as intake
from taizhang.ledger import services
from taizhang.ledger.models import Entry, Ledger
from taizhang.reporting.models import Bulletin, Consolidation
from taizhang.roster.models import Duty
from tests.access.conftest import Matters
from tests.clock import NOW
from tests.factories import make_dispatched, make_document, make_draft, make_entry, make_person
from tests.people import People

SEEN = {
    "office": {"waiting", "ours", "elsewhere", "moved"},
    "zone_head": {"waiting", "ours", "elsewhere", "moved"},
    "leader": {"ours"},
    "other_leader": {"elsewhere", "moved"},
    "lead_head": {"ours"},
    "lead_handler": {"ours"},
    "co_head": {"ours"},
    "co_handler": {"ours"},
    "stranger": {"elsewhere", "moved"},
    "service_officer": {"waiting", "ours"},
    "other_officer": {"elsewhere"},
    "guidance": {"ours"},
    "contact": {"waiting", "ours"},
    "other_contact": {"elsewhere"},
    "system_admin": set(),
    "security_admin": set(),
    "audit_admin": set(),
}


def _names(matters: Matters, seen: object) -> set[str]:
    numbers = {entry.number for entry in seen}
    return {
        name
        for name in ("waiting", "ours", "elsewhere", "moved")
        if getattr(matters, name).number in numbers
    }


@pytest.mark.parametrize(("who", "expected"), SEEN.items())
def test_each_sees_their_own_part_of_the_ledger(
    people: People, matters: Matters, who: str, expected: set[str]
) -> None:
    assert _names(matters, scopes.visible_entries(getattr(people, who))) == expected


def test_an_entry_is_seen_once_however_many_doors_lead_to_it(
    people: People, matters: Matters
) -> None:
    Duty.objects.create(person=people.lead_head, role=Role.LEADER)
    people.lead.leader = people.lead_head
    people.lead.save()
    assert [entry.number for entry in scopes.visible_entries(people.lead_head)] == [
        matters.ours.number
    ]


def test_a_watcher_and_who_is_in_charge_see_the_entry_wherever_it_lies(people: People) -> None:
    entry = make_dispatched(
        by=people.office, lead=people.elsewhere, in_charge=people.stranger, watcher=people.co_head
    )
    assert entry in scopes.visible_entries(people.co_head)
    assert entry in scopes.visible_entries(people.stranger)


def test_a_service_officer_sees_what_they_registered_and_what_their_documents_gave(
    people: People, quoted: Entry
) -> None:
    own = make_entry(by=people.service_officer)
    assert set(scopes.visible_entries(people.service_officer)) == {own, quoted}


def test_who_left_sees_nothing(people: People, matters: Matters) -> None:
    people.lead_head.is_active = False
    assert not scopes.visible_entries(people.lead_head).exists()


@pytest.mark.parametrize("role", [Role.HANDLER, Role.GUIDANCE, Role.ENTERPRISE, Role.LEADER])
def test_a_role_without_a_place_opens_nothing(matters: Matters, role: Role) -> None:
    nobody = make_person(None, role)
    assert not scopes.visible_entries(nobody).exists()
    assert not scopes.own_matters(nobody).exists()


def test_own_matters_are_for_who_speaks_for_the_enterprise(
    people: People, matters: Matters
) -> None:
    assert _names(matters, scopes.own_matters(people.contact)) == {"waiting", "ours"}
    assert not scopes.own_matters(people.service_officer).exists()


def test_documents_are_open_to_the_office_their_bringer_and_the_leader_they_concern(
    people: People, quoted: Entry
) -> None:
    other = make_document(by=people.other_officer)
    document = quoted.draft.document
    seen = {
        name: set(scopes.visible_documents(getattr(people, name)))
        for name in (
            "office", "zone_head", "leader", "other_leader", "service_officer", "other_officer",
            "lead_head", "guidance", "contact", "system_admin",
        )
    }  # fmt: skip
    assert seen == {
        "office": {document, other},
        "zone_head": {document, other},
        "leader": {document},
        "other_leader": set(),
        "service_officer": {document},
        "other_officer": {other},
        "lead_head": set(),
        "guidance": set(),
        "contact": set(),
        "system_admin": set(),
    }


def test_drafts_are_open_with_their_document(people: People) -> None:
    draft = make_draft(make_document(by=people.service_officer))
    assert draft in scopes.visible_drafts(people.service_officer)
    assert draft not in scopes.visible_drafts(people.other_officer)


def test_activities_are_open_with_their_document(people: People) -> None:
    from taizhang.intake.models import Activity

    document = make_document(by=people.service_officer)
    activity = Activity.objects.create(kind="visit", title="走访", document=document)
    assert activity in scopes.visible_activities(people.office)
    assert activity in scopes.visible_activities(people.service_officer)
    assert activity not in scopes.visible_activities(people.other_officer)
    assert activity not in scopes.visible_activities(people.lead_head)


def test_the_roster_is_for_officials_and_an_enterprise_sees_itself(people: People) -> None:
    assert set(scopes.visible_enterprises(people.lead_handler)) == {
        people.enterprise,
        people.other_enterprise,
    }
    assert list(scopes.visible_enterprises(people.contact)) == [people.enterprise]
    assert not scopes.visible_enterprises(people.system_admin).exists()
    assert people.lead in scopes.visible_units(people.guidance)
    assert not scopes.visible_units(people.contact).exists()


def test_administrators_see_people_but_no_matter(people: People) -> None:
    assert people.office in scopes.visible_people(people.security_admin)
    assert people.office in scopes.visible_people(people.office)
    assert not scopes.visible_people(people.audit_admin).exists()
    assert not scopes.visible_people(people.contact).exists()


def test_sight_of_a_leader_takes_one_query(
    people: People, matters: Matters, django_assert_num_queries: object
) -> None:
    leader = people.leader
    assert leader.roles
    assert leader.unit
    with django_assert_num_queries(1):
        list(scopes.visible_entries(leader))


@pytest.mark.parametrize(
    ("what", "who", "stranger"),
    [
        ("ledgers_to_register", "office", "lead_handler"),
        ("visible_views", "lead_handler", "contact"),
        ("visible_imports", "office", "lead_handler"),
        ("visible_consolidations", "office", "lead_handler"),
        ("visible_bulletins", "lead_handler", "contact"),
    ],
)
def test_what_a_role_has_nothing_to_do_with_is_not_there(
    people: People, what: str, who: str, stranger: str
) -> None:
    book = Ledger.objects.get(code="appeal")
    kept = {"by": people.office, "now": NOW}
    services.save_view(name="急件", query="", ledger=book, shared="all", **kept)
    intake.receive_import("报送.csv", "企业名称,事项\n甲厂,停电".encode(), ledger=book.code, **kept)
    Consolidation.objects.create(name="九月", created_at=NOW, created_by=people.office)
    drawn_up = {"drafted_at": NOW, "drafted_by": people.office, "issuer": "专班", "number": 1}
    days = dict.fromkeys(("starts_on", "ends_on", "as_of"), NOW.date())
    issued = {"issued_at": NOW, "issued_by": people.office, "year": NOW.year}
    Bulletin.objects.create(
        kind="weekly", title="周报", is_circulated=True, **drawn_up, **days, **issued
    )
    visible = getattr(scopes, what)
    assert visible(getattr(people, who)).exists()
    assert not visible(getattr(people, stranger)).exists()

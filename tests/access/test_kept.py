"""What every page asks is read once, and read anew as soon as somebody has changed it."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from taizhang.access import scopes
from taizhang.access.signing_in import AccountBackend
from taizhang.engine.codes import Approver, Right, Role, UnitKind
from taizhang.ledger import queries as ledger
from taizhang.ledger import services
from taizhang.ledger.models import CalendarYear, FirstView, Ledger, LedgerRight, View
from taizhang.ledger.queries.kept import named_for
from taizhang.ledger.queries.rights import keys_shut_to, shut_to
from taizhang.reporting.models import OfficeTemplate, TemplateVersion
from taizhang.reporting.office_templates.queries import forms_in_use
from taizhang.roster import kept
from taizhang.roster import queries as roster
from taizhang.roster.models import Account, Duty, Enterprise, Park, Person, ReferenceMark, Unit
from taizhang.web import counts
from tests.clock import NOW
from tests.factories import browser, make_dispatched, make_entry, make_park, make_person, make_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import People

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WATCHED = {
    "roster_unit",
    "roster_park",
    "roster_person",
    "roster_duty",
    "roster_account",
    "roster_enterprise",
    "ledger_ledger",
    "ledger_ledgerright",
    "ledger_calendaryear",
    "ledger_view",
    "ledger_firstview",
    "reporting_officetemplate",
    "reporting_templateversion",
}


@pytest.fixture(autouse=True)
def marked(people: People) -> None:
    """A row of a watched table was written: the database has a mark."""
    assert ReferenceMark.objects.count() == 1


def mark() -> str:
    return ReferenceMark.objects.get().mark


def named() -> set[str]:
    return {name for _code, name in roster.names_of_lead_units()}


def statements(ask: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as said:
        ask()
    return [one["sql"] for one in said.captured_queries]


def _template(person: Any) -> OfficeTemplate:
    return OfficeTemplate.objects.create(name="函", paper="entry", opened_at=NOW, opened_by=person)


def _version(person: Any) -> TemplateVersion:
    return TemplateVersion.objects.create(
        template=_template(person),
        number=1,
        file_name="a.docx",
        kind="docx",
        data=b"x",
        sha256="0" * 64,
        is_fit=True,
        uploaded_at=NOW,
        uploaded_by=person,
        activated_at=NOW,
        activated_by=person,
        is_in_use=True,
    )


def _view(person: Person) -> View:
    return View.objects.create(code="v", name="我的", owner=person, changed_at=NOW)


CHANGES: dict[str, Callable[[Any], object]] = {
    "roster_unit": lambda _one: make_unit("zz"),
    "roster_person": lambda _one: make_person("新人"),
    "roster_duty": lambda one: Duty.objects.create(person=one, role=Role.LEADER),
    "roster_enterprise": lambda one: Enterprise.objects.update(service_officer=one),
    "roster_account": lambda _one: Account.objects.update(language="en"),
    "roster_park": lambda _one: Park.objects.update(name="别的园"),
    "ledger_ledger": lambda _one: Ledger.objects.filter(code="hazard").update(needs_triage=True),
    "ledger_ledgerright": lambda _one: LedgerRight.objects.create(
        ledger=Ledger.objects.get(code="hazard"), right=Right.SEE, role=Role.OFFICE
    ),
    "ledger_calendaryear": lambda _one: CalendarYear.objects.create(year=2099, confirmed=True),
    "ledger_view": _view,
    "ledger_firstview": lambda one: FirstView.objects.create(person=one, view=_view(one)),
    "reporting_officetemplate": _template,
    "reporting_templateversion": _version,
}


@pytest.mark.parametrize("table", sorted(WATCHED))
def test_a_change_of_any_watched_table_is_a_new_mark(people: People, table: str) -> None:
    before = mark()
    CHANGES[table](people.office)
    assert mark() != before


def test_a_row_that_goes_is_a_change(people: People) -> None:
    gone = make_park("gone")
    before = mark()
    gone.delete()
    assert mark() != before


def test_acts_of_every_day_change_no_mark(people: People) -> None:
    before = mark()
    make_entry(by=people.office, enterprises=[people.enterprise])
    Enterprise.objects.update(address="云岭路 1 号")
    assert mark() == before


def test_signing_in_changes_no_mark(people: People) -> None:
    browser(people.office)
    before = mark()
    browser(people.office)
    assert mark() == before


def test_what_was_read_is_not_read_again(people: People) -> None:
    names = roster.names_of_lead_units()
    asked = statements(lambda: roster.names_of_lead_units() == names)
    assert len(asked) == 1
    assert "roster_referencemark" in asked[0]


def test_a_change_is_seen_at_once(people: People) -> None:
    assert "zz" not in named()
    made = make_unit("zz", kind=UnitKind.BUREAU)
    assert "zz" in named()
    with connection.cursor() as cursor:  # by hand, past the application
        cursor.execute("UPDATE roster_unit SET name = '改名', short_name = '' WHERE name = 'zz'")
    assert "改名" in named()
    made.delete()
    assert "zz" not in named()


def test_within_a_transaction_nothing_is_kept(people: People) -> None:
    roster.names_of_lead_units()
    with transaction.atomic():
        made = make_unit("zz", kind=UnitKind.BUREAU)
        assert "zz" in named()
        made.delete()
    assert "zz" not in named()


def test_what_was_taken_back_was_never_there(people: People) -> None:
    roster.names_of_lead_units()
    before = mark()

    with transaction.atomic():
        make_unit("zz", kind=UnitKind.BUREAU)
        transaction.set_rollback(True)
    assert mark() == before
    assert "zz" not in named()


def test_without_a_mark_everything_is_read(people: People) -> None:
    roster.names_of_lead_units()
    ReferenceMark.objects.all().delete()
    asked = statements(roster.names_of_lead_units)
    assert [one for one in asked if "roster_unit" in one]


def test_a_page_asks_for_the_mark_once(people: People) -> None:
    with kept.looked_at_once():
        asked = statements(lambda: (roster.names_of_parks(), ledger.ledgers_there_are()))
    assert sum("roster_referencemark" in one for one in asked) == 1


def test_migrating_again_lays_the_triggers_again(people: People) -> None:
    kept.lift(connection)
    before = mark()
    make_unit("zz")
    assert mark() == before
    call_command("migrate", verbosity=0)
    known = mark()
    assert known != before
    make_unit("zy")
    assert mark() != known


@pytest.mark.parametrize(
    "ask",
    [
        roster.names_of_lead_units,
        roster.names_of_parks,
        lambda: roster.units_led(Person()),
        ledger.ledgers_there_are,
        ledger.confirmed_years,
        lambda: named_for(Right.SEE),
        forms_in_use,
    ],
)
def test_kept_answers_come_from_watched_tables_alone(
    people: People, ask: Callable[[], object]
) -> None:
    make_unit("zz")  # a new mark: everything is read
    asked = " ".join(statements(ask))
    tables = set(re.findall(r'(?:FROM|JOIN) "?(\w+)"?', asked))
    assert tables
    assert tables <= {*WATCHED, "roster_referencemark"}


def test_what_waits_is_counted_anew_after_an_act_of_anybody(people: People) -> None:
    entry = make_entry(by=people.office, accepted=False, enterprises=[people.enterprise])
    before = counts.standing(people.office, NOW.date(), None)
    asked = statements(lambda: counts.standing(people.office, NOW.date(), None))
    assert not [one for one in asked if "ledger_entry" in one]
    services.accept(entry, by=people.office, now=NOW)
    make_entry(by=people.office, accepted=False)
    after = counts.standing(people.office, NOW.date(), None)
    assert after == (before[0] + 1, before[1] + 1)
    assert counts.standing(people.stranger, NOW.date(), None) == (0, 0)


def test_what_waits_follows_whoever_serves_the_enterprise(people: People) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    services.answer(entry, reply="已增容送电，请查验。", by=people.lead_handler, now=NOW)
    officers = people.service_officer, people.other_officer

    def waits() -> list[int]:
        here = [Person.objects.get(pk=one.pk) for one in officers]
        return [counts.standing(one, NOW.date(), None)[0] for one in here]

    assert waits() == [1, 0]
    people.enterprise.service_officer = people.other_officer
    people.enterprise.save()
    assert waits() == [0, 1]
    Duty.objects.filter(person=people.other_officer).delete()
    assert waits() == [0, 0]


def test_views_come_from_their_own_table(people: People) -> None:
    View.objects.create(code="v", name="我的", owner=people.office, changed_at=NOW)
    View.objects.create(code="w", name="别人的", owner=people.leader, changed_at=NOW)
    assert [one.name for one in ledger.views_of(people.office, None)] == ["我的"]
    View.objects.filter(code="w").update(shared=View.Shared.ALL)
    assert {one.code for one in ledger.views_of(people.office, None)} == {"v", "w"}
    unit = people.lead_head.unit
    View.objects.filter(code="w").update(shared=View.Shared.UNIT, unit=unit)
    assert [one.code for one in ledger.views_of(people.lead_handler, None)] == ["w"]
    assert not ledger.views_of(people.stranger, None)
    assert not ledger.views_of(people.lead_handler, Ledger.objects.get(code="hazard"))


def test_ledgers_are_ones_own(people: People) -> None:
    first, *_rest = ledger.ledgers_there_are()
    first.name = "改过"
    assert ledger.ledgers_there_are()[0].name != "改过"
    assert first.events == Ledger.objects.get(pk=first.pk).events  # never an old head


def test_rules_of_ledgers_are_those_of_now(people: People) -> None:
    book = Ledger.objects.get(code="hazard")
    Ledger.objects.filter(pk=book.pk).update(needs_call_back=False)
    assert book.pk not in ledger.ledgers_that_call_back()
    Ledger.objects.filter(pk=book.pk).update(
        needs_call_back=True, extension_by=Approver.PERSON, extension_person=people.leader
    )
    assert book.pk in ledger.ledgers_that_call_back()
    assert ledger.named_approvers()[book.pk] == Approver.PERSON
    people.leader.asked_once = {}
    assert scopes.visible_entries(people.leader) is not None


@pytest.mark.parametrize("named", ["role", "unit", "nobody here"])
def test_keys_of_shut_ledgers_are_those_of_the_condition(people: People, named: str) -> None:
    book = Ledger.objects.get(code="hazard")
    role = {"role": Role.HANDLER, "nobody here": Role.AUDIT_ADMIN}.get(named, "")
    unit: Unit | None = people.lead if named == "unit" else None
    LedgerRight.objects.create(ledger=book, right=Right.SEE, role=role, unit=unit)
    for person in (people.office, people.lead_handler, people.stranger, people.contact):
        asked = set(shut_to(person, Right.SEE).values_list("ledger", flat=True))
        assert set(keys_shut_to(person, Right.SEE)) == asked


def test_forms_are_offered_as_they_may_be_printed(people: People) -> None:
    _version(people.office)
    assert [one.name for one in scopes.forms_to_print(people.lead_head)] == ["函"]
    assert not scopes.forms_to_print(people.contact)
    LedgerRight.objects.create(
        ledger=Ledger.objects.get(code="hazard"), right=Right.SEE, role=Role.OFFICE
    )
    OfficeTemplate.objects.update(ledger=Ledger.objects.get(code="hazard"))
    assert not scopes.forms_to_print(people.lead_head)
    assert scopes.forms_to_print(people.office)


def test_who_may_no_longer_sign_in_is_out_at_once(people: People) -> None:
    client = browser(people.office)
    assert client.get("/ledger/?any=1").status_code == HTTPStatus.OK
    Account.objects.filter(person=people.office).update(is_active=False)
    assert client.get("/ledger/?any=1").status_code == HTTPStatus.FOUND


def test_another_password_ends_the_sessions_opened_with_the_old_one(people: People) -> None:
    client = browser(people.office)
    assert client.get("/ledger/?any=1").status_code == HTTPStatus.OK
    account = Account.objects.get(person=people.office)
    account.set_password("云岭的另一个口令")
    account.save()
    assert client.get("/ledger/?any=1").status_code == HTTPStatus.FOUND


def test_a_role_that_is_taken_is_gone_at_once(people: People) -> None:
    client = browser(people.office)
    assert client.get("/ledger/new/").status_code == HTTPStatus.OK
    Duty.objects.filter(person=people.office).delete()
    assert client.get("/ledger/new/").status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


def test_an_account_is_each_request_s_own(people: People) -> None:
    key = Account.objects.get(person=people.office).pk
    first, second = (AccountBackend().get_user(key) for _time in range(2))
    assert first is not None
    assert second is not None
    first.person.name = first.person.unit.name = first.username = "改过"
    assert "改过" not in {second.username, second.person.name, second.person.unit.name}
    assert second.person.roles == people.office.roles
    assert AccountBackend().get_user(0) is None


@pytest.mark.parametrize(("path", "most", "anew"), [("/ledger/?any=1", 8, 3), ("/", 15, 2)])
def test_pages_ask_a_fixed_number_of_times(people: People, path: str, most: int, anew: int) -> None:
    for _number in range(3):
        make_entry(by=people.office, enterprises=[people.enterprise])
    client = browser(people.office)
    client.get(path)
    few = len(statements(lambda: client.get(path)))
    for _number in range(9):
        make_entry(by=people.office, enterprises=[people.enterprise])
    after_an_act = len(statements(lambda: client.get(path)))
    assert few < after_an_act <= few + anew  # what waits, what is open, the tabs
    assert len(statements(lambda: client.get(path))) == few <= most

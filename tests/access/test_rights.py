"""A ledger narrowed to some: for everybody else its entries are not there, nor counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from taizhang.access.acts import allowed_moves, may_ever
from taizhang.access.get import get_attachment, get_entry, get_ledger
from taizhang.access.scopes import (
    comparable_entries,
    ledgers_to_register,
    visible_entries,
    visible_ledgers,
    visible_views,
)
from taizhang.engine.codes import AuditAct, LedgerKind, Right, Role
from taizhang.engine.lifecycle import Move
from taizhang.ledger import queries, services
from taizhang.ledger.models import Attachment, Entry, Ledger, LedgerRight
from taizhang.roster.models import AuditLine, Person
from taizhang.roster.services import set_holders
from tests.clock import NOW
from tests.factories import browser, make_dispatched, make_entry, make_person, make_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.people import People

pytestmark = pytest.mark.django_db
Narrow = Any


def narrow(people: People, **given: Any) -> Ledger:
    """Narrow the hazards: `see=([roles], [units])`."""
    more = {key: given.pop(key) for key in ("seen", "by") if key in given}
    book = Ledger.objects.get(code="hazard")
    wanted = {Right(key): named for key, named in given.items()}
    return services.narrow_rights(book, wanted, **{"by": people.office, "now": NOW, **more})


@pytest.fixture
def hazard(people: People) -> Entry:
    return make_dispatched(
        by=people.office,
        lead=people.lead,
        ledger=LedgerKind.HAZARD,
        title="配电房渗水",
        text="配电房渗水，可能短路起火。",
        enterprises=[people.enterprise],
    )


@pytest.fixture
def narrowed(people: People, hazard: Entry) -> Entry:
    narrow(people, see=([], [people.lead]))
    return hazard


def seers(people: People, entry: Entry) -> set[str]:
    names = ("office", "zone_head", "leader", "lead_head", "lead_handler", "co_handler", "stranger")
    more = ("service_officer", "guidance", "contact", "other_contact", "audit_admin")
    return {
        name
        for name in (*names, *more)
        if visible_entries(getattr(people, name)).filter(pk=entry.pk).exists()
    }


def test_only_whom_the_ledger_names_sees_it_and_the_requester(
    people: People, hazard: Entry
) -> None:
    before = seers(people, hazard)
    assert {"zone_head", "leader", "guidance", "service_officer"} <= before
    narrow(people, see=([], [people.lead]))
    hazard.refresh_from_db()
    held = {hazard.accountable, hazard.in_charge, hazard.watcher}
    named = {"office", "lead_head", "lead_handler", "contact"}
    named |= {name for name in before if getattr(people, name) in held}
    assert seers(people, hazard) == named != before
    narrow(people, see=([Role.GUIDANCE], [people.lead]))
    assert "guidance" in seers(people, hazard)
    narrow(people, see=([], []))
    assert seers(people, hazard) == before


def test_who_holds_something_in_it_sees_it(people: People, narrowed: Entry) -> None:
    assert "guidance" not in seers(people, narrowed)
    services.hand_over(narrowed, watcher=people.guidance, by=people.office, now=NOW)
    assert visible_entries(people.guidance).filter(pk=narrowed.pk).exists()


def test_a_stranger_finds_it_nowhere_and_counts_nothing(people: People, narrowed: Entry) -> None:
    services.put_on(narrowed, ledger="deed", by=people.office, now=NOW)
    stranger = people.zone_head
    with pytest.raises(Http404):
        get_entry(stranger, narrowed.number)
    assert allowed_moves(people.guidance, narrowed) == ()
    assert Ledger.objects.get(code="hazard") not in visible_ledgers(stranger)
    assert not queries.similar_open(narrowed.text, among=comparable_entries(stranger))
    assert queries.similar_open(narrowed.text, among=comparable_entries(people.office))
    client = browser(stranger)
    for address in (
        "/ledger/hazard/",
        f"/ledger/{narrowed.number}/",
        "/ledger/export/?ledger=hazard",
    ):
        assert client.get(address).status_code == 404, address
    for address in ("/ledger/", "/ledger/?q=渗水", "/ledger/deed/", "/reports/", "/"):
        answer = client.get(address, follow=True)
        assert answer.status_code == 200
        assert narrowed.number not in answer.content.decode(), address
        assert "配电房渗水" not in answer.content.decode(), address
    assert not client.get("/ledger/").context["rows"]
    assert browser(people.office).get(f"/ledger/{narrowed.number}/").status_code == 200


def test_an_attachment_goes_with_it(people: People, narrowed: Entry) -> None:
    services.acknowledge(narrowed, by=people.lead_handler, now=NOW)
    photo = services.Upload("现场.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    services.report_progress(narrowed, text="看过", files=[photo], by=people.lead_handler, now=NOW)
    file = Attachment.objects.get()
    assert get_attachment(people.lead_head, file.pk) == file
    with pytest.raises(Http404):
        get_attachment(people.zone_head, file.pk)


def test_another_ledger_does_not_name_it(people: People, hazard: Entry) -> None:
    """Put on the narrowed ledger, an open entry stays open to all and says nothing of it."""
    entry = make_dispatched(by=people.office, lead=people.lead)
    services.put_on(entry, ledger="hazard", by=people.office, now=NOW)
    number = entry.listings.get().number
    narrow(people, see=([], [people.lead]))
    page = browser(people.zone_head).get(f"/ledger/{entry.number}/")
    assert page.status_code == 200
    assert number not in [one for _name, one in page.context["listings"]]
    mine = browser(people.office).get(f"/ledger/{entry.number}/")
    assert number in [one for _name, one in mine.context["listings"]]


def test_registering_is_for_whom_it_names(people: People) -> None:
    narrow(people, register=([], [people.campaign_office]))
    assert Ledger.objects.get(code="hazard") not in ledgers_to_register(people.service_officer)
    with pytest.raises(services.RegisterShutOut):
        make_entry(by=people.service_officer, ledger=LedgerKind.HAZARD)
    assert not Entry.objects.exists()
    asked = browser(people.service_officer).get("/ledger/new/").context["form"]
    assert "hazard" not in [code for code, _label in asked.fields["ledger"].choices]
    able = make_person("专班新人", Role.OFFICE, unit=people.campaign_office)
    assert make_entry(by=able, ledger=LedgerKind.HAZARD).number
    assert make_entry(by=people.service_officer).number, "other ledgers are as they were"


def test_dispatching_is_for_whom_it_names(people: People) -> None:
    entry = make_entry(by=people.office, ledger=LedgerKind.HAZARD)
    other = make_unit()
    narrow(people, dispatch=([], [other]))
    assert not may_ever(people.office, entry, Move.DISPATCH)
    able = make_person("另一位", Role.OFFICE, unit=other)
    assert may_ever(able, entry, Move.DISPATCH)
    assert not may_ever(make_person("处员", Role.HANDLER, unit=other), entry, Move.DISPATCH)
    answer = browser(people.office).post(
        f"/ledger/{entry.number}/dispatch/", {"lead": people.lead.code}
    )
    assert answer.status_code == 404


def test_a_unit_that_could_not_see_it_is_not_given_it(people: People, narrowed: Entry) -> None:
    entry = make_entry(by=people.office, ledger=LedgerKind.HAZARD)
    for given in (
        {"lead": people.elsewhere},
        {"lead": people.lead, "co_units": [people.elsewhere]},
    ):
        with pytest.raises(services.UnitShutOut):
            services.dispatch(entry, **given, by=people.office, now=NOW)
    assert services.dispatch(entry, lead=people.lead, by=people.office, now=NOW).lead
    narrow(people, see=([Role.HANDLER], []))
    again = make_entry(by=people.office, ledger=LedgerKind.HAZARD)
    assert services.dispatch(again, lead=people.elsewhere, by=people.office, now=NOW).lead


def test_nobody_is_shut_out_of_what_they_work_on(people: People, hazard: Entry) -> None:
    with pytest.raises(services.WorkersShutOut) as refused:
        narrow(people, see=([], [people.co]))
    assert refused.value.fields["units"] == [people.lead.name]
    assert not LedgerRight.objects.exists()


def test_a_change_is_noted_once_and_an_older_form_is_told(people: People) -> None:
    book = narrow(people, see=([Role.LEADER], [people.lead]))
    again = narrow(people, see=([Role.LEADER], [people.lead]), seen=book.edition - 1)
    assert again.edition == book.edition
    assert AuditLine.objects.filter(act=AuditAct.LEDGER_CHANGED).count() == 1
    with pytest.raises(services.LedgerChanged):
        narrow(people, see=([], []), seen=book.edition - 1)
    assert LedgerRight.objects.count() == 2


def test_a_merged_unit_hands_its_right_on(people: People, narrowed: Entry) -> None:
    services.merge_units(people.lead, people.co, by=people.office, now=NOW)
    assert [one.unit for one in LedgerRight.objects.all()] == [people.co]
    assert visible_entries(people.co_handler).filter(pk=narrowed.pk).exists()


def test_the_report_of_a_campaign_does_not_count_it(people: People, narrowed: Entry) -> None:
    campaign = services.open_campaign(
        name="七抓七防",
        starts_on=NOW.date(),
        by=people.office,
        now=NOW,
    )
    Ledger.objects.filter(code="hazard").update(campaign=campaign)
    office = browser(people.office)
    assert office.get(f"/campaigns/{campaign.code}/end/").context["registered"] == 0
    narrow(people, see=([], []))
    assert office.get(f"/campaigns/{campaign.code}/end/").context["registered"] == 1


def test_views_of_it_go_with_it(people: People) -> None:
    book = Ledger.objects.get(code="hazard")
    services.save_view(name="隐患", query="", ledger=book, shared="all", by=people.office, now=NOW)
    assert visible_views(people.zone_head).exists()
    narrow(people, see=([], [people.lead]))
    assert not visible_views(people.zone_head).exists()
    assert visible_views(people.lead_head).exists()


def test_a_list_asks_no_more_of_the_database_for_it(
    people: People, hazard: Entry, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = browser(people.lead_head)
    client.get("/ledger/")
    with django_assert_max_num_queries(60) as free:
        client.get("/ledger/")
    units = [make_unit() for _ in range(5)]
    narrow(people, see=([Role.LEADER], [people.lead, *units]))
    with django_assert_max_num_queries(60) as shut:
        client.get("/ledger/")
    assert len(shut) == len(free)


def test_the_database_wants_a_role_or_a_unit(people: People) -> None:
    book = Ledger.objects.get(code="hazard")
    for wrong in ({}, {"role": "leader", "unit": people.lead}):
        with pytest.raises(IntegrityError), transaction.atomic():
            LedgerRight.objects.create(ledger=book, right="see", **wrong)


def test_the_holder_of_a_shut_unit_post_is_not_let_in_by_it(people: People, hazard: Entry) -> None:
    set_holders(people.elsewhere, head=people.stranger)
    narrow(people, see=([], [people.lead]))
    assert not visible_entries(Person.objects.get(pk=people.stranger.pk)).exists()
    with pytest.raises(Http404):
        get_ledger(people.stranger, "hazard")

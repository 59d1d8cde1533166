"""Who holds what, handing all of it over, what is without anybody: through the office's door."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import AuditAct, Role
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.roster import queries
from taizhang.roster.models import AuditLine
from taizhang.roster.services import set_holders
from taizhang.web.roster import holders
from tests.clock import NOW
from tests.factories import make_dispatched, make_enterprise, make_entry, make_person, make_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from taizhang.roster.models import Person
    from tests.people import People

    SignedIn = Callable[[Person], Client]


@pytest.fixture
def office(people: People, signed_in: SignedIn) -> Client:
    return signed_in(people.office)


def test_a_person_page_lists_entries_and_posts(people: People, office: Client) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, in_charge=people.lead_handler)
    set_holders(people.park, officer=people.lead_handler)
    page = office.get("/roster/people/lead_handler/").content.decode()
    assert entry.number in page
    assert people.park.name in page
    assert "责任人" in page
    assert "全部移交" in page


def test_who_holds_nothing_has_nothing_to_hand_over(people: People, office: Client) -> None:
    page = office.get("/roster/people/stranger/").content.decode()
    assert "无需移交" in page
    assert "<form class=" not in page


def test_everything_is_handed_over_in_one_act(people: People, office: Client) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, in_charge=people.lead_handler)
    set_holders(people.park, officer=people.lead_handler)
    answer = office.post(
        "/roster/people/lead_handler/", {"to": "lead_head", "reason": "调离"}, follow=True
    )
    assert "1件事项、1项职责已移交给石敬之" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.in_charge == people.lead_head


def test_a_refusal_stands_on_the_form_and_keeps_what_was_typed(
    people: People, office: Client
) -> None:
    entry = make_dispatched(
        by=people.office, lead=people.lead, in_charge=people.lead_handler, watcher=people.lead_head
    )
    answer = office.post("/roster/people/lead_handler/", {"to": "lead_head", "reason": "轮岗"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"盯办自己：{entry.number}" in page
    assert "轮岗" in page


@pytest.mark.parametrize("to", ["", "lead_handler", "contact", "nobody"])
def test_nobody_else_can_be_chosen(people: People, office: Client, to: str) -> None:
    make_dispatched(by=people.office, lead=people.lead, in_charge=people.lead_handler)
    assert office.post("/roster/people/lead_handler/", {"to": to, "reason": ""}).status_code == 422


def test_the_office_names_who_holds_a_unit_an_enterprise_and_a_park(
    people: People, office: Client
) -> None:
    office.post("/roster/units/lead/holders/", {"leader": "leader", "head": "lead_head"})
    kept = {"service_officer": "service_officer", "watcher": "stranger"}
    office.post("/roster/enterprises/enterprise/holders/", kept)
    answer = office.post("/roster/parks/park/holders/", {"officer": "stranger"}, follow=True)
    assert "已保存" in answer.content.decode()
    for thing in (people.lead, people.enterprise, people.park):
        thing.refresh_from_db()
    assert people.lead.head == people.lead_head
    assert people.enterprise.watcher == people.stranger
    assert people.enterprise.service_officer == people.service_officer
    assert people.park.officer == people.stranger
    assert "杜若水" in queries.audit_lines()[0].subject


def test_what_stays_as_it_is_leaves_no_line(people: People, office: Client) -> None:
    lines = queries.audit_lines().count()
    office.post("/roster/units/lead/holders/", {"leader": "leader"})
    assert queries.audit_lines().count() == lines


def test_a_watcher_of_own_work_is_refused_on_the_form(people: People, office: Client) -> None:
    answer = office.post("/roster/units/lead/holders/", {"leader": "leader", "watcher": "leader"})
    assert answer.status_code == 422
    assert "盯办" in answer.content.decode()
    assert office.get("/roster/units/lead/holders/").status_code == 200
    answer = office.post("/roster/units/lead/holders/", {"leader": "nobody"})
    assert answer.status_code == 422


def test_the_gaps_stand_by_kind_and_lead_to_where_they_are_filled(
    people: People, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = make_entry(by=people.office)
    Entry.objects.filter(pk=entry.pk).update(in_charge=None)
    set_holders(people.elsewhere, head=make_person("离岗人", unit=make_unit(is_active=False)))
    page = office.get("/roster/orphans/").content.decode()
    for address in (
        f"/ledger/{entry.number}/",
        "/roster/enterprises/enterprise/holders/",
        "/roster/parks/park/holders/",
        "/roster/units/elsewhere/holders/",
    ):
        assert f'href="{address}"' in page or (entry.number in address and entry.number in page)
    assert "离岗人" in page
    monkeypatch.setattr(holders, "SHOWN", 1)
    assert "另有 1 条" in office.get("/roster/orphans/").content.decode()


def test_where_everything_has_somebody_it_says_so(
    people: People, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holders, "breaches", lambda: iter(()))
    assert "全部落实到人" in office.get("/roster/orphans/").content.decode()


def test_only_the_office_is_led_there(people: People, signed_in: SignedIn, office: Client) -> None:
    assert "/roster/people/stranger/" in office.get("/roster/people/").content.decode()
    other = signed_in(people.leader).get("/roster/people/").content.decode()
    assert "/roster/people/stranger/" not in other
    assert "/roster/orphans/" not in other


def test_the_administrator_takes_off_who_holds_nothing(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.system_admin)
    entry = make_dispatched(by=people.office, lead=people.lead, in_charge=people.lead_handler)
    answer = client.post("/settings/accounts/of/lead_handler/leave/")
    assert answer.status_code == 409
    assert "1件未办结事项" in answer.content.decode()
    Entry.objects.filter(pk=entry.pk).update(in_charge=None)
    answer = client.post("/settings/accounts/of/lead_handler/leave/", follow=True)
    page = answer.content.decode()
    assert "柳依依已离岗" in page
    assert "此人已离岗" in page


def test_the_screens_ask_the_same_number_of_questions_for_many_rows(
    people: People, office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _turn in range(8):
        make_dispatched(by=people.office, lead=people.lead, in_charge=people.lead_handler)
        set_holders(make_enterprise(), watcher=people.lead_handler)
    for path in ("/roster/people/lead_handler/", "/roster/orphans/"):
        with django_assert_max_num_queries(23):
            assert office.get(path).status_code == 200


def test_of_two_who_name_holders_the_second_is_told_and_nothing_is_lost(
    people: People, signed_in: SignedIn, office: Client
) -> None:
    url = "/roster/units/co/holders/"
    other = signed_in(people.office)
    office = signed_in(make_person("季安", Role.OFFICE))
    seen = office.get(url).context["seen"]
    assert other.get(url).context["seen"] == seen
    assert office.post(url, {"head": "co_head", "seen": seen}).status_code == 302
    answer = other.post(url, {"head": "co_handler", "leader": "zone_head", "seen": seen})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "季安刚刚改了" in said, "by whom"
    assert people.co_head.name in said
    people.co.refresh_from_db()
    assert (people.co.head, people.co.leader) == (people.co_head, None)
    again = {"head": "co_handler", "leader": "zone_head", "seen": answer.context["seen"]}
    assert other.post(url, again).status_code == 302
    people.co.refresh_from_db()
    assert (people.co.head, people.co.leader) == (people.co_handler, people.zone_head)


def test_holders_named_there_and_back_again_are_news_all_the_same(
    people: People, office: Client
) -> None:
    url = "/roster/units/co/holders/"
    seen = office.get(url).context["seen"]
    for head in ("co_head", ""):
        again = office.get(url).context["seen"]
        assert office.post(url, {"head": head, "seen": again}).status_code == 302
    answer = office.post(url, {"head": "co_handler", "seen": seen})
    assert answer.status_code == 422
    people.co.refresh_from_db()
    assert people.co.head is None


def test_a_hand_over_of_everything_is_news_too(people: People, office: Client) -> None:
    url = "/roster/units/co/holders/"
    set_holders(people.co, head=people.co_head)
    seen = office.get(url).context["seen"]
    services.hand_over_everything(people.co_head, people.co_handler, by=people.office, now=NOW)
    assert office.post(url, {"head": "lead_head", "seen": seen}).status_code == 422


def test_who_names_the_same_people_twice_does_it_once(people: People, office: Client) -> None:
    url = "/roster/units/co/holders/"
    seen = office.get(url).context["seen"]
    for _time in range(2):
        assert office.post(url, {"head": "co_head", "seen": seen}).status_code == 302
    assert AuditLine.objects.filter(act=AuditAct.HANDED_OVER).count() == 1


@pytest.mark.parametrize("of", ["enterprises/enterprise", "parks/park"])
def test_a_site_or_an_enterprise_is_never_left_without(
    of: str, people: People, office: Client
) -> None:
    officer = "service_officer" if of.startswith("enterprises") else "officer"
    url, both = f"/roster/{of}/holders/", {officer: "stranger", "watcher": "other_officer"}
    assert office.post(url, both).status_code == 302
    for post in both:
        answer = office.post(url, {**both, post: ""})
        assert answer.status_code == 422
        assert "须始终有人" in answer.content.decode()
    same = office.post(url, {officer: "stranger", "watcher": "stranger"})
    assert same.status_code == 422
    thing = people.enterprise if of.startswith("enterprises") else people.park
    thing.refresh_from_db()
    assert [getattr(thing, role) for role in thing.HOLDERS] == [
        people.stranger,
        people.other_officer,
    ]
    assert office.post(url, {officer: "other_officer", "watcher": "stranger"}).status_code == 302


def test_what_never_had_an_officer_may_get_a_watcher_first(people: People, office: Client) -> None:
    assert office.post("/roster/parks/park/holders/", {"watcher": "stranger"}).status_code == 302
    people.park.refresh_from_db()
    assert (people.park.officer, people.park.watcher) == (None, people.stranger)

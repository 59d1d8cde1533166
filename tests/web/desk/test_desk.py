"""The desk of each role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.ledger import services
from tests.factories import make_dispatched, make_document, make_draft, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People


def _groups(client: Client, column: str) -> dict[str, int]:
    context = client.get("/").context
    return {group["title"]: group["count"] for group in context[column]}


def test_the_office_sees_what_it_has_to_decide_with_the_act_in_place(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office, title="待交办的事", enterprises=[people.enterprise])
    make_draft(make_document(by=people.office, name="周报.txt"))
    page = signed_in(people.office).get("/").content.decode()
    assert f"/ledger/{entry.number}/dispatch/" in page
    assert "周报.txt" in page
    assert "1 条草稿待确认" in page


def test_a_handler_sees_what_to_acknowledge_and_what_is_late(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    client = signed_in(people.lead_handler)
    assert _groups(client, "for_me") == {"待签收": 1}
    clock.advance(days=9)
    answer = signed_in(people.lead_handler).get("/")  # a day later: signed in anew
    context = answer.context
    assert context["late"]["overdue"] == 1
    assert context["dated"] == []  # it waits for me: it stands there, and only there
    assert "都在等您办" in answer.content.decode()


def test_what_others_owe_stands_apart(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        enterprises=[people.enterprise, people.other_enterprise],
    )
    assert _groups(signed_in(people.office), "elsewhere") == {"各单位在办": 1}
    assert "另 1 家" in signed_in(people.office).get("/").content.decode()
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    services.park(
        entry,
        kind="funds",
        reason="等预算",
        review_on=clock.now.date().replace(month=12),
        by=people.lead_handler,
        now=clock.now,
    )
    page = signed_in(people.office).get("/").content.decode()
    assert "12月16日（周三）</time>复核" in page


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("office", "专班要定的事"),
        ("leader", "等您定的事"),
        ("guidance", "只看不办"),
        ("service_officer", "您服务的企业"),
        ("lead_head", "本单位要办的事"),
    ],
)
def test_an_empty_desk_says_what_good_looks_like(
    people: People, signed_in: Callable[[Person], Client], who: str, words: str
) -> None:
    page = signed_in(getattr(people, who)).get("/").content.decode()
    assert words in page
    assert "没有超期事项" in page


def test_a_guidance_group_gets_no_button(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead)
    page = signed_in(people.guidance).get("/").content.decode()
    assert entry.number in page
    assert f"/ledger/{entry.number}/acknowledge/" not in page
    assert "等我办" not in page


def test_an_enterprise_and_an_administrator_have_another_first_page(
    people: People, signed_in: Callable[[Person], Client], client: Client
) -> None:
    assert signed_in(people.contact).get("/")["Location"] == "/my/"
    assert signed_in(people.audit_admin).get("/")["Location"].startswith("/settings/")
    assert "next=" in client.get("/")["Location"]


def test_a_long_group_is_cut_and_leads_to_the_rest(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    for _number in range(10):
        make_entry(by=people.office)
    (group,) = signed_in(people.office).get("/").context["for_me"]
    assert (group["rows"].count("data-row"), group["rest"]) == (8, 2)
    rows = signed_in(people.office).get(group["url"])
    assert rows.context["count"] == group["count"] == 10
    assert "工作台：待交办" in rows.content.decode()


@pytest.mark.parametrize("who", ["office", "leader", "lead_head", "lead_handler", "guidance"])
def test_every_count_of_the_desk_leads_to_its_rows(
    people: People, signed_in: Callable[[Person], Client], clock: Clock, who: str
) -> None:
    for lead in (people.lead, people.lead, people.co, people.elsewhere):
        make_dispatched(by=people.office, lead=lead, enterprises=[people.enterprise])
        make_entry(by=people.office)
    make_draft(make_document(by=people.office, name="周报.txt"))
    clock.advance(days=9)
    make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    client = signed_in(getattr(people, who))
    page = client.get("/")
    groups = [one for column in ("for_me", "dated", "elsewhere") for one in page.context[column]]
    assert groups
    for group in groups:
        found = client.get(group["url"]).context["count"]
        assert found == group["count"], group["title"]
    counts = [place.count for place in page.context["places"]]
    assert counts[0] == page.context["for_me_count"]
    for place in page.context["places"]:
        if place.url.startswith("/ledger/"):
            assert client.get(place.url).context["count"] == place.count


def test_words_that_are_no_group_of_the_desk_filter_nothing(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    make_entry(by=people.office)
    page = signed_in(people.office).get("/ledger/?desk=nonsense")
    assert page.context["count"] == 1


def test_more_documents_than_the_desk_shows_are_a_link_away(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    for number in range(10):
        make_draft(make_document(by=people.office, name=f"纪要{number}.txt"))
    client = signed_in(people.office)
    page = client.get("/")
    assert page.context["for_me_count"] == 10
    assert "还有 2 份来件" in page.content.decode()
    assert client.get("/intake/?status=waiting").context["rows"].paginator.count == 10


def test_the_desk_takes_a_fixed_number_of_queries(
    people: People,
    signed_in: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for _number in range(12):
        make_entry(by=people.office, enterprises=[people.enterprise])
        make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    client = signed_in(people.office)
    with django_assert_max_num_queries(40):
        client.get("/")

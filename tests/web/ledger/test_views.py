"""Views: kept, shared, opened first, changed and dropped; the rows are always the reader's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries, services
from taizhang.ledger.models import FirstView, Ledger, View
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

SAID = {
    "name": "融资未结",
    "shared": "nobody",
    "query": "category=finance&state=open",
    "ledger": "",
}


@pytest.fixture
def zone(people: People) -> People:
    make_dispatched(by=people.office, lead=people.lead, title="甲", category="finance")
    make_entry(by=people.office, title="乙", category="finance")
    return people


def _keep(client: Client, **said: str) -> View:
    answer = client.post("/ledger/views/new/", {**SAID, **said})
    assert answer.status_code == 302, answer.content.decode()
    return View.objects.latest("pk")


def _titles(client: Client, address: str) -> list[str]:
    answer = client.get(address, follow=True)
    return sorted(row["entry"].title for row in answer.context["rows"])


def test_a_view_is_kept_from_a_list_and_opened_by_a_short_address(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(zone.office)
    form = client.get("/ledger/views/new/?category=finance&after=x&ledger=").context["form"]
    assert form.initial["query"] == "category=finance"
    view = _keep(client, ledger="appeal", query="category=finance&column=due&sort=due&after=x")
    assert view.query == "category=finance&column=due&sort=due"
    answer = client.get(f"/ledger/views/{view.code}/")
    assert answer["Location"] == f"/ledger/appeal/?{view.query}&view={view.code}"
    assert _titles(client, f"/ledger/views/{view.code}/") == ["乙", "甲"]
    assert "融资未结" in client.get("/ledger/appeal/?any=1").content.decode()
    (row,) = client.get("/ledger/views/").context["rows"]
    assert row["said"].endswith("融资")


def test_whoever_opens_a_view_sees_the_rows_of_their_own_scope(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    view = _keep(signed_in(zone.office), shared="all")
    address = f"/ledger/views/{view.code}/"
    assert _titles(signed_in(zone.office), address) == ["乙", "甲"]
    assert _titles(signed_in(zone.lead_handler), address) == ["甲"]
    assert _titles(signed_in(zone.stranger), address) == []
    assert signed_in(zone.contact).get(address).status_code == 404


def test_a_private_view_is_nobody_elses(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    view = _keep(signed_in(zone.lead_handler))
    for person in (zone.office, zone.lead_head):
        assert signed_in(person).get(f"/ledger/views/{view.code}/").status_code == 404
    assert not queries.views(zone.contact).exists()


def test_a_view_shared_with_the_unit_is_the_units(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    view = _keep(signed_in(zone.lead_handler), shared="unit")
    assert signed_in(zone.lead_head).get(f"/ledger/views/{view.code}/").status_code == 302
    assert signed_in(zone.co_head).get(f"/ledger/views/{view.code}/").status_code == 404
    for act in ("edit", "drop"):
        address = f"/ledger/views/{view.code}/{act}/"
        assert signed_in(zone.lead_head).post(address, SAID).status_code == 404


def test_only_some_share_with_everybody(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(zone.lead_handler).post("/ledger/views/new/", {**SAID, "shared": "all"})
    assert answer.status_code == 422
    assert not View.objects.exists()


def test_a_view_is_changed_and_dropped_by_its_owner(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(zone.office)
    view = _keep(client)
    address = f"/ledger/views/{view.code}/edit/"
    assert client.get(address).context["form"].initial["name"] == "融资未结"
    fresh = client.get(address + "?state=closed").context["form"]
    assert fresh.initial["query"] == "state=closed"
    assert client.post(address, {**SAID, "name": ""}).status_code == 422
    client.post(address, {**SAID, "name": "另一个", "is_first": "on"})
    view.refresh_from_db()
    assert str(view) == "另一个"
    assert str(FirstView.objects.get()) == "温如玉: 另一个"
    assert client.post(f"/ledger/views/{view.code}/drop/").status_code == 302
    assert not View.objects.exists()
    assert client.post(f"/ledger/views/{view.code}/drop/").status_code == 404


def test_a_ledger_opens_with_the_first_view(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(zone.office)
    view = _keep(client)
    first = f"/ledger/views/{view.code}/first/"
    client.post(first, {"first": "1"})
    assert client.get("/ledger/")["Location"].startswith("/ledger/?category=finance")
    assert client.get("/ledger/?any=1").status_code == 200
    assert client.get("/ledger/appeal/").status_code == 200, "another list"
    client.post(first, {"first": "0"})
    assert client.get("/ledger/").status_code == 200


def test_a_first_view_that_went_to_another_ledger_leads_there(
    zone: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(zone.office)
    view = _keep(client)
    client.post(f"/ledger/views/{view.code}/first/", {"first": "1"})
    View.objects.update(ledger=Ledger.objects.get(code="hazard"))
    assert client.get("/ledger/")["Location"].startswith("/ledger/hazard/?category=finance")


def test_a_name_is_taken_once_by_each(zone: People, signed_in: Callable[[Person], Client]) -> None:
    _keep(signed_in(zone.office))
    _keep(signed_in(zone.lead_handler))
    answer = signed_in(zone.office).post("/ledger/views/new/", SAID)
    assert answer.status_code == 409
    assert "您已有名为“融资未结”的视图" in answer.content.decode()


def test_who_has_no_unit_shares_with_none(people: People) -> None:
    lonely = make_person(code="lonely")
    given = {"name": "x", "query": "", "ledger": None, "by": lonely, "now": NOW}
    with pytest.raises(services.NoUnitToShareWith):
        services.save_view(shared="unit", **given)
    view = services.save_view(shared="nobody", **given)
    assert queries.view_by_code(lonely, view.code) == view
    assert queries.view_by_code(people.office, view.code) is None

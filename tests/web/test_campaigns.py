"""Campaigns on the screen: opened, looked at, changed, ended with a report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.ledger import services
from taizhang.ledger.models import Campaign
from tests.clock import NOW
from tests.factories import browser
from tests.ledger.test_opening import opened

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def said(**more: Any) -> dict[str, Any]:
    first = {"name": "百日攻坚", "starts_on": TODAY.isoformat(), "lines": ["抓排查", "", "抓整改"]}
    return {**first, "ledgers": ["zh", "hazard"], "units": ["lead"], **more}


def begun(people: People) -> Campaign:
    opened()
    browser(people.office).post("/campaigns/new/", said())
    return Campaign.objects.get()


def test_a_campaign_is_opened(people: People) -> None:
    opened()
    office = browser(people.office)
    assert "暂无" in office.get("/campaigns/").content.decode()
    assert office.get("/campaigns/new/").status_code == 200
    answer = office.post("/campaigns/new/", said(), follow=True)
    text = answer.content.decode()
    assert "百日攻坚" in text
    assert "抓整改" in text
    assert people.lead.name in text
    assert "百日攻坚" in office.get("/campaigns/").content.decode()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "百日攻坚"}, "name"),
        ({"name": "另", "ends_on": (TODAY - timedelta(days=1)).isoformat()}, "ends_on"),
        ({"name": "另", "ledgers": ["nowhere"]}, "ledgers"),
    ],
)
def test_what_cannot_be_opened_is_said_at_its_field(
    people: People, more: dict[str, Any], field: str
) -> None:
    begun(people)
    answer = browser(people.office).post("/campaigns/new/", {**said(ledgers=[]), **more})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Campaign.objects.count() == 1


def test_figures_lead_to_their_rows(people: People) -> None:
    campaign = begun(people)
    entry = services.register(ledger="hazard", title="x", text="x", by=people.office, now=NOW)
    services.dispatch(entry, lead=people.lead, by=people.office, now=NOW)
    office = browser(people.office)
    page = office.get(f"/campaigns/{campaign.code}/")
    by_ledger, by_unit = page.context["tables"]
    line = next(one for one in by_ledger["lines"] if one["counts"][0]["n"])
    rows = office.get(line["counts"][0]["url"])
    assert entry.number in rows.content.decode()
    assert by_unit["lines"][0]["name"] == people.lead.name
    assert by_unit["lines"][0]["counts"][0]["n"] == 1
    stranger = browser(people.stranger).get(f"/campaigns/{campaign.code}/")
    assert stranger.context["tables"][0]["total"]["counts"][0]["n"] == 0
    assert "/change/" not in stranger.content.decode()


def test_a_campaign_is_changed(people: People) -> None:
    campaign = begun(people)
    office = browser(people.office)
    url = f"/campaigns/{campaign.code}/change/"
    form = office.get(url).context["form"]
    assert form["lines"].value() == ["抓排查", "抓整改"]
    assert form["ledgers"].value() == ["hazard", "zh"]
    assert office.post(url, said(name="")).status_code == 422
    late = said(ends_on=(TODAY - timedelta(days=1)).isoformat())
    assert "ends_on" in office.post(url, late).context["form"].errors
    ends = (TODAY + timedelta(days=90)).isoformat()
    assert office.post(url, said(ledgers=[], lines=["一条"], ends_on=ends)).status_code == 302
    text = office.get(f"/campaigns/{campaign.code}/").content.decode()
    assert "尚未选定台账" in text
    assert office.get("/campaigns/").status_code == 200


def test_it_ends_with_a_report_that_stays(people: People) -> None:
    campaign = begun(people)
    entry = services.register(ledger="hazard", title="x", text="x", by=people.office, now=NOW)
    office = browser(people.office)
    url = f"/campaigns/{campaign.code}/"
    assert office.get(f"{url}report/").status_code == 404
    assert "1" in office.get(f"{url}end/").content.decode()
    page = office.post(f"{url}end/", follow=True)
    assert page.context["counts"]["registered"] == 1
    services.withdraw(entry, reason="撤回", by=people.office, now=NOW)
    again = browser(people.leader).get(f"{url}report/")
    assert again.context["counts"]["open"] == 1
    assert "由温如玉形成" in again.content.decode()
    assert "report/" in office.get(url).content.decode()
    assert office.post(f"{url}end/").status_code == 409
    assert office.post(f"{url}change/", said()).status_code == 422

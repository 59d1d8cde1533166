"""Campaigns on the screen: opened, looked at, changed, ended with a report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from taizhang.engine.codes import Right
from taizhang.engine.formats import read_bytes
from taizhang.ledger import services
from taizhang.ledger.models import Campaign, Ledger
from tests.clock import NOW
from tests.factories import browser
from tests.ledger.test_opening import opened

if TYPE_CHECKING:
    from django.test import Client

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
    assert "report.docx" in again.content.decode()
    assert office.post(f"{url}end/").status_code == 409
    assert office.post(f"{url}change/", said()).status_code == 422


def test_the_report_is_an_official_paper_with_frozen_figures(people: People) -> None:
    campaign = begun(people)
    url = f"/campaigns/{campaign.code}/"
    office = browser(people.office)
    assert office.get(f"{url}report.docx").status_code == 404
    first = services.register(ledger="hazard", title="x", text="x", by=people.office, now=NOW)
    services.dispatch(first, lead=people.lead, by=people.office, now=NOW)
    services.register(ledger="hazard", title="y", text="y", by=people.office, now=NOW)
    office.post(f"{url}end/")
    text = paper(office, url)
    services.withdraw(first, reason="撤回", by=people.office, now=NOW)
    people.campaign_office.name = "另一个办公室"
    people.campaign_office.save()
    people.office.account.language = "en"
    people.office.account.save()
    assert paper(browser(people.office), url) == text  # whoever draws it up, whenever
    for words in (
        "关于“百日攻坚”活动情况的报告",
        "“百日攻坚”活动自2026年9月16日起至2026年9月16日止",
        "（一）抓排查",
        "登记2件，已销号0件，占0.0%；仍在办理2件",
        "尚无已答复或已到期的事项",
        "电力保障中心",
        "0/2",
        "专班办公室",
    ):
        assert words in text
    stranger = browser(people.contact)
    assert stranger.get(f"{url}report.docx").status_code == 404


def test_a_report_from_before_papers_is_signed_by_the_zone(people: People) -> None:
    campaign = begun(people)
    office = browser(people.office)
    office.post(f"/campaigns/{campaign.code}/end/")
    campaign.refresh_from_db()
    del campaign.report["issuer"]
    campaign.save()
    assert settings.ZONE_NAME in paper(office, f"/campaigns/{campaign.code}/")


def paper(client: Client, url: str) -> str:
    answer = client.get(f"{url}report.docx")
    assert answer.status_code == 200
    data = b"".join(answer)  # type: ignore[arg-type]  # streamed
    return read_bytes(data, name="报告.docx").text


def test_a_change_of_an_older_state_is_refused_once_and_keeps_what_was_typed(
    people: People,
) -> None:
    campaign = begun(people)
    first, second = browser(people.office), browser(people.office)
    url = f"/campaigns/{campaign.code}/change/"
    seen = second.get(url).context["seen"]
    assert first.post(url, said(lines=["一条"], seen=seen)).status_code == 302
    answer = second.post(url, said(lines=["另一条"], seen=seen))
    assert answer.status_code == 422
    assert f"期间{people.office.name}已修改" in answer.content.decode()
    assert "另一条" in answer.content.decode()
    campaign.refresh_from_db()
    assert [str(line) for line in campaign.lines.all()] == ["一条"]
    again = said(lines=["另一条"], seen=answer.context["seen"])
    assert second.post(url, again).status_code == 302
    campaign.refresh_from_db()
    assert [str(line) for line in campaign.lines.all()] == ["另一条"]


SECRET = "督办专册"


def narrowed(people: People) -> Ledger:
    """A ledger of the campaign that only the co-unit may see, with an entry on it."""
    book = opened(name=SECRET)
    given = {"values": {"zh_2": "厂房"}, "by": people.office, "now": NOW}
    services.register(ledger="zh", title="进水", text="进水", **given)
    seers = {Right.SEE: ([], [people.co])}
    return services.narrow_rights(book, seers, by=people.office, now=NOW)


def test_a_ledger_that_is_narrowed_to_others_is_neither_named_nor_counted(people: People) -> None:
    narrowed(people)
    office, stranger = browser(people.office), browser(people.leader)
    office.post("/campaigns/new/", said())
    url = f"/campaigns/{Campaign.objects.get().code}/"
    text = stranger.get(url).content.decode()
    assert SECRET not in text
    assert "另有 1 本台账" in text
    assert SECRET in office.get(url).content.decode()
    assert "另有 1 本台账" in office.get(f"{url}end/").content.decode()
    office.post(f"{url}end/")
    for reader in (office, stranger):  # everybody reads the same report
        report = reader.get(f"{url}report/")
        assert SECRET not in report.content.decode()
        assert "另有 1 本台账" in report.content.decode()
        assert report.context["counts"]["registered"] == 0
    assert "另有1本台账" in paper(stranger, url).replace(" ", "")


def test_a_report_keeps_its_counts_but_not_the_name_of_what_was_narrowed_later(
    people: People,
) -> None:
    book = opened(name=SECRET)
    office, stranger = browser(people.office), browser(people.leader)
    office.post("/campaigns/new/", said())
    url = f"/campaigns/{Campaign.objects.get().code}/"
    office.post(f"{url}end/")
    assert SECRET in paper(stranger, url)
    services.narrow_rights(book, {Right.SEE: ([], [people.co])}, by=people.office, now=NOW)
    text = stranger.get(f"{url}report/").content.decode()
    assert (SECRET in text, "限定范围的台账" in text) == (False, True)
    assert SECRET not in paper(stranger, url)
    assert SECRET in paper(office, url)

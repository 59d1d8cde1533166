"""Campaigns: opened, changed, counted, ended; their entries stay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.codes import AuditAct
from taizhang.ledger import queries, services
from taizhang.ledger.models import Campaign, Entry, Ledger
from taizhang.reporting.campaigns import campaign_figures, frozen_figures
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.ledger.test_opening import opened

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def begun(people: People, **more: Any) -> Campaign:
    given = {"name": "七抓七防", "starts_on": TODAY, "by": people.office, "now": NOW}
    return services.open_campaign(**{**given, **more})


def hazard(people: People, **more: Any) -> Entry:
    given = {"ledger": "hazard", "title": "电线", "text": "电线裸露"}
    return services.register(**{**given, **more}, by=people.office, now=NOW)


def test_a_campaign_has_lines_units_and_ledgers(people: People) -> None:
    book = opened()
    campaign = begun(
        people,
        lines=["抓责任", " ", "抓排查"],
        units=[people.lead, people.elsewhere],
        ledgers=[book, Ledger.objects.get(code="hazard")],
        ends_on=TODAY + timedelta(days=30),
    )
    assert campaign.code == "2026-01"
    assert [str(line) for line in campaign.lines.all()] == ["抓责任", "抓排查"]
    assert {one.code for one in campaign.ledgers.all()} == {"zh", "hazard"}
    assert begun(people, name="另一个").code == "2026-02"
    assert {one.code for one in queries.free_ledgers(None)} == {"appeal", "directive", "deed"}
    assert len(queries.free_ledgers(campaign)) == 5
    assert queries.campaign_by_code("2026-01") == campaign
    assert [one.number_of_ledgers for one in queries.campaigns().order_by("code")] == [2, 0]


def test_a_campaign_changes_as_a_whole(people: People) -> None:
    book = opened()
    campaign = begun(people, lines=["一"], units=[people.lead], ledgers=[book])
    services.change_campaign(
        campaign, name="七抓七防", starts_on=TODAY, lines=["二", "三"], by=people.office, now=NOW
    )
    campaign = Campaign.objects.get()
    assert [line.text for line in campaign.lines.all()] == ["二", "三"]
    assert not campaign.units.exists()
    assert not campaign.ledgers.exists()
    acts = AuditLine.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts)[1:] == [AuditAct.CAMPAIGN_OPENED, AuditAct.CAMPAIGN_CHANGED]


def test_names_are_given_once_and_days_run_forward(people: People) -> None:
    begun(people)
    with pytest.raises(services.CampaignNameTaken):
        begun(people, name=" 七抓七防 ")
    with pytest.raises(services.CampaignEndsBefore):
        begun(people, name="x", ends_on=TODAY - timedelta(days=1))
    assert Campaign.objects.count() == 1


def test_figures_by_ledger_and_unit_each_with_its_whole(people: People) -> None:
    book = opened()
    campaign = begun(
        people,
        units=[people.lead, people.elsewhere],
        ledgers=[book, Ledger.objects.get(code="hazard")],
    )
    first = services.dispatch(hazard(people), lead=people.lead, by=people.office, now=NOW)
    services.put_on(first, ledger="zh", values={"zh_2": "厂房"}, by=people.office, now=NOW)
    hazard(people)
    services.register(ledger="appeal", title="x", text="x", by=people.office, now=NOW)
    stands = campaign_figures(campaign, Entry.objects.all(), Ledger.objects.all(), today=TODAY)
    assert {line.key: line.counts["registered"] for line in stands.ledgers} == {
        "hazard": 2,
        "zh": 1,
    }
    units = {line.key: (line.name, line.counts["registered"]) for line in stands.units}
    assert units == {
        "lead": (people.lead.name, 1),
        "-": ("", 1),
        "elsewhere": (people.elsewhere.name, 0),
    }
    assert stands.total.counts["registered"] == 2
    before = campaign_figures(
        campaign, Entry.objects.all(), Ledger.objects.all(), today=TODAY - timedelta(days=1)
    )
    assert before.total.counts["registered"] == 0


def test_it_ends_with_figures_that_stay_and_entries_that_go_on(people: People) -> None:
    book = opened()
    campaign = begun(people, ledgers=[book, Ledger.objects.get(code="hazard")])
    entry = hazard(people)
    stands = campaign_figures(campaign, Entry.objects.all(), Ledger.objects.all(), today=TODAY)
    services.end_campaign(campaign, report=stands.as_json(), by=people.office, now=NOW)
    campaign.refresh_from_db()
    assert frozen_figures(campaign, Ledger.objects.all()) == stands
    assert queries.last_day(campaign, date(2030, 1, 1)) == TODAY
    assert services.dispatch(entry, lead=people.lead, by=people.office, now=NOW).lead
    assert hazard(people)
    with pytest.raises(services.LedgerShut):
        services.register(
            ledger="zh", title="x", text="x", values={"zh_2": "厂房"}, by=people.office, now=NOW
        )
    assert (
        frozen_figures(Campaign.objects.get(), Ledger.objects.all()).total.counts["registered"] == 1
    )
    for act in (
        lambda: services.end_campaign(campaign, report={}, by=people.office, now=NOW),
        lambda: services.change_campaign(
            campaign, name="x", starts_on=TODAY, by=people.office, now=NOW
        ),
    ):
        with pytest.raises(services.CampaignOver):
            act()


def changed(campaign: Campaign, people: People, **more: Any) -> Campaign:
    given = {"name": "七抓七防", "starts_on": TODAY, "by": people.office, "now": NOW}
    return services.change_campaign(campaign, **{**given, **more})


def test_of_two_who_change_it_the_second_is_told_by_whom_and_nothing_is_lost(
    people: People,
) -> None:
    campaign = begun(people, lines=["一"])
    changed(campaign, people, lines=["一", "二"], seen=0)
    with pytest.raises(services.CampaignChanged) as refused:
        changed(campaign, people, lines=["三"], units=[people.lead], by=people.zone_head, seen=0)
    assert refused.value.fields == {"name": "七抓七防", "by": people.office.name, "at": NOW}
    campaign.refresh_from_db()
    assert [line.text for line in campaign.lines.all()] == ["一", "二"]
    assert (campaign.edition, campaign.edited_by) == (1, people.office.name)
    assert changed(campaign, people, lines=["三"], by=people.zone_head, seen=1).edition == 2


def test_the_same_change_sent_twice_is_made_once(people: People) -> None:
    book = opened()
    campaign = begun(people)
    wanted = {"lines": ["一"], "units": [people.lead], "ledgers": [book], "seen": 0}
    for _time in range(2):
        campaign = changed(campaign, people, **wanted)
    assert campaign.edition == 1
    assert AuditLine.objects.filter(act=AuditAct.CAMPAIGN_CHANGED).count() == 1


def test_what_has_ended_is_refused_as_ended_whatever_was_seen(people: People) -> None:
    campaign = begun(people)
    services.end_campaign(campaign, report={}, by=people.office, now=NOW)
    with pytest.raises(services.CampaignOver):
        changed(campaign, people, lines=["一"], seen=7)

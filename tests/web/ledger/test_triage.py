"""Triage on the screen: proposals with reasons, taken or put right by one key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Category
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.triage.opinions import forget_loaded
from taizhang.ledger.triage.services import retrain
from tests.clock import NOW
from tests.factories import browser, make_entry
from tests.ledger.conftest import stages
from tests.ledger.learning import registered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

    from tests.ledger.conftest import Stages
    from tests.people import People

__all__ = ["stages"]
pytestmark = pytest.mark.django_db
QUEUE = "/ledger/triage/"
TEXT = "变压器容量不足，需要电力增容，车间已停电三天。"


@pytest.fixture(autouse=True)
def _nothing_loaded() -> Iterator[None]:
    forget_loaded()
    yield
    forget_loaded()


@pytest.fixture
def office(people: People) -> Client:
    people.lead.duties = "电力增容、线路迁改、停电抢修"
    people.lead.save()
    return browser(people.office)


def _waiting(people: People, **more: object) -> Entry:
    return make_entry(by=people.office, title="用电", text=TEXT, **more)


def _settle(office: Client, entry: Entry, **said: str) -> object:
    given = {"seen": str(entry.version), **said}
    return office.post(f"/ledger/{entry.number}/settle/", given, follow=True)


def test_each_proposal_stands_with_its_reason_and_key(people: People, office: Client) -> None:
    entry = _waiting(people, accepted=False)
    for address in (QUEUE, f"/ledger/{entry.number}/"):
        said = office.get(address).content.decode()
        assert "电力中心" in said
        assert "按职责清单" in said
        assert "电力增容" in said
        assert "按用词" in said
        assert "生产或工资停摆" in said
        assert 'value="2026-09-17"' in said, "nearer than the ledger's own date"
        assert 'data-key="a"' in said


def test_one_key_takes_up_sorts_and_dispatches(people: People, office: Client) -> None:
    entry, other = _waiting(people, accepted=False), _waiting(people)
    answer = _settle(office, entry, lead="lead", category="utilities", due="2026-09-17", queue="1")
    entry.refresh_from_db()
    assert (entry.state, entry.category, entry.lead) == ("dispatched", "utilities", people.lead)
    assert entry.due == (NOW + timedelta(days=1)).date()
    assert [event.move for event in entry.events.order_by("version")] == [
        "register",
        "accept",
        "amend",
        "dispatch",
    ]
    assert answer.context["entry"] == other, "the next one"
    assert f"{entry.number} 已交办给电力中心" in answer.content.decode()


def test_another_unit_or_category_is_one_key_too(people: People, office: Client) -> None:
    entry = _waiting(people)
    answer = _settle(office, entry, category="policy", queue="1")
    assert answer.context["entry"] == entry, "what was put right stays before one's eyes"
    entry.refresh_from_db()
    assert (entry.category, entry.state) == ("policy", "accepted")
    _settle(office, entry, lead="co")
    entry.refresh_from_db()
    assert entry.lead == people.co


def test_how_urgent_it_is_is_put_right_by_one_key(people: People, office: Client) -> None:
    entry = make_entry(by=people.office, title="用电", text="想了解电力增容的手续。")
    said = office.get(QUEUE).content.decode()
    assert "未见紧急用词" in said
    assert f'href="?at={entry.number}&amp;haste=pressing" data-key="u"' in said
    assert 'name="due"' not in said
    pressing = office.get(QUEUE, {"at": entry.number, "haste": "pressing"}).content.decode()
    assert "由您判定" in pressing
    assert 'name="due"' in pressing
    urgent = _waiting(people)
    address = f"/ledger/{urgent.number}/"
    assert 'name="due"' in office.get(address).content.decode()
    assert 'name="due"' not in office.get(address, {"haste": "ordinary"}).content.decode()
    assert 'name="due"' in office.get(address, {"haste": "nonsense"}).content.decode()


def test_earlier_answers_say_why_they_are_shown(
    people: People, office: Client, stages: Stages
) -> None:
    closed = stages.closed()
    entry = make_entry(by=people.office, title="用电", text=f"{closed.text}二期也是。")
    said = office.get(f"/ledger/{entry.number}/").content.decode()
    assert "相同用词：" in said
    assert "已解决" in said or "满意" in said


def test_what_nobody_knows_is_said(people: People, office: Client) -> None:
    entry = make_entry(by=people.office, title="一件事", text="青石缓坡，薄雾初散。")
    said = office.get(f"/ledger/{entry.number}/").content.decode()
    assert said.count("不知道") >= 2
    assert 'data-key="a"' not in said


def test_a_stale_or_strange_answer_changes_nothing(people: People, office: Client) -> None:
    entry = _waiting(people)
    _settle(office, entry, category="policy")
    stale = _settle(office, entry, lead="lead")
    assert "其间" in stale.content.decode() or "已" in stale.content.decode()
    entry.refresh_from_db()
    assert entry.lead is None
    _settle(office, entry, lead="nowhere")
    _settle(office, entry, category="nonsense", due="2026-99-99")
    entry.refresh_from_db()
    assert (entry.lead, entry.category) == (None, "policy")


def test_what_was_skipped_comes_again(people: People, office: Client) -> None:
    first, second = _waiting(people), _waiting(people)
    page = office.get(QUEUE)
    assert (page.context["entry"], page.context["skip"], page.context["left"]) == (first, second, 2)
    page = office.get(QUEUE, {"at": second.number})
    assert (page.context["entry"], page.context["skip"]) == (second, first)


def test_an_empty_queue_says_what_it_is_for(office: Client) -> None:
    assert "没有待办事项" in office.get(QUEUE).content.decode()


def test_others_decide_nothing_here(people: People, stages: Stages) -> None:
    entry = _waiting(people)
    for who in (people.lead_handler, people.leader, people.contact):
        client = browser(who)
        assert client.get(QUEUE).status_code == 404
        assert client.get("/ledger/triage/learnt/").status_code == 404
        assert client.post(f"/ledger/{entry.number}/settle/", {"lead": "lead"}).status_code == 404
    closed = stages.closed()
    browser(people.office).post(f"/ledger/{closed.number}/settle/", {"lead": "co"})
    closed.refresh_from_db()
    assert closed.lead == people.lead


def test_how_good_the_proposals_are_and_who_taught(people: People, office: Client) -> None:
    address = "/ledger/triage/learnt/"
    assert "尚未学习" in office.get(address).content.decode()
    registered(30, by=people.office)
    retrain(now=NOW)
    said = office.get(address).content.decode()
    assert "第 1 版" in said
    assert "60 条决定" in said
    assert "12 / 12" in said
    assert people.office.name in said
    assert str(Category.TRANSPORT.label) not in said, "labels are translated"
    registered(20, by=people.campaign_office.head or people.leader, seed=2, wrong=True, days=0)
    (second,) = [one for one in retrain(now=NOW) if one.target == "category"]
    assert not second.is_in_use
    shown = office.get(address).context["parts"][0]
    assert shown["rows"][0]["decisions"] == second.scores_before[0]["decisions"]
    assert shown["used"].version == 1


def test_who_alone_turns_what_others_decided_is_seen_by_the_auditor_too(
    people: People, office: Client
) -> None:
    registered(30, by=people.office)
    one = people.campaign_office.head or people.leader
    for entry in Entry.objects.order_by("pk")[:30]:
        services.amend(entry, category=Category.OTHER, by=one, now=NOW)
    retrain(now=NOW)
    address = "/ledger/triage/learnt/"
    said = office.get(address).content.decode()
    assert f"<b>{one.name}</b> 改动他人决定 30 件，只计入 20 件" in said
    number = Entry.objects.order_by("pk")[29].number
    assert f'href="/ledger/{number}/"' in said
    auditor = browser(people.audit_admin)
    seen = auditor.get(address).content.decode()
    assert "改动他人决定 30 件" in seen
    assert f'href="/ledger/{number}/"' not in seen
    assert address in auditor.get("/settings/audit/").content.decode()
    assert browser(people.system_admin).get(address).status_code == 404

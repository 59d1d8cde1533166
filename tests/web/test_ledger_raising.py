"""The rules by which a ledger raises its matters, on the screen of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.escalation import Ground
from taizhang.engine.lifecycle import Level
from taizhang.ledger import services
from taizhang.ledger.models import Ledger, RaisingRule
from taizhang.ledger.queries.escalations import by_its_clocks
from tests.clock import NOW
from tests.factories import browser, make_dispatched

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

ADDRESS = "/settings/ledgers/raising/appeal/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(people: People) -> Client:
    return browser(people.office)


def sent(*rules: tuple[str, str, str, bool], seen: int = 0, **more: str) -> dict[str, str]:
    """What the form sends: ground, number, level, in use."""
    said = {"seen": str(seen), **more}
    for place, (ground, count, level, is_on) in enumerate(rules):
        said |= {f"rule-{place}-ground": ground, f"rule-{place}-count": count}
        said |= {f"rule-{place}-level": level, **({f"rule-{place}-is_on": "on"} if is_on else {})}
    return said


JOINT = ("departments", "2", "joint", True)
EMPTY = ("overdue", "", "office", True)


def test_it_shows_what_the_clocks_say(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    assert "按时限方案的规定" in page
    rules = by_its_clocks(Ledger.objects.get(code="appeal"))
    assert page.count("-ground") // 2 == len(rules) + 2
    assert f'value="{rules[0].rule.count}"' in page
    assert ADDRESS in client.get("/settings/ledgers/").content.decode()


def test_what_they_would_raise_is_shown_and_nothing_written(client: Client, people: People) -> None:
    make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    page = client.post(ADDRESS, sent(JOINT, EMPTY)).content.decode()
    assert "尚未写入" in page
    assert "联席会议" in page
    assert "<b>1" in page
    assert not RaisingRule.objects.exists()
    quiet = client.post(ADDRESS, sent(("age", "900", "zone", True))).content.decode()
    assert "没有在办条目会被提级" in quiet


def test_they_are_written_and_taken_back(client: Client, people: People) -> None:
    answer = client.post(ADDRESS, sent(JOINT, ("age", "9", "zone", False), EMPTY, write="1"))
    assert answer["Location"] == ADDRESS
    rows = RaisingRule.objects.values_list("ground", "count", "level", "is_on")
    assert set(rows) == {
        (Ground.DEPARTMENTS, 2, Level.JOINT, True),
        (Ground.AGE, 9, Level.ZONE, False),
    }
    assert "本台账自定规则" in client.get(ADDRESS).content.decode()
    again = client.post(ADDRESS, sent(EMPTY, seen=1, clocks="1"))
    assert again["Location"] == ADDRESS
    assert not RaisingRule.objects.exists()


def test_a_form_of_before_is_refused_by_name_and_keeps_what_was_typed(
    client: Client, people: People
) -> None:
    (rule, *_others) = by_its_clocks(Ledger.objects.get(code="appeal"))
    services.change_raising_rules(
        Ledger.objects.get(code="appeal"), [rule], by=people.office, now=NOW
    )
    answer = client.post(ADDRESS, sent(JOINT, seen=0, write="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert people.office.name in page
    assert 'name="seen" value="1"' in page
    assert 'value="joint" selected' in page
    assert f"已交办{rule.rule.count}次仍未办结 → 专班办公室" in page
    assert client.post(ADDRESS, sent(JOINT, seen=1, write="1")).status_code == 302


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([JOINT, (*JOINT[:1], "3", *JOINT[2:])], "同一原因"),
        ([("age", "0", "zone", True)], "1"),
        ([("age", "x", "zone", True)], "整数"),
        ([("age", "9", "unit", True)], "unit"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_written(
    rules: list[tuple[str, str, str, bool]], told: str, client: Client
) -> None:
    answer = client.post(ADDRESS, sent(*rules, write="1"))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not RaisingRule.objects.exists()


def test_a_form_without_its_edition_is_refused(client: Client) -> None:
    assert client.post(ADDRESS, sent(JOINT) | {"seen": "x", "write": "1"}).status_code == 422


def test_only_who_opens_ledgers_sees_it(people: People) -> None:
    for person in (people.lead_handler, people.lead_head, people.system_admin):
        assert browser(person).get(ADDRESS).status_code == 404
        assert browser(person).post(ADDRESS, sent(JOINT, write="1")).status_code == 404
    assert browser(people.office).get("/settings/ledgers/raising/none/").status_code == 404

"""One act on a selection: looked at first, done one by one, the left out named."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.codes import AuditAct
from taizhang.engine.lifecycle import Move
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, Event, Reminder
from taizhang.ledger.verification import verify
from taizhang.roster.models import AuditLine
from taizhang.web.ledger import bulk
from tests.clock import NOW
from tests.factories import browser, make_entry
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

pytestmark = pytest.mark.django_db
URL = "/ledger/bulk/"


@pytest.fixture
def stages(people: People) -> Stages:
    return Stages(people)


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)


def rows(*entries: Entry) -> list[str]:
    return [f"{one.number}:{one.version}" for one in entries]


def numbers(lines: Any) -> list[str]:
    return [line.number for line in lines]


def test_the_list_offers_boxes_and_the_bar_to_who_may_act(
    people: People, signed_in: Callable[[Person], Client], office: Client
) -> None:
    entry = make_entry(by=people.office)
    page = office.get("/ledger/?q=协调").content.decode()
    assert f'name="entry" value="{entry.number}"' in page
    assert 'name="all" value="q=' in page
    shown = signed_in(people.guidance).get("/ledger/").content.decode()
    assert 'name="scope"' not in shown


def test_the_ticked_rows_are_shown_with_the_acts(office: Client, people: People) -> None:
    entries = [make_entry(by=people.office) for _n in range(3)]
    answer = office.get(URL, {"entry": [one.number for one in entries[:2]]})
    assert numbers(answer.context["lines"]) == [one.number for one in entries[:2]]
    assert "dispatch" in [code for code, _name, _chosen in answer.context["moves"]]
    assert answer.status_code == 200


def test_all_that_a_filter_finds_is_taken_bounded_and_said(
    office: Client, people: People, stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _n in range(3):
        make_entry(by=people.office)
    stages.triage()
    monkeypatch.setattr(bulk, "MOST", 2)
    asked = {"scope": "all", "all": "state=accepted", "ledger": "appeal"}
    answer = office.get(URL, asked)
    assert (answer.context["found"], answer.context["more"]) == (3, 1)
    assert len(answer.context["lines"]) == 2
    assert "还有 1 条" in answer.content.decode()


def test_nothing_chosen_is_said_so(office: Client) -> None:
    answer = office.get(URL)
    assert answer.status_code == 200
    assert "没有选择" in answer.content.decode()


def test_a_preview_says_what_each_row_will_do_and_writes_nothing(
    office: Client, people: People, stages: Stages
) -> None:
    ready, closed = stages.accepted(), stages.closed()
    events = Event.objects.count()
    data = {"row": rows(ready, closed), "move": "dispatch", "lead": "lead", "look": "1"}
    answer = office.post(URL, data)
    assert numbers(answer.context["lines"]) == [ready.number]
    assert "电力保障中心" in answer.context["lines"][0].does
    (out,) = answer.context["left_out"]
    assert out.number == closed.number
    assert "已销号" in out.left_out or "销号" in out.left_out
    assert Event.objects.count() == events
    assert not AuditLine.objects.filter(act=AuditAct.ACT_REFUSED).exists()
    assert 'name="write"' in answer.content.decode()


_SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "dispatch": ("accepted", {"lead": "lead", "co_units": ["co"], "due": "2026-09-30"}),
    "grant_extension": ("extension_requested", {}),
    "refuse_extension": ("extension_requested", {"reason": "来得及"}),
    "escalate": ("in_progress", {"level": "leader", "reason": "跨部门"}),
    "hand_over": ("in_progress", {"in_charge": "lead_head", "reason": "轮岗"}),
    "list": ("in_progress", {"ledger": "hazard"}),
    "close": ("called_back", {"note": "办结"}),
}


@pytest.mark.parametrize("move", _SAID)
def test_every_row_is_an_act_of_its_own_and_a_reload_does_nothing_more(
    move: str, office: Client, stages: Stages
) -> None:
    stage, said = _SAID[move]
    entries = [getattr(stages, stage)() for _n in range(2)]
    data = {"row": rows(*entries), "move": move, **said}
    assert numbers(office.post(URL, {**data, "look": "1"}).context["lines"]) == [
        one.number for one in entries
    ]
    for _reload in range(2):
        answer = office.post(URL, {**data, "write": "1"})
        assert numbers(answer.context["lines"]) == [one.number for one in entries]
        assert not answer.context["left_out"]
    for entry in entries:
        assert queries.events(entry).filter(move=move).count() == 1
    assert verify().misfit is None


def test_a_unit_parks_what_it_has_and_nothing_else(
    people: People, signed_in: Callable[[Person], Client], stages: Stages
) -> None:
    own, given = stages.in_progress(), stages.dispatched(lead=people.co, co_units=[people.lead])
    data = {
        "row": rows(own, given),
        "move": "park",
        "kind": "funds",
        "reason": "等预算",
        "review_on": "2026-10-20",
        "write": "1",
    }
    answer = signed_in(people.lead_handler).post(URL, data)
    assert numbers(answer.context["lines"]) == [own.number]
    assert numbers(answer.context["left_out"]) == [given.number]
    line = AuditLine.objects.get(act=AuditAct.ACT_REFUSED)
    assert line.subject == f"/ledger/{given.number}/park/ not_yours"


def test_a_row_that_changed_meanwhile_is_left_out_and_said(
    office: Client, people: People, stages: Stages
) -> None:
    first, second = stages.accepted(), stages.accepted()
    data = {"row": rows(first, second), "move": "dispatch", "lead": "lead", "write": "1"}
    services.amend(second, title="旁人改过", by=people.zone_head, now=NOW)
    answer = office.post(URL, data)
    assert numbers(answer.context["lines"]) == [first.number]
    (out,) = answer.context["left_out"]
    assert people.zone_head.name in out.left_out
    assert Entry.objects.get(pk=second.pk).state == "accepted"


def test_what_is_said_wrongly_comes_back_with_what_was_typed(
    office: Client, stages: Stages
) -> None:
    data = {"row": rows(stages.in_progress()), "move": "escalate", "level": "leader"}
    answer = office.post(URL, {**data, "look": "1"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"]


def test_what_is_not_theirs_is_not_found(
    office: Client, people: People, signed_in: Callable[[Person], Client], stages: Stages
) -> None:
    entry = stages.in_progress()
    stranger = signed_in(people.stranger)
    assert stranger.get(URL, {"entry": entry.number}).context["found"] == 0
    assert signed_in(people.guidance).get(URL).status_code == 404
    assert stranger.get(URL, {"move": "dispatch"}).status_code == 404
    assert office.get(URL, {"move": "nonsense"}).status_code == 404
    assert office.get(URL, {"row": "SQ-2026-0001:x"}).status_code == 404


def test_the_form_of_an_act_is_shown_before_anything_is_sent(
    office: Client, stages: Stages
) -> None:
    entry = stages.in_progress()
    for move in (one.value for one in bulk.FORMS if one is not Move.PARK):
        answer = office.post(URL, {"row": rows(entry), "move": move})
        assert answer.status_code == 200
        assert not answer.context["form"].is_bound


def test_who_holds_what_is_late_is_reminded_once_for_all_rows(
    people: People, stages: Stages, clock: Clock
) -> None:
    late, fresh = stages.in_progress(), stages.closed()
    clock.now = NOW + timedelta(days=8)
    office = browser(people.office)
    data = {"row": rows(late, fresh), "move": "remind"}
    seen = office.post(URL, {**data, "look": "1"})
    assert people.lead_handler.name in seen.context["lines"][0].does
    assert numbers(seen.context["left_out"]) == [fresh.number]
    assert not Reminder.objects.exists()
    done = office.post(URL, {**data, "write": "1"})
    assert numbers(done.context["lines"]) == [late.number]
    handler = browser(people.lead_handler)
    assert f"{people.office.name}提醒您" in handler.get("/ledger/reminders/").content.decode()
    again = office.post(URL, {**data, "write": "1"})
    assert not again.context["lines"]
    assert "刚刚提醒过" in again.context["left_out"][0].left_out
    assert Reminder.objects.filter(times=1).count() == Reminder.objects.count()
    assert AuditLine.objects.filter(subject__contains="reminded_already").count() == 1


def test_only_who_may_raise_a_matter_reminds_of_it(people: People, stages: Stages) -> None:
    late = stages.in_progress()
    answer = browser(people.lead_handler).post(
        URL, {"row": rows(late), "move": "remind", "write": "1"}
    )
    assert answer.status_code == 404

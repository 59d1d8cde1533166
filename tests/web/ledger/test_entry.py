"""One entry: what each sees of it, and the acts they may do now and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.deadlines import Step, StepKind
from taizhang.engine.lifecycle import Move
from taizhang.ledger import services
from taizhang.ledger.models import Clock, Ledger
from taizhang.web.ledger.ladder import explained, ladder
from tests.clock import NOW
from tests.factories import make_dispatched, make_document, make_draft, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock as Pace
    from tests.people import People

TEXT = (
    "会上通报了情况。\n针对澄泉公司反映的用电容量不足问题，要求电力保障中心牵头办理。\n会议结束。"
)
REPLY = "变压器已更换，今晚送电，联系人柳依依。"


@pytest.fixture
def entry(people: People, clock: Pace) -> Any:
    """Registered from a document, dispatched, acknowledged."""
    document = make_document(by=people.office, text=TEXT, name="周报第三十四期.txt")
    draft = make_draft(
        document,
        quote="澄泉公司反映的用电容量不足问题",
        text="澄泉公司用电容量不足。",
        reply="本周内增容",
        due_text="本周内",
        lead_unit=people.lead,
        enterprises=[{"name": people.enterprise.name, "code": "enterprise"}],
    )
    entry = services.register_draft(draft, by=people.office, now=clock.now)
    entry = services.dispatch(
        entry, lead=people.lead, co_units=[people.co], by=people.office, now=clock.now
    )
    return services.acknowledge(entry, by=people.lead_handler, now=clock.now)


def _moves(client: Client, entry: Any) -> set[str]:
    context = client.get(f"/ledger/{entry.number}/").context
    return {one.move.value for one in (*context["buttons"], *context["more_buttons"])}


def test_the_page_quotes_the_source_and_leads_to_it(
    entry: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    page = signed_in(people.office).get(f"/ledger/{entry.number}/").content.decode()
    assert '<mark class="span-appeal">澄泉公司反映的用电容量不足问题</mark>' in page
    assert "要求电力保障中心牵头办理" in page
    assert "第 2 行" in page
    assert f"/intake/{entry.draft.document.pk}" in page
    assert "现场答复" in page


def test_who_may_not_open_the_document_reads_the_quote_alone(
    entry: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    page = signed_in(people.lead_handler).get(f"/ledger/{entry.number}/").content.decode()
    assert "澄泉公司反映的用电容量不足问题" in page
    assert "会上通报了情况" not in page
    assert f"/intake/{entry.draft.document.pk}" not in page


ASIDE = {"escalate", "plan_visit", "merge", "withdraw", "hand_over", "list"}


@pytest.mark.parametrize(
    ("who", "moves"),
    [
        ("office", {"amend", "dispatch", *ASIDE, "undo"}),
        (
            "lead_handler",
            {
                "progress",
                "request_extension",
                "park",
                "answer",
                "request_return",
                "plan_visit",
                "undo",
            },
        ),
        ("co_handler", {"contribute", "acknowledge_part", "request_co_extension"}),
        ("leader", {"escalate"}),
        ("guidance", set()),
    ],
)
def test_the_page_offers_what_one_may_do_now_and_nothing_else(
    entry: Any,
    people: People,
    signed_in: Callable[[Person], Client],
    who: str,
    moves: set[str],
) -> None:
    assert _moves(signed_in(getattr(people, who)), entry) == moves


def test_the_usual_next_move_is_the_main_button(
    entry: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    buttons = signed_in(people.lead_handler).get(f"/ledger/{entry.number}/").context["buttons"]
    assert (buttons[0].move, buttons[0].is_main) == (Move.ANSWER, True)
    assert sum(one.is_main for one in buttons) == 1


@pytest.mark.parametrize("who", ["stranger", "other_officer", "contact", "audit_admin"])
def test_strangers_find_nothing(
    entry: Any, people: People, signed_in: Callable[[Person], Client], who: str
) -> None:
    assert signed_in(getattr(people, who)).get(f"/ledger/{entry.number}/").status_code == 404


def test_the_people_of_the_entry_are_named(
    entry: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    page = signed_in(people.office).get(f"/ledger/{entry.number}/").content.decode()
    for name in ("电力保障中心", "柳依依", "邵立言", "规建局", "云岭澄泉水处理设备有限公司"):
        assert name in page


def test_each_date_says_how_it_was_counted(entry: Any) -> None:
    rungs = ladder(entry, today=entry.registered_at.date())
    assert rungs[0].look == "met"
    assert all(rung.why for rung in rungs[:-1])
    assert rungs[-1].title == "清零"


def test_the_ladder_turns_red_after_its_date(entry: Any, clock: Pace) -> None:
    later = clock.advance(days=12).date()
    looks = {rung.look for rung in ladder(entry, today=later)}
    assert "missed" in looks
    assert "met" in looks


def test_before_dispatch_the_ladder_says_from_when_it_counts(people: People) -> None:
    rungs = ladder(make_entry(by=people.office), today=NOW.date())
    assert [rung.when for rung in rungs][1] == "自交办起算"
    assert rungs[1].fill == 0


def test_the_ladder_is_full_when_the_matter_is_closed(people: People, clock: Pace) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    clock.advance(days=9)
    entry = services.answer(entry, reply=REPLY, by=people.lead_handler, now=clock.now)
    open_end = ladder(entry, today=clock.now.date())[-1]
    entry = services.call_back(entry, said="好", by=people.office, now=clock.now)
    entry = services.close(entry, by=people.office, now=clock.now)
    rungs = ladder(entry, today=clock.now.date())
    assert (rungs[-1].look, rungs[-1].fill) == ("met", 10)
    assert open_end.look == ""
    assert "late" in {rung.look for rung in rungs}


def test_four_facts_are_told_apart(
    people: People, signed_in: Callable[[Person], Client], clock: Pace
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])

    def facts() -> list[str]:
        shown = signed_in(people.office).get(f"/ledger/{entry.number}/").context["facts"]
        return [fact.value for fact in shown]

    assert facts() == ["至今按时", "未销号", "尚未答复", "未评价"]
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    clock.advance(days=10)
    assert facts()[0].startswith("超期")
    entry = services.answer(entry, reply=REPLY, by=people.lead_handler, now=clock.now)
    assert facts() == ["逾期答复", "未销号", "待企业确认", "未评价"]
    entry = services.rate(
        entry,
        enterprise=people.enterprise,
        satisfaction="dissatisfied",
        solved=False,
        by=people.contact,
        now=clock.now,
    )
    assert facts()[2:] == ["未解决", "不满意"]
    page = signed_in(people.office).get(f"/ledger/{entry.number}/")
    assert page.context["facts"][1].note == "重办 1 次"


def test_on_time_is_told_by_the_date_in_force_and_by_the_first(
    people: People, signed_in: Callable[[Person], Client], clock: Pace
) -> None:
    handler, office = {"by": people.lead_handler}, {"by": people.office}
    entry = make_dispatched(by=people.office, lead=people.lead)
    entry = services.acknowledge(entry, now=clock.now, **handler)
    assert entry.due is not None
    until = entry.due + timedelta(days=20)
    entry = services.request_extension(
        entry, reason="设备到货晚", due=until, now=clock.now, **handler
    )
    entry = services.grant_extension(entry, now=clock.now, **office)

    def on_time() -> tuple[str, str]:
        shown = signed_in(people.office).get(f"/ledger/{entry.number}/").context["facts"][0]
        return shown.value, shown.note

    assert on_time() == ("至今按时", "原定9月23日（周三）")
    clock.advance(days=10)
    assert on_time() == ("至今按时", "原定9月23日（周三），已超过")
    answered = services.answer(entry, reply=REPLY, now=clock.now, **handler)
    assert on_time() == ("按时答复", "原定9月23日（周三），已超过")
    services.reopen(answered, reason="又断电了", now=clock.now, **office)
    clock.advance(days=30)
    assert on_time()[0].startswith("超期")


def test_what_waits_or_is_over_is_not_called_late(
    people: People, signed_in: Callable[[Person], Client], clock: Pace
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead)
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    parked = services.park(
        entry,
        kind=services.ParkKind.FUNDS,
        reason="资金未到位",
        review_on=clock.now.date() + timedelta(days=90),
        by=people.lead_handler,
        now=clock.now,
    )
    clock.advance(days=60)

    def on_time() -> str:
        page = signed_in(people.office).get(f"/ledger/{entry.number}/")
        value: str = page.context["facts"][0].value
        return value

    assert on_time() == "挂账中，暂停计时"
    services.withdraw(parked, reason="企业已自行解决", by=people.office, now=clock.now)
    assert on_time() == "未答复即终止"


def test_a_declined_matter_is_not_taken_on(
    people: People, signed_in: Callable[[Person], Client], clock: Pace
) -> None:
    entry = make_entry(by=people.office)
    services.decline(entry, reason="属诉讼", route="向法院起诉", by=people.office, now=clock.now)
    shown = signed_in(people.office).get(f"/ledger/{entry.number}/").context["facts"]
    assert [fact.value for fact in shown][:2] == ["未定时限", "不予受理"]


def test_the_history_reads_in_both_languages(
    entry: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    assert "专班办公室温如玉交办，牵头单位：电力保障中心；配合单位：规划建设局" in (
        client.get(f"/ledger/{entry.number}/").content.decode()
    )
    people.office.account.language = "en"
    people.office.account.save()
    page = client.get(f"/ledger/{entry.number}/", headers={"Accept-Language": "en"})
    assert "dispatched it, lead unit 电力保障中心; co-units 规划建设局" in page.content.decode()


def test_a_skipped_holiday_is_named_in_the_readers_language() -> None:
    step = Step(StepKind.HOLIDAY_SKIPPED, date(2026, 10, 1), date(2026, 10, 7), name="National Day")
    assert explained([step]) == ["跳过国庆节：10月1日（周四）至10月7日（周三）。"]


def test_the_entry_takes_a_fixed_number_of_queries(
    entry: Any,
    people: People,
    signed_in: Callable[[Person], Client],
    clock: Pace,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(15):
        services.report_progress(
            entry, text=f"第 {number} 次进展。", by=people.lead_handler, now=clock.now
        )
    client = signed_in(people.office)
    # In a transaction, as here, nothing is kept; `access/test_kept.py` counts what a page asks.
    with django_assert_max_num_queries(48):
        client.get(f"/ledger/{entry.number}/")


def test_a_parked_clock_says_since_when_it_stands_still(
    entry: Any, people: People, clock: Pace
) -> None:
    handler: dict[str, Any] = {"by": people.lead_handler, "now": clock.now}
    parked = services.park(
        entry, kind="funds", reason="等预算", review_on=date(2026, 11, 30), **handler
    )
    rung = next(one for one in ladder(parked, today=date(2026, 10, 20)) if "解决" in one.title)
    assert (rung.look, rung.says) == ("", "9月16日（周三）起停止计时")
    assert any("9月16日（周三）起停止计时" in line for line in rung.why)
    resumed = services.resume(parked, by=people.lead_handler, now=clock.advance(days=30))
    again = next(one for one in ladder(resumed, today=date(2026, 10, 20)) if "解决" in one.title)
    assert any("停止计时，时限相应顺延" in line or "暂停" in line for line in again.why), again.why


def test_a_co_unit_s_date_says_how_it_was_counted(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    Ledger.objects.filter(code="appeal").update(preset="quanzhou")
    entry = make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    client = signed_in(people.office)
    (helper,) = client.get(f"/ledger/{entry.number}/").context["helpers"]
    assert any("3个工作日" in line for line in helper.why)
    ordered = make_dispatched(
        by=people.office, lead=people.lead, co_units=[people.co], due=date(2026, 9, 17)
    )
    (helper,) = client.get(f"/ledger/{ordered.number}/").context["helpers"]
    assert "是牵头单位的时限" in helper.why[0]
    Clock.objects.exclude(unit=None).delete()  # as of entries from before co-units had clocks
    (helper,) = client.get(f"/ledger/{ordered.number}/").context["helpers"]
    assert helper.why == ("与牵头单位的时限相同。",)
    (helper,) = client.get(f"/ledger/{entry.number}/").context["helpers"]
    assert any("3个工作日" in line for line in helper.why)


def test_a_co_unit_s_date_has_a_colour_stands_still_and_says_what_came_late(
    people: People, signed_in: Callable[[Person], Client], clock: Pace
) -> None:
    Ledger.objects.update(preset="quanzhou")
    entry = make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    number = entry.number

    def look() -> tuple[str, str]:
        client = signed_in(people.office)  # nobody stays signed in for days
        (helper,) = client.get(f"/ledger/{number}/").context["helpers"]
        return helper.look, helper.standing

    assert look()[0] == ""
    clock.advance(days=3)
    assert look()[0] == "deadline-blue"
    clock.advance(days=1)
    assert look()[0] == "deadline-orange"
    clock.advance(days=1)
    assert look() == ("deadline-red", "超期 1 天")
    held = {"by": people.lead_handler, "now": clock.now}
    entry = services.acknowledge(entry, **held)
    review = date(2026, 10, 9)
    parked = {"kind": services.ParkKind.FUNDS, "reason": "资金未到位", "review_on": review}
    services.park(entry, **parked, **held)
    assert look() == ("", "9月21日（周一）起停止计时")
    services.contribute(entry, text="已核。", by=people.co_handler, now=clock.now)
    assert look() == ("state-answered", "9月21日（周一）超期反馈")


def test_the_first_receiver_stays_in_sight_until_somebody_acknowledges(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead)
    client = signed_in(people.office)
    page = client.get(f"/ledger/{entry.number}/").content.decode()
    assert "首接单位" in page
    assert "尚无人签收" in page
    services.acknowledge(entry, by=people.lead_handler, now=NOW)
    page = client.get(f"/ledger/{entry.number}/").content.decode()
    assert "首接单位" in page
    assert "尚无人签收" not in page


def test_a_date_in_a_list_is_explained_there(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    office = signed_in(people.office)
    place = f"/ledger/{entry.number}/dates/"
    for address in ("/ledger/", "/"):
        listed = office.get(address).content.decode()
        assert f'href="{place}" hx-get="{place}"' in listed, address
        assert 'id="explained" data-opens' in listed
    whole = office.get(place).content.decode()  # without a script: a page
    part = office.get(place, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in whole, "<html" in part) == (True, False)
    for page in (whole, part):
        assert "自9月17日（周四）至9月23日（周三）" in page
        assert people.co.short_name in page
    assert signed_in(people.stranger).get(place).status_code == 404


def test_what_has_no_date_yet_says_so(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office, accepted=False)
    page = signed_in(people.office).get(f"/ledger/{entry.number}/dates/").content.decode()
    assert "答复时限尚未确定" in page

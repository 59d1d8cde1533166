"""Each act on a common problem through its form: done, refused, out of place, not one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.lifecycle import State
from taizhang.matching import queries, services
from taizhang.matching.codes import ProblemAct, ShareState
from taizhang.matching.models import CommonProblem
from taizhang.matching.verification import verify
from taizhang.web.matching.forms import FORMS
from tests.clock import NOW
from tests.factories import browser
from tests.matching.conftest import ANSWER, SENTENCE, Shared, looked, members

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
PAGE = "/matching/GX-2026-0001/"
TODAY = NOW.date().isoformat()


def said(shared: Shared, act: ProblemAct) -> dict[str, Any]:
    """What a person types for an act."""
    entry = {"entry": shared.entries[0].number, "why": "核实过"}
    return {
        ProblemAct.LINK: lambda: {"entry": shared.at_work().number, "why": "也缺"},
        ProblemAct.UNLINK: lambda: entry,
        ProblemAct.NOT_THE_SAME: lambda: entry,
        ProblemAct.BELONGS_HERE: lambda: entry,
        ProblemAct.HAND_OVER: lambda: {"owner": "zone_head", "lead": "co"},
        ProblemAct.PLAN: lambda: {"aim": "户户有地", "measures": ["盘活存量", ""]},
        ProblemAct.GIVE_TASK: lambda: {"text": "摸底", "unit": "lead", "due": TODAY},
        ProblemAct.COMPLETE_TASK: lambda: {
            "task": queries.tasks(CommonProblem.objects.get())[0].pk
        },
        ProblemAct.DROP_TASK: lambda: {
            "task": queries.tasks(CommonProblem.objects.get())[0].pk,
            "reason": "不再需要",
        },
        ProblemAct.PROGRESS: lambda: {"text": "已开会"},
        ProblemAct.REMEDY: lambda: {"remedy": "加速器交付", "on": TODAY},
        ProblemAct.DRAFT_ANSWER: lambda: {"text": ANSWER},
        ProblemAct.TAKE_ANSWER_BACK: lambda: {"reason": "口径有误"},
        ProblemAct.THEME: lambda: {"year": 2026, "month": 10, "why": "3 家"},
        ProblemAct.POLICY_GAP: lambda: {"sentence": "没有分割供地的办法"},
        ProblemAct.MERGE: lambda: {
            "into": shared.problem(shared.appeal(), shared.appeal()).number,
            "why": "同一件事",
        },
        ProblemAct.SPLIT: lambda: {
            "entries": [one.number for one in shared.entries[:2]],
            "sentence": "缺厂房",
            "owner": "leader",
            "lead": "co",
            "why": "要的是厂房",
        },
        ProblemAct.FINISH: lambda: {"result": "已解决"},
        ProblemAct.REOPEN: lambda: {"reason": "又来了"},
    }[act]()


def staged(shared: Shared, act: ProblemAct) -> CommonProblem:
    """A problem as the act needs it."""
    if act in {ProblemAct.TAKE_ANSWER_BACK, ProblemAct.FINISH}:
        return shared.answered()
    if act is ProblemAct.REOPEN:
        return services.finish(shared.answered(), result="已解决", **shared.office)
    problem = shared.problem()
    if act in {ProblemAct.COMPLETE_TASK, ProblemAct.DROP_TASK}:
        given = {"text": "摸底", "unit": shared.people.lead, "due": NOW.date()}
        problem = services.give_task(problem, **given, **shared.office)
    return problem


@pytest.mark.parametrize("act", FORMS)
def test_an_act_is_done_and_said(shared: Shared, people: People, act: ProblemAct) -> None:
    problem = staged(shared, act)
    office = browser(people.office)
    assert office.get(f"{PAGE}{act}/").status_code == 200
    answer = office.post(f"{PAGE}{act}/", said(shared, act), follow=True)
    assert answer.redirect_chain[-1][0] == PAGE
    assert "已办：" in answer.content.decode()
    assert queries.events(problem).last().act == act
    assert verify().misfit is None


@pytest.mark.parametrize("act", FORMS)
def test_an_empty_form_comes_back(shared: Shared, people: People, act: ProblemAct) -> None:
    problem = staged(shared, act)
    answer = browser(people.office).post(f"{PAGE}{act}/", {})
    assert answer.status_code == 422
    problem.refresh_from_db()
    assert queries.events(problem).count() == problem.version


@pytest.mark.parametrize("act", FORMS)
def test_an_act_out_of_place_is_said(shared: Shared, people: People, act: ProblemAct) -> None:
    if act is ProblemAct.REOPEN:
        shared.problem()
    else:
        services.finish(shared.answered(), result="已解决", **shared.office)
    answer = browser(people.office).get(f"{PAGE}{act}/", follow=True)
    assert "不能这样办" in answer.content.decode()


def test_a_refusal_stands_at_its_field_with_all_that_was_typed(
    shared: Shared, people: People
) -> None:
    shared.problem()
    typed = {"entry": shared.entries[0].number, "why": "再关联一次"}
    answer = browser(people.office).post(f"{PAGE}link/", typed)
    assert answer.status_code == 409
    assert "entry" in answer.context["form"].errors
    assert "再关联一次" in answer.content.decode()
    typed["entry"] = "SQ-1999-0001"
    assert browser(people.office).post(f"{PAGE}link/", typed).status_code == 422


def test_a_stale_form_is_sent_again_as_it_is_meant(shared: Shared, people: People) -> None:
    problem = shared.problem()
    seen = problem.version
    services.report_progress(problem, text="别人先写了", **shared.handler)
    office = browser(people.office)
    answer = office.post(f"{PAGE}progress/", {"text": "我也写一条", "seen": seen})
    assert answer.status_code == 409
    now = answer.context["form"].data["seen"]
    answer = office.post(f"{PAGE}progress/", {"text": "我也写一条", "seen": now})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("who", "mine", "not_mine"),
    [
        ("lead_handler", "plan", "link"),
        ("lead_head", "draft_answer", "finish"),
        ("leader", "progress", "unlink"),
    ],
)
def test_the_owner_and_the_lead_unit_work_the_office_decides(
    shared: Shared, people: People, who: str, mine: str, not_mine: str
) -> None:
    shared.problem()
    person = browser(getattr(people, who))
    assert person.get(f"{PAGE}{mine}/").status_code == 200
    assert person.get(f"{PAGE}{not_mine}/").status_code == 404
    assert browser(people.guidance).get(f"{PAGE}{mine}/").status_code == 404
    assert browser(people.service_officer).get(f"{PAGE}{mine}/").status_code == 404


def test_a_new_problem_is_opened(shared: Shared, people: People) -> None:
    one, other = shared.appeal(), shared.appeal()
    office = browser(people.office)
    page = office.get(f"/matching/new/?entry={one.number}&entry={other.number}&sentence=缺地")
    assert one.number in page.content.decode()
    typed = {
        "sentence": SENTENCE,
        "entries": [one.number, other.number],
        "why": "都缺用地",
        "owner": "leader",
        "lead": "lead",
        "category": "land_space",
        "words": "用地 厂房",
    }
    answer = office.post("/matching/new/", typed, follow=True)
    assert answer.redirect_chain[-1][0] == PAGE
    assert CommonProblem.objects.get().words == ["用地", "厂房"]
    again = office.post("/matching/new/", typed)
    assert again.status_code == 422
    assert "entries" in again.context["form"].errors
    wrong = office.post("/matching/new/", {**typed, "entries": ["SQ-1999-0001"]})
    assert "entries" in wrong.context["form"].errors
    assert CommonProblem.objects.count() == 1


def test_the_members_looked_at_get_the_answer(shared: Shared, people: People) -> None:
    problem = shared.problem()
    handler = browser(people.lead_handler)
    assert "没有可给出" in handler.get(f"{PAGE}answer/", follow=True).content.decode()
    problem = services.draft_answer(problem, text=ANSWER, **shared.office)
    page = handler.get(f"{PAGE}answer/").content.decode()
    assert shared.entries[0].text in page
    rows = members(problem)
    typed = {f"seen-{one.pk}": one.entry.version for one in rows}
    typed |= {"seen": problem.version, f"text-{rows[1].pk}": "另有安排：三号楼。"}
    none = handler.post(f"{PAGE}answer/", typed)
    assert none.status_code == 409
    assert "三号楼" in none.content.decode()
    typed["member"] = [rows[0].pk, rows[1].pk]
    answer = handler.post(f"{PAGE}answer/", typed, follow=True)
    assert "已送达 2 个成员条目" in answer.content.decode()
    states = [one.entry.reply for one in members(problem)]
    assert states == [ANSWER, "另有安排：三号楼。", ""]
    rest = handler.get(f"{PAGE}answer/").context["waiting"]
    assert [one.pk for one, _typed in rest] == [rows[2].pk]


def test_all_at_once_after_a_look(shared: Shared, people: People) -> None:
    problem = services.draft_answer(shared.problem(), text=ANSWER, **shared.office)
    typed = {f"seen-{one.pk}": one.entry.version for one in members(problem)}
    handler = browser(people.lead_handler)
    handler.post(f"{PAGE}answer/", {**typed, "all": "1"})
    assert {one.entry.state for one in members(problem)} == {State.ANSWERED}
    assert "没有待答复" in handler.get(f"{PAGE}answer/").content.decode()


def test_nobody_answers_for_another_unit(shared: Shared, people: People) -> None:
    problem = services.draft_answer(shared.problem(), text=ANSWER, **shared.office)
    typed = {f"seen-{one.pk}": one.entry.version for one in members(problem)} | {"all": "1"}
    for who in (people.co_handler, people.stranger, people.office, people.leader):
        assert browser(who).post(f"{PAGE}answer/", typed).status_code == 404
    assert {one.entry.state for one in members(problem)} == {State.ACKNOWLEDGED}


def test_a_member_that_moved_meanwhile_is_named(shared: Shared, people: People) -> None:
    problem = services.draft_answer(shared.problem(), text=ANSWER, **shared.office)
    typed = {f"seen-{one.pk}": one.entry.version - 1 for one in members(problem)}
    answer = browser(people.lead_handler).post(f"{PAGE}answer/", {**typed, "all": "1"}, follow=True)
    assert shared.entries[0].number in answer.content.decode()
    assert not queries.shares_of(problem)


def test_the_answer_taken_back_is_shown(shared: Shared, people: People) -> None:
    problem = shared.answered()
    services.take_answer_back(problem, reason="口径有误", **shared.office)
    said = browser(people.office).get(PAGE).content.decode()
    assert "答复已收回" in said
    assert {one.state for one in queries.shares_of(problem).values()} == {ShareState.TAKEN_BACK}
    assert looked(problem)


def test_a_merge_is_told_once_in_each_history(shared: Shared, people: People) -> None:
    one = shared.problem()
    other = shared.problem(shared.appeal(), shared.appeal())
    services.merge_into(one, other, why="仍是同一问题", **shared.office)
    office = browser(people.office)
    days = office.get(PAGE).context["days"]
    assert days[0].events[0].said == ("仍是同一问题",)
    assert f"将本问题并入 {other.number}，成员条目" in days[0].events[0].text
    there = office.get(f"/matching/{other.number}/").context["days"][0].events[0].text
    assert f"将 {one.number} 并入本问题" in there

"""Lists of common problems and the page of one: what is shown, to whom, in how many queries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.engine.codes import Satisfaction
from taizhang.ledger import services as ledger
from taizhang.matching import queries, services
from tests.clock import NOW
from tests.factories import browser, make_entry
from tests.matching.conftest import ANSWER, SENTENCE, looked
from tests.matching.test_find_problems import needing

if TYPE_CHECKING:
    from django.test import Client

    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db
PAGE = "/matching/GX-2026-0001/"
LACKING = "两家共用的厂区扩产缺少生产用地。"


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_list_says_how_many_share_it(shared: Shared, people: People) -> None:
    office = browser(people.office)
    assert "暂无" in text(office, "/matching/")
    shared.problem()
    said = text(office, "/matching/")
    assert SENTENCE in said
    assert "3 / 3" in said
    assert 'href="/matching/" data-go="p" aria-current="page">对接' in said
    assert "3 家企业或个人反映，共 3 条。" in said  # no signal without its reason


def test_a_longer_list_asks_no_more(shared: Shared, people: People) -> None:
    shared.problem()
    office = browser(people.office)
    office.get("/matching/")
    with CaptureQueriesContext(connection) as one:
        office.get("/matching/")
    shared.problem(shared.appeal(), shared.appeal())
    shared.problem(shared.appeal(), shared.appeal())
    with CaptureQueriesContext(connection) as three:
        office.get("/matching/")
    assert len(three) == len(one)
    assert len(one) <= 22


def test_a_page_with_more_members_asks_no_more(shared: Shared, people: People) -> None:
    problem = shared.answered()
    office = browser(people.office)
    office.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        office.get(PAGE)
    for _more in range(3):
        problem = services.link(problem, shared.at_work(), why="x", **shared.office)
    with CaptureQueriesContext(connection) as many:
        office.get(PAGE)
    assert len(many) == len(few)


def test_the_page_says_it_in_a_sentence_with_figures(shared: Shared, people: People) -> None:
    problem = shared.answered()
    said = text(browser(people.office), PAGE)
    assert f"<h1>{SENTENCE}</h1>" in said
    assert "3 家企业，近 30 天 3 家，3 个条目中 0 个未答复" in said
    assert ANSWER in said
    assert "生产用地</span>" in said
    for entry in shared.entries:
        assert entry.number in said
    assert people.enterprise.name in said
    assert "建立，首批条目" in said
    assert problem.owner.name in said


def test_the_plot_marks_the_remedy_and_has_a_table(shared: Shared, people: People) -> None:
    problem = shared.problem()
    on = NOW.date() - timedelta(days=3)
    services.put_in_force(problem, remedy="加速器交付", on=on, **shared.office)
    said = text(browser(people.office), PAGE)
    assert 'class="remedy"' in said
    assert "之前每周 0 个，之后每周 3" in said
    assert "以表格查看" in said
    assert "加速器交付" in said


def test_what_nobody_decided_stands_apart_in_the_plot(shared: Shared, people: People) -> None:
    problem = shared.problem(*needing(shared, 3))
    on = NOW.date() - timedelta(days=3)
    services.put_in_force(problem, remedy="加速器交付", on=on, **shared.office)
    needing(shared, 1)
    services.find_problems(now=NOW)
    said = text(browser(people.office), PAGE)
    assert "另有 1 条可能属于本问题，尚未认定。" in said
    assert 'href="/matching/candidates/#of-GX-2026-0001"' in said
    assert "之后每周 3.0 个，计入尚未认定的为每周 4.0 个" in said
    assert "3+1?" in said
    assert "/matching/candidates/" not in text(browser(people.lead_handler), PAGE)


def test_members_that_one_may_not_see_are_counted(shared: Shared, people: People) -> None:
    problem = shared.problem()
    far = ledger.dispatch(shared.appeal(), lead=people.elsewhere, **shared.office)
    services.link(problem, far, why="也缺", **shared.office)
    said = text(browser(people.lead_handler), PAGE)
    assert f"/ledger/{far.number}/" not in said
    assert "另有 1 个成员条目在其他单位" in said
    assert "4 家企业" in said
    seen = text(browser(people.stranger), PAGE)
    assert "另有 3 个成员条目在其他单位" in seen


def test_strangers_find_nothing(shared: Shared, people: People) -> None:
    shared.problem()
    for who in (people.stranger, people.contact, people.system_admin, people.other_leader):
        assert browser(who).get(PAGE).status_code == 404
    assert browser(people.office).get("/matching/GX-1999-0001/").status_code == 404
    assert SENTENCE not in text(browser(people.stranger), "/matching/")


def test_an_entry_says_to_which_problem_it_belongs(shared: Shared, people: People) -> None:
    shared.problem()
    said = text(browser(people.lead_handler), f"/ledger/{shared.entries[0].number}/")
    assert "属于共性问题" in said
    assert "/matching/GX-2026-0001/" in said


def test_who_is_closed_reads_what_was_done_for_all(shared: Shared, people: People) -> None:
    closed = shared.closed(people.enterprise)
    problem = shared.problem(closed, shared.at_work())
    problem = services.draft_answer(problem, text=ANSWER, **shared.office)
    services.give_answer(problem, looked(problem), **shared.handler)
    said = text(browser(people.contact), f"/my/{closed.number}/")
    assert "对同类诉求的统一解决" in said
    assert ANSWER in said


def test_one_fact_makes_three_lists(shared: Shared, people: People) -> None:
    problem = shared.problem()
    later, sooner = NOW.date() + timedelta(days=40), NOW.date() + timedelta(days=9)
    for words, unit, due in (("建新厂房", people.co, later), ("盘活旧厂房", people.lead, sooner)):
        problem = services.give_task(problem, text=words, unit=unit, due=due, **shared.office)
    office = browser(people.office)

    def order(name: str) -> list[str]:
        return [task.text for task in office.get(f"{PAGE}?list={name}").context["tasks"]]

    assert order("dates") == ["盘活旧厂房", "建新厂房"]
    assert order("duties") == ["建新厂房", "盘活旧厂房"]
    assert order("tasks") == ["建新厂房", "盘活旧厂房"]
    assert order("nonsense") == order("dates")


def test_themes_of_a_year(shared: Shared, people: People) -> None:
    problem = shared.problem()
    services.choose_theme(problem, year=2026, month=10, why="近 30 天 3 家", **shared.office)
    office = browser(people.office)
    said = text(office, "/matching/themes/")
    assert SENTENCE in said
    assert "近 30 天 3 家" in said
    assert SENTENCE not in text(office, "/matching/themes/?year=2025")
    assert office.post(f"{PAGE}no-theme/").status_code == 302
    assert office.get("/matching/themes/").context["months"] == [(n, None) for n in range(1, 13)]
    assert "主题" in text(browser(people.stranger), "/matching/themes/?year=x")


def test_a_policy_gap_shows_its_evidence_to_who_may_read_it(shared: Shared, people: People) -> None:
    problem = shared.problem()
    far = ledger.dispatch(
        shared.appeal(text="外单位的话。"), lead=people.elsewhere, **shared.office
    )
    problem = services.link(problem, far, why="也缺", **shared.office)
    services.note_policy_gap(problem, sentence="没有分割供地的办法", **shared.office)
    said = text(browser(people.office), PAGE)
    assert "4 个条目为证" in said
    assert "扩产缺少生产用地，希望解决。" in said
    assert "外单位的话。" in said
    seen = text(browser(people.lead_handler), PAGE)
    assert "扩产缺少生产用地，希望解决。" in seen
    assert "外单位的话。" not in seen
    assert "另有 1 条在其他单位。" in seen


def test_a_proposal_opens_though_a_spare_box_stays_empty(shared: Shared, people: People) -> None:
    numbers = "&".join(f"entry={shared.appeal().number}" for _one in range(3))
    said = text(browser(people.office), f"/matching/new/?{numbers}")
    boxes = [box.partition(">")[0] for box in said.split("<input ")]
    boxes = [box for box in boxes if 'name="entries"' in box]
    assert len(boxes) == 4
    assert [" required" in box for box in boxes] == [True, False, False, False]


def test_who_still_has_to_look_is_said(shared: Shared, people: People) -> None:
    problem = shared.problem()
    number = shared.entries[0].number
    handler = browser(people.lead_handler)
    assert "待本单位查看" not in text(handler, f"/ledger/{number}/")
    problem = services.draft_answer(problem, text=ANSWER, **shared.office)
    assert "待本单位查看" in text(handler, f"/ledger/{number}/")
    assert "待本单位查看" not in text(browser(people.office), f"/ledger/{number}/")
    assert text(browser(people.office), PAGE).count(f"待{people.lead}查看") == 3
    assert f"{PAGE}answer/" in text(handler, PAGE)
    services.give_answer(problem, looked(problem), **shared.handler)
    assert "待本单位查看" not in text(handler, f"/ledger/{number}/")
    assert f"待{people.lead}查看" not in text(browser(people.office), PAGE)
    assert f"{PAGE}answer/" not in text(handler, PAGE)


def test_the_history_says_who_got_words_of_their_own_and_who_was_told(
    shared: Shared, people: People
) -> None:
    closed = shared.closed(people.enterprise)
    problem = shared.problem(closed, shared.at_work())
    problem = services.draft_answer(problem, text=ANSWER, **shared.office)
    told, own = looked(problem)
    own = replace(own, text="贵公司的地块另行落实。")
    services.give_answer(problem, [told, own], **shared.handler)
    said = text(browser(people.office), PAGE)
    assert f"，其中 {own.membership.entry.number} 另写答复" in said
    assert f"，{closed.number} 已办结或已答复，仅作告知" in said


def test_the_history_says_whose_answer_was_not_taken_back(shared: Shared, people: People) -> None:
    problem = shared.answered()
    kept = shared.entries[0]
    kept.refresh_from_db()
    rating = {"satisfaction": Satisfaction.SATISFIED, "solved": True, "comment": ""}
    ledger.rate(kept, enterprise=people.enterprise, **rating, by=people.contact, now=NOW)
    services.take_answer_back(problem, reason="口径有误", **shared.office)
    said = text(browser(people.office), PAGE)
    assert f"，{kept.number} 已回访、评价或办结，答复不收回" in said
    reopened = text(browser(people.lead_handler), f"/ledger/{shared.entries[1].number}/")
    assert "此前的答复" in reopened
    assert "以新的答复为准" in reopened


def test_not_the_same_is_taken_back_where_it_was_decided(shared: Shared, people: People) -> None:
    problem = shared.problem()
    entry = shared.entries[0]
    services.decide_not_the_same(problem, entry, why="另一回事", **shared.office)
    office = browser(people.office)
    address = f"{PAGE}belongs_here/?entry={entry.number}"
    assert address in text(office, PAGE)
    assert address not in text(browser(people.lead_handler), PAGE)
    office.post(f"{PAGE}belongs_here/", {"entry": entry.number, "why": "核实后确属同一问题"})
    assert queries.membership_of(entry) is not None
    assert address not in text(office, PAGE)


def test_an_entry_of_two_enterprises_is_quoted_and_rated_by_name(
    shared: Shared, people: People
) -> None:
    both = make_entry(
        by=people.office, enterprises=[people.enterprise, people.other_enterprise], text=LACKING
    )
    both = ledger.dispatch(both, lead=people.lead, **shared.office)
    both = ledger.acknowledge(both, **shared.handler)
    both = ledger.answer(both, reply="已落实。", **shared.handler)
    rating = {"satisfaction": Satisfaction.SATISFIED, "solved": True, "comment": ""}
    ledger.rate(both, enterprise=people.enterprise, **rating, by=people.contact, now=NOW)
    shared.problem(both, shared.at_work())
    answer = browser(people.office).get(PAGE)
    assert f"{people.enterprise.name} 满意" in answer.content.decode()
    quoted = [[number for number, _said in one.quotes] for one in answer.context["signals"]]
    assert [numbers.count(both.number) for numbers in quoted] == [1] * len(quoted)


def test_the_themes_of_the_year_before_and_after_are_a_step_away(people: People) -> None:
    said = text(browser(people.office), "/matching/themes/?year=2027")
    assert 'href="?year=2026"' in said
    assert 'href="?year=2028"' in said
    assert 'href="?year=2027" aria-current="true"' in said

"""走访记录表 and 一企一策方案: filled with what is known, free where nobody said anything."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.formats import read_bytes
from taizhang.intake.models import Activity
from taizhang.ledger import queries, services
from taizhang.reporting.papers.plans import tailored_plan
from taizhang.reporting.papers.visits import visit_record
from tests.clock import NOW
from tests.factories import browser, make_dispatched, make_entry

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.reporting.papers import Paper
    from tests.people import People

pytestmark = pytest.mark.django_db


def saved(paper: Paper) -> bytes:
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def text(paper: Paper) -> str:
    return read_bytes(saved(paper), name="x.docx").text


def visit(people: People, **more: object) -> Activity:
    made = Activity.objects.create(
        **{"kind": "visit", "title": "走访澄泉", "held_on": date(2026, 9, 15), **more}
    )
    made.enterprises.add(people.enterprise)
    made.people.add(people.service_officer)
    return made


def matter(people: People, activity: Activity | None = None, **more: object) -> Entry:
    entry: Entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        due=date(2026, 9, 23),
        enterprises=[people.enterprise],
        activity=activity,
        **{"title": "用电", "text": "用电容量不足。", "promise": "十日内勘查。", **more},
    )
    return entry


def test_the_record_says_when_where_who_and_what(people: People) -> None:
    activity = visit(people, place="青禾产业园")
    entry = matter(people, activity)
    matter(people, activity, title="用水", text="水压低。", promise="")
    said = text(visit_record(activity, queries.entries(), zone="云岭高新区", at=NOW))
    for words in (
        "走访记录表",
        "2026年9月15日",
        "青禾产业园",
        people.service_officer.name,
        people.enterprise.name,
        "叶知春",
        "1.用电容量不足。",
        "2.水压低。",
        "1.十日内勘查。",
        f"1.{entry.number}，由电力保障中心牵头，2026年9月23日前办结",
        "企业签字",
    ):
        assert words in said


def test_a_symposium_has_a_record_of_its_own_name_and_empty_cells(people: People) -> None:
    bare = Activity.objects.create(kind="symposium", title="座谈")
    said = text(visit_record(bare, queries.entries(), zone="云岭高新区", at=NOW))
    assert "座谈记录表" in said
    assert "1." not in said


def test_the_record_holds_what_the_reader_sees(people: People) -> None:
    activity = visit(people)
    matter(people, activity)
    url = f"/intake/activities/{activity.pk}/record.docx"
    whole = browser(people.office).get(url)
    assert "用电容量不足" in read_bytes(b"".join(whole.streaming_content), name="x.docx").text  # type: ignore[attr-defined]
    assert browser(people.stranger).get(url).status_code == 404
    assert browser(people.contact).get(url).status_code == 404
    assert browser(people.office).get("/intake/activities/999999/record.docx").status_code == 404


def test_a_plan_has_facts_matters_measures_owners_and_dates(people: People) -> None:
    people.enterprise.employees = 120
    people.enterprise.size = "small"
    people.enterprise.save()
    entry = matter(people)
    done = services.withdraw(matter(people), reason="x", by=people.office, now=NOW)
    said = text(tailored_plan(people.enterprise, queries.entries(), zone="云岭高新区", at=NOW))
    for words in (
        "“一企一策”方案",
        "从业人员120人",
        "小型企业",
        "位于青禾产业园",
        "截至2026年9月16日，该企业有未销号事项1件。",
        f"（一）用电（{entry.number}）",
        "十日内勘查。",
        "2026-09-23",
        "公平竞争审查",
    ):
        assert words in said, words
    assert done.number not in said
    assert "营业收入" not in said


def test_a_matter_of_several_paragraphs_keeps_them(people: People) -> None:
    matter(people, text="用电不足。\n\n  二期不能投产。")
    paper = tailored_plan(people.enterprise, queries.entries(), zone="云岭高新区", at=NOW)
    said = [one.text for one in paper.document.paragraphs]
    assert said.index("二期不能投产。") == said.index("用电不足。") + 1


def test_a_plan_without_matters_makes_none_up(people: People) -> None:
    make_entry(by=people.office)
    said = text(tailored_plan(people.enterprise, queries.entries(), zone="云岭高新区", at=NOW))
    assert "该企业无未销号事项" in said
    assert "解决措施" not in said
    assert "已解决事项" not in said


def test_what_is_solved_is_listed(people: People) -> None:
    entry = services.acknowledge(matter(people), by=people.lead_head, now=NOW)
    entry = services.answer(entry, reply="已增容。", by=people.lead_head, now=NOW)
    entry = services.call_back(entry, said="好", solved=True, by=people.office, now=NOW)
    services.close(entry, by=people.office, now=NOW)
    said = text(tailored_plan(people.enterprise, queries.entries(), zone="云岭高新区", at=NOW))
    assert "已销号1件：" in said
    assert f"1.用电（{entry.number}）。" in said


def test_a_plan_is_of_the_matters_that_the_reader_sees(people: People) -> None:
    matter(people)
    url = "/roster/enterprises/enterprise/plan.docx"
    found = {}
    for who in ("office", "stranger"):
        answer = browser(getattr(people, who)).get(url)
        found[who] = read_bytes(b"".join(answer.streaming_content), name="x.docx").text  # type: ignore[attr-defined]
    assert "用电" in found["office"]
    assert "用电" not in found["stranger"]
    assert browser(people.contact).get(url).status_code == 404
    assert browser(people.office).get("/roster/enterprises/no/plan.docx").status_code == 404

"""Papers of one matter: offered when their facts exist, true to the event, without the undone."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Satisfaction
from taizhang.engine.deadlines import Signal
from taizhang.engine.formats import read_bytes
from taizhang.engine.lifecycle import Move
from taizhang.ledger import queries, services
from taizhang.reporting.papers.matters import COLOURS, PaperKind, paper_of, papers_of
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.ledger.models import Entry
    from tests.people import People

pytestmark = pytest.mark.django_db
DUE = date(2026, 9, 23)


@pytest.fixture
def entry(people: People) -> Entry:
    """Dispatched, due in a week."""
    given: Entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        in_charge=people.lead_handler,
        due=DUE,
        title="二期用电容量不足",
        text="变压器容量不足。\n\n二期无法投产。",
        enterprises=[people.enterprise],
        promise="十月前增容",
    )
    return given


def kinds(entry: Entry, at: datetime = NOW) -> list[PaperKind]:
    return papers_of(queries.in_full(entry), queries.events(entry), today=at.date())


def text(entry: Entry, kind: PaperKind, at: datetime = NOW) -> str:
    paper = paper_of(queries.in_full(entry), kind, zone="云岭高新区管委会", at=at)
    assert paper is not None
    file = io.BytesIO()
    paper.save(file)
    return read_bytes(file.getvalue(), name="x.docx").text


def test_a_matter_nobody_was_given_has_no_papers(people: People) -> None:
    entry = make_entry(by=people.office)
    assert kinds(entry) == []
    for kind in PaperKind:
        assert paper_of(queries.in_full(entry), kind, zone="x", at=NOW) is None


def test_the_dispatch_slip_says_what_the_dispatch_said(entry: Entry, people: People) -> None:
    assert kinds(entry) == [PaperKind.DISPATCH]
    said = text(entry, PaperKind.DISPATCH)
    for words in (
        "问题交办单",
        f"编号：{entry.number}",
        f"{people.lead.name}：",
        "请于2026年9月23日前办结并答复（时限由交办时指定）",
        "一、事项",
        f"诉求方：{people.enterprise.name}",
        "二期无法投产。",
        "现场答复：十月前增容",
        f"配合单位：{people.co.name}（",
        f"责任人：{people.lead_handler.name}",
        "2026年9月16日",
    ):
        assert words in said


def test_a_unit_renamed_later_keeps_its_name_on_the_slip(entry: Entry, people: People) -> None:
    before = text(entry, PaperKind.DISPATCH)
    people.lead.name = "新名字局"
    people.lead.save()
    assert text(entry, PaperKind.DISPATCH) == before


def test_a_dispatch_that_was_undone_has_no_slip(entry: Entry, people: People) -> None:
    services.undo(entry, reason="派错了", by=people.office, now=NOW)
    assert PaperKind.DISPATCH not in kinds(entry)


@pytest.mark.parametrize(
    ("days", "colour", "words"),
    [
        (6, Signal.BLUE, ("督办单（蓝色）", "还剩1天", "请抓紧办理")),
        (7, Signal.ORANGE, ("督办单（橙色）", "应于今日（2026年9月23日）答复", "请按期答复")),
        (10, Signal.RED, ("督办单（红色）", "已超期3天", "请书面说明超期原因")),
    ],
)
def test_a_supervision_slip_has_the_colour_of_the_date(
    entry: Entry, days: int, colour: Signal, words: tuple[str, ...]
) -> None:
    at = NOW + timedelta(days=days)
    assert PaperKind.SUPERVISION in kinds(entry, at)
    said = text(entry, PaperKind.SUPERVISION, at)
    assert all(word in said for word in words)
    assert "交办以来未登记进展" in said
    assert "电力保障中心：" in said, "a paper says whole names"
    paper = paper_of(queries.in_full(entry), PaperKind.SUPERVISION, zone="x", at=at)
    assert paper is not None
    assert str(paper.document.paragraphs[0].runs[0].font.color.rgb) == COLOURS[colour]


def test_a_supervision_slip_tells_progress_more_time_and_level(
    entry: Entry, people: People
) -> None:
    head = {"by": people.lead_head, "now": NOW}
    services.acknowledge(entry, **head)
    services.report_progress(entry, text="设备已订货。", **head)
    services.request_extension(entry, reason="到货晚", due=date(2026, 9, 30), **head)
    services.grant_extension(entry, by=people.office, now=NOW)
    services.escalate(entry, level="leader", reason="跨单位", by=people.office, now=NOW)
    said = text(entry, PaperKind.SUPERVISION, NOW + timedelta(days=20))
    for words in (
        "最新进展：设备已订货。",
        "已延期1次，原定时限为2026年9月23日",
        "提级至：责任领导",
    ):
        assert words in said


def test_no_supervision_of_what_is_in_time_or_answered(entry: Entry, people: People) -> None:
    assert PaperKind.SUPERVISION not in kinds(entry)
    services.acknowledge(entry, by=people.lead_head, now=NOW)
    services.answer(entry, reply="已增容。", by=people.lead_head, now=NOW)
    assert PaperKind.SUPERVISION not in kinds(entry, NOW + timedelta(days=30))


def test_the_record_of_call_backs_keeps_what_was_not_said(entry: Entry, people: People) -> None:
    services.acknowledge(entry, by=people.lead_head, now=NOW)
    services.answer(entry, reply="已增容。\n已送电。", by=people.lead_head, now=NOW)
    assert PaperKind.CALL_BACK not in kinds(entry)
    call = {"by": people.office, "enterprise": people.enterprise}
    services.call_back(entry, said="尚未核实。", now=NOW, **call)
    services.rate(
        entry,
        enterprise=people.enterprise,
        satisfaction=Satisfaction.SATISFIED,
        solved=True,
        comment="送电及时",
        by=people.contact,
        now=NOW,
    )
    said = text(entry, PaperKind.CALL_BACK)
    for words in (
        "回访记录",
        "已送电。",
        "未表示",
        f"{people.office.name}：尚未核实。",
        "诉求方自行评价",
        f"{people.enterprise.name}，满意，送电及时。",
    ):
        assert words in said


def test_a_call_about_one_requester_s_matter_names_it(entry: Entry, people: People) -> None:
    services.acknowledge(entry, by=people.lead_head, now=NOW)
    services.answer(entry, reply="已增容。", by=people.lead_head, now=NOW)
    services.call_back(entry, said="已送电。", by=people.office, now=NOW)
    called = next(iter(entry.events.filter(move=Move.CALL_BACK)))
    assert "requester" not in called.payload
    paper = paper_of(queries.in_full(entry), PaperKind.CALL_BACK, zone="x", at=NOW)
    assert paper is not None
    _headings, row = paper.document.tables[0].rows
    assert row.cells[2].text == people.enterprise.name

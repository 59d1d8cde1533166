"""What is said becomes minutes and drafts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine.codes import Category, LedgerKind
from taizhang.intake import services as intake
from taizhang.intake.symposiums import queries, services
from taizhang.intake.symposiums.errors import (
    NobodySpeaks,
    NotAtThisTable,
    RemarkMissing,
    RemarkTooLong,
    TableFull,
)
from taizhang.intake.symposiums.models import Remark
from taizhang.intake.symposiums.services import remarks as module
from taizhang.intake.symposiums.services.remarks import Words
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.intake.symposiums.conftest import Clerk
    from tests.people import People


def test_what_is_raised_is_a_draft_that_quotes_the_minutes(clerk: Clerk, people: People) -> None:
    draft = clerk.notes("二期用电容量不足，盼增容。").draft
    assert draft is not None
    document = clerk.table.document
    document.refresh_from_db()
    assert document.text[draft.start : draft.end] == draft.quote == "二期用电容量不足，盼增容。"
    assert (draft.ledger, draft.category) == (LedgerKind.APPEAL, Category.UTILITIES)
    assert draft.enterprises == [{"name": people.enterprise.name, "code": people.enterprise.code}]
    assert draft.activity == clerk.table.activity


def test_a_guest_is_named_without_a_code(clerk: Clerk) -> None:
    draft = clerk.notes("缺地。", seat=2).draft
    assert draft is not None
    assert draft.enterprises == [{"name": "云岭远客有限公司", "code": None}]


def test_an_answer_is_the_reply_of_what_it_answers(clerk: Clerk, people: People) -> None:
    raised = clerk.notes("用电容量不足。")
    clerk.notes("厂区道路坑洼。", seat=1)
    answer = clerk.notes(
        "请电力中心核定负荷。",
        "answered",
        speaker="钟明远",
        answers=raised,
        unit=people.lead,
        due_text="三天内",
    )
    raised.refresh_from_db()
    draft, document = raised.draft, clerk.table.document
    document.refresh_from_db()
    assert draft is not None
    assert answer.draft is None
    assert draft.reply == "请电力中心核定负荷。"
    assert draft.reply_start is not None
    assert document.text[draft.reply_start : draft.reply_end] == draft.reply
    assert (draft.lead_unit, draft.due_text, draft.due) == (people.lead, "三天内", answer.due)
    assert answer.due is not None
    assert (answer.due - NOW.date()).days == 3


def test_a_promise_to_all_is_a_directive_of_its_own(clerk: Clerk, people: People) -> None:
    promise = clerk.notes(
        "年底前公布厂房清单。", "answered", unit=people.co, due=date(2026, 12, 31)
    )
    assert promise.draft is not None
    assert promise.draft.ledger == LedgerKind.DIRECTIVE
    assert (promise.draft.lead_unit, promise.draft.due) == (people.co, date(2026, 12, 31))


def test_a_note_is_no_draft(clerk: Clerk) -> None:
    assert clerk.notes("大家参观了车间。", "noted", speaker="主持人").draft is None
    clerk.table.document.refresh_from_db()
    assert "主持人：大家参观了车间。" in clerk.table.document.text


def test_what_arrives_twice_is_noted_once(clerk: Clerk, people: People) -> None:
    words = Words(kind="noted", text="一句话。")
    first = services.note(clerk.table, words, key="same", by=people.office, now=NOW)
    again = services.note(clerk.table, words, key="same", by=people.office, now=NOW)
    assert first == again
    assert clerk.table.remarks.count() == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (Words(kind="raised", text="缺地。"), NobodySpeaks),
        (Words(kind="noted", text=" \n "), RemarkMissing),
        (Words(kind="noted", text="长" * 5001), RemarkTooLong),
    ],
)
def test_what_cannot_be_noted_changes_nothing(
    clerk: Clerk, people: People, words: Words, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        services.note(clerk.table, words, key="k", by=people.office, now=NOW)
    assert clerk.table.remarks.count() == 0


def test_a_seat_of_another_table_is_refused(clerk: Clerk, people: People) -> None:
    other = services.open_symposium(
        title="另一场", held_on=NOW.date(), guests=["别家"], by=people.office, now=NOW
    )
    words = Words(kind="raised", text="缺地。", seat=other.seats.get())
    with pytest.raises(NotAtThisTable):
        services.note(clerk.table, words, key="k", by=people.office, now=NOW)


def test_minutes_have_an_end(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REMARKS", 1)
    clerk.notes("一。", "noted")
    with pytest.raises(TableFull):
        clerk.notes("二。", "noted")


def test_an_answer_after_the_decision_is_a_promise_of_its_own(clerk: Clerk, people: People) -> None:
    raised = clerk.notes("用电容量不足。")
    assert raised.draft is not None
    intake.accept(raised.draft, by=people.office, now=NOW)
    raised.refresh_from_db()
    late = clerk.notes("下周去看。", "answered", answers=raised)
    assert late.answers is None
    assert late.draft is not None


def test_lines_from_elsewhere_are_taken_once_however_often_they_come(
    clerk: Clerk, people: People
) -> None:
    text = "澄泉水处理：用电容量不足。\n答复（钟明远）：下周核定负荷。"
    take = services.take_lines
    assert take(clerk.table, text, by=people.office, now=NOW) == 2
    grown = text + "\n云岭启明光学股份有限公司负责人：招工难。\n茶歇。"
    assert take(clerk.table, grown, by=people.office, now=NOW) == 2
    assert take(clerk.table, grown, by=people.office, now=NOW) == 0
    lines = queries.lines(clerk.table)
    assert [line.remark.kind for line in lines] == ["raised", "raised", "noted"]
    assert [reply.text for reply in lines[0].replies] == ["下周核定负荷。"]


def test_a_draft_cut_in_the_review_keeps_its_place(clerk: Clerk, people: People) -> None:
    first = clerk.notes("用电容量不足，厂区道路坑洼。")
    assert first.draft is not None
    road = intake.split(first.draft, at=first.draft.start + 7, by=people.office, now=NOW)[1]
    early = clerk.notes("茶歇。", "noted")
    services.correct(early, Words(kind="noted", text="先参观了车间。"), by=people.office, now=NOW)
    services.seat(clerk.table, name="迟到公司", enterprise=None, by=people.office, now=NOW)
    road.refresh_from_db()
    clerk.table.document.refresh_from_db()
    assert clerk.table.document.text[road.start : road.end] == road.quote


@pytest.mark.parametrize(
    "nonsense",
    [
        {"kind": "raised", "seat": None},
        {"kind": "noted", "due_text": "明天"},
        {"text": ""},
    ],
)
def test_the_database_refuses_nonsense(clerk: Clerk, nonsense: dict[str, object]) -> None:
    remark = clerk.notes("一句话。", "noted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=remark.pk).update(**nonsense)

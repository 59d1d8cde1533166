"""Putting right what was noted, and striking it out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services as intake
from taizhang.intake.models import Draft
from taizhang.intake.symposiums import services
from taizhang.intake.symposiums.errors import RemarkDecided, StaleRemark
from taizhang.intake.symposiums.services.remarks import Words
from tests.clock import NOW

if TYPE_CHECKING:
    from taizhang.intake.symposiums.models import Remark
    from tests.intake.symposiums.conftest import Clerk
    from tests.people import People


def words_of(remark: Remark) -> Words:
    return Words(
        kind=remark.kind,
        text=remark.text,
        seat=remark.seat,
        speaker=remark.speaker,
        answers=remark.answers,
        unit=remark.unit,
        due_text=remark.due_text,
    )


def test_minutes_and_draft_follow_a_correction(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电容量不够。")
    better = replace(words_of(remark), text="用电容量缺 2000 千伏安。")
    services.correct(remark, better, by=people.office, now=NOW, seen=1)
    remark.refresh_from_db()
    document = clerk.table.document
    document.refresh_from_db()
    assert remark.draft is not None
    assert (remark.version, remark.draft.text) == (2, "用电容量缺 2000 千伏安。")
    assert document.text[remark.draft.start : remark.draft.end] == better.text


def test_two_who_correct_at_once_hear_of_each_other(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电。")
    services.correct(
        remark, replace(words_of(remark), text="一。"), by=people.leader, now=NOW, seen=1
    )
    with pytest.raises(StaleRemark) as refused:
        services.correct(
            remark, replace(words_of(remark), text="二。"), by=people.office, now=NOW, seen=1
        )
    assert refused.value.fields["by"] == people.leader.name
    remark.refresh_from_db()
    assert remark.text == "一。"


def test_what_a_person_edited_in_the_review_keeps_its_words(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电。")
    assert remark.draft is not None
    intake.edit(remark.draft, text="企业缺电。", by=people.office, now=NOW)
    remark.refresh_from_db()
    services.correct(remark, replace(words_of(remark), text="缺电。"), by=people.office, now=NOW)
    draft = Draft.objects.get(pk=remark.draft_id)
    assert (draft.text, draft.quote) == ("企业缺电。", "缺电。")


def test_what_was_raised_stays_raised(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电。")
    services.correct(remark, replace(words_of(remark), kind="noted"), by=people.office, now=NOW)
    remark.refresh_from_db()
    assert remark.kind == "raised"


def test_what_is_decided_stands(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电容量不足。")
    answer = clerk.notes("会研究。", "answered", answers=remark)
    remark.refresh_from_db()
    assert remark.draft is not None
    intake.accept(remark.draft, by=people.office, now=NOW)
    for one in (remark, answer):
        one.refresh_from_db()
        with pytest.raises(RemarkDecided):
            services.strike(one, by=people.office, now=NOW)
        with pytest.raises(RemarkDecided):
            services.correct(one, words_of(one), by=people.office, now=NOW)


def test_struck_out_it_is_no_draft_and_can_come_back(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电容量不足。")
    services.strike(remark, by=people.office, now=NOW)
    document = clerk.table.document
    document.refresh_from_db()
    assert "用电容量不足" not in document.text
    assert document.drafts.count() == 0
    services.strike(remark, by=people.office, now=NOW)
    remark.refresh_from_db()
    assert remark.version == 2
    services.take_strike_back(remark, by=people.office, now=NOW)
    document.refresh_from_db()
    assert "用电容量不足" in document.text
    assert document.drafts.count() == 1
    assert services.take_strike_back(remark, by=people.office, now=NOW).version == 3


def test_a_struck_answer_is_no_reply(clerk: Clerk, people: People) -> None:
    remark = clerk.notes("用电容量不足。")
    answer = clerk.notes("会研究。", "answered", answers=remark, unit=people.lead)
    services.strike(answer, by=people.office, now=NOW)
    draft = Draft.objects.get(pk=remark.draft_id)
    assert (draft.reply, draft.reply_start, draft.lead_unit) == ("", None, None)

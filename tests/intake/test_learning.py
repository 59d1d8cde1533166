"""What a confirmed draft teaches, and that nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.claims import said
from taizhang.intake.models import Document, Draft, Lesson
from taizhang.roster.queries import roster_names
from tests.factories import make_enterprise

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "现场安排电力保障中心9月30日前完成扩容。\n"
    "会议要求，一是规划建设局要本周内公布闲置厂房清单；"
    "二是电力保障中心要在5个工作日内对变压器逐台检查；三是档案管理局要尽快完成归档。\n"
)


@pytest.fixture
def read(people: People, now: datetime) -> Document:
    return services.receive_text("座谈会", TEXT, by=people.office, now=now, read_now=True)


def _unsure(draft: Draft) -> Draft:
    """The draft as if the reading could not place its enterprise and its unit."""
    draft.enterprises = [
        {"name": "澄泉", "code": None, "candidates": [{"code": "enterprise", "name": "澄泉水"}]},
        {"name": "几家企业", "code": None},
    ]
    draft.lead_name, draft.lead_unit = "供电专班", None
    draft.claim = said(draft)
    draft.save()
    return draft


def test_reading_keeps_what_was_claimed_first(
    read: Document, people: People, now: datetime
) -> None:
    draft = read.drafts.get(ledger="appeal")
    claim = draft.claim

    services.edit(draft, by=people.office, now=now, text="别的", category="finance")

    after = Draft.objects.get(pk=draft.pk)
    assert after.claim == claim
    assert (after.claim["text"], after.claim["category"]) == (draft.text, "utilities")
    assert read.text[claim["start"] : claim["end"]] == claim["quote"]


def test_a_draft_made_by_hand_claims_nothing(page: Page, people: People, now: datetime) -> None:
    draft = services.add(page.document, 3, 9, by=people.office, now=now)

    assert draft.claim is None


def test_names_of_a_confirmed_draft_go_on_the_roster(
    page: Page, people: People, now: datetime
) -> None:
    draft = _unsure(page.power)
    names = [("澄泉", "enterprise"), ("几家企业", "other_enterprise")]
    services.set_enterprises(draft, names, by=people.office, now=now)
    services.edit(draft, by=people.office, now=now, lead_unit=people.lead)
    assert "澄泉" not in roster_names().enterprises

    services.accept(draft, by=people.office, now=now)

    known = roster_names()
    assert known.enterprises["澄泉"] == "enterprise"
    assert known.units["供电专班"] == "lead"
    # A group is no name of one of its members.
    assert "几家企业" not in known.enterprises
    assert {(one.kind, one.said, one.code) for one in Lesson.objects.all()} == {
        ("enterprise", "澄泉", "enterprise"),
        ("unit", "供电专班", "lead"),
    }


def test_a_rejected_draft_teaches_nothing(page: Page, people: People, now: datetime) -> None:
    draft = _unsure(page.power)
    services.set_enterprises(draft, [("澄泉", "enterprise")], by=people.office, now=now)

    services.reject(draft, "不是诉求", by=people.office, now=now)

    assert not Lesson.objects.exists()


def test_what_the_machine_linked_itself_teaches_nothing(
    page: Page, people: People, now: datetime
) -> None:
    page.power.claim = said(page.power)
    page.power.save()

    services.accept(page.power, by=people.office, now=now)

    assert not Lesson.objects.exists()


def test_a_learned_name_is_used_from_the_next_document_on(
    page: Page, people: People, now: datetime
) -> None:
    make_enterprise("云岭澄泉环保科技有限公司")
    draft = _unsure(page.power)
    services.set_enterprises(draft, [("澄泉", "enterprise")], by=people.office, now=now)
    services.accept(draft, by=people.office, now=now)

    assert services.with_candidates([("澄泉", None)]) == [{"name": "澄泉", "code": "enterprise"}]


def test_a_category_decided_twice_is_proposed_the_third_time(
    page: Page, people: People, now: datetime
) -> None:
    for draft, text in ((page.power, "希望接通蒸汽管网"), (page.loan, "蒸汽管网压力偏低")):
        draft.category, draft.text = "other", text
        draft.claim = said(draft)
        draft.save()
        services.edit(draft, by=people.office, now=now, category="utilities")
        services.accept(draft, by=people.office, now=now)

    text = "纪要\n座谈会上，云岭澄泉水处理设备有限公司反映蒸汽管网老化的问题，希望协调。\n"
    read = services.receive_text("纪要", text, by=people.office, now=now, read_now=True)

    draft = read.drafts.get(ledger="appeal")
    assert draft.category == "utilities"


@pytest.mark.parametrize(
    ("words", "due", "is_inferred"),
    [
        ("本周内", "2026-09-20", True),
        ("工作日", None, False),
        ("尽快", None, False),
    ],
)
def test_words_that_are_not_vague_give_a_date(
    read: Document, words: str, due: str | None, is_inferred: bool
) -> None:
    draft = next(one for one in read.drafts.all() if words in one.due_text)

    assert (draft.due and draft.due.isoformat(), draft.due_inferred) == (due, is_inferred)


def test_a_date_that_a_person_sets_is_not_inferred(
    read: Document, people: People, now: datetime
) -> None:
    draft = read.drafts.get(due_text="本周内")

    edited = services.edit(draft, by=people.office, now=now, due=None)

    assert not edited.due_inferred

"""What was learned is listed with its source and use, forgotten, and learned again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from taizhang.intake import services
from taizhang.intake.claims import said
from taizhang.intake.errors import NothingToForget
from taizhang.intake.knowing import category_lessons, rule_records
from taizhang.intake.lessons import Learned, forgotten_lessons, learned
from taizhang.intake.models import Document, Draft, Forgetting, Lesson, LessonUse, NameDecision
from taizhang.intake.names import names_of
from taizhang.roster.models import AuditLine
from taizhang.roster.queries import roster_names
from tests.factories import make_document, make_draft, make_person

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.people import People

TEXT = "光伏攻坚会议\n会议要求，由光伏攻坚班子牵头，月底前完成电站并网。光伏百货参会。\n"
RULE = "sentence that demands"


@pytest.fixture
def page(people: People, now: datetime) -> Document:
    return services.receive_text("会议", TEXT, by=people.office, now=now, read_now=True)


def _all() -> list[Learned]:
    return learned(Document.objects.all(), is_all=True)


def _read(people: People, now: datetime, text: str = TEXT) -> Document:
    return services.receive_text("下一份", text, by=people.office, now=now, read_now=True)


def _kinds(document: Document) -> dict[str, str]:
    return {name.said: name.kind for name in names_of(document)}


def test_a_lesson_says_from_where_and_how_often_it_served(
    page: Document, people: People, now: datetime
) -> None:
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)
    _read(people, now)
    _read(people, now)

    (lesson,) = _all()
    assert (lesson.kind, lesson.said, lesson.means) == ("name", ("光伏攻坚班子",), "unit")
    assert (lesson.document, lesson.by, lesson.at, lesson.used) == (page, people.office, now, 2)


@pytest.mark.parametrize(
    ("decision", "text"),
    [
        ({"said": "光伏攻坚班子", "kind": "none"}, "会议\n光伏攻坚班子到场。\n"),
        (
            {"said": "光伏百货", "kind": "enterprise", "code": "enterprise"},
            "会议\n光伏百货参会。\n",
        ),
        ({"said": "光伏百货", "kind": "person", "code": "zhuo"}, "会议\n光伏百货参会。\n"),
        (
            {"said": "光伏百货", "kind": "person", "titles": ["光伏攻坚班子牵头"]},
            "会议\n园区牵头沈知微讲话。\n",
        ),
    ],
)
def test_every_kind_of_lesson_notes_its_use(
    page: Document,
    people: People,
    now: datetime,
    decision: dict[str, object],
    text: str,
) -> None:
    make_person("卓远航", code="zhuo")
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)
    services.correct_name(page, by=people.office, now=now, **decision)
    before = {lesson.said: lesson.used for lesson in _all()}
    _read(people, now, text)

    after = {lesson.said: lesson.used for lesson in _all()}
    assert sum(after.values()) == sum(before.values()) + 1


def test_a_forgotten_name_is_not_used_any_more_and_can_be_learned_again(
    page: Document, people: People, now: datetime
) -> None:
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)
    _read(people, now)
    later = now + timedelta(hours=1)

    services.forget("name", ["光伏攻坚班子"], by=people.office, now=later)

    assert _all() == []
    assert "光伏攻坚班子" not in _kinds(_read(people, later))
    # In the document itself the decision holds.
    again = services.redate(page, later.date(), by=people.office, now=later)
    assert _kinds(again)["光伏攻坚班子"] == "unit"
    other = _read(people, later)
    last = later + timedelta(hours=1)
    services.correct_name(other, "光伏攻坚班子", kind="unit", by=people.office, now=last)
    assert _kinds(_read(people, last))["光伏攻坚班子"] == "unit"
    assert [(one.said, one.used, one.by) for one in forgotten_lessons()] == [
        ("光伏攻坚班子", 1, people.office)
    ]


def test_forgetting_is_on_the_audit_trail(page: Document, people: People, now: datetime) -> None:
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)
    services.forget("name", ["光伏攻坚班子"], by=people.office, now=now + timedelta(hours=1))

    line = AuditLine.objects.get(act="lesson_forgotten")
    assert (line.subject, line.actor) == ("name · 光伏攻坚班子", people.office.account.username)


@pytest.mark.parametrize(("kind", "code"), [("enterprise", "enterprise"), ("unit", "lead")])
def test_a_forgotten_alias_leaves_the_roster(
    page: Document, people: People, now: datetime, kind: str, code: str
) -> None:
    services.correct_name(page, "光伏百货", kind=kind, code=code, by=people.office, now=now)
    known = roster_names()
    assert "光伏百货" in {**known.enterprises, **known.units}

    services.forget(kind, ["光伏百货"], by=people.office, now=now + timedelta(hours=1))

    known = roster_names()
    assert "光伏百货" not in {**known.enterprises, **known.units}
    assert people.enterprise.name in known.enterprises


@pytest.mark.parametrize(
    ("kind", "words"),
    [("name", ["别的"]), ("name", []), ("unit", ["光伏攻坚班子"]), ("nonsense", ["光伏攻坚班子"])],
)
def test_what_was_not_learned_cannot_be_forgotten(
    page: Document, people: People, now: datetime, kind: str, words: list[str]
) -> None:
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)

    with pytest.raises(NothingToForget):
        services.forget(kind, words, by=people.office, now=now)

    assert not Forgetting.objects.exists()


def test_twice_in_a_row_is_refused_the_second_time(
    page: Document, people: People, now: datetime
) -> None:
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)
    later = now + timedelta(hours=1)
    services.forget("name", ["光伏攻坚班子"], by=people.office, now=later)

    with pytest.raises(NothingToForget):
        services.forget("name", ["光伏攻坚班子"], by=people.office, now=later)


@pytest.fixture
def decide(page: Document, people: People, now: datetime) -> Callable[..., list[Draft]]:
    """Drafts of one rule that people decided."""

    def decide(right: int, wrong: int, *, at: datetime = now) -> list[Draft]:
        drafts = []
        for number in range(right + wrong):
            draft = make_draft(page, ledger="directive", confidence=0.84, reasons=[RULE, "要求"])
            draft.claim = said(draft)
            draft.save()
            if number < right:
                services.accept(draft, by=people.office, now=at)
            else:
                services.reject(draft, "背景或口号", by=people.office, now=at)
            drafts.append(draft)
        return drafts

    return decide


def _demand(people: People, now: datetime) -> Draft:
    text = "会议\n会议要求，各单位要认真整理设备台账，逐项登记。\n"
    return _read(people, now, text).drafts.get()


def test_a_rule_that_was_rejected_again_and_again_gives_less_confidence(
    people: People, now: datetime, decide: Callable[..., list[Draft]]
) -> None:
    before = _demand(people, now)
    assert before.reasons[0] == RULE
    drafts = decide(1, 7)

    draft = _demand(people, now)

    record = rule_records()[RULE]
    assert draft.confidence == record.lowered(before.confidence) < before.confidence
    assert draft.claim["lowered"] == {"rejected": 7, "decided": 8}
    assert draft.claim["rule_confidence"] == before.confidence
    (lesson,) = _all()
    assert (lesson.kind, lesson.said, lesson.means, lesson.used) == ("rule", (RULE,), "7 / 8", 1)
    assert lesson.draft == drafts[-1].pk


def test_what_was_taken_off_is_not_taken_off_again(
    people: People, now: datetime, decide: Callable[..., list[Draft]]
) -> None:
    decide(0, 6)
    draft = _demand(people, now)
    services.reject(draft, "背景或口号", by=people.office, now=now)

    # Judged by what the rule claims, not by what was left of it.
    assert rule_records()[RULE].given == pytest.approx(
        (6 * 0.84 + draft.claim["rule_confidence"]) / 7
    )


def test_a_rule_is_trusted_again_when_its_rejections_are_forgotten(
    people: People, now: datetime, decide: Callable[..., list[Draft]]
) -> None:
    before = _demand(people, now)
    decide(0, 5)
    later = now + timedelta(hours=1)

    services.forget("rule", [RULE], by=people.office, now=later)

    assert _demand(people, later).confidence == before.confidence
    decide(0, 3, at=later + timedelta(hours=1))
    assert rule_records()[RULE].wrong == 3


def test_a_restored_draft_does_not_count(
    people: People, now: datetime, decide: Callable[..., list[Draft]]
) -> None:
    drafts = decide(0, 3)
    services.restore(drafts[0], by=people.office, now=now)

    assert rule_records() == {}


@pytest.fixture
def crystal(people: People, now: datetime) -> Document:
    document = make_document(by=people.office, text="甲厂要水晶。乙厂要水晶。")
    for quote, text in (("甲厂要水晶。", "缺少水晶坯料"), ("乙厂要水晶。", "水晶坯料规格不齐")):
        draft = make_draft(document, quote=quote, text=text, category="other")
        draft.claim = said(draft)
        draft.save()
        services.edit(draft, by=people.office, now=now, category="technology")
        services.accept(draft, by=people.office, now=now)
    return document


def test_words_of_one_category_stand_together(
    crystal: Document, people: People, now: datetime
) -> None:
    _read(
        people,
        now,
        "纪要\n座谈会上，云岭澄泉水处理设备有限公司反映水晶坯料不足的问题，希望协调。\n",
    )

    (lesson,) = _all()
    assert (lesson.kind, lesson.means, lesson.decisions) == ("category", "technology", 2)
    assert "水晶坯料" in lesson.said
    assert (lesson.document, lesson.used) == (crystal, 1)


def test_a_category_can_be_forgotten(crystal: Document, people: People, now: datetime) -> None:
    (lesson,) = _all()

    services.forget("category", lesson.said, by=people.office, now=now + timedelta(hours=1))

    assert category_lessons().runs == {}
    assert _all() == []
    assert not LessonUse.objects.exists()


def test_who_does_not_see_everything_sees_what_own_documents_taught(
    crystal: Document, page: Document, people: People, now: datetime
) -> None:
    services.correct_name(page, "光伏攻坚班子", kind="unit", by=people.office, now=now)
    own, other = Document.objects.filter(pk=page.pk), Document.objects.filter(pk=crystal.pk)

    assert [one.kind for one in learned(own, is_all=False)] == ["name"]
    assert learned(other, is_all=False) == []


@pytest.mark.parametrize("kind", ["category", "rule"])
def test_the_database_refuses_rows_of_what_is_counted(
    page: Document, people: People, now: datetime, kind: str
) -> None:
    draft = page.drafts.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(kind=kind, said="甲", draft=draft, by=people.office, at=now)


def test_the_database_refuses_a_lesson_without_a_source(people: People, now: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Lesson.objects.create(kind="name", said="甲", by=people.office, at=now)


@pytest.mark.parametrize(("said_", "end"), [("", 3), ("甲", 1)])
def test_the_database_refuses_a_decision_without_words_or_span(
    page: Document, people: People, now: datetime, said_: str, end: int
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        NameDecision.objects.create(
            document=page, said=said_, start=1, end=end, kind="unit", by=people.office, at=now
        )

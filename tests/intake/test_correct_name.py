"""A person puts a name of a document right; the next document is read with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.intake import services
from taizhang.intake.errors import (
    NotOnTheRoster,
    NotReadYet,
    QuoteNotFound,
    SeveralOfThatName,
    StaleDocument,
)
from taizhang.intake.lessons import learned
from taizhang.intake.models import Document, Lesson, NameDecision
from taizhang.intake.names import around, name_of, names_of
from taizhang.intake.services import rereading
from taizhang.roster.queries import roster_names
from tests.factories import make_document, make_person, make_unit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from taizhang.intake.names import Name
    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "光伏攻坚班子召集人卓远主持会议，副区长沈知微讲话。\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "由光伏攻坚班子牵头，9月30日前完成扩容。\n"
    "云岭第一百货参会，青禾产业园到场。\n"
)
NEXT = (
    "光伏攻坚会议\n"
    "光伏攻坚班子召集人关山月主持会议。\n"
    "会议要求，由光伏攻坚班子牵头，月底前完成电站并网。\n"
)


@pytest.fixture
def read(people: People, now: datetime) -> Document:
    return services.receive_text("座谈会", TEXT, by=people.office, now=now, read_now=True)


@pytest.fixture
def say(read: Document, people: People, now: datetime) -> Callable[..., services.Corrected]:
    def say(said: str, **more: Any) -> services.Corrected:
        return services.correct_name(read, said, **{"by": people.office, "now": now, **more})

    return say


@pytest.fixture
def next_one(people: People, now: datetime) -> Callable[..., dict[str, Name]]:
    def next_one(text: str = NEXT) -> dict[str, Name]:
        read = services.receive_text("下一份", text, by=people.office, now=now, read_now=True)
        return {name.said: name for name in names_of(read)}

    return next_one


def test_names_are_listed_with_their_place(read: Document) -> None:
    firm = name_of(read, "云岭澄泉水处理设备有限公司")
    official = name_of(read, "沈知微")

    assert firm
    assert (firm.kind, firm.decision, firm.claim) == (
        "enterprise",
        None,
        {"kind": "enterprise", "name": firm.said, "titles": []},
    )
    assert read.text[firm.start : firm.end] == firm.said
    assert official
    assert official.titles == ("副区长",)
    assert around(read, official) == (
        "班子召集人卓远主持会议，副区长"[-12:],
        "沈知微",
        "讲话。座谈会上，针对云岭"[:11],
    )


def test_a_unit_that_no_rule_knows_is_found_in_the_next_document(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    done = say("光伏攻坚班子", kind="unit")

    name = name_of(done.document, "光伏攻坚班子")
    assert name
    assert (name.kind, name.mentions, name.is_read) == ("unit", 2, True)
    assert [(one.kind, one.said, one.code) for one in done.lessons] == [
        ("name", "光伏攻坚班子", "unit")
    ]
    assert done.document.drafts.get(ledger="appeal").lead_name == "光伏攻坚班子"
    found = next_one()
    assert found["光伏攻坚班子"].kind == "unit"
    draft = Document.objects.get(name="下一份").drafts.get(ledger="directive")
    assert draft.lead_name == "光伏攻坚班子"


def test_a_decision_is_kept_as_an_example_with_its_span(
    say: Callable[..., services.Corrected], read: Document, people: People
) -> None:
    say("沈知微", kind="person", titles=["党工委委员", "副区长"])

    decision = NameDecision.objects.get()
    assert read.text[decision.start : decision.end] == "沈知微"
    assert decision.claim == {"kind": "person", "name": "沈知微", "titles": ["副区长"]}
    assert (decision.titles, decision.by) == (["党工委委员", "副区长"], people.office)
    # Titles that the rules know by their ending teach nothing new.
    assert not Lesson.objects.exists()
    name = name_of(Document.objects.get(pk=read.pk), "沈知微")
    assert name
    assert name.titles == ("党工委委员", "副区长")


def test_a_title_is_recognised_with_its_unit_in_the_next_document(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    say("光伏攻坚班子", kind="unit")
    done = say("卓远", kind="person", titles=["光伏攻坚班子召集人"])

    assert ("title", "召集人", "") in [(one.kind, one.said, one.code) for one in done.lessons]
    assert next_one()["关山月"].titles == ("光伏攻坚班子召集人",)


def test_a_title_that_the_text_does_not_have_teaches_nothing(
    say: Callable[..., services.Corrected],
) -> None:
    done = say("卓远", kind="person", titles=["链长"])

    assert [one.kind for one in done.lessons] == ["name"]


def test_a_name_that_is_none_is_not_found_again(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    done = say("青禾产业园", kind="none")

    name = name_of(done.document, "青禾产业园")
    assert name
    assert (name.kind, name.is_read) == ("none", False)
    assert "青禾产业园" not in next_one("会议\n青禾产业园到场。\n")


def test_the_same_as_an_enterprise_of_the_roster(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    done = say("云岭第一百货", kind="enterprise", code="enterprise")

    assert [(one.kind, one.code) for one in done.lessons] == [("enterprise", "enterprise")]
    assert roster_names().enterprises["云岭第一百货"] == "enterprise"
    assert next_one("会议\n云岭第一百货参会。\n")["云岭第一百货"].code == "enterprise"


def test_the_same_as_a_unit_of_the_roster(
    say: Callable[..., services.Corrected], people: People
) -> None:
    done = say("光伏攻坚班子", kind="unit", code="lead")

    assert [(one.kind, one.code) for one in done.lessons] == [("unit", "lead")]
    assert done.document.drafts.get(ledger="appeal").lead_unit == people.lead


def test_the_same_as_a_person_of_the_roster(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    make_person("卓远航", code="zhuo")
    done = say("卓远", kind="person", code="zhuo")

    assert {(one.kind, one.code) for one in done.lessons} == {("person", "zhuo")}
    found = next_one("会议\n副区长卓远讲话。\n")
    assert found["卓远"].name == "卓远航"


def test_who_has_left_is_not_meant(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    person = make_person("卓远航", code="zhuo")
    say("卓远", kind="person", code="zhuo")
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    assert next_one("会议\n副区长卓远讲话。\n")["卓远"].name == "卓远"


def test_a_name_of_somebody_else_is_kept_for_this_document_only(
    say: Callable[..., services.Corrected], read: Document, people: People
) -> None:
    firm = people.enterprise.name
    services.correct_name(
        make_document(by=people.office, text=f"{firm}参会。"),
        firm,
        kind="enterprise",
        code="other_enterprise",
        by=people.office,
        now=read.received_at,
    )

    assert roster_names().enterprises[firm] == "enterprise"
    assert not Lesson.objects.filter(kind="enterprise").exists()


def test_two_characters_are_no_name_to_look_for_elsewhere(
    say: Callable[..., services.Corrected],
) -> None:
    done = say("百货", kind="unit")

    assert done.lessons == ()
    name = name_of(done.document, "百货")
    assert name
    assert name.kind == "unit"


def test_the_same_twice_is_one_decision(say: Callable[..., services.Corrected]) -> None:
    say("光伏攻坚班子", kind="unit", seen=1)
    say("光伏攻坚班子", kind="unit", seen=1)

    assert NameDecision.objects.count() == 1
    assert Lesson.objects.count() == 1


def test_what_was_read_so_already_is_no_decision(say: Callable[..., services.Corrected]) -> None:
    say("沈知微", kind="person", titles=["副区长"])

    assert not NameDecision.objects.exists()


def test_a_second_decision_replaces_the_first_and_its_lesson(
    say: Callable[..., services.Corrected], next_one: Callable[..., dict[str, Name]]
) -> None:
    say("光伏攻坚班子", kind="unit")
    done = say("光伏攻坚班子", kind="enterprise")

    assert done.lessons[0].code == "enterprise"
    assert done.lessons[0].decision
    assert done.lessons[0].decision.claim is None
    assert next_one()["光伏攻坚班子"].kind == "enterprise"
    assert [one.means for one in learned(Document.objects.all(), is_all=True)] == ["enterprise"]


def test_a_stale_form_is_refused(say: Callable[..., services.Corrected]) -> None:
    say("光伏攻坚班子", kind="unit", seen=1)

    with pytest.raises(StaleDocument):
        say("沈知微", kind="none", seen=1)


@pytest.mark.parametrize("said", ["", "远", "没有这几个字"])
def test_a_name_that_the_text_does_not_have(
    say: Callable[..., services.Corrected], said: str
) -> None:
    with pytest.raises(QuoteNotFound):
        say(said, kind="unit")


def test_a_document_that_is_being_read_waits(people: People, now: datetime) -> None:
    document = make_document(by=people.office, status=Document.Status.READING)

    with pytest.raises(NotReadYet):
        services.correct_name(document, "用电", kind="none", by=people.office, now=now)


def test_a_long_document_is_read_again_in_the_background(
    say: Callable[..., services.Corrected],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    monkeypatch.setattr(rereading, "_WITHIN_A_REQUEST", 10)
    with django_capture_on_commit_callbacks(execute=True):
        waits = say("光伏攻坚班子", kind="unit").document

    assert (waits.status, waits.change) == ("reading", "named")
    name = name_of(Document.objects.get(pk=waits.pk), "光伏攻坚班子")
    assert name
    assert name.is_read


@pytest.mark.parametrize(
    ("kind", "words", "code"),
    [
        ("person", "", ""),
        ("park", "enterprise", ""),
        ("none", "enterprise", ""),
        ("enterprise", "enterprise", "enterprise"),
        ("unit", " lead ", "lead"),
        ("person", "zhuo", "zhuo"),
        ("person", "卓远航", "zhuo"),
    ],
)
def test_whom_of_the_roster_words_mean(people: People, kind: str, words: str, code: str) -> None:
    make_person("卓远航", code="zhuo")

    assert services.same_as(kind, words) == code


def test_names_of_the_roster_are_understood(people: People) -> None:
    assert services.same_as("enterprise", people.enterprise.name) == "enterprise"
    assert services.same_as("unit", people.lead.name) == "lead"
    with pytest.raises(NotOnTheRoster):
        services.same_as("unit", people.enterprise.name)


def test_a_name_of_two_people_asks_for_the_code(people: People) -> None:
    make_person("卓远航", code="one")
    make_person("卓远航", code="two")

    with pytest.raises(SeveralOfThatName) as refusal:
        services.same_as("person", "卓远航")

    assert refusal.value.fields["codes"] == "one、two"


def test_a_lead_unit_that_a_person_took_from_the_text_is_known_next_time(
    read: Document, people: People, now: datetime, next_one: Callable[..., dict[str, Name]]
) -> None:
    draft = read.drafts.get(ledger="appeal")
    services.edit(draft, by=people.office, now=now, lead_name="光伏攻坚班子")
    services.accept(draft, by=people.office, now=now)

    lesson = Lesson.objects.get()
    assert (lesson.kind, lesson.said, lesson.code, lesson.draft) == (
        "name",
        "光伏攻坚班子",
        "unit",
        draft,
    )
    assert next_one()["光伏攻坚班子"].kind == "unit"


def test_the_roster_learns_what_the_text_calls_the_lead_unit(
    read: Document, people: People, now: datetime, next_one: Callable[..., dict[str, Name]]
) -> None:
    unit = make_unit("能源发展中心", code="energy")
    draft = read.drafts.get(ledger="appeal")
    services.edit(draft, by=people.office, now=now, lead_name="光伏攻坚班子", lead_unit=unit)
    services.accept(draft, by=people.office, now=now)

    assert Lesson.objects.get().code == "energy"
    assert next_one()["光伏攻坚班子"].code == "energy"


@pytest.mark.parametrize("written", ["别处的班子", "园", "青禾产业园"])
def test_a_lead_name_that_teaches_nothing(
    read: Document, people: People, now: datetime, written: str
) -> None:
    draft = read.drafts.get(ledger="appeal")
    services.edit(draft, by=people.office, now=now, lead_name=written)
    services.accept(draft, by=people.office, now=now)

    assert not Lesson.objects.exists()

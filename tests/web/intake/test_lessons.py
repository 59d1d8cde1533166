"""What was learned, on the screen: seen by whom it concerns, forgotten by the office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.claims import said
from taizhang.intake.models import Document, Forgetting, LessonUse
from tests.factories import make_draft, make_person

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.intake.conftest import Page
    from tests.people import People

URL = "/intake/reading-quality/lessons/"
TEXT = "光伏会议\n光伏攻坚班子到场，老沈书记和光伏百货到场，光伏小组到场。\n"
RULE = "sentence that demands"


@pytest.fixture
def taught(people: People, now: datetime) -> Document:
    """A lesson of every kind that is kept."""
    make_person("沈知微", code="shen")
    document = services.receive_text("会议", TEXT, by=people.office, now=now, read_now=True)
    for name, kind, code in (
        ("光伏攻坚班子", "unit", ""),
        ("老沈书记", "person", "shen"),
        ("光伏百货", "enterprise", "enterprise"),
        ("光伏小组", "unit", "lead"),
    ):
        services.correct_name(document, name, kind=kind, code=code, by=people.office, now=now)
    return document


@pytest.fixture
def counted(page: Page, people: People, now: datetime) -> Page:
    """A rule that was rejected, and words of a category."""
    for draft in [make_draft(page.document, ledger="directive", reasons=[RULE]) for _ in range(4)]:
        draft.claim = said(draft)
        draft.save()
        services.reject(draft, "背景或口号", by=people.office, now=now)
    for draft in (page.power, page.loan):
        draft.category, draft.text = "other", "水晶坯料规格不齐"
        draft.claim = said(draft)
        draft.save()
        services.edit(draft, by=people.office, now=now, category="technology")
        services.accept(draft, by=people.office, now=now)
    return page


def test_lessons_are_shown_in_words(taught: Document, office: Client, people: People) -> None:
    page = office.get(URL)

    means = {line.lesson.said[0]: line.means for line in page.context["lines"]}
    assert means == {
        "光伏攻坚班子": "单位",
        "老沈书记": "沈知微",
        "光伏百货": people.enterprise.name,
        "光伏小组": people.lead.name,
    }
    assert f"/intake/{taught.pk}/" in page.content.decode()


def test_what_is_counted_is_shown_in_words(counted: Page, office: Client) -> None:
    page = office.get(URL)

    shown = {line.lesson.kind: (line.words, line.means) for line in page.context["lines"]}
    assert "“水晶坯料”" in shown["category"][0]
    assert shown["category"][0].endswith(" …")
    assert shown["category"][1] == "技术与平台"
    assert shown["rule"][1].startswith("剔除 4 / 4")


def test_it_is_said_how_often_a_lesson_served(
    taught: Document, office: Client, people: People, now: datetime
) -> None:
    services.receive_text("下一份", TEXT, by=people.office, now=now, read_now=True)

    assert {line.lesson.used for line in office.get(URL).context["lines"]} == {1}
    assert LessonUse.objects.count() == 4


def test_the_office_forgets(
    taught: Document, office: Client, clock: Callable[[], datetime]
) -> None:
    clock.now += timedelta(minutes=5)

    answer = office.post(f"{URL}forget/", {"kind": "name", "said": "光伏攻坚班子"})

    assert answer.headers["Location"] == URL
    page = office.get(URL)
    assert len(page.context["lines"]) == 3
    assert [words for _one, words, _means in page.context["gone"]] == ["光伏攻坚班子"]
    assert "已忘记" in page.content.decode()


def test_a_rule_that_was_forgotten_is_shown_in_words(
    counted: Page, office: Client, clock: Callable[[], datetime]
) -> None:
    clock.now += timedelta(minutes=5)
    office.post(f"{URL}forget/", {"kind": "rule", "said": RULE})

    gone = office.get(URL).context["gone"]
    assert [(words == RULE, means[:2]) for _one, words, means in gone] == [(False, "剔除")]


def test_what_was_not_learned_is_refused_in_words(office: Client) -> None:
    answer = office.post(f"{URL}forget/", {"kind": "name", "said": "没学过"}, follow=True)

    assert "没有" in answer.content.decode()
    assert not Forgetting.objects.exists()


def test_without_lessons_the_page_says_so(office: Client) -> None:
    assert "尚未学到内容" in office.get(URL).content.decode()


def test_who_sees_all_but_may_not_forget_sees_no_button(
    taught: Document, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.zone_head)

    page = client.get(URL)
    assert len(page.context["lines"]) == 4
    assert "forget/" not in page.content.decode()
    assert client.post(f"{URL}forget/", {"kind": "name", "said": "x"}).status_code == 404


def test_an_officer_sees_only_what_own_documents_taught(
    taught: Document, counted: Page, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.other_officer)

    assert client.get(URL).context["lines"] == []
    Document.objects.filter(pk=taught.pk).update(received_by=people.other_officer)
    assert len(client.get(URL).context["lines"]) == 4


def test_the_list_takes_few_queries(
    taught: Document, office: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(25):
        office.get(URL)


def test_a_lowered_confidence_says_why(page: Page, office: Client) -> None:
    page.power.claim = {
        **said(page.power),
        "rule_confidence": 0.84,
        "lowered": {"rejected": 7, "decided": 9},
    }
    page.power.save()

    review = office.get(f"/intake/{page.document.pk}/").content.decode()

    assert "已由 0.84 下调" in review
    assert "9 条草稿中有 7 条被剔除" in review

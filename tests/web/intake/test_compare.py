"""The screen that puts rules and model side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.intake.language_model.models import ModelReading
from taizhang.intake.models import Document, Draft
from tests.factories import make_document

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from taizhang.roster.models import Person
    from tests.intake.conftest import Page
    from tests.people import People


@pytest.fixture(autouse=True)
def _configured(settings: SettingsWrapper) -> None:
    """A model that nobody will reach: the screens only look at what was kept."""
    settings.MODEL_URL, settings.MODEL_NAME = "http://127.0.0.1:1/v1", "small-one"


def _entry(document: Document, key: str, quote: str, **more: Any) -> dict[str, Any]:
    start = document.text.index(quote)
    return {
        "id": key,
        "ledger": "appeal",
        "text": quote,
        "span": [start, start + len(quote)],
        "category": None,
        "scope": None,
        "enterprises": [],
        "lead_unit": None,
        "co_units": [],
        "due_text": None,
        "due": None,
        "reply": None,
        **more,
    }


@pytest.fixture
def asked(page: Page) -> ModelReading:
    document = page.document
    return ModelReading.objects.create(
        document=document,
        status="answered",
        model="small-one",
        asked_at=document.received_at,
        ended_at=document.received_at,
        parts=3,
        answered=2,
        dropped={"not_found": 4},
        ungrounded={"lead_unit": 2, "mood": 1},
        troubles={"timed_out": 1},
        organisations=[
            {"id": "n1", "name": "启明光学"},
            {"id": "n2", "name": "规划建设局"},
        ],
        entries=[
            _entry(document, "m1", "各单位月底前报送整改台账", ledger="directive"),
            _entry(document, "m2", "澄泉水处理反映的用电\n容量不足问题", category="finance"),
            _entry(
                document,
                "m3",
                "高新园召开企业座谈会",
                enterprises=["n1"],
                lead_unit="n2",
                due_text="月底前",
                due="2026-08-31",
                category="policy",
            ),
        ],
    )


def test_both_sides_stand_side_by_side(office: Client, asked: ModelReading) -> None:
    html = office.get(f"/intake/{asked.document_id}/compare/").text

    for words in (
        "两边一致",
        "两边有出入",
        "仅规则提出",
        "仅模型提出",
        "采纳为草稿",
        "引文不在原文中",
        "模型未在规定时间内回答",
        "共 3 段，已回答 2 段",
        "mood",
        "水电气暖",
        "融资",
    ):
        assert words in html
    assert html.count("<tr>") == 1 + 4


@pytest.mark.parametrize(
    ("show", "count"),
    [("same", 1), ("differs", 1), ("drafts", 1), ("model", 1), ("all", 4), ("nonsense", 4)],
)
def test_the_list_can_be_narrowed(
    office: Client, asked: ModelReading, show: str, count: int
) -> None:
    html = office.get(f"/intake/{asked.document_id}/compare/?show={show}").text

    assert html.count("<tr>") == 1 + count


def test_a_kind_of_which_there_is_none_says_so(office: Client, asked: ModelReading) -> None:
    Draft.objects.filter(text__contains="贷款").delete()

    html = office.get(f"/intake/{asked.document_id}/compare/?show=drafts").text

    assert "没有这一类事项" in html


def test_a_proposal_becomes_a_draft_when_a_person_says_so(
    office: Client, asked: ModelReading, people: People
) -> None:
    address = f"/intake/{asked.document_id}/compare/take-over/"

    answer = office.post(address, {"proposal": "m3"})

    draft = Draft.objects.latest("pk")
    assert answer["Location"] == f"/intake/{asked.document_id}/#draft-{draft.pk}"
    assert (draft.quote, draft.status) == ("高新园召开企业座谈会", "waiting")
    assert draft.changed_by == people.office
    assert draft.enterprises[0]["name"] == "启明光学"
    assert (draft.due_text, str(draft.due), draft.category) == ("月底前", "2026-08-31", "policy")


def test_taking_over_twice_is_once(office: Client, asked: ModelReading) -> None:
    address = f"/intake/{asked.document_id}/compare/take-over/"
    before = Draft.objects.count()

    places = [office.post(address, {"proposal": "m3"})["Location"] for _ in range(2)]

    assert Draft.objects.count() == before + 1
    assert places[0] == places[1]


def test_a_lead_unit_of_the_roster_is_recognised(
    office: Client, asked: ModelReading, people: People
) -> None:
    asked.organisations[1]["name"] = people.lead.name
    asked.save()

    office.post(f"/intake/{asked.document_id}/compare/take-over/", {"proposal": "m3"})

    assert Draft.objects.latest("pk").lead_unit == people.lead


@pytest.mark.parametrize("key", ["", "m9", "m1'--"])
def test_a_proposal_that_is_not_there_is_refused(
    office: Client, asked: ModelReading, key: str
) -> None:
    before = Draft.objects.count()
    address = f"/intake/{asked.document_id}/compare/take-over/"

    html = office.post(address, {"proposal": key}, follow=True).text

    assert "这条建议已不存在。" in html
    assert Draft.objects.count() == before


def test_a_document_that_is_read_anew_refuses_meanwhile(
    office: Client, asked: ModelReading
) -> None:
    Document.objects.update(status="reading")
    before = Draft.objects.count()
    address = f"/intake/{asked.document_id}/compare/take-over/"

    html = office.post(address, {"proposal": "m3"}, follow=True).text

    assert Draft.objects.count() == before
    assert "本来件还在读取。" in html


def test_who_may_only_look_cannot_take_over(
    asked: ModelReading, signed_in: Callable[[Person], Client], people: People
) -> None:
    client = signed_in(people.leader)

    html = client.get(f"/intake/{asked.document_id}/compare/").text
    answer = client.post(f"/intake/{asked.document_id}/compare/take-over/", {"proposal": "m3"})

    assert "采纳为草稿" not in html
    assert answer.status_code == 404


def test_a_stranger_finds_nothing(
    asked: ModelReading, signed_in: Callable[[Person], Client], people: People
) -> None:
    client = signed_in(people.stranger)

    assert client.get(f"/intake/{asked.document_id}/compare/").status_code == 404
    assert client.post(f"/intake/{asked.document_id}/compare/again/").status_code == 404


def test_nothing_is_there_before_the_model_was_asked(
    office: Client, people: People, settings: SettingsWrapper
) -> None:
    address = f"/intake/{make_document(by=people.office).pk}/compare/"

    assert "本文件未询问模型" in office.get(address).text
    assert "这条建议已不存在" in office.post(f"{address}take-over/", follow=True).text
    settings.MODEL_URL = ""
    assert "未配置语言模型" in office.get(address).text


def test_a_model_that_failed_can_be_asked_again(office: Client, asked: ModelReading) -> None:
    ModelReading.objects.update(status="failed", entries=[], answered=0)
    address = f"/intake/{asked.document_id}/compare/"
    assert "重新询问模型" in office.get(address).text

    first = office.post(f"{address}again/", follow=True).text
    second = office.post(f"{address}again/", follow=True).text

    assert "正在重新询问模型。" in first
    assert "正在重新询问模型。" not in second
    assert ModelReading.objects.get().status == "asking"
    assert "正在询问模型" in second


def test_the_screen_speaks_english_too(office: Client, asked: ModelReading, people: People) -> None:
    people.office.account.language = "en"
    people.office.account.save()

    html = office.get(f"/intake/{asked.document_id}/compare/").text

    assert "Take over as draft" in html
    assert "采纳" not in html


def test_the_number_of_queries_does_not_grow_with_the_rows(
    office: Client, asked: ModelReading, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        office.get(f"/intake/{asked.document_id}/compare/")


def test_the_review_leads_there_once_the_model_has_answered(
    office: Client, asked: ModelReading, settings: SettingsWrapper
) -> None:
    review, link = f"/intake/{asked.document_id}/", f'href="/intake/{asked.document_id}/compare/"'
    assert link in office.get(review).text

    settings.MODEL_URL = ""
    assert link not in office.get(review).text
    settings.MODEL_URL = "http://127.0.0.1:1/v1"
    ModelReading.objects.update(status="failed")
    assert link not in office.get(review).text

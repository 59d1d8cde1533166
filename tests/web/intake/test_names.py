"""人员与单位: the names of a document, put right on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from taizhang.intake import services
from taizhang.intake.models import Document, Lesson, NameDecision
from taizhang.intake.services import rereading
from tests.factories import make_document, make_person

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "光伏攻坚班子召集人卓远主持会议，副区长沈知微讲话，沈知微要求落实。\n"
    "针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，由光伏攻坚班子牵头扩容。\n"
)


@pytest.fixture
def document(people: People, now: datetime) -> Document:
    return services.receive_text("座谈会", TEXT, by=people.office, now=now, read_now=True)


def _form(said: str, kind: str, **more: str) -> dict[str, str]:
    return {"seen": "1", "said": said, "kind": kind, "titles": "", "same_as": "", **more}


def test_the_review_leads_to_the_names(document: Document, office: Client) -> None:
    review = office.get(f"/intake/{document.pk}/").content.decode()

    assert f"/intake/{document.pk}/names/" in review


def test_names_are_shown_kind_by_kind(document: Document, office: Client) -> None:
    page = office.get(f"/intake/{document.pk}/names/")

    groups = {
        kind: [row.name.said for row in rows] for kind, _title, rows in page.context["groups"]
    }
    assert groups["person"] == ["沈知微"]
    assert groups["enterprise"] == ["云岭澄泉水处理设备有限公司"]
    assert "副区长" in page.content.decode()
    assert "×2" in page.content.decode()


def test_a_name_says_whom_it_belongs_to(people: People, now: datetime, office: Client) -> None:
    text = "云岭澄泉水处理设备有限公司隶属于栎阳控股集团有限公司，区水务局局长沈知微到会。\n"
    document = services.receive_text("走访", text, by=people.office, now=now, read_now=True)

    page = office.get(f"/intake/{document.pk}/names/").content.decode()

    assert "属于栎阳控股集团有限公司" in page
    assert "属于区水务局" in page


def test_a_document_without_names_says_so(people: People, office: Client) -> None:
    document = make_document(by=people.office)

    assert "data-rows" not in office.get(f"/intake/{document.pk}/names/").content.decode()


def test_a_name_that_was_not_seen_is_added(document: Document, office: Client) -> None:
    asked = office.get(f"/intake/{document.pk}/names/one/").content.decode()
    assert 'name="said"' in asked

    answer = office.post(f"/intake/{document.pk}/names/one/", _form("光伏攻坚班子", "unit"))

    assert answer.headers["Location"] == f"/intake/{document.pk}/names/"
    assert Lesson.objects.get().said == "光伏攻坚班子"
    page = office.get(f"/intake/{document.pk}/names/").content.decode()
    assert "已更正" in page
    assert "下一份来件" in page


def test_titles_are_put_right(document: Document, office: Client) -> None:
    said = quote("沈知微")
    form = office.get(f"/intake/{document.pk}/names/one/?said={said}")
    assert form.context["form"].initial["titles"] == "副区长"

    office.post(
        f"/intake/{document.pk}/names/one/",
        _form("沈知微", "person", titles="党工委委员\r\n\r\n副区长\r\n党工委委员"),
    )

    assert NameDecision.objects.get().titles == ["党工委委员", "副区长"]
    again = office.get(f"/intake/{document.pk}/names/one/?said={said}").content.decode()
    assert "最初读作" in again


def test_the_form_offers_who_is_near_on_the_roster(
    document: Document, office: Client, people: People
) -> None:
    make_person("沈知微", code="shen")
    found = office.get(f"/intake/{document.pk}/names/one/?said={quote('沈知微')}")
    assert [code for code, _name in found.context["near"]] == ["shen"]

    office.post(f"/intake/{document.pk}/names/one/", _form("沈知微", "person", same_as="shen"))

    assert NameDecision.objects.get().code == "shen"
    added = office.get(f"/intake/{document.pk}/names/one/?said={quote('沈知微')}")
    assert added.context["form"].initial["same_as"] == "shen"


def test_what_was_not_seen_is_said_of_a_name_that_was_added(
    document: Document, office: Client
) -> None:
    office.post(f"/intake/{document.pk}/names/one/", _form("光伏攻坚班子", "unit"))

    page = office.get(f"/intake/{document.pk}/names/one/?said={quote('光伏攻坚班子')}")

    assert page.context["read_first"] == "未读出"


def test_a_code_of_another_kind_is_left_behind(
    document: Document, office: Client, people: People
) -> None:
    firm = "云岭澄泉水处理设备有限公司"
    form = office.get(f"/intake/{document.pk}/names/one/?said={quote(firm)}")
    code = form.context["form"].initial["same_as"]
    assert code == "enterprise"

    office.post(f"/intake/{document.pk}/names/one/", _form(firm, "unit", same_as=code))

    decision = NameDecision.objects.get()
    assert (decision.kind, decision.code) == ("unit", "")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (_form("光伏攻坚班子", "unit", same_as="没有的单位"), 409),
        (_form("文中没有", "unit"), 409),
        (_form("光伏攻坚班子", "unit", seen="0"), 409),
        (_form("光伏攻坚班子", "nonsense"), 422),
        ({}, 422),
    ],
)
def test_what_was_typed_is_kept_when_it_is_refused(
    document: Document, office: Client, form: dict[str, str], status: int
) -> None:
    answer = office.post(f"/intake/{document.pk}/names/one/", form)

    assert answer.status_code == status
    assert answer.context["form"].data.get("said") == form.get("said")
    assert not NameDecision.objects.exists()


def test_a_long_document_shows_that_it_is_read_again(
    document: Document, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "_WITHIN_A_REQUEST", 10)

    answer = office.post(f"/intake/{document.pk}/names/one/", _form("光伏攻坚班子", "unit"))

    progress = f"/intake/{document.pk}/progress/"
    assert answer.headers["Location"] == progress
    assert "更正了名称" in office.get(progress).content.decode()
    for path in ("names/", "names/one/"):
        assert office.get(f"/intake/{document.pk}/{path}").headers["Location"] == progress


def test_the_lead_unit_is_kept_as_the_text_says_it(
    document: Document, office: Client, people: People
) -> None:
    draft = document.drafts.get(ledger="appeal")
    form = {"seen": draft.version, "text": draft.text, "ledger": "appeal", "lead": "lead"}
    office.post(f"/intake/drafts/{draft.pk}/edit/", {**form, "lead_name": "光伏 攻坚班子"})

    draft.refresh_from_db()
    assert (draft.lead_unit, draft.lead_name) == (people.lead, "光伏攻坚班子")
    form["seen"] = draft.version
    office.post(f"/intake/drafts/{draft.pk}/edit/", {**form, "lead_name": ""})
    draft.refresh_from_db()
    assert draft.lead_name == people.lead.name


def test_who_may_not_decide_only_looks(
    document: Document, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.zone_head)

    assert "names/one" not in client.get(f"/intake/{document.pk}/names/").content.decode()
    assert client.get(f"/intake/{document.pk}/names/one/").status_code == 404


def test_the_list_takes_few_queries(
    document: Document, office: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(25):
        office.get(f"/intake/{document.pk}/names/")

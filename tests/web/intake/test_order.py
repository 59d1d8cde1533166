"""The order of the blocks and the date of a document, through the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import queries, services
from taizhang.intake.models import Document
from taizhang.intake.services import rereading
from tests.factories import make_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "现场安排电力保障中心5个工作日内完成扩容。\n"
    "针对云岭启明光学股份有限公司反映的贷款周转困难问题，邵立言表示本周内对接银行。\n"
)


@pytest.fixture
def document(people: People, now: datetime) -> Document:
    return services.receive_text("座谈会", TEXT, by=people.office, now=now, read_now=True)


def _values(document: Document) -> list[str]:
    values = []
    found = queries.page_blocks(document)
    for article in found.articles:
        values.append("article")
        values += [f"{block.span.start}-{block.span.end}" for block in article]
    return [*values, "rest"]


def test_the_page_shows_every_block_with_its_moves(document: Document, office: Client) -> None:
    page = office.get(f"/intake/{document.pk}/order/").content.decode()

    assert page.count("data-block") == 3
    assert "高新园召开企业座谈会" in page


@pytest.mark.parametrize("way", ["up", "down", "apart"])
def test_a_move_shows_the_new_order_and_saves_nothing(
    document: Document, office: Client, way: str
) -> None:
    values = _values(document)

    answer = office.post(f"/intake/{document.pk}/order/", {"order": values, way: values[2]})

    assert answer.status_code == 200
    assert not document.orders.exists()
    groups = answer.context["groups"]
    assert sum(len(group.blocks) for group in groups) == 3
    assert len(groups) == (3 if way == "apart" else 2)
    page = answer.content.decode()
    assert page.count(" autofocus") == 1
    assert f'name="{way}" value="{values[2]}" autofocus' in page


def test_a_block_can_be_left_out_and_made_an_article(document: Document, office: Client) -> None:
    values = _values(document)
    out = office.post(f"/intake/{document.pk}/order/", {"order": values, "down": values[3]})
    assert len(out.context["groups"][-1].blocks) == 1

    left = [*values[:3], "rest", values[3]]
    back = office.post(f"/intake/{document.pk}/order/", {"order": left, "apart": values[3]})
    assert back.context["groups"][-1].blocks


def test_saving_reads_the_document_in_that_order(document: Document, office: Client) -> None:
    values = _values(document)
    values[2], values[3] = values[3], values[2]

    answer = office.post(f"/intake/{document.pk}/order/", {"order": values, "seen": 1, "save": 1})

    assert answer.status_code == 302
    assert document.orders.count() == 1
    appeals = [d.text for d in queries.drafts(document) if d.ledger == "appeal"]
    assert "贷款" in appeals[0]
    page = office.get(f"/intake/{document.pk}/order/").content.decode()
    assert "order/back" in page


@pytest.mark.parametrize("order", [["article", "1-3"], ["article", "x-3", "9-4"], []])
def test_an_order_that_does_not_fit_is_refused(
    document: Document, office: Client, order: list[str]
) -> None:
    answer = office.post(f"/intake/{document.pk}/order/", {"order": order, "save": 1})

    assert answer.status_code == 409
    assert not document.orders.exists()


def test_an_order_can_be_taken_back(document: Document, office: Client) -> None:
    values = _values(document)
    values[2], values[3] = values[3], values[2]
    office.post(f"/intake/{document.pk}/order/", {"order": values, "save": 1})

    for _ in range(2):
        office.post(f"/intake/{document.pk}/order/back/", follow=True)

    assert [order.blocks for order in document.orders.all()][-1] is None
    assert document.orders.count() == 2


def test_the_date_can_be_changed(document: Document, office: Client) -> None:
    answer = office.post(f"/intake/{document.pk}/date/", {"dated": "2025-09-20", "seen": 1})

    assert answer.status_code == 302
    assert Document.objects.get(pk=document.pk).dated.isoformat() == "2025-09-20"


@pytest.mark.parametrize("said", [{"dated": "gestern"}, {"dated": "2025-09-21", "seen": 7}])
def test_a_date_that_is_none_or_stale_changes_nothing(
    document: Document, office: Client, said: dict[str, object]
) -> None:
    answer = office.post(f"/intake/{document.pk}/date/", said, follow=True)

    assert "message-error" in answer.content.decode()
    assert Document.objects.get(pk=document.pk).version == 1


@pytest.mark.parametrize("address", ["order/", "order/back/", "date/"])
@pytest.mark.parametrize("who", ["zone_head", "stranger", "other_officer"])
def test_others_find_no_such_document(
    document: Document,
    people: People,
    signed_in: Callable[[Person], Client],
    who: str,
    address: str,
) -> None:
    client = signed_in(getattr(people, who))

    assert client.post(f"/intake/{document.pk}/{address}").status_code == 404


def test_an_unknown_document_is_404(office: Client) -> None:
    assert office.get("/intake/999999/order/").status_code == 404


def test_a_document_that_is_being_read_leads_to_its_progress(
    people: People, office: Client
) -> None:
    document = make_document(by=people.office, status=Document.Status.READING)

    answer = office.get(f"/intake/{document.pk}/order/")

    assert answer["Location"] == f"/intake/{document.pk}/progress/"


def test_a_doubt_about_the_order_leads_to_the_page(document: Document, office: Client) -> None:
    document.reading["articles"][0]["doubts"] = [
        "Blocks of this article were put into another order than they stand in."
    ]
    document.save()

    page = office.get(f"/intake/{document.pk}/").content.decode()

    assert "src-doubt" in page
    assert f"/intake/{document.pk}/order/" in page


def test_a_date_counted_from_words_is_marked(document: Document, office: Client) -> None:
    page = office.get(f"/intake/{document.pk}/").content.decode()

    # 本周内 by intake, 5个工作日内 by the calendar of the ledger.
    assert page.count(">推算</span>") == len([d for d in queries.drafts(document) if d.due_text])


def test_a_long_document_shows_that_it_is_read_again(
    document: Document, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "_WITHIN_A_REQUEST", 10)

    answer = office.post(f"/intake/{document.pk}/date/", {"dated": "2025-09-20", "seen": "1"})

    assert answer.headers["Location"] == f"/intake/{document.pk}/progress/"
    page = office.get(f"/intake/{document.pk}/progress/").content.decode()
    assert "重新读取" in page
    assert office.get(f"/intake/{document.pk}/").status_code == 302


def test_a_review_says_that_it_could_not_be_read_again(document: Document, office: Client) -> None:
    Document.objects.filter(pk=document.pk).update(
        failure="reading_failed", failure_fields={"reference": "abc123"}
    )

    assert "abc123" in office.get(f"/intake/{document.pk}/").content.decode()

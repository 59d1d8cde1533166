from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import queries, services
from taizhang.intake.errors import NotReadYet, QuoteAmbiguous, QuoteNotFound, SpanOutside
from taizhang.intake.models import Document, Draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


def _span(page: Page, words: str) -> tuple[int, int]:
    start = page.document.text.index(words)
    return start, start + len(words)


def test_add_makes_a_draft_of_exactly_the_selected_words(
    page: Page, people: People, now: datetime
) -> None:
    draft = services.add(
        page.document,
        *_span(page, "反映的用电\n容量不足"),
        ledger="hazard",
        by=people.office,
        now=now,
    )

    assert (draft.quote, draft.text) == ("反映的用电\n容量不足", "反映的用电容量不足")
    assert (draft.ledger, draft.article, draft.status) == ("hazard", "a1", "waiting")
    assert (draft.changed_by, draft.change) == (people.office, "added")


def test_add_names_the_enterprises_said_in_the_words(
    page: Page, people: People, now: datetime
) -> None:
    draft = services.add(page.document, *_span(page, "澄泉水处理反映"), by=people.office, now=now)

    assert draft.enterprises == [{"name": "云岭澄泉水处理设备有限公司", "code": "enterprise"}]


def test_add_takes_its_place_in_reading_order(page: Page, people: People, now: datetime) -> None:
    draft = services.add(page.document, *_span(page, "请规建局三日内"), by=people.office, now=now)

    assert [one.pk for one in queries.drafts(page.document)] == [
        page.power.pk,
        page.loan.pk,
        draft.pk,
        page.order.pk,
    ]


def test_add_leaves_spacing_and_loose_punctuation_out(
    page: Page, people: People, now: datetime
) -> None:
    draft = services.add(page.document, *_span(page, "。\n天气晴好。\n"), by=people.office, now=now)

    assert draft.quote == "天气晴好"


def test_add_twice_is_one_draft(page: Page, people: People, now: datetime) -> None:
    span = _span(page, "天气晴好")

    first = services.add(page.document, *span, by=people.office, now=now)

    assert services.add(page.document, *span, by=people.office, now=now) == first


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (9, 3), (0, 5000), (10, 11)])
def test_add_refuses_a_selection_without_words(
    page: Page, people: People, now: datetime, span: tuple[int, int]
) -> None:
    with pytest.raises(SpanOutside):
        services.add(page.document, *span, by=people.office, now=now)

    assert Draft.objects.count() == 3


def test_add_refuses_a_document_that_is_being_read(
    page: Page, people: People, now: datetime
) -> None:
    Document.objects.update(status=Document.Status.READING)

    with pytest.raises(NotReadYet):
        services.add(page.document, 0, 4, by=people.office, now=now)


def test_a_quote_is_found_whatever_its_line_breaks(page: Page) -> None:
    assert services.find_quote(page.document, "用电 容量\n不足") == _span(page, "用电\n容量不足")


def test_a_quote_that_is_not_there_is_refused(page: Page) -> None:
    with pytest.raises(QuoteNotFound):
        services.find_quote(page.document, "无此一说")


def test_an_empty_quote_is_refused(page: Page) -> None:
    with pytest.raises(QuoteNotFound):
        services.find_quote(page.document, "  ")


def test_a_quote_that_is_there_twice_is_refused(page: Page) -> None:
    with pytest.raises(QuoteAmbiguous) as refusal:
        services.find_quote(page.document, "反映的")

    assert refusal.value.fields["count"] == 2

"""Many rows are written as `bulk_create` writes them, few or hundreds, on either database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.intake.models import Document, Draft
from taizhang.roster.inserting import insert
from tests.clock import NOW
from tests.factories import make_document
from tests.people import People

pytestmark = pytest.mark.django_db


def drafts(document: Document, count: int) -> list[Draft]:
    """With values that a way of writing may stumble over."""
    return [
        Draft(
            document=document,
            position=at,
            ledger="appeal",
            start=at,
            end=at + 1,
            quote="\\N\t引用\r\n“第二行”\\.",
            text="" if at % 2 else "缺电，'请'增容；100%。",
            due=None if at % 3 else date(2026, 12, 1),
            due_inferred=at % 2 == 0,
            confidence=0.1 + 0.2,
            enterprises=[{"name": "云岭\\试验\n有限公司"}] if at % 2 else [],
            changed_at=None if at % 2 else NOW,
        )
        for at in range(count)
    ]


def said(draft: Draft) -> dict[str, Any]:
    read = Draft.objects.filter(pk=draft.pk).values().get()
    return {key: value for key, value in read.items() if key not in {"id", "document_id"}}


@pytest.fixture
def two(people: People) -> tuple[Document, Document]:
    return make_document(by=people.office), make_document(by=people.office, text="另一份。")


@pytest.mark.parametrize("count", [1, 30])
def test_rows_stand_as_they_were_given_each_with_its_key(
    two: tuple[Document, Document], count: int
) -> None:
    ours, theirs = drafts(two[0], count), drafts(two[1], count)
    insert(ours)
    Draft.objects.bulk_create(theirs)
    assert [said(one) for one in ours] == [said(one) for one in theirs]
    assert [one.pk for one in ours] == sorted(one.pk for one in ours)
    ours[-1].text = "已改"
    ours[-1].save()
    assert Draft.objects.filter(document=two[0]).count() == count


def test_what_the_database_refuses_is_refused_whole(two: tuple[Document, Document]) -> None:
    rows = drafts(two[0], 30)
    rows[20].end = rows[20].start
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(rows)
    assert not Draft.objects.filter(document=two[0]).exists()


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        insert([])

"""What the database itself refuses of consolidations and of what was decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from taizhang.reporting.consolidations import queries
from taizhang.reporting.models import ConflictDecision, Consolidation, ConsolidationFile
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def made(people: People, **more: Any) -> Consolidation:
    return Consolidation.objects.create(
        name="九月", created_at=NOW, created_by=people.office, **more
    )


def decided(people: People, one: Consolidation, **more: Any) -> ConflictDecision:
    given = {"key": "a", "kind": "cell", "answer": "take", "value": "已办结", **more}
    return ConflictDecision.objects.create(
        consolidation=one, at=NOW, by=people.office, by_name="x", **given
    )


def test_a_decision_is_neither_changed_nor_deleted(people: People) -> None:
    one = decided(people, made(people))
    with pytest.raises(DatabaseError), transaction.atomic():
        ConflictDecision.objects.filter(pk=one.pk).update(value="办理中")
    with pytest.raises(DatabaseError), transaction.atomic():
        one.delete()


def test_the_newest_decision_counts_until_it_is_taken_back(people: People) -> None:
    one = made(people)
    decided(people, one)
    last = decided(people, one, answer="both", value="")
    decided(people, one, key="b")
    assert queries.newest(["a"]) == {"a": last}
    decided(people, one, answer="", value="")
    assert set(queries.newest()) == {"b"}
    assert [each.value for each in queries.decided().values()] == ["已办结"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "failed"},
        {"status": "done", "made_at": NOW},
        {"status": "done", "result_as": "x"},
        {"done": 2, "total": 1},
    ],
)
def test_a_consolidation_that_cannot_be_is_refused(people: People, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        made(people, **wrong)


def test_a_decision_without_words_and_two_files_in_one_place_are_refused(people: People) -> None:
    one = made(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        decided(people, one, value="")
    given: dict[str, Any] = {"size": 1, "added_at": NOW, "added_by": people.office, "position": 1}
    ConsolidationFile.objects.create(consolidation=one, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsolidationFile.objects.create(consolidation=one, **given)

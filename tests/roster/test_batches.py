"""Statements told together are done in their order, each seeing what those before it did."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from taizhang.roster.batches import Batch
from taizhang.roster.changing import as_read, change_in
from taizhang.roster.fetching import Lock, rows_by, rows_in
from taizhang.roster.inserting import insert_in
from taizhang.roster.models import Enterprise, Person, Unit
from tests.people import People

pytestmark = pytest.mark.django_db

_NAME = "UPDATE roster_unit SET name = %s WHERE code = %s"
_NAMED = "SELECT name FROM roster_unit WHERE code = %s"


def told(code: str) -> tuple[Batch, list[Any]]:
    """Asks for a name, changes it, asks again."""
    batch, heard = Batch(), list[Any]()
    batch.add(_NAMED, [code], heard.extend)
    batch.add(_NAME, ["一百%；'新'名", code])
    batch.add(_NAMED, [code], heard.extend)
    return batch, heard


def test_each_statement_sees_those_before_it(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    was = people.lead.name
    batch, heard = told(people.lead.code)
    assert heard == []
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 3):
        batch.tell()
    assert heard == [(was,), ("一百%；'新'名",)]
    with django_assert_num_queries(0):
        batch.tell()


def test_they_are_told_one_by_one_where_the_server_puts_the_values_in(
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    monkeypatch.setattr(connection.features, "uses_server_side_binding", True, raising=False)
    batch, heard = told(people.lead.code)
    with django_assert_num_queries(3):
        batch.tell()
    assert heard[1] == ("一百%；'新'名",)


def test_nothing_is_done_after_one_that_is_refused(people: People) -> None:
    batch = Batch()
    batch.add(_NAME, ["先", people.lead.code])
    batch.add("UPDATE roster_unit SET code = %s WHERE code = %s", ["twice", people.lead.code])
    batch.add("UPDATE roster_unit SET code = %s WHERE code = %s", ["twice", people.co.code])
    batch.add(_NAME, ["后", people.co.code])
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.tell()
    people.lead.refresh_from_db()
    assert people.lead.name != "先"
    assert not Unit.objects.filter(code="twice").exists()


def test_rows_are_read_as_django_reads_them(people: People) -> None:
    firms = rows_by(Enterprise, "code", [people.enterprise.code, None], lock=Lock.FACTS)
    (theirs,) = Enterprise.objects.filter(code=people.enterprise.code)
    names = [field.attname for field in Enterprise._meta.concrete_fields]
    assert [{name: getattr(one, name) for name in names} for one in firms] == [
        {name: getattr(theirs, name) for name in names}
    ]
    firms[0].name = "改名有限公司"
    firms[0].save()
    assert Enterprise.objects.get(pk=theirs.pk).name == "改名有限公司"


def test_rows_come_oldest_first_and_none_for_no_key(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    wanted = [people.co_handler.pk, people.office.pk, people.office.pk]
    assert [one.pk for one in rows_by(Person, "id", wanted)] == sorted(set(wanted))
    with django_assert_num_queries(0):
        assert rows_by(Person, "id", [None]) == []


def test_only_what_differs_is_written(people: People) -> None:
    read = Unit.objects.get(pk=people.lead.pk)
    held = as_read(read)
    Unit.objects.filter(pk=read.pk).update(short_name="别人写的")
    read.name = "自己写的"
    batch = Batch()
    change_in(batch, read, held)
    change_in(batch, read, as_read(read))
    batch.tell()
    people.lead.refresh_from_db()
    assert (people.lead.name, people.lead.short_name) == ("自己写的", "别人写的")


@pytest.mark.parametrize("count", [0, 1, 30])
def test_new_rows_are_written_after_what_was_said_before_them(people: People, count: int) -> None:
    batch = Batch()
    before = rows_in(batch, Unit, "kind", ["park"])
    insert_in(
        batch,
        [Unit(code=f"p{at}", name=f"{at}号园区", kind="park") for at in range(count)],
    )
    after = rows_in(batch, Unit, "kind", ["park"])
    batch.tell()
    assert len(after) == len(before) + count

"""Units and people that a list shows are put into its rows out of what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.ledger.models import Entry
from taizhang.reporting.columns import BY_KEY, name_in, rows_for
from taizhang.roster import queries as roster
from taizhang.roster.models import Unit
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.people import People

pytestmark = pytest.mark.django_db

NAMED = ("ledger", "lead", "in_charge", "accountable", "watcher", "registered_by", "first_receiver")


def test_rows_say_the_same_as_joined(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    make_entry(by=people.office)
    columns = [BY_KEY[name] for name in NAMED]
    joined = [[one.cell(row) for one in columns] for row in rows_for(columns).order_by("pk")]
    rows = list(rows_for(columns, named_later=True).order_by("pk"))
    name_in(rows, columns)
    with django_assert_num_queries(0):
        assert [[one.cell(row) for one in columns] for row in rows] == joined
    assert people.lead.name in {str(cell) for row in joined for cell in row}


def test_what_is_not_kept_yet_is_looked_up(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    rows = list(rows_for([BY_KEY["lead"]], named_later=True))
    kept = "taizhang.reporting.columns.rows._KEPT"
    monkeypatch.setattr(kept, {Unit: dict})
    name_in(rows, [BY_KEY["lead"]])
    assert [row.lead for row in rows] == [people.lead]


def test_who_is_gone_is_named_too(people: People) -> None:
    Unit.objects.filter(pk=people.elsewhere.pk).update(is_active=False)
    assert people.elsewhere.pk in roster.units_by_key()
    assert people.office.pk in roster.people_by_key()
    assert not Entry.objects.exists()

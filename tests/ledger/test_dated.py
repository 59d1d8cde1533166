"""Several lists by due date at once say what each says by itself."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from django.db.models import F, Q

from taizhang.ledger import queries
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.people import People

TODAY = NOW.date()
STATES = ("accepted", "dispatched")


@pytest.fixture
def lists(people: People) -> dict[str, Q]:
    """Conditions over eight entries with dates in another order than their keys, two with none."""
    for days in (9, 3, 9, 1, 5):
        due = TODAY + timedelta(days=days)
        make_dispatched(by=people.office, lead=people.lead, due=due)
    for title in ("无期限甲", "无期限乙", "无期限丙"):
        make_entry(by=people.office, title=title)
    return {
        "all": Q(state__in=STATES),
        "late": Q(due__gte=TODAY + timedelta(days=4)),
        "none": Q(state="closed"),
        "never": Q(pk__in=[]),
    }


def _naive(condition: Q, without: set[int]) -> list[int]:
    found = Entry.objects.filter(condition).exclude(pk__in=without)
    return list(found.order_by(F("due").asc(nulls_last=True), "pk").values_list("pk", flat=True))


def _stretches(condition: Q, *, is_walked: bool) -> list[queries.Stretch]:
    """Those with a date and those with none, state by state or all at once."""
    rows, states = Entry.objects.filter(condition), STATES if is_walked else ()
    return [
        queries.Stretch(rows.filter(due__isnull=False), states, is_dated=True),
        queries.Stretch(rows.filter(due__isnull=True), states),
    ]


@pytest.mark.parametrize(("most", "first"), [*product((1, 3, 100), (1, 2, 7))])
@pytest.mark.parametrize("left_out", [0, 1, 4])
@pytest.mark.parametrize("is_walked", [True, False])
@pytest.mark.parametrize("is_same", [True, False])
def test_each_list_is_counted_and_begun_by_due_date(
    lists: dict[str, Q], *, most: int, first: int, left_out: int, is_walked: bool, is_same: bool
) -> None:
    without = set(_naive(lists["all"], set())[:left_out])
    rows = {name: _stretches(holds, is_walked=is_walked) for name, holds in lists.items()}
    whole = rows if is_same else {name: [*stretches] for name, stretches in rows.items()}
    found = queries.dated(rows, first, without=without, whole=whole, most=most)
    for name, holds in lists.items():
        every = _naive(holds, without)
        one = found[name]
        assert (one.count, one.count.is_more) == (min(len(every), most), len(every) > most), name
        assert list(one.keys) == (every[:first] if is_walked or one.count.is_more else every), name
        whole = len(_naive(holds, set()))
        assert (one.in_all, one.in_all.is_more) == (min(whole, most), whole > most), name


def test_one_statement_answers_all_that_is_not_longer_than_was_thought(
    lists: dict[str, Q], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = {
        "long": _stretches(lists["all"], is_walked=True),
        "short": _stretches(lists["late"], is_walked=False),
    }
    with django_assert_num_queries(1):
        queries.dated(rows, 2, without={1, 2}, whole=rows, most=5)


def test_what_a_list_asks_is_put_together_once(lists: dict[str, Q]) -> None:
    (one, _none) = _stretches(lists["all"], is_walked=True)
    assert one.every is one.every
    assert one.begun is one.begun
    before = queries.dated({"all": [one]}, 9, most=9)["all"]
    Entry.objects.filter(pk=before.keys[0]).update(due=None)
    after = queries.dated({"all": [one]}, 9, without=before.keys[1:2], most=9)["all"]
    assert after.keys == before.keys[2:]
    assert after.count == before.count - 2


def test_nothing_is_asked_of_the_database_for_lists_that_hold_nothing(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        found = queries.dated({"never": [queries.Stretch(Entry.objects.none())]}, 3, most=5)
    assert found["never"] == queries.Dated(queries.Count(0), (), queries.Count(0))


@pytest.mark.parametrize("few", [0, 1, 1000])
def test_what_a_unit_owes_is_what_it_helps_with_in_these_states(
    people: People, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("taizhang.ledger.queries.listing.FEW", few)
    for _number in range(2):
        make_dispatched(by=people.office, lead=people.lead, co_units=[people.co])
    make_dispatched(by=people.office, lead=people.lead)
    helping = Entry.objects.filter(queries.helping(people.co_handler))
    for states in (["dispatched"], ["accepted"], ["accepted", "dispatched"]):
        owed = Entry.objects.filter(queries.owed_by(people.co_handler, states))
        assert set(owed) == set(helping.filter(state__in=states))
    assert helping.count() == 2


def test_a_date_in_the_far_future_is_still_a_date(people: People) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, due=date(2099, 12, 31))
    without_date = make_entry(by=people.office)
    found = queries.dated({"all": [queries.Stretch(Entry.objects.all())]}, 1, most=1)
    assert found["all"].keys == (entry.pk,)
    assert without_date.pk not in found["all"].keys

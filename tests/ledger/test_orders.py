"""Pages by key: each row once, forwards and backwards, whatever comes in between."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries
from taizhang.ledger.models import Entry, Ledger, Listing
from taizhang.ledger.queries import (
    ORDERS,
    Count,
    Place,
    Run,
    Sifted,
    UnknownPlace,
    on_each,
    orders,
    sifting,
)
from taizhang.ledger.queries.sifting import Gathered
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
SORTS = [sign + name for name in ORDERS for sign in ("", "-")]


@pytest.fixture
def zone(people: People) -> People:
    """Seven entries: some with due date, lead and person in charge, some without."""
    for number in range(4):
        make_dispatched(
            by=people.office,
            lead=people.co if number % 2 else people.lead,
            now=NOW + timedelta(minutes=number),
        )
    for number in range(3):
        make_entry(by=people.office, now=NOW + timedelta(minutes=number))
    return people


def forwards(run: Run, size: int = 3) -> list[int]:
    return list(chain(*run.chunks(size)))


def backwards(run: Run, size: int = 3) -> list[int]:
    """From the last page to the first."""
    rows = Entry.objects.all()
    sheet = run.sheet(rows, size)
    while sheet.after:
        sheet = run.sheet(rows, size, after=sheet.after)
    found = [sheet.entries]
    while sheet.before:
        sheet = run.sheet(rows, size, before=sheet.before)
        found.insert(0, sheet.entries)
    return [entry.pk for entry in chain(*found)]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("most", [1000, 2])
def test_every_order_shows_each_row_once_in_both_directions(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(orders, "SPARSE", most)
    ahead = {sort: forwards(Run.of(Entry.objects.all(), sort)) for sort in SORTS}
    assert {sort: len(set(keys)) for sort, keys in ahead.items()} == dict.fromkeys(SORTS, 7)
    # Seven rows and pages of three: going back ends with a whole first page.
    back = {sort: backwards(Run.of(Entry.objects.all(), sort)) for sort in SORTS}
    assert {sort: sorted(set(keys)) for sort, keys in back.items()} == {
        sort: sorted(keys) for sort, keys in ahead.items()
    }


@pytest.mark.parametrize("most", [1000, 6, 2])
@pytest.mark.usefixtures("zone")
def test_what_was_put_on_a_ledger_stands_in_its_place_among_the_others(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(orders, "SPARSE", most)
    rows = Entry.objects.all()
    own = rows.filter(lead__code="lead")
    listed = rows.exclude(lead__code="lead")
    found = {sort: Run.of(own, sort, listed=listed) for sort in SORTS}
    alike = {sort: Run.of(rows, sort) for sort in SORTS}
    assert {sort: forwards(run) for sort, run in found.items()} == {
        sort: forwards(run) for sort, run in alike.items()
    }
    assert {sort: backwards(run) for sort, run in found.items()} == {
        sort: backwards(run) for sort, run in alike.items()
    }


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(("sifted", "steps"), [(99, (99,)), (3, (2, 4)), (3, (2, 99)), (3, (99,))])
@pytest.mark.parametrize("is_dense", [True, False])
def test_what_is_looked_through_is_what_would_be_gathered(
    monkeypatch: pytest.MonkeyPatch, sifted: int, steps: tuple[int, ...], *, is_dense: bool
) -> None:
    monkeypatch.setattr(orders, "SPARSE", 1)
    monkeypatch.setattr(sifting, "ENOUGH", 1)
    monkeypatch.setattr(sifting, "SLICE", 2)
    monkeypatch.setattr(sifting, "SIFTED", sifted)
    monkeypatch.setattr(sifting, "STEPS", steps)
    rows = Entry.objects.all()
    wanted = rows.filter(lead=None) if is_dense else rows.filter(lead__code="co")
    kept = set(wanted.values_list("pk", flat=True))
    through = Sifted(rows, rows, lambda keys: [key for key in keys if key in kept])
    found = {sort: Run.of(wanted, sort, sifted=through) for sort in SORTS}
    alike = {sort: Run.of(wanted, sort) for sort in SORTS}
    for way in (forwards, backwards):
        assert {sort: way(run, 1) for sort, run in found.items()} == {
            sort: way(run, 1) for sort, run in alike.items()
        }
    assert {str(run.count) for run in found.values()} == {"1+"}


def test_of_few_rows_that_are_looked_through_all_are_known(people: People) -> None:
    made = [make_entry(by=people.office) for _number in range(3)]
    rows = Entry.objects.all()
    run = Run.of(rows.none(), "due", sifted=Sifted(rows, rows, lambda keys: list(keys)[:2]))
    assert set(run.keys or ()) == {one.pk for one in made[1:]}
    assert str(run.count) == "2"


@pytest.mark.parametrize(
    ("found", "more_than"), [(1, 0), (52, 51), (100, 99), (101, 100), (366, 300), (901, 900)]
)
def test_of_many_it_is_said_that_there_are_more_than_so_many_hundreds(
    found: int, more_than: int
) -> None:
    assert Gathered(range(found), are_all=False).fewer == more_than


def test_so_few_rows_that_all_are_looked_through_are_counted_however_many_hold_the_words(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [make_entry(by=people.office) for _number in range(4)]
    monkeypatch.setattr(sifting, "ENOUGH", 1)
    rows = Entry.objects.all()
    through = Sifted(rows, rows, list)
    assert through.gathered() == (sorted((one.pk for one in made), reverse=True), True)
    monkeypatch.setattr(sifting, "SLICE", 3)
    assert through.gathered() == (sorted((one.pk for one in made[1:]), reverse=True), False)


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("sort", ["due", "-due"])
def test_what_is_missing_stands_last_whichever_way(sort: str) -> None:
    keys = forwards(Run.of(Entry.objects.all(), sort))
    dated = [Entry.objects.get(pk=key).due is not None for key in keys]
    assert dated == [True] * 4 + [False] * 3


def test_a_row_that_comes_in_moves_no_page(zone: People) -> None:
    rows = Entry.objects.all()
    first = Run.of(rows, "-registered").sheet(rows, 3)
    second = Run.of(rows, "-registered").sheet(rows, 3, after=first.after)
    make_entry(by=zone.office, now=NOW + timedelta(days=1))
    again = Run.of(rows, "-registered").sheet(rows, 3, after=first.after)
    assert again.entries == second.entries


@pytest.mark.usefixtures("zone")
def test_a_place_goes_through_the_address_and_back() -> None:
    rows = Entry.objects.all()
    places = []
    for sort in SORTS:
        run = Run.of(rows, sort)
        sheet = run.sheet(rows, 3)
        places.append(run.place(str(sheet.after)) == sheet.after)
    assert all(places)
    assert Run.of(rows, "due").place("") is None


@pytest.mark.parametrize(
    ("sort", "word"),
    [
        ("due", "2026-09-16"),
        ("due", "yesterday~1"),
        ("due", "-~-"),
        ("due", "2026-09-16~0"),
        ("number", "1~99999999999999999999"),
        ("registered", "2026-09-16T01:00:00~1"),
    ],
)
def test_a_place_that_cannot_be_read_is_refused(sort: str, word: str) -> None:
    with pytest.raises(UnknownPlace):
        Place.read(word, ORDERS[sort].fields)


@pytest.mark.usefixtures("zone")
def test_a_ranked_list_is_turned_by_its_own_order() -> None:
    rows = Entry.objects.all()
    keys = list(rows.order_by("title").values_list("pk", flat=True))
    run = Run.of(rows, "-registered", rank=lambda _keys: keys)
    assert forwards(run) == keys
    assert backwards(run)[-1] == keys[-1]
    assert run.names == ("id",)
    lost = run.sheet(rows, 3, after=Place((10**9,)))
    assert [entry.pk for entry in lost.entries] == keys[:3]


def test_an_empty_list_has_one_empty_page(people: People) -> None:
    assert people
    rows = Entry.objects.none()
    run = Run.of(rows, "due")
    sheet = run.sheet(rows, 3)
    assert (sheet.entries, sheet.before, sheet.after, run.count) == ([], None, None, 0)


@pytest.mark.usefixtures("zone")
def test_counts_stop_at_their_bound_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Entry.objects.all()
    counts = queries.counted({"all": rows, "none": rows.none()}, 5)
    assert counts == {"all": 5, "none": 0}
    assert str(counts["all"]) == "5+"
    assert str(queries.total(rows)) == "7"
    assert queries.counted({"none": rows.none()}) == {"none": 0}
    assert str(queries.added(counts.values()).less(2)) == "3+"
    assert str(Count(12000, is_more=True)) == "12,000+"
    monkeypatch.setattr(orders, "SPARSE", 2)
    assert str(Run.of(rows, "due").count) == "2+"


def test_all_ledgers_are_counted_at_once(people: People) -> None:
    first, second = (make_entry(by=people.office) for _number in range(2))
    book, other = first.ledger_id, Ledger.objects.exclude(pk=first.ledger_id).first()
    assert other is not None
    rows, none = Entry.objects.all(), Entry.objects.none()
    empty = {book: 0, other.pk: 0}
    assert on_each(rows, [book, other.pk]) == ({book: 2, other.pk: 0}, empty)
    Listing.objects.create(entry=second, ledger=other, number="X-1")
    own, listed = on_each(rows, [book, other.pk], most=1)
    assert (str(own[book]), own[other.pk], listed) == ("1+", 0, {book: 0, other.pk: 1})
    assert on_each(none, [book, other.pk]) == (empty, empty)
    assert on_each(rows, []) == ({}, {})

"""Figures: one condition counts the rows and shows them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Category, LedgerKind, Satisfaction
from taizhang.ledger import queries as ledger
from taizhang.ledger import services
from taizhang.reporting.queries import (
    By,
    Current,
    Fact,
    Period,
    figures,
    totals,
    where,
    within,
)
from tests.clock import NOW
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.clock import Clock
    from tests.people import People

TODAY = NOW.date()


def _answered(people: People, clock: Clock, **more: object) -> object:
    entry = make_dispatched(
        by=people.office, lead=people.lead, enterprises=[people.enterprise], **more
    )
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    reply = "变压器已更换，今天 18 时恢复供电。"
    return services.answer(entry, reply=reply, by=people.lead_handler, now=clock.now)


@pytest.mark.parametrize(
    ("current", "start"),
    [
        (Current.MONTH, date(2026, 9, 1)),
        (Current.QUARTER, date(2026, 7, 1)),
        (Current.YEAR, date(2026, 1, 1)),
    ],
)
def test_a_running_period_begins_with_its_first_day(current: Current, start: date) -> None:
    assert current.until(TODAY) == Period(start, TODAY)


def test_a_period_backwards_says_so() -> None:
    assert Period(TODAY, date(2026, 1, 1)).is_backwards
    assert not Period(TODAY, TODAY).is_backwards


def test_an_entry_counts_on_the_day_of_its_registration(people: People) -> None:
    make_entry(by=people.office)
    entries = ledger.entries()
    assert within(entries, Period(TODAY, TODAY)).count() == 1
    assert within(entries, Period(date(2026, 9, 15), date(2026, 9, 15))).count() == 0
    assert within(entries, Period(date(2026, 9, 17), date(2026, 9, 18))).count() == 0


def test_every_count_equals_the_rows_behind_it(people: People, clock: Clock) -> None:
    make_entry(by=people.office)
    late = make_dispatched(by=people.office, lead=people.lead)
    _answered(people, clock)
    services.decline(
        make_entry(by=people.office),
        reason="不属于本区职责",
        route="请拨打 12345",
        by=people.office,
        now=clock.now,
    )
    after = late.due.replace(month=late.due.month + 1)
    total = totals(ledger.entries(), today=after)
    for fact in Fact:
        assert total.counts[fact] == where(ledger.entries(), fact, today=after).count(), fact
    assert total.counts[Fact.OVERDUE] == 1
    assert total.counts[Fact.FELL_DUE] == 2
    assert total.counts[Fact.ON_TIME] == 1


def test_open_closed_and_declined_add_up_to_registered(people: People, clock: Clock) -> None:
    make_entry(by=people.office)
    _answered(people, clock)
    counts = totals(ledger.entries(), today=TODAY).counts
    shut = counts[Fact.CLOSED] + counts[Fact.DECLINED]
    assert counts[Fact.REGISTERED] == counts[Fact.OPEN] + shut == 2


def test_silence_is_neither_solved_nor_satisfied(people: People, clock: Clock) -> None:
    _answered(people, clock)
    counts = totals(ledger.entries(), today=TODAY).counts
    assert (counts[Fact.SOLVED], counts[Fact.SAID_SOLVED], counts[Fact.SILENT_SOLVED]) == (0, 0, 1)
    assert (counts[Fact.SATISFIED], counts[Fact.RATED], counts[Fact.UNRATED]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("rating", "satisfied"),
    [(Satisfaction.FAIR, 1), (Satisfaction.VERY_SATISFIED, 1), (Satisfaction.DISSATISFIED, 0)],
)
def test_the_upper_three_steps_are_satisfied(
    people: People, clock: Clock, rating: Satisfaction, satisfied: int
) -> None:
    services.rate(
        _answered(people, clock),
        enterprise=people.enterprise,
        satisfaction=rating,
        solved=True,
        by=people.contact,
        now=clock.now,
    )
    counts = totals(ledger.entries(), today=TODAY).counts
    assert counts[Fact.RATED] == 1
    assert counts[Fact.SATISFIED] == satisfied


def test_an_extension_moves_the_date_in_force_and_not_the_first(
    people: People, clock: Clock
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, due=date(2026, 9, 18))
    entry = services.acknowledge(entry, by=people.lead_handler, now=clock.now)
    entry = services.request_extension(
        entry, reason="设备未到货", due=date(2026, 9, 30), by=people.lead_handler, now=clock.now
    )
    entry = services.grant_extension(entry, by=people.office, now=clock.now)
    clock.advance(days=7)
    services.answer(entry, reply="设备已到，今日安装完毕。", by=people.lead_handler, now=clock.now)
    counts = totals(ledger.entries(), today=clock.now.date()).counts
    assert (counts[Fact.ON_TIME], counts[Fact.FELL_DUE]) == (1, 1)
    assert (counts[Fact.ON_TIME_FIRST], counts[Fact.FELL_DUE_FIRST]) == (0, 1)


def test_lines_are_named_and_those_without_a_name_kept(people: People) -> None:
    make_dispatched(by=people.office, lead=people.lead, category=Category.UTILITIES)
    make_dispatched(by=people.office, lead=people.lead, category=Category.UTILITIES)
    make_entry(by=people.office, ledger=LedgerKind.DEED)
    entries = ledger.entries()
    by_unit = figures(entries, By.UNIT, today=TODAY)
    assert [(line.key, line.label, line.translate) for line in by_unit] == [
        ("lead", "电力保障中心", False),
        ("", "No lead unit yet", True),
    ]
    by_category = {line.key: line.label for line in figures(entries, By.CATEGORY, today=TODAY)}
    assert by_category == {"utilities": "Utilities", "": "No category"}
    by_ledger = {line.key for line in figures(entries, By.LEDGER, today=TODAY)}
    assert by_ledger == {"appeal", "deed"}


def test_a_table_takes_one_query(
    people: People, django_assert_num_queries: Callable[[int], object]
) -> None:
    make_entry(by=people.office)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        figures(ledger.entries(), By.UNIT, today=TODAY)


def test_what_was_withdrawn_or_merged_is_neither_open_nor_late(people: People) -> None:
    into = make_dispatched(by=people.office, lead=people.lead, due=TODAY)
    merged = make_dispatched(by=people.office, lead=people.lead, due=TODAY)
    services.merge(merged, into=into, reason="同一件事", by=people.office, now=NOW)
    services.withdraw(
        make_dispatched(by=people.office, lead=people.lead, due=TODAY),
        reason="撤回",
        by=people.office,
        now=NOW,
    )
    counts = totals(ledger.entries(), today=TODAY + timedelta(days=5)).counts
    assert (counts[Fact.REGISTERED], counts[Fact.OPEN], counts[Fact.FELL_DUE]) == (3, 1, 1)

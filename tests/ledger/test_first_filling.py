"""What the migrations fill in: four ledgers, and the calendar as far as it is known."""

from __future__ import annotations

from datetime import date

import pytest
from chinese_calendar import is_workday
from django.db import IntegrityError, transaction

from taizhang.engine.calendar import HOLIDAYS, ONE_DAY
from taizhang.engine.codes import LedgerKind
from taizhang.engine.deadlines import PRESETS
from taizhang.ledger.models import CalendarDay, CalendarYear, Ledger
from taizhang.ledger.work_calendar import work_calendar

pytestmark = pytest.mark.django_db


def test_every_kind_has_its_ledger_with_a_preset_that_exists() -> None:
    ledgers = {ledger.code: ledger for ledger in Ledger.objects.all()}
    assert set(ledgers) == set(LedgerKind)
    assert {ledger.prefix for ledger in ledgers.values()} == {"SQ", "BS", "YH", "SS"}
    assert all(ledger.preset in PRESETS for ledger in ledgers.values())
    assert all((ledger.events, ledger.head) == (0, "") for ledger in ledgers.values())


def test_only_appeals_are_triaged_and_called_back_and_what_is_seen_needs_evidence() -> None:
    assert set(Ledger.objects.filter(needs_triage=True)) == set(
        Ledger.objects.filter(needs_call_back=True)
    )
    assert Ledger.objects.get(needs_triage=True).code == "appeal"
    evidence = Ledger.objects.filter(needs_evidence=True).values_list("code", flat=True)
    assert set(evidence) == {"hazard", "deed"}


@pytest.mark.parametrize("year", range(2020, 2027))
def test_a_known_year_is_confirmed_and_right_on_every_day(year: int) -> None:
    calendar = work_calendar(date(year, 6, 1))
    assert year in calendar.confirmed
    day = date(year, 1, 1)
    while day.year == year:
        assert calendar.is_workday(day) == is_workday(day), day
        day += ONE_DAY


def test_holidays_carry_names_that_are_translated() -> None:
    assert set(CalendarDay.objects.values_list("name", flat=True)) <= set(HOLIDAYS)


def test_a_year_without_its_notice_is_left_open() -> None:
    assert not CalendarYear.objects.filter(year=2027).exists()
    assert 2027 not in work_calendar(date(2026, 12, 1)).confirmed


@pytest.mark.parametrize("field", ["code", "prefix"])
def test_a_ledger_stands_once(field: str) -> None:
    other = Ledger.objects.get(code="deed")
    taken = getattr(Ledger.objects.get(code="appeal"), field)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ledger.objects.filter(pk=other.pk).update(**{field: taken})


def test_a_year_and_a_day_stand_once() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarYear.objects.create(year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.create(day=date(2026, 10, 1), is_workday=True, name="")

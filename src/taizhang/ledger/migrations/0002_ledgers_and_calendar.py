"""The four built-in ledgers, and the work calendar as far as the library knows it."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from chinese_calendar import constants
from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps as StateApps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LEDGERS = (
    # code, prefix, preset, triage, call-back, evidence
    ("appeal", "SQ", "p13710", True, True, False),
    ("directive", "BS", "p13710", False, False, False),
    ("hazard", "YH", "hazard_general", False, False, True),
    ("deed", "SS", "deed", False, False, True),
)
FIRST_YEAR = 2020


def open_ledgers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("ledger", "Ledger").objects.bulk_create(
        apps.get_model("ledger", "Ledger")(
            code=code,
            prefix=prefix,
            preset=preset,
            needs_triage=triage,
            needs_call_back=call_back,
            needs_evidence=evidence,
        )
        for code, prefix, preset, triage, call_back, evidence in LEDGERS
    )


def fill_calendar(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Only days that differ from their weekday or carry a holiday's name; later years stay open."""
    last_year = max(constants.holidays).year
    source = f"chinesecalendar {version('chinesecalendar')}"
    years = range(FIRST_YEAR, last_year + 1)
    apps.get_model("ledger", "CalendarYear").objects.bulk_create(
        apps.get_model("ledger", "CalendarYear")(year=year, confirmed=True, source=source)
        for year in years
    )
    CalendarDay = apps.get_model("ledger", "CalendarDay")
    days = []
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= last_year:
        if day in constants.workdays:
            days.append(CalendarDay(day=day, is_workday=True, name=constants.workdays[day]))
        elif day in constants.holidays:
            days.append(CalendarDay(day=day, is_workday=False, name=constants.holidays[day]))
        day += timedelta(days=1)
    CalendarDay.objects.bulk_create(days)


def empty(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in ("ledger_calendarday", "ledger_calendaryear", "ledger_ledger"):
        schema_editor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries_events_clocks")]
    operations = [
        migrations.RunPython(open_ledgers, empty),
        migrations.RunPython(fill_calendar, migrations.RunPython.noop),
    ]

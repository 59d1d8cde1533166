"""The clocks of an entry: started and met by its moves, as its ledger's preset says."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from taizhang.engine.calendar import WorkCalendar
from taizhang.engine.deadlines import PRESETS, Deadline, due
from taizhang.engine.lifecycle import Move
from taizhang.ledger.models import Clock, Entry
from taizhang.ledger.work_calendar import work_calendar


def resolve_deadline(entry: Entry, at: datetime, calendar: WorkCalendar) -> Deadline:
    """When an entry dispatched at `at` is to be answered by its ledger's rule."""
    return due(PRESETS[entry.ledger.preset].resolving, timezone.localtime(at), calendar)


def run(entry: Entry, move: Move, at: datetime) -> None:
    """Meet the clocks that `move` ends and start those that it begins."""
    milestones = PRESETS[entry.ledger.preset].milestones
    met = [one.name for one in milestones if move in one.met_by]
    today = timezone.localdate(at)
    if met:
        Clock.objects.filter(entry=entry, name__in=met, met_on=None).update(met_on=today)
    if move is Move.REOPEN:
        # Work begins anew: what was answered is no longer met, and its old date stands.
        again = [one.name for one in milestones if one.met_by & {Move.ANSWER, Move.CLOSE}]
        Clock.objects.filter(entry=entry, name__in=again).update(met_on=None)
    preset = PRESETS[entry.ledger.preset]
    if move is Move.GRANT_EXTENSION:
        Clock.objects.filter(entry=entry, name=preset.resolve).update(due=entry.due)
    started = preset.started_by(move)
    if not started:
        return
    calendar, start = work_calendar(today), timezone.localtime(at)
    Clock.objects.bulk_create(
        [
            Clock(
                entry=entry,
                name=milestone.name,
                started_on=today,
                started_at=at,
                # An order or a promise binds instead of the rule.
                due=(milestone.name == preset.resolve and entry.due)
                or due(milestone, start, calendar).date,
            )
            for milestone in started
        ],
        update_conflicts=True,  # dispatched again: the clock runs anew
        unique_fields=["entry", "name"],
        update_fields=["started_on", "started_at", "due", "met_on"],
    )

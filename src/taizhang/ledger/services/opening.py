"""New ledgers: a form that came in, a ledger opened from a plan, what of it can be changed."""

from __future__ import annotations

import hashlib
import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.deadlines import TimeUnit
from taizhang.engine.ledger_plans import UNIT, USUAL_STEPS, PlanValueWrong
from taizhang.engine.sheets import emptied, layout_of, read_sheet, recognised
from taizhang.ledger.errors import (
    ApproverWithoutPower,
    BuiltInLedger,
    ClocksInUse,
    LedgerChanged,
    LedgerCodeTaken,
    PrefixTaken,
)
from taizhang.ledger.models import Column, Ledger, LedgerRight, Workbook
from taizhang.ledger.queries.approvers import POWERS
from taizhang.ledger.queries.books import is_built_in, name_of
from taizhang.ledger.services.wording import plain
from taizhang.roster import queries as roster
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taizhang.engine.codes import Right
    from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn
    from taizhang.engine.sheets import Table
    from taizhang.ledger.models import Campaign
    from taizhang.roster.models import Person, Unit

WAITS: Final = timedelta(days=30)
"""How long a form waits for its ledger to be opened; then it is thrown away."""


@transaction.atomic
def receive_workbook(name: str, data: bytes, *, by: Person, now: datetime) -> Workbook:
    """Keep the form of a ledger to be; it must hold a table that can be read."""
    read_sheet(data)
    Workbook.objects.filter(ledger__isnull=True, uploaded_at__lt=now - WAITS).delete()
    return Workbook.objects.create(
        name=plain(name)[-200:],
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_at=now,
        uploaded_by=by,
    )


def forget_workbook(workbook: Workbook) -> None:
    """Throw a form away from which no ledger was opened."""
    Workbook.objects.filter(pk=workbook.pk, ledger__isnull=True).delete()


@transaction.atomic
def open_ledger(
    plan: LedgerPlan,
    *,
    by: Person | None,
    now: datetime,
    workbook: Workbook | None = None,
    table: Table | None = None,
    campaign: Campaign | None = None,
    origin: trail.Origin | None = None,
) -> Ledger:
    """Open the ledger that `plan` describes; `by` nobody is the command line.

    With the `workbook` that it was read from and its `table`, rows are written into that form.
    """
    plan.check()
    if Ledger.objects.filter(code=plan.code).exists():
        raise LedgerCodeTaken(code=plan.code)
    other = Ledger.objects.filter(prefix=plan.prefix).first()
    if other is not None:
        raise PrefixTaken(ledger=name_of(other), prefix=plan.prefix)
    approver = _approver(plan)
    rights = list(_rights(plan))
    ledger = _ledger(plan, campaign, approver)
    columns = [
        Column.objects.create(ledger=ledger, **as_row(one), key=f"{plan.code}_{at}", position=at)
        for at, one in enumerate(plan.columns, start=1)
    ]
    LedgerRight.objects.bulk_create(
        LedgerRight(ledger=ledger, right=right, role=role, unit=unit)
        for right, role, unit in rights
    )
    if workbook is not None and table is not None:
        _keep_form(ledger, workbook, table, dict(zip(columns, plan.columns, strict=True)))
    trail.audit(
        AuditAct.LEDGER_OPENED,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{ledger.name} {ledger.prefix}",
        origin=origin,
    )
    return ledger


def _ledger(plan: LedgerPlan, campaign: Campaign | None, approver: Person | None) -> Ledger:
    triage, call_back, evidence = USUAL_STEPS[plan.kind]
    return Ledger.objects.create(
        code=plan.code,
        kind=plan.kind,
        name=plain(plan.name),
        campaign=campaign,
        prefix=plan.prefix,
        preset=plan.preset,
        needs_triage=triage if plan.needs_triage is None else plan.needs_triage,
        needs_call_back=call_back if plan.needs_call_back is None else plan.needs_call_back,
        needs_evidence=evidence if plan.needs_evidence is None else plan.needs_evidence,
        return_amount=1,
        return_unit=TimeUnit.WORKING_DAY,
        extensions=plan.extensions,
        extension_days=plan.extension_days,
        extension_by=plan.extension_by,
        extension_person=approver,
    )


def _rights(plan: LedgerPlan) -> Iterator[tuple[Right, str, Unit | None]]:
    """To whom each right is narrowed; refuses a unit that is not on the roster."""
    for right, named in plan.rights.items():
        for one in dict.fromkeys(named):
            if not one.startswith(UNIT):
                yield right, one, None
                continue
            unit = roster.unit_by_code(one.removeprefix(UNIT))
            if unit is None:
                name = f"may_{right}"
                allowed = f"{UNIT}…"
                raise PlanValueWrong(value=one, name=name, allowed=allowed, part=name)
            yield right, "", unit


def _approver(plan: LedgerPlan) -> Person | None:
    """The person who decides on more time, when the plan names one."""
    if not plan.extension_person:
        return None
    person = roster.person_by_code(plan.extension_person)
    if person is None or not person.roles & {*POWERS}:
        raise ApproverWithoutPower(person=person.name if person else plan.extension_person)
    return person


ROW: Final = ("name", "type", "choices", "known_as", "is_required")
"""What of a column an administrator says; key and place come by themselves."""


def mark_edited(ledger: Ledger, by: Person | None, now: datetime) -> None:
    """Its columns or rules are others: forms made before are old."""
    ledger.edition += 1
    ledger.edited_at, ledger.edited_by = now, by.name if by else trail.COMMAND_LINE
    ledger.save(update_fields=["edition", "edited_at", "edited_by"])


def as_row(column: PlannedColumn) -> dict[str, object]:
    """What a planned column says of the row that keeps it."""
    return {
        "name": plain(column.name),
        "type": column.type,
        "choices": list(dict.fromkeys(plain(one) for one in column.choices)),
        "known_as": column.known or "",
        "is_required": column.is_required,
    }


def _keep_form(
    ledger: Ledger, workbook: Workbook, table: Table, columns: dict[Column, PlannedColumn]
) -> None:
    """The form without its rows: what somebody filled in is not handed on with every export."""
    places = {
        column.key: planned.place
        for column, planned in columns.items()
        if planned.place is not None
    }
    called = {one.place: one.name for one in recognised(table)}
    names = {key: called[place] for key, place in places.items()}
    bare = io.BytesIO()
    layout = emptied(bytes(workbook.data), layout_of(table, places, names), bare)
    workbook.data = bare.getvalue()
    workbook.ledger = ledger
    workbook.save(update_fields=["data", "ledger"])
    ledger.layout = layout.as_json()
    ledger.save(update_fields=["layout"])


@transaction.atomic
def change_ledger(
    ledger: Ledger,
    *,
    by: Person | None,
    now: datetime,
    name: str | None = None,
    preset: str | None = None,
    needs_triage: bool | None = None,
    needs_call_back: bool | None = None,
    needs_evidence: bool | None = None,
    is_open: bool | None = None,
    seen: int | None = None,
    origin: trail.Origin | None = None,
) -> Ledger:
    """Change what is not None; clocks only while no entry runs by them.

    `seen` is the edition that a form was made from.
    """
    if is_built_in(ledger):
        raise BuiltInLedger(ledger=name_of(ledger))
    ledger = Ledger.objects.select_for_update().get(pk=ledger.pk)
    wanted = {
        "name": plain(name)[:100] if name is not None else None,
        "preset": preset,
        "needs_triage": needs_triage,
        "needs_call_back": needs_call_back,
        "needs_evidence": needs_evidence,
        "is_open": is_open,
    }
    changed = {
        key: value
        for key, value in wanted.items()
        if value not in (None, "") and value != getattr(ledger, key)
    }
    if changed and seen is not None and seen != ledger.edition:
        raise LedgerChanged(by=ledger.edited_by, at=ledger.edited_at)
    if "preset" in changed and ledger.events:
        raise ClocksInUse
    before = ledger.name
    for key, value in changed.items():
        setattr(ledger, key, value)
    if changed:
        ledger.save(update_fields=list(changed))
        mark_edited(ledger, by, now)
        trail.audit(
            AuditAct.LEDGER_CHANGED,
            now=now,
            actor=trail.actor_name(by),
            subject=f"{before}: {', '.join(f'{key}={value}' for key, value in changed.items())}",
            origin=origin,
        )
    return ledger

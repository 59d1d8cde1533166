"""Narrowing who may see, register and dispatch on a ledger; nobody is shut out of own work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.codes import AuditAct, Right, Role
from taizhang.ledger.errors import LedgerChanged, WorkersShutOut
from taizhang.ledger.models import Ledger, LedgerRight
from taizhang.ledger.queries.books import name_of
from taizhang.ledger.queries.rights import WORKERS, at_work_on, rights_of
from taizhang.ledger.services.opening import mark_edited
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.roster.models import Person, Unit

Named = tuple[Sequence[Role], Sequence["Unit"]]
"""The roles and the units to which a right is narrowed; neither is everybody as usual."""


@transaction.atomic
def narrow_rights(
    ledger: Ledger,
    rights: Mapping[Right, Named],
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    origin: trail.Origin | None = None,
) -> Ledger:
    """Let each right that is given be for these roles and units alone.

    `seen` is the edition that a form was made from; saying what stands already changes nothing.
    """
    ledger = Ledger.objects.select_for_update().get(pk=ledger.pk)
    stands = rights_of(ledger)
    changed = {
        right: (tuple(roles), tuple(units))
        for right, (roles, units) in rights.items()
        if (set(roles), set(units)) != (set(stands[right][0]), set(stands[right][1]))
    }
    if not changed:
        return ledger
    if seen is not None and seen != ledger.edition:
        raise LedgerChanged(by=ledger.edited_by, at=ledger.edited_at)
    if Right.SEE in changed:
        _require_workers(ledger, *changed[Right.SEE])
    for right, (roles, units) in changed.items():
        LedgerRight.objects.filter(ledger=ledger, right=right).delete()
        LedgerRight.objects.bulk_create(_rows(ledger, right, roles, units))
    mark_edited(ledger, by, now)
    said = "; ".join(f"{right}={_words(*named)}" for right, named in changed.items())
    trail.audit(
        AuditAct.LEDGER_CHANGED,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{name_of(ledger)}: {said}"[:200],
        origin=origin,
    )
    return ledger


def _rows(
    ledger: Ledger, right: Right, roles: Iterable[Role], units: Iterable[Unit]
) -> list[LedgerRight]:
    return [
        *(LedgerRight(ledger=ledger, right=right, role=role) for role in roles),
        *(LedgerRight(ledger=ledger, right=right, unit=unit) for unit in units),
    ]


def _require_workers(ledger: Ledger, roles: Sequence[Role], units: Sequence[Unit]) -> None:
    """Refuse to hide open entries from the units that have them."""
    if not (roles or units) or WORKERS & {*roles}:
        return
    left = at_work_on(ledger).exclude(unit__in=[unit.pk for unit in units])
    names = list(left.order_by("unit__code").values_list("unit__name", flat=True).distinct())
    if names:
        raise WorkersShutOut(units=names, count=left.values("entry").distinct().count())


def _words(roles: Sequence[Role], units: Sequence[Unit]) -> str:
    return "、".join([*map(str, roles), *(unit.code for unit in units)]) or "—"

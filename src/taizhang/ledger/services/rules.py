"""How often, how long and by whose word more time is given: of any ledger, built in or own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.codes import Approver, AuditAct
from taizhang.engine.ledger_plans import MOST_EXTENSION, ApproverMissing
from taizhang.ledger.errors import ApproverWithoutPower, ExtensionLimitWrong, LedgerChanged
from taizhang.ledger.models import Ledger
from taizhang.ledger.queries.approvers import POWERS
from taizhang.ledger.queries.books import name_of
from taizhang.ledger.services.opening import mark_edited
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.roster.models import Person


@transaction.atomic
def change_extensions(
    ledger: Ledger,
    *,
    extensions: int,
    extension_days: int | None,
    extension_by: Approver,
    extension_person: Person | None = None,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    origin: trail.Origin | None = None,
) -> Ledger:
    """Set the caps of an extension and who decides; what is asked already goes to them too.

    `seen` is the edition that a form was made from; saying what stands already changes nothing.
    """
    ledger = Ledger.objects.select_for_update().get(pk=ledger.pk)
    _check(extensions, extension_days, extension_by, extension_person)
    wanted = {
        "extensions": extensions,
        "extension_days": extension_days,
        "extension_by": extension_by,
        "extension_person": extension_person,
    }
    changed = {key: value for key, value in wanted.items() if value != getattr(ledger, key)}
    if not changed:
        return ledger
    if seen is not None and seen != ledger.edition:
        raise LedgerChanged(by=ledger.edited_by, at=ledger.edited_at)
    for key, value in changed.items():
        setattr(ledger, key, value)
    ledger.save(update_fields=list(changed))
    mark_edited(ledger, by, now)
    said = ", ".join(f"{key}={_word(value)}" for key, value in changed.items())
    trail.audit(
        AuditAct.LEDGER_CHANGED,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{name_of(ledger)}: {said}",
        origin=origin,
    )
    return ledger


def _check(times: int, days: int | None, decided_by: Approver, person: Person | None) -> None:
    fits = 0 <= times <= MOST_EXTENSION and (days is None or 1 <= days <= MOST_EXTENSION)
    if not fits:
        raise ExtensionLimitWrong(most=MOST_EXTENSION)
    if (decided_by is Approver.PERSON) != (person is not None):
        raise ApproverMissing
    if person is not None and not person.roles & {*POWERS}:
        raise ApproverWithoutPower(person=person.name)


def _word(value: object) -> str:
    return "—" if value is None else str(value)

"""The audit trail: a line in the same transaction as what it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from taizhang.engine.codes import AuditAct
from taizhang.roster.models import Account, AuditLine

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.roster.models import Person


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an act came from: the reader's address and the request's reference number."""

    address: str | None = None
    reference: str = ""


COMMAND_LINE: Final = "(command line)"
"""The actor of what the operator does on the machine itself; no user name may contain brackets."""


def audit(
    act: AuditAct,
    *,
    now: datetime,
    actor: str = "",
    subject: str = "",
    succeeded: bool = True,
    origin: Origin | None = None,
) -> AuditLine:
    """Append one line to the trail. There is no way to change or take one back.

    Raises `ValueError` for what is no act: the column knows no list of them.
    """
    origin = origin or Origin()
    return AuditLine.objects.create(
        at=now,
        actor=actor[:100],
        act=AuditAct(act),
        subject=subject[:200],
        succeeded=succeeded,
        address=origin.address,
        reference=origin.reference[:36],
    )


def actor_name(by: Person | None) -> str:
    """The user name of who acts, as it is now; nobody stands for the command line."""
    if by is None:
        return COMMAND_LINE
    account = Account.objects.filter(person=by).first()
    return account.username if account else by.code

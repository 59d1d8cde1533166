"""What a person decides about one draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.db import transaction

from taizhang.intake.errors import (
    DraftDecided,
    DraftNotRejected,
    RejectReasonMissing,
    StaleDraft,
    TextMissing,
    change_of,
)
from taizhang.intake.models import Draft
from taizhang.intake.services.learning import learn_names
from taizhang.intake.services.naming import with_candidates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from typing_extensions import Unpack

    from taizhang.engine.codes import Category, LedgerKind, Scope
    from taizhang.roster.models import Person, Unit

_REASON_LENGTH = 200


class Changes(TypedDict, total=False):
    """What an edit may change; what is left out stays."""

    ledger: LedgerKind | str
    text: str
    category: Category | str
    scope: Scope | str
    enterprises: Sequence[Mapping[str, Any]]
    lead_unit: Unit | None
    lead_name: str
    due_text: str
    due: date | None
    reply: str


def locked(draft: Draft, *, seen: int | None = None) -> Draft:
    """The draft as it is now, locked until the transaction ends; refuses a stale form."""
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    if seen is not None and seen != current.version:
        raise StaleDraft(**change_of(current))
    return current


def waiting(draft: Draft, *, seen: int | None = None) -> Draft:
    """The same, and still to be decided."""
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    if current.status != Draft.Status.WAITING:
        raise DraftDecided(**change_of(current))
    if seen is not None and seen != current.version:
        raise StaleDraft(**change_of(current))
    return current


def changed(draft: Draft, change: Draft.Change, *, by: Person, now: datetime) -> None:
    """Save the draft with who changed it, how and when."""
    draft.version += 1
    draft.change = change
    draft.changed_by = by
    draft.changed_at = now
    draft.save()


def decided(
    draft: Draft, status: Draft.Status, change: Draft.Change, *, by: Person, now: datetime
) -> None:
    """Save the draft as decided."""
    draft.status = status
    draft.decided_by = by
    draft.decided_at = now
    changed(draft, change, by=by, now=now)


@transaction.atomic
def accept(draft: Draft, *, by: Person, now: datetime, seen: int | None = None) -> Draft:
    """Confirm the draft; the ledger registers it in the same transaction."""
    current = waiting(draft, seen=seen)
    decided(current, Draft.Status.ACCEPTED, Draft.Change.ACCEPTED, by=by, now=now)
    learn_names(current, by=by, now=now)
    return current


@transaction.atomic
def edit(
    draft: Draft, *, by: Person, now: datetime, seen: int | None = None, **changes: Unpack[Changes]
) -> Draft:
    """Change what the draft says; the same values twice are one change."""
    current = waiting(draft)
    different = {name: value for name, value in changes.items() if getattr(current, name) != value}
    if not different:
        return current
    current = waiting(draft, seen=seen)
    if not str(changes.get("text", current.text)).strip():
        raise TextMissing
    for name, value in different.items():
        setattr(current, name, value)
    if "due" in different:
        current.due_inferred = False
    current.edited = True
    changed(current, Draft.Change.EDITED, by=by, now=now)
    return current


@transaction.atomic
def set_enterprises(
    draft: Draft,
    names: Sequence[tuple[str, str | None]],
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
) -> Draft:
    """Whose matter it is: names with the roster code chosen for each, if one was.

    A name without a code is looked up; when several enterprises of the roster fit, it stays open
    and the draft offers them.
    """
    return edit(draft, by=by, now=now, seen=seen, enterprises=with_candidates(names))


@transaction.atomic
def reject(
    draft: Draft, reason: str, *, by: Person, now: datetime, seen: int | None = None
) -> Draft:
    """Say that the draft is no matter for a ledger, and why; the same twice is one rejection."""
    reason = reason.strip()[:_REASON_LENGTH]
    if not reason:
        raise RejectReasonMissing
    current = locked(draft)
    again = current.status == Draft.Status.REJECTED and current.decided_by_id == by.pk
    if again and current.reject_reason == reason:
        return current
    current = waiting(draft, seen=seen)
    current.reject_reason = reason
    decided(current, Draft.Status.REJECTED, Draft.Change.REJECTED, by=by, now=now)
    return current


@transaction.atomic
def restore(draft: Draft, *, by: Person, now: datetime, seen: int | None = None) -> Draft:
    """Take a rejection back: the draft waits again; twice by one person is once."""
    current = locked(draft)
    again = current.change == Draft.Change.RESTORED and current.changed_by_id == by.pk
    if again and current.status == Draft.Status.WAITING:
        return current
    current = locked(draft, seen=seen)
    if current.status != Draft.Status.REJECTED:
        raise DraftNotRejected
    current.status = Draft.Status.WAITING
    current.reject_reason = ""
    current.decided_by = None
    current.decided_at = None
    changed(current, Draft.Change.RESTORED, by=by, now=now)
    return current

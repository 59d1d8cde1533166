"""Handing a matter out while everybody still sits there (当场交办)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.ledger.services.dispatch import dispatch
from taizhang.ledger.services.register import register_draft

if TYPE_CHECKING:
    from taizhang.intake.models import Draft
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit


@transaction.atomic
def register_and_dispatch(
    draft: Draft,
    *,
    lead: Unit,
    by: Person,
    now: datetime,
    co_units: Sequence[Unit] = (),
    due: date | None = None,
    seen: int | None = None,
) -> Entry:
    """Put a draft on its ledger and hand it to a lead unit, both or neither."""
    entry = register_draft(draft, by=by, now=now, seen=seen)
    return dispatch(entry, lead=lead, co_units=co_units, due=due, by=by, now=now)

"""Keep, change and drop a view of a list; choose the one a ledger opens with."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from django.db import transaction

from taizhang.ledger.errors import NoUnitToShareWith, ViewNameTaken
from taizhang.ledger.models import FirstView, View

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.ledger.models import Ledger
    from taizhang.roster.models import Person

_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH: Final = 6


@transaction.atomic
def save_view(
    *,
    name: str,
    query: str,
    ledger: Ledger | None,
    shared: str,
    by: Person,
    now: datetime,
    view: View | None = None,
) -> View:
    """Write a new view, or what `view` is from now on."""
    if shared == View.Shared.UNIT and by.unit is None:
        raise NoUnitToShareWith
    if view is None:
        view = View(owner=by, code="".join(secrets.choice(_SIGNS) for _sign in range(_LENGTH)))
    same = View.objects.filter(owner=view.owner, name=name).exclude(pk=view.pk)
    if same.exists():
        raise ViewNameTaken(name=name)
    view.name, view.query, view.ledger = name, query, ledger
    view.shared, view.changed_at = shared, now
    view.unit = by.unit if shared == View.Shared.UNIT else None
    view.save()
    return view


@transaction.atomic
def drop_view(view: View) -> None:
    """Take a view away from everybody; no row of the ledger is touched."""
    view.delete()


@transaction.atomic
def open_first(view: View, *, by: Person, is_first: bool) -> None:
    """Let the ledger of `view` open with it for `by`, or no longer."""
    FirstView.objects.filter(person=by, ledger=view.ledger).delete()
    if is_first:
        FirstView.objects.create(person=by, ledger=view.ledger, view=view)

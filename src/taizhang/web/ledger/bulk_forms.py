"""What is said once for many entries; the names are those of the services' arguments."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from taizhang.access.acts import permission_of
from taizhang.engine.codes import Labelled
from taizhang.engine.lifecycle import Level, Move, ParkKind
from taizhang.ledger import queries
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import Day, LongText, UnitField, UnitsField, labelled
from taizhang.web.ledger.forms_aside import Holders


class BulkForm(forms.Form):
    """Nothing to say: the act speaks for itself."""

    says: ClassVar[str] = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices."""

    def given(self) -> dict[str, Any]:
        """What the service is called with."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class DispatchMany(BulkForm):
    says = _("Each entry goes to these units; without a date each by its own ledger's clock.")
    lead = UnitField(label=_("Lead unit"), empty_label=_("Choose the lead unit"))
    co_units = UnitsField(label=_("Co-units"), required=False)
    broadcast = forms.BooleanField(label=_("Every co-unit answers for itself"), required=False)
    due = Day(label=_("Due date"), required=False)

    def prepare(self) -> None:
        self.fields["lead"].queryset = self.fields["co_units"].queryset = roster.lead_units()


class EscalateMany(BulkForm):
    says = _("It stays with its units; whoever it is raised to sees to it.")
    level = forms.ChoiceField(label=_("Raise it to"))
    reason = LongText(label=_("Why it cannot be solved where it is"), rows=2)

    def prepare(self) -> None:
        self.fields["level"].choices = labelled(list(Level)[1:])


class HandOverMany(Holders, BulkForm):
    """Where the units differ, so that anybody in office may be chosen."""


class ParkMany(BulkForm):
    says = _("Parked is not closed: it comes back on the review date by itself.")
    kind = forms.ChoiceField(label=_("Why it cannot go on now"))
    reason = LongText(label=_("In words the enterprise understands"), rows=2)
    review_on = Day(label=_("Review date"))

    def prepare(self) -> None:
        self.fields["kind"].choices = labelled(ParkKind, empty=gettext("Choose a reason"))


class GrantMany(BulkForm):
    says = _("Each gets the date that was asked for; the first date stays on record.")


class RefuseMany(BulkForm):
    says = _("The due dates stay as they are.")
    reason = LongText(label=_("Reason"), rows=2)


class CloseMany(BulkForm):
    says = _("What still lacks a call-back, evidence or another person is left out and named.")
    note = LongText(label=_("Note"), required=False, rows=2)


class ListMany(BulkForm):
    says = _("They stand on both ledgers and are keyed in once.")
    ledger = forms.ChoiceField(label=_("Ledger"))

    def prepare(self) -> None:
        books = [book for book in queries.ledgers() if book.is_open]
        self.fields["ledger"].choices = [(book.code, queries.name_of(book)) for book in books]


class Reminding(Labelled):
    """What is done to many and is no move: it changes nothing of an entry."""

    REMIND = "remind", gettext_noop("Remind")


class RemindMany(BulkForm):
    says = _("Whoever holds what is near or over is reminded, not too often and not at night.")


BulkAct = Move | Reminding
FORMS: dict[BulkAct, type[BulkForm]] = {
    Move.DISPATCH: DispatchMany,
    Move.GRANT_EXTENSION: GrantMany,
    Move.REFUSE_EXTENSION: RefuseMany,
    Move.PARK: ParkMany,
    Move.ESCALATE: EscalateMany,
    Move.HAND_OVER: HandOverMany,
    Move.LIST: ListMany,
    Move.CLOSE: CloseMany,
    Reminding.REMIND: RemindMany,
}


def as_move(act: BulkAct) -> Move:
    """The move whose permission and relation it takes: who may raise a matter may remind of it."""
    return act if isinstance(act, Move) else Move.ESCALATE


PERMISSIONS = tuple(sorted({permission_of[as_move(act)] for act in FORMS}))
"""Who has one of them may act in bulk at all."""

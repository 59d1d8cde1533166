"""A matter registered by hand: on a built-in ledger, or on one of the office's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import Category, LedgerKind
from taizhang.engine.sheets import Known
from taizhang.ledger import queries, services
from taizhang.web.ledger.fields import Day, LinesField, LongText, labelled
from taizhang.web.ledger.own_fields import add_fields, values_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.ledger.models import Column, Ledger


def _not_past(due: date | None, today: date) -> date | None:
    if due is not None and due < today:
        raise forms.ValidationError(
            _("This day has passed. Choose today or a later day."), code="past"
        )
    return due


class RegisterForm(forms.Form):
    """A matter registered by hand, as it is told on the telephone."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    ledger = forms.ChoiceField(label=_("Ledger"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Matter in one sentence"),
        max_length=200,
        help_text=_("Who needs what: “Chengquan lacks 2 MVA of power for its second hall”."),
    )
    text = LongText(
        label=_("In full"), rows=6, help_text=_("As it was told, with figures and dates.")
    )
    enterprises = LinesField(
        label=_("Enterprises"),
        suggestions="enterprise-names",
        help_text=_("Two characters of the name are enough to find it; leave empty if none."),
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    due = Day(
        label=_("Due date"),
        required=False,
        help_text=_("Leave empty to go by the ledger's own clock."),
    )

    def __init__(
        self, *args: Any, today: date, kinds: Sequence[LedgerKind], **options: Any
    ) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.today = today
        self.fields["ledger"].choices = labelled(kinds)
        self.fields["ledger"].initial = next(iter(kinds), LedgerKind.APPEAL).value
        self.fields["category"].choices = labelled(Category, empty=gettext("Not decided yet"))

    def clean_due(self) -> date | None:
        return _not_past(self.cleaned_data["due"], self.today)

    def said(self) -> dict[str, Any]:
        """What the service is called with; enterprises by name."""
        given = self.cleaned_data
        return {
            "ledger": given["ledger"],
            "title": given["title"],
            "text": given["text"],
            "category": given["category"] or None,
            "due": given["due"],
            "enterprises": given["enterprises"],
        }


class OwnRegisterForm(forms.Form):
    """A matter on a ledger of the office's own: its columns in their order, in its words.

    What comes out of the work (who leads, how far it is) is not asked; the list shows it.
    """

    token = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, book: Ledger, today: date, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.book = book
        self.today = today
        columns = queries.columns_of(book)
        self.own = [column for column in columns if not column.known_as]
        known = {column.known_as for column in columns}
        self.has_text = Known.TEXT in known
        for column in columns:
            if not column.known_as:
                add_fields(self, [column], {})
            elif Known(column.known_as).is_asked:
                self.fields[column.known_as] = self._field(column)

    def _field(self, column: Column) -> forms.Field:
        """The field of a fact that every entry has, called as the ledger calls it."""
        options = {"label": column.name, "required": column.is_required}
        match Known(column.known_as):
            case Known.TITLE if self.has_text:
                return forms.CharField(max_length=200, **{**options, "required": True})
            case Known.TITLE:
                return LongText(rows=4, **{**options, "required": True})
            case Known.TEXT:
                return LongText(rows=5, **options)
            case Known.ENTERPRISES:
                return LinesField(least=1, suggestions="enterprise-names", **options)
            case Known.CATEGORY:
                choices = labelled(Category, empty=gettext("Not decided yet"))
                return forms.ChoiceField(choices=choices, **options)
        hint = _("Leave empty to go by the ledger's own clock.")
        return Day(help_text="" if column.is_required else hint, **options)

    def clean_due(self) -> date | None:
        return _not_past(self.cleaned_data["due"], self.today)

    def said(self) -> dict[str, Any]:
        """What the service is called with; enterprises by name."""
        given = self.cleaned_data
        title = given["title"]
        text = given.get("text") or title
        return {
            "ledger": self.book.code,
            "title": title if self.has_text else services.title_of(title),
            "text": text,
            "category": given.get("category") or None,
            "due": given.get("due"),
            "enterprises": given.get("enterprises", []),
            "values": values_said(self, self.own),
        }

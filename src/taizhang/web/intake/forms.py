"""What intake asks for."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.engine.codes import ActivityKind, Category, LedgerKind, Scope
from taizhang.intake.names import Kind
from taizhang.roster import queries as roster

_NOTHING: Final = ("", "—")
_DATE: Final = {"type": "date"}


def _options(codes: Any, *, empty: bool = False) -> list[tuple[str, Any]]:
    options = [(code.value, _(code.label)) for code in codes]
    return [_NOTHING, *options] if empty else options


def _date(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
    )


def _offer(form: forms.Form, name: str, options: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = options


class ReceiveForm(forms.Form):
    """A page, minutes, a report: pasted or as a file."""

    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    title = forms.CharField(
        label=_("Name of the document"),
        help_text=_("For a pasted text; left empty, its first line is taken."),
        required=False,
        max_length=200,
    )
    dated = _date(
        _("Date of the document"),
        _("Years that the text leaves out are counted from this date; left empty, from today."),
    )


class DateForm(forms.Form):
    """Which day a document is of."""

    dated = forms.DateField(label=_("Date of the document"))


class EditForm(forms.Form):
    """What a draft says."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Matter"), widget=forms.Textarea(attrs={"rows": 3}))
    ledger = forms.ChoiceField(label=_("Ledger"))
    category = forms.ChoiceField(label=_("Category"), required=False)
    scope = forms.ChoiceField(label=_("Common or individual"), required=False)
    enterprises = forms.CharField(
        label=_("Enterprises"),
        help_text=_("One per line; short names are looked up on the roster."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lead = forms.ChoiceField(label=_("Lead unit"), required=False)
    lead_name = forms.CharField(
        label=_("Lead unit as said"),
        help_text=_("As the text calls it; once confirmed it is known in the next document."),
        required=False,
        max_length=100,
    )
    due_text = forms.CharField(label=_("Time limit as said"), required=False, max_length=100)
    due = _date(_("Due date"))
    reply = forms.CharField(
        label=_("Answered on the spot"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.code: unit for unit in roster.lead_units()}
        _offer(self, "ledger", _options(LedgerKind))
        _offer(self, "category", _options(Category, empty=True))
        _offer(self, "scope", _options(Scope, empty=True))
        _offer(self, "lead", [_NOTHING, *((u.code, str(u)) for u in self.units.values())])


class NameForm(forms.Form):
    """What a name of a document is."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.CharField(
        label=_("The name, as the text has it"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("It is"))
    titles = forms.CharField(
        label=_("Titles"),
        help_text=_("Of a person; one per line, each with its unit as the text has it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    same_as = forms.CharField(
        label=_("The same as"),
        help_text=_("A person, unit or enterprise of the roster: its code or its name there."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "near-names"}),
    )

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [*Kind.choices])
        if not is_new:
            self.fields["said"].widget = forms.HiddenInput()

    def clean_titles(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["titles"].splitlines())
        return list(dict.fromkeys(filter(None, lines)))


class RejectForm(forms.Form):
    """Why a draft is no matter for a ledger."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


NOT_THIS: Final = {
    LedgerKind.APPEAL: _("Not an appeal"),
    LedgerKind.DIRECTIVE: _("Not a directive"),
    LedgerKind.HAZARD: _("Not a hazard"),
    LedgerKind.DEED: _("Not a deed"),
}
REASONS: Final = (
    _("Already done"),
    _("Background or slogan"),
    _("On the ledger already"),
    _("Said twice on this page"),
)
"""Quick answers to "why not?"."""


class ActivityFilter(forms.Form):
    """Which activities to list."""

    q = forms.CharField(label=_("Search"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    park = forms.ChoiceField(label=pgettext_lazy("place", "Park"), required=False)
    since = _date(_("From date"))
    until = _date(_("To date"))

    def __init__(self, *args: Any, parks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", [("", _("All kinds")), *_options(ActivityKind)])
        _offer(self, "park", [("", _("All parks")), *parks])

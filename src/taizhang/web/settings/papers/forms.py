"""The forms in which a template is uploaded, and tried with a real matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import queries
from taizhang.reporting.kinds import PaperFor
from taizhang.web.ledger.fields import labelled
from taizhang.web.settings.ledgers.forms import UploadForm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taizhang.ledger.models import Ledger


class VersionForm(UploadForm):
    """A file of a template."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Word (DOCX) or Excel (XLSX), without macros, at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.xlsx,.dotx,.xltx"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)


class TemplateForm(VersionForm):
    """A new one: what it is called and what it is filled with."""

    field_order = ("name", "paper", "ledger", "file")
    name = forms.CharField(label=_("Name of the template"), max_length=100)
    paper = forms.ChoiceField(label=_("A paper about"), widget=forms.RadioSelect)
    ledger = forms.ChoiceField(
        label=_("Ledger"),
        required=False,
        help_text=_("Of one ledger its own columns are fields as well; it is offered there alone."),
    )

    def __init__(self, *args: Any, books: Iterable[Ledger], **options: Any) -> None:
        super().__init__(*args, **options)
        self.books = {one.code: one for one in books}
        self.fields["paper"].choices = labelled(PaperFor)
        self.fields["ledger"].choices = [
            ("", gettext("All ledgers")),
            *((code, queries.name_of(one)) for code, one in self.books.items()),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("paper") == PaperFor.VISIT and said.get("ledger"):
            self.add_error("ledger", gettext("A visit belongs to no ledger: choose all ledgers."))
        return said

    @property
    def ledger_chosen(self) -> Ledger | None:
        return self.books.get(self.cleaned_data["ledger"])


class NameForm(forms.Form):
    """What a template is called."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)
    name = forms.CharField(label=_("Name of the template"), max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", prefix="called", **options)

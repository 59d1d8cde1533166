"""What the forms of all acts have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils import timezone

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


class ActForm(forms.Form):
    """What every act carries: the version of the entry that the person saw."""

    says: ClassVar[str] = ""
    """One sentence: what happens when the button is pressed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, entry: Entry, now: datetime, by: Person, **options: Any) -> None:
        self.entry = entry
        self.by = by
        self.now = now
        self.today = timezone.localdate(now)
        super().__init__(*args, label_suffix="", **options)
        self.fields["seen"].initial = entry.version
        self.prepare()
        first = next(iter(self.visible_fields()), None)
        if first is not None:
            first.field.widget.attrs["autofocus"] = True

    def prepare(self) -> None:
        """Fill in choices and first values from the entry."""

    def given(self) -> dict[str, Any]:
        """What the service is called with."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

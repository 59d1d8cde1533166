"""What is asked when a workbook is to be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import queries
from taizhang.ledger.importing.fields import Use
from taizhang.ledger.importing.mapping import QUOTE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from taizhang.ledger.importing.fields import Field
    from taizhang.ledger.models import Ledger


class ReceiveForm(forms.Form):
    """A workbook, and the ledger that its rows go to."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("XLSX, XLS or CSV: an exported ledger that was edited, or rows of a unit."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.et,.csv"}),
    )
    ledger = forms.ChoiceField(label=_("Ledger"))

    def __init__(self, *args: Any, books: QuerySet[Ledger], **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["ledger"].choices = [(one.code, queries.name_of(one)) for one in books]


def choices_of(fields: Mapping[str, Field]) -> list[tuple[str, Any]]:
    """What a column may be taken for, by what happens to its cells."""

    def named(*uses: Use) -> list[tuple[str, str]]:
        return [
            (key, one.headings[0] if one.headings else str(one.name))
            for key, one in fields.items()
            if one.use in uses
        ]

    return [
        ("", gettext("Leave it out")),
        (QUOTE, gettext("Keep it as what the source says")),
        (gettext("Which entry it is"), named(Use.NUMBER, Use.MARK)),
        (gettext("Written"), named(Use.WRITTEN)),
        (gettext("Written for new entries"), named(Use.FIRST)),
        (gettext("Comes out of the work"), named(Use.WORK)),
        (gettext("Kept in the roster"), named(Use.ROSTER)),
    ]

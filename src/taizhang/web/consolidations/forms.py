"""What is asked when workbooks are to be put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import queries
from taizhang.web.ledger.fields import FilesField
from taizhang.web.wording import local_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.ledger.models import Ledger
    from taizhang.reporting.models import Consolidation

ACCEPTED = ".xlsx,.xlsm,.xls,.et,.csv"


class FilesForm(forms.Form):
    """Workbooks of units, several at once."""

    files = FilesField(
        label=_("Workbooks"),
        required=True,
        help_text=_("Of each unit one or more: XLSX, XLS, ET or CSV."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        field = self.fields["files"]
        field.widget.attrs["accept"] = ACCEPTED
        most = settings.UPLOAD_LIMIT // 1024 // 1024
        limit = gettext("Together up to {most} MB at a time; more can be added afterwards.")
        field.help_text = f"{field.help_text} {limit.format(most=most)}"


class OpenForm(FilesForm):
    """Workbooks, and what the result is to look like and to be compared with."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("What the result is called; without one, as the first workbook."),
    )
    ledger = forms.ChoiceField(
        label=_("Form of the result"),
        required=False,
        help_text=_(
            "Titles, headings and columns. Units' columns are matched to it, with reasons."
        ),
    )
    previous = forms.ChoiceField(
        label=_("Last time's"),
        required=False,
        help_text=_("Each row then says whether it is new, changed, or told in the same words."),
    )
    expected = forms.MultipleChoiceField(
        label=_("Who should report"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who is missing is named. Units of last time's are always asked for."),
    )

    def __init__(
        self,
        *args: Any,
        books: QuerySet[Ledger],
        earlier: Iterable[Consolidation],
        units: Iterable[str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.books = {one.code: one for one in books}
        self.earlier = {str(one.pk): one for one in earlier}
        as_first = ("", gettext("As the first workbook"))
        named = [(code, queries.name_of(one)) for code, one in self.books.items()]
        self.fields["ledger"].choices = [as_first, *named]
        told = [
            (key, f"{one.name}（{local_date(one.created_at):%Y-%m-%d}）")
            for key, one in self.earlier.items()
        ]
        self.fields["previous"].choices = [("", gettext("None")), *told]
        self.fields["expected"].choices = [(name, name) for name in units]

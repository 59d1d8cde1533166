"""Figures that lead to their rows: each number is a link, each rate shows what it is of."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.access.scopes import visible_entries, visible_ledgers
from taizhang.engine.codes import LedgerKind
from taizhang.reporting import queries, workbooks
from taizhang.reporting.queries import By, Current, Fact, Period
from taizhang.reporting.workbooks import XLSX
from taizhang.web.ledger.fields import labelled
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from taizhang.ledger.models import Entry
    from taizhang.web.request import Request

COUNTS: Final = (
    (Fact.REGISTERED, _("Registered")),
    (Fact.OPEN, _("Still open")),
    (Fact.CLOSED, _("Closed")),
    (Fact.DECLINED, _("Declined")),
    (Fact.OVERDUE, _("Overdue")),
)
RATES: Final = (
    (Fact.ON_TIME, Fact.FELL_DUE, None, _("On time")),
    (Fact.ON_TIME_FIRST, Fact.FELL_DUE_FIRST, None, _("By the first date")),
    (Fact.SOLVED, Fact.SAID_SOLVED, Fact.SILENT_SOLVED, _("Solved")),
    (Fact.SATISFIED, Fact.RATED, Fact.UNRATED, _("Satisfied")),
)
_CURRENT: Final = (
    (Current.MONTH, _("This month")),
    (Current.QUARTER, _("This quarter")),
    (Current.YEAR, _("This year")),
)


class PeriodForm(forms.Form):
    """Which days, which ledger, broken down by what."""

    start = forms.DateField(
        label=_("From"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    end = forms.DateField(
        label=_("To"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    by = forms.ChoiceField(label=_("Broken down"), required=False)
    ledger = forms.ChoiceField(label=_("Ledger"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["by"].choices = labelled(By)
        self.fields["ledger"].choices = labelled(LedgerKind, empty=gettext("All ledgers"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("start") and said.get("end") and said["end"] < said["start"]:
            self.add_error("end", _("The period ends before it begins. Choose a later day."))
        return said


@dataclass(frozen=True)
class Asked:
    """What the address asks for; a nonsensical one falls back to this year, and says so."""

    form: PeriodForm
    period: Period
    by: By
    ledger: str

    @classmethod
    def of(cls, data: Mapping[str, str], today: date) -> Asked:
        usual = Current.YEAR.until(today)
        first = {"start": usual.start.isoformat(), "end": usual.end.isoformat()}
        form = PeriodForm({**first, "by": By.LEDGER.value, **data_of(data)})
        if not form.is_valid():
            return cls(form, usual, By.LEDGER, "")
        said = form.cleaned_data
        period = Period(said["start"], said["end"])
        return cls(form, period, By(said["by"] or By.LEDGER.value), said["ledger"])

    def entries(self, request: Request) -> QuerySet[Entry]:
        found = queries.within(visible_entries(request.person), self.period)
        return found.filter(ledger__code=self.ledger) if self.ledger else found

    def query(self, **more: str) -> str:
        said = {
            "start": self.period.start.isoformat(),
            "end": self.period.end.isoformat(),
            "by": self.by.value,
            "ledger": self.ledger,
            **more,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def data_of(data: Mapping[str, str]) -> dict[str, str]:
    """The values that say something."""
    return {name: data[name] for name in ("start", "end", "by", "ledger") if data.get(name)}


@require_safe
@requires(Permission.REPORT_VIEW)
def figures(request: Request) -> HttpResponse:
    """The table."""
    today = request.today
    asked = Asked.of(request.GET, today)
    entries = asked.entries(request)
    lines = queries.figures(entries, asked.by, today=today)
    lists = set(visible_ledgers(request.person).values_list("code", flat=True))
    context = {
        "asked": asked,
        "form": asked.form,
        "by_label": gettext(asked.by.label),
        "today": today,
        "counts": [label for _fact, label in COUNTS],
        "rates": [label for *_facts, label in RATES],
        "lines": [_line(asked, line, lists) for line in lines],
        "total": _line(asked, queries.totals(entries, today=today), lists),
        "currents": [
            {"label": label, "url": _current(asked, current.until(today))}
            for current, label in _CURRENT
        ],
        "export_url": reverse("reporting:export") + asked.query(),
    }
    return page(request, "reporting/figures.html", context)


def _current(asked: Asked, period: Period) -> str:
    return asked.query(start=period.start.isoformat(), end=period.end.isoformat())


def _line(asked: Asked, line: queries.Figures, lists: Collection[str]) -> dict[str, Any]:
    """A line with, under each number, the address of exactly its rows.

    Of a ledger whose list is not open to the reader what they hold themselves is counted only.
    """

    def cell(fact: Fact) -> dict[str, Any]:
        return {"n": line.counts[fact], "url": _rows_url(asked, line, fact, lists)}

    return {
        "label": gettext(line.label) if line.translate else line.label,
        "counts": [{"name": label, **cell(fact)} for fact, label in COUNTS],
        "rates": [
            {
                "name": label,
                "part": cell(part),
                "whole": cell(whole),
                "silent": cell(silent) if silent else None,
            }
            for part, whole, silent, label in RATES
        ],
    }


def _rows_url(asked: Asked, line: queries.Figures, fact: Fact, lists: Collection[str]) -> str:
    """The ledger list, filtered to what was counted; none where it is not open to the reader."""
    said = {"start": asked.period.start.isoformat(), "end": asked.period.end.isoformat()}
    ledger = asked.ledger
    if fact is not Fact.REGISTERED:
        said["fact"] = fact.value
    is_total = not line.key and line.label == "All"
    if asked.by is By.LEDGER and not is_total:
        ledger = line.key
    elif asked.by is By.UNIT and not is_total:
        said["lead"] = line.key or "-"
    elif asked.by is By.CATEGORY and not is_total:
        said["category"] = line.key or "-"
    if ledger and ledger not in lists:
        return ""
    address = reverse("ledger:entries_of", args=[ledger]) if ledger else reverse("ledger:entries")
    return f"{address}?{urlencode(said)}"


@require_safe
@requires(Permission.ENTRY_EXPORT)
def export(request: Request) -> FileResponse:
    """The same table as a workbook: numerators and denominators in columns of their own."""
    today = request.today
    asked = Asked.of(request.GET, today)
    entries = asked.entries(request)
    lines = [
        *queries.figures(entries, asked.by, today=today),
        queries.totals(entries, today=today),
    ]
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    workbooks.write(
        file,
        sheet=gettext("Figures"),
        headings=[(gettext(asked.by.label), 24), *((gettext(fact.label), 12) for fact in Fact)],
        rows=(
            [
                gettext(line.label) if line.translate else line.label,
                *(line.counts[fact] for fact in Fact),
            ]
            for line in lines
        ),
    )
    file.seek(0)
    days = f"{asked.period.start.isoformat()}-{asked.period.end.isoformat()}"
    filename = f"{gettext('Figures')}-{days}.xlsx"
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)

"""The forms in which a ledger is adjusted before it is opened, and changed afterwards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import LedgerKind
from taizhang.engine.deadlines import PRESETS
from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn, PlanRefused
from taizhang.engine.sheets import ColumnType, Known
from taizhang.web import wording
from taizhang.web.ledger.fields import labelled
from taizhang.web.ledger.ladder import PRESET_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from taizhang.engine.deadlines import Preset

_BETWEEN: Final = re.compile(r"[、,，;；\n]+")
"""What stands between choices written in one line."""


class UploadForm(forms.Form):
    """The office's own form of a ledger."""

    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("The XLSX file that the units fill in, empty or filled."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            most = settings.UPLOAD_LIMIT // 1024 // 1024
            message = _("“%(name)s” is larger than %(most)s MB. Attach a smaller file or split it.")
            raise forms.ValidationError(
                message, code="too_large", params={"name": file.name, "most": most}
            )
        return file


class LedgerForm(forms.Form):
    """What a ledger is called, how it numbers, and by which rules it runs."""

    name = forms.CharField(label=_("Name of the ledger"), max_length=100)
    prefix = forms.CharField(
        label=_("Letters before its numbers"),
        max_length=8,
        help_text=_("2 to 8 capital letters: FX gives FX-2026-0001."),
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("It behaves like"),
        widget=forms.RadioSelect,
        help_text=_("Appeals are raised by enterprises, directives by leaders."),
    )
    preset = forms.ChoiceField(label=_("Clocks"))
    needs_triage = forms.BooleanField(
        label=_("The office accepts or declines each matter first"), required=False
    )
    needs_call_back = forms.BooleanField(
        label=_("Whoever raised it is called back before it is closed"), required=False
    )
    needs_evidence = forms.BooleanField(
        label=_("It is closed with evidence only: photos, papers"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["kind"].choices = labelled(LedgerKind)
        self.fields["preset"].choices = [(one.code, preset_words(one)) for one in PRESETS.values()]

    def clean_prefix(self) -> str:
        return str(self.cleaned_data["prefix"]).upper()

    def plan(self, columns: Iterable[PlannedColumn]) -> LedgerPlan:
        """What is to be opened; its code is the prefix in small letters."""
        said = self.cleaned_data
        return LedgerPlan(
            name=said["name"],
            code=said["prefix"].lower(),
            prefix=said["prefix"],
            kind=LedgerKind(said["kind"]),
            preset=said["preset"],
            columns=tuple(columns),
            needs_triage=said["needs_triage"],
            needs_call_back=said["needs_call_back"],
            needs_evidence=said["needs_evidence"],
        )


class ChangeForm(LedgerForm):
    """The same for a ledger that is open: numbers and kind stay as they are."""

    is_open = forms.BooleanField(label=_("It takes new entries"), required=False)

    def __init__(self, *args: Any, has_entries: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["prefix"]
        del self.fields["kind"]
        if has_entries:
            del self.fields["preset"]


def preset_words(preset: Preset) -> str:
    """A preset with its dates in a few words: 13710 (1 day, 3 days, 7 days, 1 month)."""
    chinese = wording.is_chinese()
    gap, mark = ("", "、") if chinese else (" ", ", ")
    steps = mark.join(f"{one.amount}{gap}{gettext(one.unit.label)}" for one in preset.milestones)
    name = gettext(PRESET_NAMES.get(preset.code, preset.name))
    return f"{name}（{steps}）" if chinese else f"{name} ({steps})"


class ColumnForm(forms.Form):
    """One column: its heading, what it is, its type and choices."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    """Of a column of an open ledger: rows are told apart by it, wherever they stand."""
    take = forms.BooleanField(label=_("On the ledger"), required=False, initial=True)
    place = forms.IntegerField(label=_("Order"), min_value=1, max_value=999)
    name = forms.CharField(label=_("Heading"), max_length=100)
    known_as = forms.ChoiceField(label=_("What it holds"), required=False)
    type = forms.ChoiceField(label=_("Type"))
    choices = forms.CharField(
        label=_("Choices"),
        required=False,
        max_length=4000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_required = forms.BooleanField(label=_("Required"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", use_required_attribute=False, **options)
        self.fields["known_as"].choices = [
            ("", gettext("A value of its own")),
            (gettext("Asked for when registering"), labelled(k for k in Known if k.is_asked)),
            (gettext("Comes out of the work"), labelled(k for k in Known if not k.is_asked)),
        ]
        self.fields["type"].choices = labelled(ColumnType)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def has_changed(self) -> bool:
        """Whether anything was written: a row for a new column has a place and a type anyway."""
        return any(self[name].value() for name in ("key", "name", "choices", "take"))

    def planned(self, place: int | None = None) -> PlannedColumn:
        """The column as it is to be; `place` is its column in the workbook."""
        said = self.cleaned_data
        type_ = ColumnType(said["type"])
        listed = type_ in {ColumnType.CHOICE, ColumnType.YES_NO}
        words = (word.strip() for word in _BETWEEN.split(said["choices"]))
        return PlannedColumn(
            name=said["name"],
            type=type_,
            choices=tuple(dict.fromkeys(word for word in words if word)) if listed else (),
            known=Known(said["known_as"]) if said["known_as"] else None,
            is_required=said["is_required"],
            place=place,
        )


def initial_of(column: PlannedColumn, place: int) -> dict[str, Any]:
    """A column as its form shows it at first."""
    return {
        "take": True,
        "place": place,
        "name": column.name,
        "known_as": column.known or "",
        "type": column.type,
        "choices": "、".join(column.choices),
        "is_required": column.is_required,
    }


def column_forms(
    data: Mapping[str, Any] | None, initials: Iterable[dict[str, Any]]
) -> list[ColumnForm]:
    """A form for each column, `c0-name`, `c1-name` and so on."""
    return [
        ColumnForm(data, prefix=f"c{number}", initial=initial)
        for number, initial in enumerate(initials)
    ]


def columns_sent(data: Mapping[str, Any]) -> list[ColumnForm]:
    """The rows of a form that came back, as many as it had, whatever the ledger has by now."""
    rows: list[ColumnForm] = []
    while f"c{len(rows)}-place" in data:
        rows.append(ColumnForm(data, prefix=f"c{len(rows)}", empty_permitted=True))
    return rows


def in_order(rows: Iterable[ColumnForm]) -> list[ColumnForm]:
    """Those that are on the ledger, in the order that was asked for."""
    taken = [row for row in rows if row.cleaned_data["take"]]
    return sorted(taken, key=lambda row: row.cleaned_data["place"])


def say_where(
    refusal: PlanRefused, form: forms.Form, rows: list[ColumnForm], say: Callable[..., None]
) -> None:
    """Say what cannot be opened at the field that is wrong."""
    at = refusal.fields.get("at")
    if isinstance(at, int) and at < len(rows):
        say(rows[at], refusal, refusal.part)
    else:
        say(form, refusal, refusal.part)

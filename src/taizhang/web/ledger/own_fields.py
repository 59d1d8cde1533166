"""Fields for the columns of the office's own ledgers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.sheets import ColumnType
from taizhang.engine.sheets.values import number_of
from taizhang.ledger import queries
from taizhang.ledger.values import LONGEST
from taizhang.web.ledger.fields import Day, LongText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from taizhang.ledger.models import Column

MARK: Final = "value-"
"""Before a column's key in the name of its field."""
_FEW: Final = 5
"""Choices that are shown all at once."""


class Figure(forms.CharField):
    """A number as people write it: 1,200 or １２.５."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "figure"})
        super().__init__(max_length=40, widget=widget, **options)

    def clean(self, value: Any) -> int | float | None:
        text = super().clean(value)
        if not text:
            return None
        number = number_of(text)
        if number is None:
            message = _("Write a number, such as 12.5.")
            raise forms.ValidationError(message, code="invalid")
        return number


def _choice(column: Column, options: dict[str, Any]) -> forms.Field:
    offered = [(one, one) for one in column.choices]
    if len(offered) <= _FEW and options["required"]:
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **options)
    return forms.ChoiceField(choices=[("", "—"), *offered], **options)


def _yes_no(column: Column, options: dict[str, Any]) -> forms.Field:
    offered = [("yes", queries.shown(column, True)), ("no", queries.shown(column, False))]  # noqa: FBT003  # the value shown
    if not options["required"]:
        offered.append(("", gettext("Not said")))
    return forms.TypedChoiceField(
        choices=offered,
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        **options,
    )


_FIELDS: Final[Mapping[ColumnType, Callable[[Column, dict[str, Any]], forms.Field]]] = {
    ColumnType.TEXT: lambda _column, options: forms.CharField(
        max_length=LONGEST[ColumnType.TEXT], **options
    ),
    ColumnType.LONG_TEXT: lambda _column, options: LongText(
        rows=3, max_length=LONGEST[ColumnType.LONG_TEXT], **options
    ),
    ColumnType.NUMBER: lambda _column, options: Figure(**options),
    ColumnType.DATE: lambda _column, options: Day(**options),
    ColumnType.CHOICE: _choice,
    ColumnType.YES_NO: _yes_no,
}


def field_of(column: Column) -> forms.Field:
    """The field in which a value of the column is entered."""
    options = {"label": column.name, "required": column.is_required}
    return _FIELDS[ColumnType(column.type)](column, options)


def add_fields(form: forms.Form, columns: Iterable[Column], values: Mapping[str, Any]) -> None:
    """A field for each column, filled with what stands under it.

    What was written under another type of the column, or as a choice that is no longer offered,
    is told beside the field and stays until something else is entered.
    """
    for column in columns:
        field = field_of(column)
        value = values.get(column.key)
        field.initial = _initial(column, value)
        if field.initial is None and value not in (None, ""):
            said = gettext("So far: {value}").format(value=queries.shown(column, value))
            field.help_text, field.required = said, False
        form.fields[MARK + column.key] = field


def _initial(column: Column, value: Any) -> Any:
    """The value as its field takes it; None when the column has another type since."""
    match ColumnType(column.type):
        case ColumnType.YES_NO:
            return {True: "yes", False: "no"}.get(value) if isinstance(value, bool) else None
        case ColumnType.DATE:
            try:
                return date.fromisoformat(value) if isinstance(value, str) else None
            except ValueError:
                return None
        case ColumnType.CHOICE:
            return value if value in column.choices else None
        case ColumnType.NUMBER:
            return value if number_of(value if value is not None else "") is not None else None
    return None if value is None else queries.shown(column, value)


def values_said(form: forms.Form, columns: Iterable[Column]) -> dict[str, Any]:
    """What was entered, by key; nothing entered is None."""
    said = {column.key: form.cleaned_data.get(MARK + column.key) for column in columns}
    return {key: None if value == "" else value for key, value in said.items()}


def values_changed(
    form: forms.Form, columns: Iterable[Column], values: Mapping[str, Any]
) -> dict[str, Any]:
    """Only what is no longer as it was; an old value that its field cannot show stays."""
    changed = {}
    for column in columns:
        field = form.fields[MARK + column.key]
        said = form.cleaned_data.get(MARK + column.key)
        said = None if said == "" else said
        stands = values.get(column.key)
        kept = said.isoformat() if isinstance(said, date) else said
        unseen = field.initial is None and stands not in (None, "") and said is None
        if kept != stands and not unseen and not (kept is None and stands == ""):
            changed[column.key] = said
    return changed

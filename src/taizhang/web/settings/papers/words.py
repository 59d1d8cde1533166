"""What was found in a template, in the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext

from taizhang.engine.templates.values import in_words as said
from taizhang.reporting.office_templates.fields import shown_name
from taizhang.web.errors import Refusal, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taizhang.engine.templates import Field, Place, Report, Use, Value


class FieldLine(NamedTuple):
    """A field that the template uses."""

    name: str
    written: str
    """As it is written there, where that is another of its names."""
    places: list[str]
    value: str
    """What the matter says with which it is tried."""


class UnknownLine(NamedTuple):
    """A field that nobody knows."""

    name: str
    place: str
    nearest: str


class ProblemLine(NamedTuple):
    """A place that cannot be filled in."""

    refusal: Refusal
    place: str


class Found(NamedTuple):
    """The whole report."""

    fields: list[FieldLine]
    unknown: list[UnknownLine]
    problems: list[ProblemLine]
    notes: list[str]
    is_fit: bool


def found(report: Report, values: Mapping[str, Value] | None = None) -> Found:
    """Every line of it."""
    return Found(
        [_field(one, uses, values or {}) for one, uses in report.fields().items()],
        [
            UnknownLine(one.name, place(one.place), shown_name(one.nearest) if one.nearest else "")
            for one in report.unknown
        ],
        [ProblemLine(in_words(one.refusal), place(one.place)) for one in report.problems],
        [place(one) for one in report.notes],
        report.is_fit,
    )


def place(one: Place) -> str:
    """Where something stands."""
    return gettext(one.message).format(**one.fields)


def _field(field: Field, uses: list[Use], values: Mapping[str, Value]) -> FieldLine:
    name = shown_name(field)
    written = dict.fromkeys(one.name for one in uses if one.name != name)
    places = list(dict.fromkeys(place(one.place) for one in uses))
    return FieldLine(name, "、".join(written), places, said(values.get(field.key)))

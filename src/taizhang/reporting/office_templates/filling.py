"""Papers on the office's own forms, filled with what who prints them may see.

The words are Chinese, whoever reads the screen: the form is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation

from taizhang.engine.templates import looked_through
from taizhang.engine.templates.refusals import TooMuchForTemplate
from taizhang.reporting.columns import numbered_rows, rows_for
from taizhang.reporting.errors import TemplateUnfit
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.office_templates.fields import (
    ROW_NUMBER,
    catalogue_of,
    columns_of,
)
from taizhang.reporting.papers.visits import MOST_MATTERS, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import IO

    from django.db.models import QuerySet

    from taizhang.engine.templates import Template, Value
    from taizhang.intake.models import Activity
    from taizhang.ledger.models import Entry
    from taizhang.reporting.columns import Column
    from taizhang.reporting.models import TemplateVersion
    from taizhang.roster.models import Person

SPECIMENS = 2
"""Entries of a list that is made up."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a paper says whatever it is about."""

    zone: str
    today: date
    by: Person | None = None

    def values(self) -> dict[str, Value]:
        """By key of its field."""
        unit = self.by.unit if self.by else None
        return {
            "zone": self.zone,
            "today": self.today,
            "unit": unit.name if unit else "",
            "by": self.by.name if self.by else "",
        }


@dataclass(frozen=True, slots=True)
class ListAsked:
    """The entries of a list, by their keys and in their order, and what the list is called."""

    chunks: Sequence[Sequence[int]]
    name: str
    chosen: str = ""


def template_of(version: TemplateVersion) -> Template:
    """The version's file, looked through again: fields may have come and gone since."""
    kind = PaperFor(version.template.paper)
    return looked_through(bytes(version.data), catalogue_of(kind, version.template.ledger))


def print_entry(
    version: TemplateVersion,
    entry: Entry,
    around: Around,
    target: IO[bytes],
    *,
    is_trial: bool = False,
) -> None:
    """The paper of one matter; a trial leaves fields that nobody knows as they are written."""
    found = _fit(version, is_trial=is_trial)
    found.fill(entry_values(version, found, entry, around), (), target)


def entry_values(
    version: TemplateVersion, found: Template, entry: Entry, around: Around
) -> dict[str, Value]:
    """By key of its field, what an entry says in a paper of one matter."""
    columns = _wanted(version, set(found.report.keys()))
    with translation.override("zh-hans"):
        row = rows_for(columns.values()).get(pk=entry.pk)
        return around.values() | {key: one.said()(row) for key, one in columns.items()}


def print_list(
    version: TemplateVersion,
    asked: ListAsked,
    around: Around,
    target: IO[bytes],
    *,
    is_trial: bool = False,
) -> int:
    """The paper of a list; how many entries it has. Refused before anything is written."""
    found = _fit(version, is_trial=is_trial)
    count = sum(map(len, asked.chunks))
    if found.has_rows and count > found.most_rows:
        raise TooMuchForTemplate(limit=found.most_rows)
    columns = _wanted(version, set(found.report.keys()))
    values = around.values() | {
        "list_name": asked.name,
        "chosen": asked.chosen,
        "count": count,
    }
    with translation.override("zh-hans"):
        return found.fill(values, _rows(columns, asked.chunks), target)


def print_visit(
    version: TemplateVersion,
    activity: Activity,
    entries: QuerySet[Entry],
    around: Around,
    target: IO[bytes],
    *,
    is_trial: bool = False,
) -> None:
    """The paper of a visit with the matters raised there; `entries` are those the reader sees."""
    found = _fit(version, is_trial=is_trial)
    columns = _wanted(version, set(found.report.keys()))
    matters = list(
        rows_for(columns.values())
        .filter(activity=activity, pk__in=entries.values("pk"))
        .order_by("id")[:MOST_MATTERS]
    )
    with translation.override("zh-hans"):
        said = [(key, one.said()) for key, one in columns.items()]
        rows = [
            {ROW_NUMBER: number, **{key: cell(entry) for key, cell in said}}
            for number, entry in enumerate(matters, start=1)
        ]
        visit = {f"visit_{key}": value for key, value in facts_of(activity).items()}
        values = around.values() | visit | {"count": len(matters)}
        found.fill(values, rows, target)


def specimen(found: Template) -> tuple[dict[str, Value], list[dict[str, Value]]]:
    """Values that nobody entered: each field says its name, so that one sees where it lands."""
    said = {one.key: f"〔{one.names[0]}〕" for one in found.report.fields()}
    values: dict[str, Value] = dict(said)
    rows = [{**said, ROW_NUMBER: number} for number in range(1, SPECIMENS + 1)]
    return values, rows if found.has_rows else []


def _fit(version: TemplateVersion, *, is_trial: bool) -> Template:
    """The template, as long as everything in it is still known."""
    found = template_of(version)
    if not found.report.is_fit and not is_trial:
        report = found.report
        names = "、".join(one.name for one in report.unknown)
        raise TemplateUnfit(count=len(report.problems) + len(report.unknown), names=names)
    return found


def _wanted(version: TemplateVersion, keys: set[str]) -> dict[str, Column]:
    every = columns_of(PaperFor(version.template.paper), version.template.ledger)
    return {key: column for key, column in every.items() if key in keys}


def _rows(
    columns: Mapping[str, Column], chunks: Iterable[Sequence[int]]
) -> Iterator[dict[str, Value]]:
    keys = (ROW_NUMBER, *columns)
    for row in numbered_rows(list(columns.values()), chunks):
        yield dict(zip(keys, row, strict=True))

"""Each awkward workbook through an import: refused by name, or every row of it accounted for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from taizhang.engine.errors import TaizhangError
from taizhang.intake import import_queries as queries
from taizhang.intake import services as intake
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.golden.workbooks.regenerate import EXPECTED, cases

if TYPE_CHECKING:
    from taizhang.intake.models import Import
    from tests.people import People

pytestmark = pytest.mark.django_db

WANTED: dict[str, dict[str, Any]] = json.loads(EXPECTED.read_text(encoding="utf-8"))
DIFFERENT = {
    "only_headings": ("nothing_to_import",),
    # A sheet without a table is said and none of its rows is a row of the import.
    "several_sheets": (3, 3, 0),
    # An import knows the row that was just above; consolidating counts it as two matters.
    "twice_in_one_sheet": (2, 1, 1),
}


def wanted(name: str) -> tuple[Any, ...]:
    """As consolidating has it: the refusal, or the rows seen, taken over and not taken."""
    case = WANTED[name]
    if "refused" in case:
        return (case["refused"],)
    counts = [case[f"rows_{what}"] for what in ("seen", "imported", "refused")]
    return DIFFERENT.get(name, tuple(counts))


def through(data: bytes, name: str, people: People) -> Import:
    """From the file to the ledger, its columns as they are proposed."""
    one = intake.receive_import(name, data, ledger="appeal", by=people.office, now=NOW)
    proposed = enumerate(services.propose_import(one))
    mapping = {
        str(at): {str(place): column.key for place, column in enumerate(table)}
        for at, table in proposed
    }
    one = services.compare_import(one, mapping, by=people.office, now=NOW)
    return services.confirm_import(one, by=people.office, now=NOW)


def came_of(data: bytes, name: str, people: People) -> tuple[Any, ...]:
    """The refusal, or the rows seen, written and not taken; nothing stays in the ledger."""
    with transaction.atomic():
        try:
            one = through(data, name, people)
        except TaizhangError as refusal:
            found: tuple[Any, ...] = (refusal.code,)
        else:
            figures = queries.figures(one)
            assert one.status == "done"
            assert figures.written_new == Entry.objects.count()
            found = (figures.seen, figures.written_new, figures.refused)
        transaction.set_rollback(True)
    return found


def test_each_awkward_workbook_is_refused_by_name_or_accounted_for(people: People) -> None:
    found = {name: came_of(make(), f"{name}.xlsx", people) for name, make in cases().items()}
    assert found == {name: wanted(name) for name in cases()}


@pytest.mark.parametrize(
    ("name", "cells"), [("formulas_without_values", "G2"), ("error_cells", "D3、G2")]
)
def test_cells_in_which_nothing_can_be_read_are_named(
    people: People, name: str, cells: str
) -> None:
    one = intake.receive_import(
        "来表.xlsx", cases()[name](), ledger="appeal", by=people.office, now=NOW
    )
    ((sheet, message, fields),) = one.remarks
    assert sheet == "台账"
    assert "empty" in message
    assert set(fields["cells"].split("、")) == set(cells.split("、"))

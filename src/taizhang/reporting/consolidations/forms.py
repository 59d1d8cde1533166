"""The form of a result: that of a ledger, as the office opened it, or of the first workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.engine.codes import LedgerKind
from taizhang.engine.consolidating import form_of, form_of_columns, read_source
from taizhang.engine.consolidating.built_in import built_in, column
from taizhang.ledger import queries

if TYPE_CHECKING:
    from taizhang.engine.consolidating import Form
    from taizhang.ledger.models import Ledger


def form_of_ledger(ledger: Ledger) -> Form:
    """The office's own workbook, or the columns that the ledger asks for."""
    workbook = queries.workbook_of(ledger)
    if workbook is not None:
        return form_of(read_source(bytes(workbook.data), workbook.name))
    columns = [
        column(one.name, one.type, one.known, one.choices)
        for one in queries.plan_of(ledger).columns
    ]
    kinds = {kind.value: kind for kind in LedgerKind}
    if ledger.code in kinds:
        return built_in(kinds[ledger.code], columns)
    return form_of_columns(queries.name_of(ledger), columns)

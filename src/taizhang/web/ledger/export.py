"""The rows of a list as a workbook or as text: all of them, in the order and columns shown."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Final

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.scopes import visible_entries
from taizhang.ledger import queries
from taizhang.reporting import workbooks
from taizhang.reporting.columns import MARK, chosen, columns_for, numbered_rows
from taizhang.reporting.workbooks import XLSX
from taizhang.web.ledger import filters
from taizhang.web.ledger.listing import run_of
from taizhang.web.origin import exported

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from taizhang.web.request import Request

CSV: Final = "csv"
CHUNK: Final = 1000
_ROW: Final = 6
"""Width of the column that counts the rows."""


@require_safe
@requires(Permission.ENTRY_EXPORT)
def export(request: Request) -> HttpResponseBase:
    """Every row that the filters leave; without `column` every column there is."""
    book = filters.book_of(request.GET.get("ledger", ""), filters.books(request.person))
    data = request.GET.copy()
    kind = CSV if data.pop("format", [""])[-1] == CSV else "xlsx"
    asked = filters.asked_of(request, book, data)
    columns = list(columns_for(book))
    if asked.columns:
        columns, _strange = chosen(asked.columns, book)
    run = run_of(asked, visible_entries(request.person))
    name = queries.name_of(book) if book else gettext("All ledgers")
    exported(request, f"{kind} {book.code if book else ''}{asked.query()}")
    filename = f"{gettext('Ledger')}-{name}-{request.today.isoformat()}.{kind}"
    columns = [*columns, MARK]
    headings = [
        (pgettext("column", "Row"), _ROW),
        *((str(column.heading), column.width) for column in columns),
    ]
    rows = numbered_rows(columns, run.chunks(CHUNK))
    if kind == CSV:
        lines = workbooks.text_table([heading for heading, _width in headings], rows)
        answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = _attached(filename)
        return answer
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    workbooks.write(file, sheet=name, headings=headings, rows=rows, frozen=2, hidden=1)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)


def _attached(filename: str) -> str:
    return content_disposition_header(as_attachment=True, filename=filename) or ""

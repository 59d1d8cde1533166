"""A ledger of the office's own as the very workbook it was made from."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_ledger
from taizhang.access.scopes import visible_entries
from taizhang.ledger import queries
from taizhang.reporting import layouts
from taizhang.reporting.workbooks import XLSX
from taizhang.web.ledger import filters

if TYPE_CHECKING:
    from taizhang.web.request import Request


@require_safe
@requires(Permission.ENTRY_EXPORT)
def workbook(request: Request, code: str) -> FileResponse:
    """The rows that the list shows, in the order of their numbers, in the ledger's own form."""
    book = get_ledger(request.person, code, Permission.ENTRY_EXPORT)
    form = queries.workbook_of(book)
    if form is None:
        raise Http404
    asked = filters.asked_of(request, book)
    rows = asked.rows(visible_entries(request.person))
    entries = queries.entries_of(book, rows).order_by("number_here", "id")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    layouts.write(file, book=book, workbook=form, entries=entries)
    file.seek(0)
    name = f"{queries.name_of(book)}-{request.today.isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)

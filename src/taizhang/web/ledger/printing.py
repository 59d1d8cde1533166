"""Lists to be printed: the rows of a ledger's list, chosen as on the screen, on paper."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404
from django.utils import translation
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import LedgerKind
from taizhang.reporting.errors import TooLongToPrint
from taizhang.reporting.papers.lists import (
    MOST_ROWS,
    ListKind,
    listed,
    lists_for,
    print_list,
    title_of,
)
from taizhang.reporting.workbooks import XLSX
from taizhang.web.ledger import filters
from taizhang.web.ledger.export import CHUNK
from taizhang.web.ledger.listing import run_of
from taizhang.web.origin import exported

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry
    from taizhang.reporting.filters import Asked
    from taizhang.web.request import Request


@require_safe
@requires(Permission.ENTRY_EXPORT)
def printed(request: Request, code: str) -> FileResponse:
    """The list as a workbook that is ready to be printed."""
    if code not in set(ListKind):
        raise Http404
    kind = ListKind(code)
    usual = "" if kind is ListKind.OPEN else LedgerKind(kind.value).value
    book = filters.book_of(request.GET.get("ledger") or usual, filters.books(request.person))
    if kind not in lists_for(book):
        raise Http404
    asked = filters.asked_of(request, book)
    if kind is ListKind.OPEN and not asked.sort:
        asked = replace(asked, sort="due")
    mine = visible_entries(request.person).filter(listed(kind, request.today))
    chunks = iter(chosen_keys(asked, mine, most=MOST_ROWS))
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    print_list(
        file,
        kind,
        book,
        chunks,
        zone=settings.ZONE_NAME,
        today=request.today,
        scope=in_words(asked),
    )
    exported(request, f"list {kind.value} {book.code if book else ''}{asked.query()}")
    file.seek(0)
    name = f"{title_of(kind, book)}-{request.today.isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def chosen_keys(asked: Asked, mine: QuerySet[Entry], most: int | None = None) -> list[list[int]]:
    """The keys of the rows; refused before anything is written when there are too many."""
    found: list[list[int]] = []
    count = 0
    for keys in run_of(asked, mine).chunks(CHUNK):
        count += len(keys)
        if most is not None and count > most:
            raise TooLongToPrint(limit=most)
        found.append(keys)
    return found


def in_words(asked: Asked) -> str:
    """What was chosen, as the paper says it."""
    with translation.override("zh-hans"):
        said = [f"{one.label}：{value}" for one, value, _query in asked.chosen()]
    return "；".join([*said, *([f"“{asked.words}”"] if asked.words else [])])

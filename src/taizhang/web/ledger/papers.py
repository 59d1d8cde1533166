"""The papers of one entry as Word documents."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_entry
from taizhang.engine.codes import AuditAct
from taizhang.ledger import queries
from taizhang.reporting.papers import DOCX
from taizhang.reporting.papers.matters import PaperKind, paper_of, papers_of
from taizhang.roster import services as roster
from taizhang.web.origin import origin

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from taizhang.ledger.models import Entry, Event
    from taizhang.web.request import Request


class Offered(NamedTuple):
    """A paper that can be drawn up today."""

    name: str
    url: str


def offered(entry: Entry, events: Iterable[Event], *, today: date) -> list[Offered]:
    """The papers on the entry's page."""
    return [
        Offered(gettext(kind.label), reverse("ledger:paper", args=[entry.number, kind.value]))
        for kind in papers_of(entry, events, today=today)
    ]


@require_safe
@requires(Permission.ENTRY_VIEW)
def paper(request: Request, number: str, kind: str) -> FileResponse:
    """One paper; 404 as long as nothing has happened that it could certify."""
    found = queries.in_full(get_entry(request.person, number, Permission.ENTRY_VIEW))
    which = PaperKind(kind)
    made = paper_of(found, which, zone=settings.ZONE_NAME, at=request.now)
    if made is None:
        raise Http404
    roster.audit(
        AuditAct.EXPORTED,
        now=request.now,
        actor=request.user.username,
        subject=f"docx {which.value} {found.number}",
        origin=origin(request),
    )
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    made.save(file)
    file.seek(0)
    name = f"{gettext(which.label)}-{found.number}.docx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=DOCX)

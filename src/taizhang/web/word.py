"""A paper as a Word file to be saved, noted in the trail."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from django.http import FileResponse

from taizhang.engine.codes import AuditAct
from taizhang.reporting.papers import DOCX
from taizhang.roster import services as roster
from taizhang.web.origin import origin

if TYPE_CHECKING:
    from taizhang.reporting.papers import Paper
    from taizhang.web.request import Request


def word(request: Request, made: Paper, name: str, subject: str) -> FileResponse:
    """`name` is the file's, without its ending; `subject` what the trail says was taken out."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    made.save(file)
    file.seek(0)
    roster.audit(
        AuditAct.EXPORTED,
        now=request.now,
        actor=request.user.username,
        subject=subject[:200],
        origin=origin(request),
    )
    return FileResponse(file, as_attachment=True, filename=f"{name}.docx", content_type=DOCX)

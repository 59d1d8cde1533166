"""A paper as a file to be saved, noted in the trail."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final

from django.conf import settings
from django.http import FileResponse

from taizhang.reporting.office_templates.filling import Around
from taizhang.reporting.papers import DOCX
from taizhang.reporting.workbooks import XLSX
from taizhang.web.origin import exported

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.reporting.models import TemplateVersion
    from taizhang.reporting.papers import Paper
    from taizhang.web.request import Request

TYPES: Final = {"docx": DOCX, "xlsx": XLSX}


def word(request: Request, made: Paper, name: str, subject: str) -> FileResponse:
    """`name` is the file's, without its ending; `subject` what the trail says was taken out."""
    return _attached(request, made.save, f"{name}.docx", subject)


def around(request: Request) -> Around:
    """What every paper says of who draws it up, where and when."""
    return Around(settings.ZONE_NAME, request.today, request.person)


def on_form(
    request: Request,
    version: TemplateVersion,
    fill: Callable[[IO[bytes]], object],
    what: str,
    subject: str,
) -> FileResponse:
    """A paper on the office's own form; the trail says which version of it."""
    template = version.template
    name = f"{template.name}-{what}.{version.kind}"
    told = f"{version.kind} template {template.pk} v{version.number} {subject}"
    return _attached(request, fill, name, told)


def _attached(
    request: Request, write: Callable[[IO[bytes]], object], name: str, subject: str
) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    try:
        write(file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    exported(request, subject)
    kind = TYPES[name.rpartition(".")[2]]
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind)

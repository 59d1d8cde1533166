"""Uploads that are too large are read off the line without being kept."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

_FORM: Final = 1024 * 1024
"""What a form may weigh beside its file."""
TOO_LARGE: Final = "taizhang.too_large"


class RefuseTooLarge(FileUploadHandler):
    """Keeps nothing of a request above the limit and leaves a note for the view."""

    too_large = False

    def handle_raw_input(self, *args: Any, **_more: Any) -> None:
        content_length = int(args[2] or 0)
        self.too_large = content_length > settings.UPLOAD_LIMIT + _FORM
        if self.too_large and self.request is not None:
            self.request.META[TOO_LARGE] = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002  # Django's signature
        if self.too_large:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002  # Django's signature
        return None

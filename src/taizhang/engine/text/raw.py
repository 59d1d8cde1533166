"""A document's text as it was read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from taizhang.engine.text.span import Span


@dataclass(frozen=True)
class RawText:
    """The decoded text of one document, line breaks included; all spans point into `text`."""

    text: str
    name: str = ""
    blocks: tuple[Span, ...] = ()
    """Blocks the format itself knows (PDF columns, DOCX paragraphs, HTML elements), in file
    order; empty for plain text, where blocks have to be found from the lines."""
    documents: tuple[Span, ...] = ()
    """Documents inside this one, each read for itself (what is attached to an e-mail), from the
    first to the last, one that holds others before them."""
    dated: date | None = None
    """When it was sent, where the format tells."""

    @cached_property
    def sha256(self) -> str:
        """Hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def quote(self, span: Span) -> str:
        """The exact characters at `span`."""
        return span.of(self.text)

"""Papers on the office's own forms: what may stand in them, their versions, and filling them."""

from __future__ import annotations

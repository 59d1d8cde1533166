"""One door for access: what a person may do, what a person may see."""

from __future__ import annotations

from taizhang.access.permissions import Permission, can

__all__ = ["Permission", "can"]

"""Common problems on the screen: the same problem as in the tests of the acts."""

from __future__ import annotations

from tests.matching.conftest import shared

__all__ = ["shared"]

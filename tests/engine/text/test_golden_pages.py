"""Whole pages of our own writing, read as a person reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.pages.regenerate import cases, found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_page_is_read_as_expected(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(found(case)) == expected

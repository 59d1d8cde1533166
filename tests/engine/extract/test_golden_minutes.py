"""Whole documents of our own writing, and what a person takes out of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.golden.minutes.regenerate import cases, found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_document_gives_what_is_expected(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert found(case) == expected

"""Small pieces: modules, functions and templates keep to their budget.

Complexity is kept by ruff (C901, at most 10). What is larger is listed here with its reason.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = ROOT / "src" / "taizhang"
MODULE, FUNCTION, TEMPLATE = 400, 40, 150
JOURNEY = 60
"""A test that goes the whole way may tell it from top to bottom."""

LARGER: dict[str, str] = {}
"""Path, or path::function → why it may be larger."""


def _modules() -> list[Path]:
    found = [*CODE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    return [path for path in [*found, ROOT / "bootstrap.py"] if "migrations" not in path.parts]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _body(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what is done: keyword-only signatures and docstrings are long by our own rules."""
    statements = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or 0) - statements[0].lineno + 1 if statements else 0


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_and_its_functions_are_small(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    assert _lines(path) <= MODULE or name in LARGER, f"{name}: {_lines(path)} lines"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            place, length = f"{name}::{node.name}", _body(node)
            most = JOURNEY if name.startswith("tests/") else FUNCTION
            assert length <= most or place in LARGER, f"{place}: {length} lines"


@pytest.mark.parametrize(
    "path", sorted(CODE.rglob("templates/**/*.html")), ids=lambda path: path.name
)
def test_a_template_is_small(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    assert _lines(path) <= TEMPLATE or name in LARGER, f"{name}: {_lines(path)} lines"


def test_no_exception_outlives_its_reason() -> None:
    for place, reason in LARGER.items():
        assert reason
        assert (ROOT / place.split("::")[0]).exists()

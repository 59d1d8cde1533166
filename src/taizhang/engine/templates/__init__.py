"""The office's own templates: Word files with fields, workbooks with named cells and a marked row.

`looked_through` says which fields a file uses, which nobody knows and what is wrong with it;
what it gives can be filled as long as nothing is.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from taizhang.engine.sheets.cells import Value
from taizhang.engine.templates.fields import Catalogue, Field, plain_name
from taizhang.engine.templates.guards import kind_of
from taizhang.engine.templates.report import Place, Problem, Report, Use

_FILLERS: Final = {
    "docx": "taizhang.engine.templates.words",
    "xlsx": "taizhang.engine.templates.books",
}


@dataclass(frozen=True, slots=True)
class Template:
    """A file that was looked through."""

    kind: str
    """`docx` or `xlsx`."""
    report: Report
    prepared: Any
    """What the module of its kind made of it."""

    @property
    def has_rows(self) -> bool:
        """Whether it goes through a list."""
        return bool(self.prepared.has_rows)

    @property
    def most_rows(self) -> int:
        """How long that list may be."""
        return int(importlib.import_module(_FILLERS[self.kind]).MOST_ROWS)

    def fill(
        self,
        values: Mapping[str, Value],
        rows: Iterable[Mapping[str, Value]],
        target: IO[bytes],
    ) -> int:
        """Write the paper; how many entries of the list it has."""
        filler = importlib.import_module(_FILLERS[self.kind])
        return int(filler.filled(self.prepared, values, rows, target))


def looked_through(data: bytes, catalogue: Catalogue) -> Template:
    """The template in a file, whatever the file is called; refuses what may not be one."""
    kind = kind_of(data)
    found = importlib.import_module(_FILLERS[kind]).prepared(data, catalogue)
    return Template(kind, found.report, found)


__all__ = [
    "Catalogue",
    "Field",
    "Place",
    "Problem",
    "Report",
    "Template",
    "Use",
    "Value",
    "looked_through",
    "plain_name",
]

"""Papers as they come out of the printer: laid out by LibreOffice, measured sign by sign."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import pypdfium2
import pytest

SOFFICE: Final = shutil.which("soffice")
NEEDS_OFFICE: Final = pytest.mark.skipif(
    SOFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui"
)
_HAS_CALC: Final = SOFFICE is not None and (
    Path(SOFFICE).resolve().parent.joinpath("libsclo.so").exists()
)
NEEDS_CALC: Final = pytest.mark.skipif(
    not _HAS_CALC, reason="needs LibreOffice Calc: apt-get install libreoffice-calc-nogui"
)
_MM: Final = 25.4 / 72
_SAME_LINE_MM: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign's ink, in millimetres from the page's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        return "".join(sign.text for sign in self.signs)

    @property
    def left(self) -> float:
        return self.signs[0].left

    @property
    def right(self) -> float:
        return self.signs[-1].right

    @property
    def bottom(self) -> float:
        return min(sign.bottom for sign in self.signs)

    @property
    def top(self) -> float:
        return max(sign.top for sign in self.signs)

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    lines: tuple[Line, ...]
    """From top to bottom; the last one is the page's number."""

    @property
    def body(self) -> tuple[Line, ...]:
        return self.lines[:-1]

    @property
    def number(self) -> Line:
        return self.lines[-1]

    def pitches(self) -> list[float]:
        """From line to line, measured at lines that hold only signs of full height."""
        middles = [line.middle for line in self.body if len(set(line.text)) == 1]
        return [above - below for above, below in pairwise(middles)]


def printed(files: dict[str, bytes], folder: Path) -> dict[str, list[Page]]:
    """Word files by name as pages, laid out in one run."""
    return {name: pages_of(path) for name, path in printed_as(files, folder, "docx").items()}


def printed_as(files: dict[str, bytes], folder: Path, kind: str) -> dict[str, Path]:
    """Files of a kind by name, as PDF."""
    for name, data in files.items():
        (folder / f"{name}.{kind}").write_bytes(data)
    assert SOFFICE is not None
    subprocess.run(
        [
            SOFFICE,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.{kind}") for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: folder / f"{name}.pdf" for name in files}


def pages_of(path: Path) -> list[Page]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    text = page.get_textpage()
    signs = []
    for place in range(text.count_chars()):
        sign = text.get_text_range(place, 1)
        if sign.strip():
            signs.append(Sign(sign, *(edge * _MM for edge in text.get_charbox(place))))
    return Page(width * _MM, height * _MM, tuple(_lines(signs)))


def _lines(signs: list[Sign]) -> list[Line]:
    lines: list[list[Sign]] = []
    for sign in sorted(signs, key=lambda one: -(one.top + one.bottom)):
        near = lines and lines[-1][0].top + lines[-1][0].bottom - sign.top - sign.bottom
        if lines and near < 2 * _SAME_LINE_MM:
            lines[-1].append(sign)
        else:
            lines.append([sign])
    return [Line(tuple(sorted(line, key=lambda sign: sign.left))) for line in lines]

"""One fuzz target: `python fuzz/target.py NAME FOLDER… [-libfuzzer options]`.

NAME is a format (txt, md, html, docx, xlsx, pdf, eml), `text`, or `places` (lines anywhere on a
page). Whatever the bytes, a reader gives a text whose blocks lie within it or refuses by name, and
the text functions lose nothing.
"""

from __future__ import annotations

import importlib
import struct
import sys
from collections.abc import Callable
from typing import Final

import atheris

with atheris.instrument_imports(include=["taizhang.engine"]):
    from taizhang.engine.errors import BadInput
    from taizhang.engine.formats import (
        Limits,
        docx,
        eml,
        html,
        markdown,
        pdf,
        plain,
        read_bytes,
        xlsx,
    )
    from taizhang.engine.formats.columns import Row, blocks_in_order
    from taizhang.engine.formats.ruled import Letter, taken_out
    from taizhang.engine.formats.straightening import straightened
    from taizhang.engine.text import RawText, articles, clauses, sentences

from tests.engine.formats import samples

DOCX: Final = samples.docx("")
XLSX: Final = samples.workbook({"任务": [["序号", "任务"]]})
LIMITS: Final = Limits(
    bytes=1_000_000, characters=20_000, pages=20, unzipped_bytes=2_000_000, pictures=0, cells=50_000
)


def reads(module: object) -> Callable[[bytes], None]:
    """The target of one format: its reader alone, whatever the content says it is."""

    def target(data: bytes) -> None:
        try:
            raw = module.read(data, name="fuzz", limits=LIMITS)
        except BadInput:
            return
        honest(raw)

    return target


def packed(module: object, around: Callable[[bytes], bytes]) -> Callable[[bytes], None]:
    """The same for packages: what is changed is the part inside that holds the text."""
    target = reads(module)
    return lambda data: target(around(data))


def docx_around(part: bytes) -> bytes:
    """A DOCX package with `part` as its document."""
    return samples.repacked(DOCX, word__document=part)


def xlsx_around(part: bytes) -> bytes:
    """An XLSX package with `part` as its only sheet."""
    return samples.repacked(XLSX, xl__worksheets__sheet1=part)


def any_format(data: bytes) -> None:
    """The door that documents come in by."""
    try:
        honest(read_bytes(data, name="fuzz", limits=LIMITS))
    except BadInput:
        return


def honest(raw: RawText) -> None:
    """There is a text, no control character in it, and blocks lie within it."""
    assert raw.text.strip()
    assert not plain.CONTROLS.search(raw.text)
    assert all(block.end <= len(raw.text) for block in raw.blocks)
    raw.sha256  # noqa: B018  # must not fail


def text(data: bytes) -> None:
    """Every visible character is read once, at its place."""
    said = data.decode("utf-8", "replace")[:4000]
    places: list[int] = []
    for article in articles(RawText(said)):
        for paragraph in article.paragraphs:
            places.extend(paragraph.origin)
    assert len(places) == len(set(places))
    for cut in (sentences, clauses):
        assert "".join("".join(span.of(said) for span in cut(said)).split()) == "".join(
            said.split()
        )


def places(data: bytes) -> None:
    """Whatever lies wherever on a page, no line is lost and none is read twice."""
    numbers = struct.unpack(f"{len(data) // 16 * 8}h", data[: len(data) // 16 * 16])
    corners = [
        tuple(zip(numbers[i : i + 8 : 2], numbers[i + 1 : i + 8 : 2], strict=True))
        for i in range(0, len(numbers), 8)
    ]
    boxes = straightened(corners)
    rows = [Row(str(n), box, box.top - box.bottom) for n, box in enumerate(boxes)]
    read = [row.text for block in blocks_in_order(rows) for row in block]
    assert sorted(read) == sorted(row.text for row in rows)
    letters = [Letter(str(n), box) for n, box in enumerate(boxes)]
    found, left = taken_out(letters, boxes)
    said = "".join(row.text for row in found) + "".join(letter.text for letter in left)
    assert set("".join(said.split())) >= set("".join(letter.text for letter in letters))


TARGETS: Final[dict[str, Callable[[bytes], None]]] = {
    "txt": reads(plain),
    "md": reads(markdown),
    "html": reads(html),
    "docx": packed(docx, docx_around),
    "xlsx": packed(xlsx, xlsx_around),
    "pdf": reads(pdf),
    "eml": reads(eml),
    "any": any_format,
    "text": text,
    "places": places,
}


if __name__ == "__main__":
    importlib.import_module("encodings.gb18030")
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()

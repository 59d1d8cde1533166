"""The bytes of a workbook of before 2007: BIFF8 in a compound file."""

from __future__ import annotations

import struct
from typing import Final

_SECTOR: Final = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LEAST: Final = 4096
"""Smaller streams are kept elsewhere in the file."""


Sheet = tuple[str, tuple[tuple[object, ...], ...], tuple[tuple[int, int, int, int], ...]]


def book(*sheets: Sheet, hidden: tuple[str, ...] = (), charts: tuple[str, ...] = ()) -> bytes:
    """The stream: what sheets there are, then each of them."""
    bodies = [_sheet(rows, merged) for _name, rows, merged in sheets]
    heads = [_name(name) for name, _rows, _merged in sheets]
    start = len(_begin(5)) + sum(4 + 6 + len(head) for head in heads) + len(_END_OF_PART)
    parts = [_begin(5)]
    for (name, _rows, _merged), head, body in zip(sheets, heads, bodies, strict=True):
        kind = 2 if name in charts else 0
        parts.append(_record(0x85, struct.pack("<IBB", start, name in hidden, kind) + head))
        start += len(body)
    return b"".join([*parts, _END_OF_PART, *bodies])


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


_END_OF_PART: Final = struct.pack("<HH", 0x0A, 0)


def _begin(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _name(text: str) -> bytes:
    return struct.pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _sheet(
    rows: tuple[tuple[object, ...], ...], merged: tuple[tuple[int, int, int, int], ...]
) -> bytes:
    parts = [_begin(16)]
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            head = struct.pack("<HHH", at, column, 0)
            if isinstance(value, int):
                parts.append(_record(0x203, head + struct.pack("<d", value)))
            elif value:
                text = str(value)
                words = struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
                parts.append(_record(0x204, head + words))
    if merged:
        areas = b"".join(struct.pack("<HHHH", *area) for area in merged)
        parts.append(_record(0xE5, struct.pack("<H", len(merged)) + areas))
    return b"".join([*parts, _END_OF_PART])


def compound(data: bytes, stream: str = "Workbook") -> bytes:
    """A compound file with one stream."""
    size = max(len(data), _LEAST)
    count = -(-size // _SECTOR)
    chain = [2 + at + 1 for at in range(count - 1)] + [_END]
    fat = [_FAT, _END, *chain]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1)
    header += struct.pack("<IIIIIIII", 1, 0, _LEAST, _END, 0, _END, 0, 0)
    header += struct.pack("<I", _FREE) * 108
    folder = _entry("Root Entry", 5, child=1) + _entry(stream, 2, start=2, size=size)
    folder += bytes(_SECTOR - len(folder))
    body = data + bytes(count * _SECTOR - len(data))
    return header + struct.pack(f"<{len(fat)}I", *fat) + folder + body


def _entry(name: str, kind: int, *, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    words = name.encode("utf-16-le") + b"\x00\x00"
    head = words.ljust(64, b"\x00") + struct.pack("<HBB", len(words), kind, 1)
    head += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return head + struct.pack("<IQ", start, size)

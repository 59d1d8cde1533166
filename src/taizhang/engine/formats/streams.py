"""What the packed streams inside a PDF unpack to, before a library unpacks them."""

from __future__ import annotations

import re
import zlib
from typing import Final

from taizhang.engine.formats.limits import Limits

NESTED: Final = 3
"""A stream may be packed again and again; bombs are."""
_STREAM: Final = re.compile(rb"\bstream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_PACKED: Final = frozenset(b"\x08\x18\x28\x38\x48\x58\x68\x78")
_CHUNK: Final = 1 << 20
_KEPT: Final = 1 << 22
"""Bytes of what was unpacked that are looked into again."""


def check_streams(data: bytes, limits: Limits) -> None:
    """Refuse when one of them becomes too large."""
    for found in _STREAM.finditer(data):
        inner, level = memoryview(data)[found.end() :], 0
        while level < NESTED and len(inner) and inner[0] in _PACKED:
            inner, level = memoryview(_unpacked(inner, limits)), level + 1


def _unpacked(packed: memoryview, limits: Limits) -> bytes:
    """The beginning of what a stream unpacks to; its whole size is checked, never kept."""
    unpacker = zlib.decompressobj()
    kept, size, place = bytearray(), 0, 0
    waiting: bytes | memoryview = packed[:_CHUNK]
    while waiting and not unpacker.eof:
        try:
            piece = unpacker.decompress(waiting, _CHUNK)
        except zlib.error:
            break
        size += len(piece)
        limits.check("unzipped_bytes", size)
        kept += piece[: _KEPT - len(kept)]
        waiting = unpacker.unconsumed_tail
        if not waiting:
            place += _CHUNK
            waiting = packed[place : place + _CHUNK]
    return bytes(kept)

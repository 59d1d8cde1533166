"""Zip packages, with limits on what they unpack to; the sizes they state are never trusted."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from lxml import etree

from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.refusals import BrokenDocument, EncryptedDocument

HARMLESS: Final = 1_000_000
"""Bytes up to which a file may be packed as densely as it likes."""
_CHUNK: Final = 1 << 16
_BROKEN: Final = (
    zipfile.BadZipFile,
    KeyError,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


@contextmanager
def opened(data: bytes, *, format_name: str, limits: Limits) -> Iterator[zipfile.ZipFile]:
    """The package; whatever is wrong with it is a broken document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            limits.check("members", len(package.infolist()))
            yield package
    except _BROKEN:
        raise BrokenDocument(format=format_name) from None


def unpacked(package: zipfile.ZipFile, path: str, *, format_name: str, limits: Limits) -> bytes:
    """A member as it really unpacks."""
    return b"".join(pieces(package, path, format_name=format_name, limits=limits))


def pieces(
    package: zipfile.ZipFile, path: str, *, format_name: str, limits: Limits
) -> Iterator[bytes]:
    """The same, bit by bit."""
    member = package.getinfo(path)
    if member.flag_bits & 1:
        raise EncryptedDocument(format=format_name)
    packed, size = max(member.compress_size, 1), 0
    with package.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            limits.check("unzipped_bytes", size)
            # A bomb is both large and dense.
            if size > HARMLESS:
                limits.check("ratio", size // packed)
            yield piece


def xml_of(data: bytes, *, format_name: str) -> etree._Element:
    """A part of the package; entities and outside references are never followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise BrokenDocument(format=format_name) from None
    if root.getroottree().docinfo.doctype:
        raise BrokenDocument(format=format_name)  # no office program writes one
    return root

"""What a template may not be, looked at before anything in it is used.

A template is uploaded by one person and opened, filled, by everybody else. It may carry no
program, and nothing that fetches or runs something when the paper is opened.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from taizhang.engine.formats import sniff
from taizhang.engine.formats.limits import Limits
from taizhang.engine.formats.packed import opened, pieces, unpacked, xml_of
from taizhang.engine.formats.refusals import BrokenDocument
from taizhang.engine.templates.refusals import (
    NoTemplate,
    TemplateHasMacros,
    TemplatePartTooLarge,
    TemplateReachesOut,
)

LIMITS: Final = Limits(
    bytes=10_000_000, unzipped_bytes=60_000_000, members=2_000, columns=1_000, cells=500_000
)
"""Of a template: a form of a few pages with its pictures."""
MOST_XML: Final = 2_000_000
"""Bytes of one part that is filled: the library takes four times as long for twice as much."""
TYPES: Final = "[Content_Types].xml"
FORMATS: Final = {"docx": "DOCX", "xlsx": "XLSX"}
_MACROS: Final = re.compile(
    r"vbaproject|vbadata|macrosheets/|activex/|ctrlprops/|embeddings/[^/]*\.(?:bin|docm|xlsm|pptm)$",
    re.IGNORECASE,
)
_MACRO_TYPE: Final = re.compile(rb"macroEnabled", re.IGNORECASE)
_OUTSIDE: Final = re.compile(
    r"externallinks/|connections\.xml$|querytables/|afchunk|customui", re.IGNORECASE
)
_LINK: Final = "/hyperlink"
FORM_LINK: Final = "/attachedTemplate"
_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_IMPORTED: Final = ("/aFChunk", "/oleObject", "/externalLink", "/control", "/connections")


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """`docx` or `xlsx`, after every member was unpacked once within limits."""
    limits.check("bytes", len(data))
    kind = sniff(data)
    if kind not in FORMATS:
        raise NoTemplate
    name = FORMATS[kind]
    with opened(data, format_name=name, limits=limits) as package:
        for path in package.namelist():
            for _piece in pieces(package, path, format_name=name, limits=limits):
                pass
        _refuse_programs(package, name, limits)
        for path in package.namelist():
            if path.endswith(".rels"):
                _refuse_links(unpacked(package, path, format_name=name, limits=limits), name)
    return kind


def part_xml(data: bytes, format_name: str) -> etree._Element:
    """A part of the package, as long as a form may have one like it."""
    if len(data) > MOST_XML:
        raise TemplatePartTooLarge(megabytes=MOST_XML // 1_000_000)
    return xml_of(data, format_name=format_name)


def main_part(package: zipfile.ZipFile, format_name: str, limits: Limits) -> str:
    """The member that the package says it is about."""
    if "_rels/.rels" not in package.namelist():
        raise BrokenDocument(format=format_name)
    rels = part_xml(
        unpacked(package, "_rels/.rels", format_name=format_name, limits=limits), format_name
    )
    for one in rels:
        if one.get("Type", "").endswith("/officeDocument"):
            target: str = one.get("Target", "")
            return posixpath.normpath(target.lstrip("/"))
    raise BrokenDocument(format=format_name)


def _refuse_programs(package: zipfile.ZipFile, name: str, limits: Limits) -> None:
    types = unpacked(package, TYPES, format_name=name, limits=limits)
    if _MACRO_TYPE.search(types):
        raise TemplateHasMacros
    for path in package.namelist():
        if _MACROS.search(path):
            raise TemplateHasMacros
        if _OUTSIDE.search(path):
            raise TemplateReachesOut(what=path)


def _refuse_links(data: bytes, name: str) -> None:
    for one in relations(data, name):
        kind, target = one.get("Type", ""), one.get("Target", "")
        if kind.endswith(_IMPORTED):
            raise TemplateReachesOut(what=target)
        if one.get("TargetMode") != "External" or kind.endswith(FORM_LINK):
            continue
        if not (kind.endswith(_LINK) and _SAFE_LINK.match(target)):
            raise TemplateReachesOut(what=target)


def relations(data: bytes, name: str) -> Iterator[etree._Element]:
    """The relations that a part of the package states."""
    yield from part_xml(data, name).iter("{*}Relationship")

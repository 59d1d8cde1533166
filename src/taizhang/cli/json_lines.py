"""JSON lines into commands that need no database: one object on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from taizhang.cli.text_files import read_text
from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class LineBroken(BadInput):
    """A line that is no JSON object."""

    code = "line_broken"
    message = _("Line {line} of {name} is no JSON object.")
    remedy = _("Write one object on each line, its keys in double quotes.")


class KeyMissing(BadInput):
    """An object without a key that the command reads, or with something else than text there."""

    code = "key_missing"
    message = _("Line {line} of {name} has no text under “{key}”.")
    remedy = _("Every line needs: {keys}.")


class IdTwice(BadInput):
    """Two lines with one id."""

    code = "id_twice"
    message = _("Line {line} of {name} gives the id “{id}” a second time.")
    remedy = _("Give every line an id of its own.")


_LONGEST_LINE: Final = 20_000_000


def read_objects(path: str, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The objects of the file (`-` is standard input); each id once.

    Raises:
        NoSuchFile, NotUtf8, LineBroken, KeyMissing, IdTwice: the last three name the line.
    """
    seen: set[str] = set()
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        found = _object(path, number, line)
        for key in keys:
            if key == "id" and isinstance(found.get("id"), int):
                found["id"] = str(found["id"])
            if not isinstance(found.get(key), str):
                raise KeyMissing(line=number, name=path, key=key, keys=", ".join(keys))
        if found["id"] in seen:
            raise IdTwice(line=number, name=path, id=found["id"])
        seen.add(found["id"])
        yield found


def said(found: dict[str, Any], key: str) -> str:
    """What stands under a key that may be missing or empty, as text."""
    value = found.get(key)
    return "" if value is None else str(value)


def _object(path: str, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line) if len(line) <= _LONGEST_LINE else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise LineBroken(line=number, name=path)
    return found

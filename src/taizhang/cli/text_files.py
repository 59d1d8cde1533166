"""Text into and out of commands: `-` is standard input and output, refusals name the file."""

from __future__ import annotations

import sys
from pathlib import Path

from taizhang.cli.read import NoSuchFile
from taizhang.engine.errors import BadInput


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NotUtf8(BadInput):
    """The file is no UTF-8 text."""

    code = "not_utf8"
    message = _("The file {name} is not UTF-8 text.")
    remedy = _("Save it as “CSV UTF-8” and try again.")


class NotWritable(BadInput):
    """The path given for the result cannot be written."""

    code = "not_writable"
    message = _("The file {name} cannot be written.")
    remedy = _("Check the folder and that no other program holds the file; - writes to the screen.")


def read_text(path: str) -> str:
    """What a file says.

    Raises:
        NoSuchFile, NotUtf8.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError:
        raise NoSuchFile(name=path) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(name=path) from None


def write_text(path: str, text: str) -> None:
    """Put a text in place of what the file said.

    Raises:
        NotWritable: the file cannot be made or replaced.
    """
    if path == "-":
        sys.stdout.write(text)
        return
    try:
        Path(path).write_text(text, encoding="utf-8", newline="")
    except OSError:
        raise NotWritable(name=path) from None

"""A message catalogue as a file: read and write .po, write .mo. Standard library only.

Set-up compiles the catalogue before anything else is there to do it, hence no Babel and no
gettext tools here. Entries are kept sorted by message and carry no source lines, so that two
people who add messages rarely touch the same lines.
"""

from __future__ import annotations

import ast
import os
import struct
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).resolve().parent.parent / "src" / "taizhang" / "locale"
SOURCE: Final = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
HEADER: Final = (
    "Language: zh_Hans\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)
_MAGIC: Final = 0x950412DE


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """What is said: the English message, perhaps in a context, perhaps with a plural."""

    id: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Gettext tells messages apart by context and singular alone."""
        return self.context, self.id


Catalogue = dict[Message, str]
"""What is said → how it is said in Chinese; empty when nobody has translated it yet."""


def read(path: Path = SOURCE) -> Catalogue:
    """The catalogue at `path`; empty when there is none."""
    if not path.exists():
        return {}
    catalogue: Catalogue = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        fields = _fields(block)
        if fields.get("msgid"):
            message = Message(
                fields["msgid"], fields.get("msgctxt", ""), fields.get("msgid_plural", "")
            )
            catalogue[message] = fields.get("msgstr", "") or fields.get("msgstr[0]", "")
    return catalogue


def _fields(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    name = ""
    for line in block.splitlines():
        if line.startswith("#") or not line:
            continue
        if not line.startswith('"'):
            name, _, line = line.partition(" ")  # noqa: PLW2901  # the rest of the line
        fields[name] = fields.get(name, "") + ast.literal_eval(line)
    return fields


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + escaped.replace("\r", "\\r").replace("\n", "\\n") + '"'


def write(catalogue: Catalogue, path: Path = SOURCE) -> None:
    """Write the catalogue in one step: a reader sees the old one or the new one."""
    blocks = ['msgid ""\nmsgstr ""\n' + "\n".join(map(_quoted, HEADER.splitlines(keepends=True)))]
    for message, said in sorted(catalogue.items()):
        lines = [f"msgctxt {_quoted(message.context)}"] if message.context else []
        lines.append(f"msgid {_quoted(message.id)}")
        if message.plural:
            lines += [f"msgid_plural {_quoted(message.plural)}", f"msgstr[0] {_quoted(said)}"]
        else:
            lines.append(f"msgstr {_quoted(said)}")
        blocks.append("\n".join(lines))
    _replace(path, ("\n\n".join(blocks) + "\n").encode())


def _replace(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(name).chmod(0o644)
    Path(name).replace(path)


def with_plural(catalogue: Catalogue, message: Message) -> None:
    """Give an entry that was added without its plural the one that the code uses."""
    for known in [known for known in catalogue if known.key == message.key]:
        if known.plural != message.plural:
            catalogue[replace(known, plural=message.plural)] = catalogue.pop(known)


def compile_to(path: Path, catalogue: Catalogue) -> None:
    """Write the catalogue in the binary form that gettext reads."""
    said = {b"": HEADER.encode()}
    for message, text in catalogue.items():
        if text:
            key = f"{message.context}\x04{message.id}" if message.context else message.id
            key += f"\x00{message.plural}" if message.plural else ""
            said[key.encode()] = text.encode()
    keys = sorted(said)
    begin = 7 * 4 + 16 * len(keys)
    key_table, text_table, body = b"", b"", b""
    for key in keys:
        key_table += struct.pack("<II", len(key), begin + len(body))
        body += key + b"\x00"
    for key in keys:
        text_table += struct.pack("<II", len(said[key]), begin + len(body))
        body += said[key] + b"\x00"
    head = struct.pack("<7I", _MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, begin)
    _replace(path, head + key_table + text_table + body)


def compile_all() -> Path:
    """Compile the Chinese catalogue beside its source."""
    target = SOURCE.with_suffix(".mo")
    compile_to(target, read())
    return target

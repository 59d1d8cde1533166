"""The product's messages: English in the code, Chinese in the catalogue.

python tools/messages.py add FILE.json   merge {"English": "中文", …} into the catalogue
python tools/messages.py extract         note new messages; print the untranslated as JSON
python tools/messages.py extract --prune … and drop those the code no longer uses
python tools/messages.py check           nothing missing, unused, or with other fields
python tools/messages.py compile         write the .mo that the product reads
"""

from __future__ import annotations

import argparse
import fcntl
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

import catalogue as files
from catalogue import Catalogue, Message

ROOT: Final = Path(__file__).resolve().parent.parent
CODE: Final = ROOT / "src" / "taizhang"
KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "_c": ((1, "c"), 2),  # as imported where every message has a context
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
FIELD: Final = re.compile(r"%\((\w+)\)|\{(\w*)[^{}]*\}|%([sd%])")
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")


def used() -> dict[Message, str]:
    """Every message of the code and the templates, with one place where it stands."""
    found: dict[Message, str] = {}
    for path in sorted(CODE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            text = _as_python(path)
        else:
            continue
        for line, message in _messages(text):
            found.setdefault(message, f"{path.relative_to(ROOT)}:{line}")
    return _one_per_key(found)


def _as_python(path: Path) -> str:
    """A template as Django shows it to gettext, in brackets: indentation means nothing."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    return "(" + templatize(path.read_text(encoding="utf-8"), origin=str(path)) + ")"


def _messages(text: str) -> Iterator[tuple[int, Message]]:
    from babel.messages.extract import extract

    for line, said, _comments, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        parts = said if isinstance(said, tuple) else (said,)
        if parts and parts[0]:
            yield line, Message(parts[0], context or "", *parts[1:2])


def _one_per_key(found: dict[Message, str]) -> dict[Message, str]:
    """Where a message stands with and without a plural, the plural form wins."""
    best: dict[tuple[str, str], Message] = {}
    for message in found:
        if message.key not in best or message.plural:
            best[message.key] = message
    return {message: found[message] for message in best.values()}


def fields(text: str) -> set[str]:
    """The named fields of a message, in either notation."""
    return {name or other or f"%{sign}" for name, other, sign in FIELD.findall(text)}


def complaints(catalogue: Catalogue, found: dict[Message, str]) -> Iterator[str]:
    """Everything that is wrong with the catalogue, one line each."""
    for message, place in sorted(found.items()):
        if not catalogue.get(message):
            yield f"{place}: not translated: {message.id!r}"
        if CHINESE.search(message.id):
            yield f"{place}: English messages belong in the code: {message.id!r}"
    for message, said in sorted(catalogue.items()):
        if message not in found:
            yield f"no longer used: {message.id!r}"
        elif said and fields(message.id) | fields(message.plural) != fields(said):
            yield f"other fields: {message.id!r} → {said!r}"


@contextmanager
def _locked() -> Iterator[None]:
    """One writer at a time."""
    lock = ROOT / "build" / "messages.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _merge(catalogue: Catalogue, found: dict[Message, str], *, prune: bool = False) -> None:
    for message in found:
        files.with_plural(catalogue, message)
        catalogue.setdefault(message, "")
    if prune:
        for message in [message for message in catalogue if message not in found]:
            del catalogue[message]


def add(path: Path) -> int:
    """Merge translations; refuses the whole file when one loses a field."""
    given = json.loads(path.read_text(encoding="utf-8"))
    wrong = [
        message
        for message, said in given.items()
        if fields(said) - fields(message) or not said.strip()
    ]
    for message in wrong:
        print(f"fields differ, or empty: {message!r} → {given[message]!r}", file=sys.stderr)
    if wrong:
        return 1
    with _locked():
        catalogue, found = files.read(), used()
        for message, said in given.items():
            context, _, text = message.rpartition("|") if "|" in message else ("", "", message)
            known = Message(message) if Message(message) in found else Message(text, context)
            files.with_plural(catalogue, known)
            catalogue[known] = said
        _merge(catalogue, found)
        files.write(catalogue)
    files.compile_all()
    return 0


def extract(*, prune: bool) -> int:
    """Note what the code says; print what has no translation yet."""
    with _locked():
        catalogue = files.read()
        _merge(catalogue, used(), prune=prune)
        files.write(catalogue)
    missing = {message.id: "" for message, said in sorted(catalogue.items()) if not said}
    print(json.dumps(missing, ensure_ascii=False, indent=1))
    return 0


def check() -> int:
    """Print complaints; 1 when there are any."""
    wrong = list(complaints(files.read(), used()))
    print("\n".join(wrong) or "Every message is translated.")
    return 1 if wrong else 0


def main() -> int:
    """Run one of the commands in the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=_Raw)
    parser.add_argument("command", choices=["add", "extract", "check", "compile"])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--prune", action="store_true")
    given = parser.parse_args()
    if given.command == "add":
        return add(given.file)
    if given.command == "extract":
        return extract(prune=given.prune)
    if given.command == "check":
        return check()
    print(files.compile_all().relative_to(ROOT))
    return 0


_Raw = argparse.RawDescriptionHelpFormatter

if __name__ == "__main__":
    sys.exit(main())

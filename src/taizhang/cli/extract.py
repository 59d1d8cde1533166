"""`taizhang extract`: people, organisations, activities and entries of one document.

Exit codes: 0 the document was read (also when no entry is in it: that is an answer) · 2 it could
not be read.
"""

from __future__ import annotations

import argparse
import json
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from taizhang.cli.explanation import explanation
from taizhang.cli.read import load
from taizhang.cli.speech import say
from taizhang.engine.codes import ActivityKind
from taizhang.engine.errors import BadInput
from taizhang.engine.extract import Extraction, extract, to_json
from taizhang.engine.extract.result import FoundEntry, FoundOrganisation


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoDocument(BadInput):
    code = "no_document"
    message = _("No document was named.")
    remedy = _("Name a file, - for standard input, or --since-review.")


# Wide and full-width characters fill two columns of a terminal; "ambiguous" ones (“ … —) do so
# with the Chinese fonts that Chinese text is read in.
_WIDE: Final = frozenset("WFA")
_NARROWEST: Final = 60
_WIDEST: Final = 140
_GAP: Final = "  "
_KINDS: Final = {
    "enterprise": _("Enterprises"),
    "unit": _("Units"),
    "park": _("Parks and zones"),
    "group": _("Groups of enterprises"),
    "other": _("Other organisations"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help=say(_("the document, or - for standard input"))
    )
    parser.add_argument(
        "--since-review",
        metavar=say(_("DATE")),
        nargs="?",
        const="",
        help=say(_("measure the readings by what people confirmed, since a day or ever")),
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help=say(_("name the rule and the words behind every finding")),
    )
    parser.add_argument("--json", action="store_true", help=say(_("print JSON for programs")))


def run(arguments: argparse.Namespace) -> int:
    """Print what was found; the exit code."""
    if arguments.since_review is not None:
        # Only this needs the database: a plain extract never waits for the web framework.
        from taizhang.cli import since_review

        return since_review.run(arguments.since_review, as_json=arguments.json)
    if arguments.file is None:
        raise NoDocument
    found = extract(load(arguments.file))
    if arguments.json:
        print(json.dumps(to_json(found), ensure_ascii=False, indent=1))
    elif arguments.explain:
        print("\n".join(explanation(found)))
    else:
        width = min(_WIDEST, max(_NARROWEST, shutil.get_terminal_size((100, 24)).columns))
        print("\n".join(_report(found, width)))
    return 0


def width_of(text: str) -> int:
    """How many columns of a terminal the text fills."""
    return sum(2 if unicodedata.east_asian_width(letter) in _WIDE else 1 for letter in text)


def padded(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def cut(text: str, width: int) -> str:
    """The text, shortened with … where it would not fit."""
    if width_of(text) <= width:
        return text
    last = 0
    while width_of(text[: last + 1]) <= width - 2:
        last += 1
    return text[:last] + "…"


def table(rows: Sequence[Sequence[str]], width: int, stretch: int) -> list[str]:
    """Aligned columns; the column `stretch` takes the room that the others leave."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(width_of, column)) for column in columns]
    others = sum(widths) - widths[stretch] + len(_GAP) * (len(widths) - 1)
    widths[stretch] = min(widths[stretch], max(20, width - others))
    return [
        _GAP.join(
            padded(cut(cell, room), room) for cell, room in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _report(found: Extraction, width: int) -> Iterable[str]:
    yield say(
        _("{name}: {characters} characters, {articles} articles, {entries} entries"),
        name=found.raw.name,
        characters=len(found.raw.text),
        articles=len(found.articles),
        entries=len(found.entries),
    )
    for title, lines in (
        (_("Articles"), [f"{a.id}{_GAP}{a.headline or '—'}" for a in found.articles]),
        (_("Activities"), _activities(found, width)),
        (_("Entries"), _entries(found, width)),
        (_("People"), [f"{p.name}{_GAP}{'、'.join(p.titles)}".rstrip() for p in found.people]),
    ):
        if lines:
            yield from ("", say(title), *lines)
    for kind, title in _KINDS.items():
        names = [_with_aliases(each) for each in found.organisations if each.kind == kind]
        if names:
            yield from ("", say(title), *names)
    if not found.entries:
        yield from ("", say(_("No entry was found: nothing in it asks, promises or finds fault.")))


def _with_aliases(each: FoundOrganisation) -> str:
    return f"{each.name}（{'、'.join(each.aliases)}）" if each.aliases else each.name


def _activities(found: Extraction, width: int) -> list[str]:
    rows = [
        (
            activity.id,
            str(activity.date or "—"),
            say(ActivityKind(activity.kind).label),
            activity.title,
            activity.place or "",
        )
        for activity in found.activities
    ]
    return table(rows, width, 3) if rows else []


def _entries(found: Extraction, width: int) -> list[str]:
    if not found.entries:
        return []
    names = {each.id: each.name for each in found.organisations}
    head = [
        say(title)
        for title in (
            _("No."),
            _("Ledger"),
            _("Matter"),
            _("Category"),
            _("Lead unit"),
            _("Due"),
            _("Confidence"),
        )
    ]
    return table([head, *(_row(entry, names) for entry in found.entries)], width, 2)


def _row(entry: FoundEntry, names: dict[str, str]) -> list[str]:
    return [
        entry.id,
        say(entry.ledger.label),
        entry.text,
        say(entry.category.label) if entry.category else "",
        names.get(entry.lead_unit or "", ""),
        entry.due or entry.due_text or "",
        f"{entry.confidence:.2f}",
    ]

"""`taizhang template`: forms of the office's own, looked through before they are uploaded.

`check` needs no database, unless a ledger's own columns are to be fields as well.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.cli.framework import require_database, setup
from taizhang.cli.ledger import LedgerUnknown
from taizhang.cli.speech import language, say, speak
from taizhang.engine.errors import BadInput

if TYPE_CHECKING:
    from taizhang.engine.templates import Catalogue, Field, Place, Report
    from taizhang.ledger.models import Ledger


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


PAPERS = ("entry", "list", "visit")
"""What a paper is about: `reporting.kinds.PaperFor`, not loaded for a help text."""
FIT: str = _("{file}: fits, {count} fields")
UNFIT: str = _("{file}: {count} places are to be put right")
USED: str = _("{name}: {places}")
UNKNOWN: str = _("unknown field “{name}”, {place}")
MEANT: str = _("unknown field “{name}”, {place}; do you mean “{nearest}”?")
WRONG: str = _("{place}: {refusal}")
OF_EACH: str = _("Of each matter, in the row that is repeated:")
ONCE: str = _("Once for the whole paper:")


class TemplateFileMissing(BadInput):
    code = "template_file_missing"
    message = _("The file {file} cannot be read.")
    remedy = _("Check its name and whether you may read it.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Check a file, list the fields."""
    acts = parser.add_subparsers(dest="act", required=True, metavar=say(_("ACT")))
    check = _("say which fields a form uses, which nobody knows, and what is wrong where")
    fields = _("list everything that may stand in the braces")
    for act, summary in (("check", check), ("fields", fields)):
        one = acts.add_parser(act, help=say(summary), description=say(summary))
        if act == "check":
            one.add_argument("file", metavar="FILE", help=say(_("a DOCX or XLSX file")))
        one.add_argument(
            "--paper",
            choices=PAPERS,
            default=PAPERS[0],
            help=say(_("what a paper is about: one matter, a list of them, a visit")),
        )
        one.add_argument(
            "--ledger",
            metavar=say(_("CODE")),
            help=say(_("with the own columns of this ledger (needs the database)")),
        )


def run(arguments: argparse.Namespace) -> int:
    """0 when the form can be used, 1 when something is to be put right."""
    setup()
    from taizhang.reporting.kinds import PaperFor
    from taizhang.reporting.office_templates.fields import catalogue_of

    catalogue = catalogue_of(PaperFor(arguments.paper), _ledger(arguments.ledger))
    if arguments.act == "fields":
        print("\n".join(_listed(catalogue)))
        return 0
    from taizhang.engine.templates import looked_through

    found = looked_through(_read(arguments.file), catalogue)
    print("\n".join(_told(arguments.file, found.report)))
    return 0 if found.report.is_fit else 1


def _ledger(code: str | None) -> Ledger | None:
    if not code:
        return None
    require_database()
    from taizhang.ledger import queries

    found = queries.ledger_by_code(code)
    if found is None:
        raise LedgerUnknown(code=code, codes=", ".join(one.code for one in queries.ledgers()))
    return found


def _read(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError:
        raise TemplateFileMissing(file=name) from None


def _told(file: str, report: Report) -> Iterator[str]:
    fields = report.fields()
    count = len(report.problems) + len(report.unknown)
    if report.is_fit:
        yield say(FIT, file=file, count=len(fields))
    else:
        yield say(UNFIT, file=file, count=count)
    for problem in report.problems:
        yield "  " + say(WRONG, place=_place(problem.place), refusal=speak(problem.refusal))
    for use in report.unknown:
        nearest = _name(use.nearest) if use.nearest else ""
        text = MEANT if nearest else UNKNOWN
        yield "  " + say(text, name=use.name, place=_place(use.place), nearest=nearest)
    for note in report.notes:
        yield "  " + _place(note)
    for field, uses in fields.items():
        places = "; ".join(dict.fromkeys(_place(one.place) for one in uses))
        yield "  " + say(USED, name=_name(field), places=places)


def _listed(catalogue: Catalogue) -> Iterator[str]:
    of_row = [one for one in catalogue.fields if one.of_row]
    if of_row:
        yield say(OF_EACH)
        yield from map(_line, of_row)
        yield say(ONCE)
    yield from (_line(one) for one in catalogue.fields if not one.of_row)


def _line(field: Field) -> str:
    """Its names, then the key."""
    return "  " + "\t".join((" · ".join(dict.fromkeys(field.names)), field.key))


def _name(field: Field) -> str:
    return field.names[1 if language() == "en" else 0]


def _place(one: Place) -> str:
    return say(one.message, **one.fields)

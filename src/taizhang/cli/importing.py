"""`taizhang import FILE --ledger CODE`: a workbook's rows into a ledger, looked at first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.cli import framework
from taizhang.cli.speech import say
from taizhang.engine.errors import BadInput

if TYPE_CHECKING:
    import argparse

    from taizhang.intake.models import Import
    from taizhang.roster.models import Person


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


WOULD: str = _(
    "{seen} rows: {new} new, {update} changed, {unchanged} unchanged, {conflict} in conflict,"
    " {refused} refused, {no_data} no data."
)
WROTE: str = _("Written: {new} new entries, {update} changed ones.")
LOOK_AT: str = _("Look at them on the screen of the import: /imports/{pk}/")
NOTHING_YET: str = _("Nothing was written; with --yes it is.")


class NoSuchLedger(BadInput):
    code = "no_such_ledger"
    message = _("There is no ledger with the code “{ledger}”.")
    remedy = _("Use one of: {ledgers}.")


class NobodyToImport(BadInput):
    code = "nobody_to_import"
    message = _("Nobody with the code “{person}” may import.")
    remedy = _("Name a person of the campaign office with --by.")


class FileNotThere(BadInput):
    code = "file_not_there"
    message = _("“{file}” cannot be read.")
    remedy = _("Check the path and try again.")


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE", type=Path, help=say(_("XLSX, XLS or CSV")))
    parser.add_argument("--ledger", required=True, help=say(_("code of the ledger")))
    parser.add_argument("--by", required=True, help=say(_("code of the person who imports")))
    parser.add_argument(
        "--yes", action="store_true", help=say(_("do it; without, only say what would change"))
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when all rows are done with, 1 when something waits for a person."""
    framework.setup()
    framework.require_database()
    from django.utils import timezone

    from taizhang.intake import import_queries
    from taizhang.ledger import services

    framework.settle()
    by = _person(arguments.by)
    one = _compared(arguments, by)
    figures = import_queries.figures(one)
    counts = ("seen", "new", "update", "unchanged", "conflict", "refused", "no_data")
    print(say(WOULD, **{name: getattr(figures, name) for name in counts}))
    waits = bool(figures.conflict or figures.refused)
    if figures.waiting and not arguments.yes:
        print(say(NOTHING_YET))
        waits = True
    elif figures.waiting:
        services.confirm_import(one, by=by, now=timezone.now(), here=True)
        after = import_queries.figures(one)
        print(say(WROTE, new=after.written_new, update=after.written_update))
        waits = bool(after.undecided or after.refused)
    if waits:
        print(say(LOOK_AT, pk=one.pk))
    return int(waits)


def _compared(arguments: argparse.Namespace, by: Person) -> Import:
    """The file compared, its columns taken for what they were recognised as."""
    from django.utils import timezone

    from taizhang.intake import services as intake
    from taizhang.ledger import queries, services

    codes = [book.code for book in queries.ledgers()]
    if arguments.ledger not in codes:
        raise NoSuchLedger(ledger=arguments.ledger, ledgers=", ".join(codes))
    try:
        data = arguments.file.read_bytes()
    except OSError:
        raise FileNotThere(file=str(arguments.file)) from None
    now = timezone.now()
    one = intake.receive_import(
        arguments.file.name, data, ledger=arguments.ledger, by=by, now=now, read_now=True
    )
    mapping = {
        str(at): {str(place): column.key for place, column in enumerate(table)}
        for at, table in enumerate(services.propose_import(one))
    }
    return services.compare_import(one, mapping, by=by, now=now, here=True)


def _person(code: str) -> Person:
    from taizhang.access import Permission, can
    from taizhang.roster import queries

    person = queries.person_by_code(code)
    if person is None or not can(person, Permission.LEDGER_IMPORT):
        raise NobodyToImport(person=code)
    return person

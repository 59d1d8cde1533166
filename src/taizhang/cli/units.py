"""`taizhang units`: what the office does to units from the machine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.cli import framework
from taizhang.cli.speech import say
from taizhang.engine.errors import BadInput

if TYPE_CHECKING:
    import argparse

    from taizhang.roster.models import Unit


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


WOULD_MOVE: str = _(
    "{old} into {new}: {entries} open entries, {problems} open common problems, {people} people,"
    " {parks} parks and {parts} units below it would change hands."
)
NOTHING_YET: str = _("Nothing was changed; the same with --yes does it.")
MERGED: str = _(
    "{old} is merged into {new}; {count} open entries and {problems} open common problems"
    " changed hands."
)


class NoSuchUnit(BadInput):
    code = "no_such_unit"
    message = _("There is no unit with the code “{unit}”.")
    remedy = _("See the codes at work with: taizhang units list")


def configure(parser: argparse.ArgumentParser) -> None:
    """`merge` and `list`."""
    acts = parser.add_subparsers(dest="act", required=True, metavar=say(_("ACT")))
    summary = say(_("let one unit take over all that another has, which ends"))
    merge = acts.add_parser("merge", help=summary, description=summary)
    merge.add_argument("old", metavar="OLD", help=say(_("code of the unit that ends")))
    merge.add_argument("new", metavar="NEW", help=say(_("code of the unit that takes over")))
    merge.add_argument("--reason", default="", help=say(_("stands in the history of every entry")))
    merge.add_argument(
        "--yes", action="store_true", help=say(_("do it; without, only say what would change"))
    )
    acts.add_parser("list", help=say(_("list the units at work with their codes")))


def run(arguments: argparse.Namespace) -> int:
    """Do it as the operator of the machine; the audit trail says so."""
    framework.setup()
    framework.require_database()
    return {"merge": _merge, "list": _list}[arguments.act](arguments)


def _merge(arguments: argparse.Namespace) -> int:
    """0 when done, 1 when it was only looked at."""
    from django.utils import timezone

    from taizhang.matching import services

    old, new = _unit(arguments.old), _unit(arguments.new)
    if not arguments.yes:
        _tell(old, new)
        return 1
    done = services.merge_units(
        old, new, by=None, now=timezone.now(), reason=arguments.reason.strip()
    )
    counts = {"count": done.entries, "problems": done.problems}
    print(say(MERGED, old=old.name, new=new.name, **counts))
    return 0


def _tell(old: Unit, new: Unit) -> None:
    from taizhang.ledger.holdings import with_unit
    from taizhang.matching.services import problems_with
    from taizhang.roster import queries

    counts = {
        "entries": with_unit(old).count(),
        "problems": problems_with(old).count(),
        "people": len(queries.people_of(old)),
        "parks": old.parks.count(),
        "parts": old.parts.filter(is_active=True).count(),
    }
    print(say(WOULD_MOVE, old=old.name, new=new.name, **counts))
    print(say(NOTHING_YET))


def _unit(code: str) -> Unit:
    from taizhang.roster import queries

    unit = queries.unit_by_code(code)
    if unit is None:
        raise NoSuchUnit(unit=code)
    return unit


def _list(_arguments: argparse.Namespace) -> int:
    from taizhang.roster import queries

    for unit in queries.units().filter(is_active=True):
        print(f"{unit.code}\t{unit.name}")
    return 0

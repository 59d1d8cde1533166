"""`taizhang check`: is anything without somebody who is accountable, in charge or watching?"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say

if TYPE_CHECKING:
    from taizhang.ledger.orphans import Breach


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


WHOLE: str = _("Everything has somebody: accountable, in charge, watching.")
GAP: str = _("{gap}: {count}")
TOTAL: str = _("{count} gaps in all.")
HINT: str = _("taizhang check --all lists each of them.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Counts by kind, or every one of them."""
    parser.add_argument("--all", action="store_true", help=say(_("a line for each of them")))


def run(arguments: argparse.Namespace) -> int:
    """0 when everything has somebody, 1 when something has not."""
    setup()
    require_database()
    from taizhang.matching import orphans

    found = orphans.by_gap(orphans.breaches())
    for gap, breaches in found.items():
        print(say(GAP, gap=say(gap.label), count=len(breaches)))
        for one in breaches if arguments.all else ():
            print(_line(one))
    if not found:
        print(say(WHOLE))
        return 0
    print(say(TOTAL, count=sum(map(len, found.values()))))
    if not arguments.all:
        print(say(HINT))
    return 1


def _line(breach: Breach) -> str:
    """Place, code, name and whom it concerns, apart by tabs."""
    words = (say(breach.where.label), breach.code, breach.name, breach.whom)
    return "  " + "\t".join(word for word in words if word)

"""`taizhang verify`: do the ledgers still add up?"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say
from taizhang.cli.spreading import cores
from taizhang.engine.codes import LedgerKind


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


FITS: str = _("{events} events and {entries} entries fit, {speed} events per second.")
PROBLEMS_FIT: str = _("{events} events of {problems} common problems fit.")
MISFIT: str = _("Ledger {ledger}, event {sequence}, entry {number}: {what}.")
MISFIT_IN_CHAIN: str = _("Ledger {ledger}, event {sequence}: {what}.")
COLUMNS: str = _("What differs: {columns}.")


def configure(parser: argparse.ArgumentParser) -> None:
    """How many processes share the work; each opens the database for itself."""
    parser.add_argument(
        "--workers", type=int, default=0, help=say(_("processes (as many as the machine has)"))
    )
    parser.add_argument(
        "--anchors", metavar="FILE", help=say(_("hold the anchors in FILE against the chains too"))
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when every event and row fits, of the ledgers and of common problems; else 1."""
    setup()
    require_database()
    from taizhang.ledger import anchors, verification
    from taizhang.matching import verification as matching

    found = verification.verify(workers=arguments.workers or cores())
    if found.misfit is None and arguments.anchors:
        misfit = anchors.hold(Path(arguments.anchors))
        found = replace(found, misfit=misfit)
    problems = None
    if found.misfit is None:
        problems = matching.verify()
        found = replace(found, misfit=problems.misfit)
    if found.misfit is None:
        speed = round(found.events / found.seconds) if found.seconds else found.events
        print(say(FITS, events=found.events, entries=found.entries, speed=speed))
        if problems and problems.problems:
            print(say(PROBLEMS_FIT, events=problems.events, problems=problems.problems))
        return 0
    misfit = found.misfit
    message = MISFIT if misfit.number else MISFIT_IN_CHAIN
    print(
        say(
            message,
            ledger=say(LedgerKind(misfit.ledger).label)
            if misfit.ledger in set(LedgerKind)
            else misfit.ledger,
            sequence=misfit.sequence,
            number=misfit.number,
            what=say(misfit.what),
        )
    )
    if misfit.columns:
        print(say(COLUMNS, columns=", ".join(misfit.columns)))
    return 1

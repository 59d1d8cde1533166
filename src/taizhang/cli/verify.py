"""`taizhang verify`: do the ledgers still add up?"""

from __future__ import annotations

import argparse

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say
from taizhang.engine.codes import LedgerKind


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


FITS: str = _("{events} events and {entries} entries fit, {speed} events per second.")
MISFIT: str = _("Ledger {ledger}, event {sequence}, entry {number}: {what}.")
MISFIT_IN_CHAIN: str = _("Ledger {ledger}, event {sequence}: {what}.")
COLUMNS: str = _("What differs: {columns}.")


def configure(parser: argparse.ArgumentParser) -> None:
    """It takes no arguments: the whole truth or none."""
    del parser


def run(_arguments: argparse.Namespace) -> int:
    """0 when every event and row fits, 1 when one does not."""
    setup()
    require_database()
    from taizhang.ledger import verification

    found = verification.verify()
    if found.misfit is None:
        speed = round(found.events / found.seconds) if found.seconds else found.events
        print(say(FITS, events=found.events, entries=found.entries, speed=speed))
        return 0
    misfit = found.misfit
    message = MISFIT if misfit.number else MISFIT_IN_CHAIN
    print(
        say(
            message,
            ledger=say(LedgerKind(misfit.ledger).label),
            sequence=misfit.sequence,
            number=misfit.number,
            what=say(misfit.what),
        )
    )
    if misfit.columns:
        print(say(COLUMNS, columns=", ".join(misfit.columns)))
    return 1

"""`taizhang rebuild`: make the rows anew out of the events, here or in an empty database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


REBUILT: str = _("{entries} entries made anew, {changed} of them differed.")
DUMPED: str = _("{events} events written to {file}.")
RESTORED: str = _("{events} events restored; run taizhang verify.")


def configure(parser: argparse.ArgumentParser) -> None:
    """In place, or by way of a file."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--dump", metavar="FILE", help=say(_("write every event to FILE instead")))
    way.add_argument(
        "--restore", metavar="FILE", help=say(_("bring the events of FILE into empty ledgers"))
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when the rows were right already (or a file was written or read), 1 when some differed."""
    setup()
    require_database()
    from taizhang.ledger import rebuilding

    if arguments.dump:
        with Path(arguments.dump).open("w", encoding="utf-8") as file:
            events = rebuilding.dump(file)
        print(say(DUMPED, events=events, file=arguments.dump))
        return 0
    if arguments.restore:
        with Path(arguments.restore).open(encoding="utf-8") as file:
            events = rebuilding.restore(file, _progress)
        print(say(RESTORED, events=events))
        return 0
    found = rebuilding.rebuild(_progress)
    print(say(REBUILT, entries=found.entries, changed=found.changed))
    return 1 if found.changed else 0


def _progress(done: int) -> None:
    """On standard error, so that the result can be read by others."""
    print(done, file=sys.stderr)

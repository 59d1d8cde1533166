"""`taizhang anchor FILE`: note outside the database where each chain stands."""

from __future__ import annotations

import argparse
from pathlib import Path

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


ANCHORED: str = _("{count} chains anchored in {file}.")


def configure(parser: argparse.ArgumentParser) -> None:
    """The file grows by a line for each chain."""
    parser.add_argument("file", metavar="FILE", help=say(_("the file to append to")))


def run(arguments: argparse.Namespace) -> int:
    """0 when the anchors were written."""
    setup()
    require_database()
    from django.utils import timezone

    from taizhang.ledger import anchors

    count = anchors.drop(Path(arguments.file), now=timezone.now())
    print(say(ANCHORED, count=count, file=arguments.file))
    return 0

"""`taizhang problems find`: the nightly run that proposes common problems."""

from __future__ import annotations

import argparse

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


FOUND: str = _("{entries} open appeals compared: {proposed} proposals, {new} of them new.")


def configure(parser: argparse.ArgumentParser) -> None:
    """The one thing it does has a name, so that others may follow."""
    parser.add_argument("action", choices=["find"], help=say(_("compare all open appeals")))


def run(_arguments: argparse.Namespace) -> int:
    """0 whatever was found."""
    setup()
    require_database()
    from django.utils import timezone

    from taizhang.matching import services

    found = services.find_problems(now=timezone.now())
    print(say(FOUND, entries=found.entries, proposed=found.proposed, new=found.new))
    return 0

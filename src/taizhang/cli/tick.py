"""`taizhang tick`: one round of what happens by itself."""

from __future__ import annotations

import argparse

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


TICKED: str = _("{resumed} parked entries came back, {escalated} raised, {reminded} reminders.")


def configure(parser: argparse.ArgumentParser) -> None:
    """It takes no arguments; `taizhang work` does the same every ten minutes."""
    del parser


def run(_arguments: argparse.Namespace) -> int:
    """0 whatever there was to do."""
    setup()
    require_database()
    from django.utils import timezone

    from taizhang.ledger import services

    done = services.tick(now=timezone.now())
    print(say(TICKED, resumed=done.resumed, escalated=done.escalated, reminded=done.reminded))
    return 0

"""`taizhang tick`: one round of what happens by itself."""

from __future__ import annotations

import argparse

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


TICKED: str = _("{resumed} parked entries came back, {escalated} raised, {reminded} reminders.")
NIGHT: str = _("Once a day: {proposed} common problems proposed, {learnt} models learnt anew.")


def configure(parser: argparse.ArgumentParser) -> None:
    """It takes no arguments; `taizhang work` does the same every ten minutes."""
    del parser


def run(_arguments: argparse.Namespace) -> int:
    """0 whatever there was to do."""
    setup()
    require_database()
    from django.utils import timezone

    from taizhang.ledger import services
    from taizhang.matching import services as matching

    done = services.tick(now=timezone.now())
    print(say(TICKED, resumed=done.resumed, escalated=done.escalated, reminded=done.reminded))
    night = matching.nightly(now=timezone.now())
    if night is not None:
        print(say(NIGHT, proposed=night.found.proposed, learnt=night.learnt))
    return 0

"""`taizhang work`: reads the documents that came in, one by one, until it is told to stop."""

from __future__ import annotations

import os
import secrets
import socket
import threading
import time
from typing import TYPE_CHECKING, Final

import django

from taizhang.cli.framework import settle
from taizhang.cli.speech import say

if TYPE_CHECKING:
    import argparse

_INTERVAL: Final = 0.5
"""Seconds between two looks at an empty queue."""
_TICK: Final = 600
"""Seconds between two rounds of what happens by itself."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--once", action="store_true", help=say(_("read what waits now, then stop"))
    )


class _Nights(threading.Thread):
    """Does what is done once a day beside the reading, so that no beat is missed."""

    def __init__(self) -> None:
        super().__init__(name="nights", daemon=True)
        self.stopped = threading.Event()

    def run(self) -> None:
        from django.db import close_old_connections

        while not self.stopped.wait(_TICK):
            close_old_connections()
            self.once()

    def once(self) -> None:
        """A night that fails is told in the log; the next one begins anew."""
        import structlog
        from django.db import OperationalError
        from django.utils import timezone

        from taizhang.matching import services

        try:
            services.nightly(now=timezone.now())
        except OperationalError:
            structlog.get_logger(__name__).warning("night_missed")


class _Pulse(threading.Thread):
    """Says that this worker lives, and takes over what dead ones left."""

    def __init__(self, name: str) -> None:
        super().__init__(name=f"pulse of {name}", daemon=True)
        self.worker = name
        self.stopped = threading.Event()
        self.ticked = 0.0

    def run(self) -> None:
        from django.db import close_old_connections

        from taizhang.intake.services import BEAT

        while not self.stopped.wait(BEAT.total_seconds()):
            close_old_connections()
            self.once()

    def once(self) -> None:
        """One beat; a database that is busy for a moment does not end the pulse."""
        import structlog
        from django.db import OperationalError
        from django.utils import timezone

        from taizhang.intake import services
        from taizhang.ledger import services as ledger

        try:
            services.beat(self.worker, now=timezone.now())
            services.reap(now=timezone.now())
            if time.monotonic() - self.ticked >= _TICK or not self.ticked:
                self.ticked = time.monotonic()
                ledger.tick(now=timezone.now())
        except OperationalError:
            structlog.get_logger(__name__).warning("pulse_missed", worker=self.worker)


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM or Ctrl-C: the reading under way is finished first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from taizhang.intake import services

    name = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
    worker = Worker(
        queue_names=["default"],
        interval=_INTERVAL,
        batch=arguments.once,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )
    settle()
    pulse, nights = _Pulse(name), _Nights()
    pulse.once()
    pulse.start()
    if not arguments.once:
        nights.start()
    worker.configure_signals()
    try:
        worker.run()
    except SystemExit as left:  # how the queue's worker leaves when it is idle
        return int(left.code or 0)
    finally:
        pulse.stopped.set()
        nights.stopped.set()
        services.farewell(name)
    return 0

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker

from taizhang.cli import work
from taizhang.intake import services
from taizhang.intake.models import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

ONCE = argparse.Namespace(once=True)


@pytest.fixture(autouse=True)
def _own_signals(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command must not take the test run's own signals over."""
    monkeypatch.setattr(QueueWorker, "configure_signals", lambda _self: None)


def _running(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    monkeypatch.setattr(QueueWorker, "run", lambda _self: act())


def test_a_worker_says_that_it_lives_and_says_goodbye(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive: list[int] = []
    _running(monkeypatch, lambda: alive.append(Worker.objects.count()))

    assert work.run(ONCE) == 0

    assert alive == [1]
    assert not Worker.objects.exists()


def test_a_worker_that_was_told_to_stop_leaves_in_good_order(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped() -> None:
        raise SystemExit(0)

    _running(monkeypatch, stopped)

    assert work.run(ONCE) == 0
    assert not Worker.objects.exists()


def test_a_busy_database_misses_a_beat_and_no_more(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def busy(*_args: object, **_more: object) -> None:
        raise OperationalError

    monkeypatch.setattr(services, "beat", busy)

    work._Pulse("test").once()


def test_the_pulse_beats_until_it_is_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    pulse = work._Pulse("test")
    beats: list[int] = []

    def beat() -> None:
        beats.append(1)
        pulse.stopped.set()

    monkeypatch.setattr(services, "BEAT", services.BEAT * 0)
    monkeypatch.setattr(pulse, "once", beat)

    pulse.run()

    assert beats == [1]


def test_the_command_can_read_what_waits_and_stop() -> None:
    parser = argparse.ArgumentParser()
    work.configure(parser)

    assert parser.parse_args(["--once"]).once is True

"""What is done once a day: told by tick, done by the worker beside its beats."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from taizhang.cli import main as cli
from taizhang.cli import work
from taizhang.matching import services
from taizhang.matching.models import Night

pytestmark = pytest.mark.django_db


def test_the_first_tick_of_a_day_does_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["tick"]) == 0
    assert "每日一次：推荐共性问题 0 个，重新学习模型 0 个" in capsys.readouterr().out
    assert cli.main(["tick"]) == 0
    assert "每日一次" not in capsys.readouterr().out


def test_the_worker_does_it_too_and_a_busy_database_does_not_end_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nights = work._Nights()

    def busy(**_said: object) -> None:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(services, "nightly", busy)
        nights.once()
    assert not Night.objects.exists()
    nights.once()
    assert Night.objects.get().ended_at is not None

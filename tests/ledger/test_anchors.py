"""An anchor outside finds a chain that was forged as a whole."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from taizhang.ledger import anchors, services
from taizhang.ledger.errors import AnchorsUnreadable
from taizhang.ledger.models import Event
from taizhang.ledger.verification import ANCHOR_DIFFERS
from tests.clock import NOW
from tests.ledger.conftest import rehash, unlock

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db


def test_an_anchor_holds_as_long_as_the_chain_only_grows(stages: Stages, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    stages.accepted()
    assert anchors.drop(file, now=NOW) == 1
    stages.closed()
    assert anchors.drop(file, now=NOW) == 1
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert anchors.hold(file) is None
    assert cli.main(["verify", "--workers", "1", "--anchors", str(file)]) == 0


def test_a_chain_forged_as_a_whole_is_found(stages: Stages, tmp_path: Path) -> None:
    file = tmp_path / "anchors.jsonl"
    entry = stages.closed()
    assert cli.main(["anchor", str(file)]) == 0
    unlock()
    Event.objects.filter(entry=entry, move="close").update(by_name="某人")
    rehash(entry.ledger)
    misfit = anchors.hold(file)
    assert misfit is not None
    assert (misfit.ledger, misfit.what) == ("appeal", ANCHOR_DIFFERS)
    assert cli.main(["verify", "--workers", "1"]) == 0
    assert cli.main(["verify", "--workers", "1", "--anchors", str(file)]) == 1


@pytest.mark.parametrize("text", [None, "{", '{"ledger": "appeal"}'])
def test_an_unreadable_file_is_named(tmp_path: Path, text: str | None) -> None:
    file = tmp_path / "anchors.jsonl"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(AnchorsUnreadable):
        anchors.hold(file)


def test_a_round_adds_the_days_anchors_once(
    stages: Stages, tmp_path: Path, settings: SettingsWrapper
) -> None:
    file = tmp_path / "anchors.jsonl"
    stages.accepted()
    services.tick(now=NOW)
    assert not file.exists()  # nobody asked for them
    settings.ANCHORS = str(file)
    file.touch()  # somebody prepared it, with rights of its own
    for hours in (0, 1, 13, 14, 38):  # three days of the zone, by its own midnight
        services.tick(now=NOW + timedelta(hours=hours + 0.5))
    assert len(file.read_text(encoding="utf-8").splitlines()) == 3
    assert anchors.hold(file) is None


@pytest.mark.parametrize("content", ["not an anchor", "{}"])
def test_a_file_that_is_none_of_ours_stays_as_it_is(
    content: str, stages: Stages, tmp_path: Path, settings: SettingsWrapper
) -> None:
    file = tmp_path / "anchors.jsonl"
    file.write_text(content, encoding="utf-8")
    stages.accepted()
    assert anchors.daily(file, now=NOW) == 0
    settings.ANCHORS = str(tmp_path / "nowhere" / "anchors.jsonl")
    services.tick(now=NOW)
    assert file.read_text(encoding="utf-8") == content

"""An anchor outside finds a chain that was forged as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from taizhang.ledger import anchors
from taizhang.ledger.errors import AnchorsUnreadable
from taizhang.ledger.models import Event
from taizhang.ledger.verification import ANCHOR_DIFFERS
from tests.clock import NOW
from tests.ledger.conftest import rehash, unlock

if TYPE_CHECKING:
    from pathlib import Path

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

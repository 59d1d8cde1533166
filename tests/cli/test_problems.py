"""`taizhang problems find`: the nightly run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from tests.matching.conftest import Shared
from tests.matching.test_find_problems import BACKGROUND, needing

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_it_says_how_much_it_proposes(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    needing(Shared(people), 3)
    assert cli.main(["problems", "find"]) == 0
    said = f"已比对 {3 + len(BACKGROUND)} 件未结诉求：推荐 1 组，其中新增 1 组"
    assert said in capsys.readouterr().out
    assert cli.main(["problems", "find"]) == 0
    assert "其中新增 0 组" in capsys.readouterr().out

"""`taizhang extract --since-review` measures on what people confirmed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from taizhang.cli.main import main
from taizhang.intake import services
from tests.factories import make_document, make_draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(people: People, now: datetime) -> None:
    from taizhang.intake.claims import said

    document = make_document(by=people.office, text="用电不足。贷款周转难。宿舍紧张。")
    for quote in ("用电不足", "贷款周转难"):
        draft = make_draft(document, quote=quote)
        draft.claim = said(draft)
        draft.save()
        if quote == "用电不足":
            services.accept(draft, by=people.office, now=now)
        else:
            services.reject(draft, "不是诉求", by=people.office, now=now)
    added = services.add(document, 11, 15, by=people.office, now=now)
    services.accept(added, by=people.office, now=now)


def test_it_says_how_much_was_right_and_found(
    decided: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", "--since-review", "--json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["all"] == {
        "as_is": 1,
        "edited": 0,
        "rejected": 1,
        "missed": 1,
        "documents": 1,
        "precision": 0.5,
        "recall": 0.5,
    }
    assert said["appeal"] == said["all"]


def test_it_speaks_in_sentences(decided: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--since-review", "2020-01-01"]) == 0

    assert "1/2 = 0.50" in capsys.readouterr().out


def test_decisions_before_the_day_do_not_count(
    decided: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["extract", "--since-review", "2099-01-01"]) == 0

    assert "0.50" not in capsys.readouterr().out


def test_what_is_no_day_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--since-review", "yesterday"]) == 2

    assert "yesterday" in capsys.readouterr().err

"""`taizhang units`: a unit ends in another one, from the machine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.cli.main import main
from taizhang.ledger.models import Entry
from taizhang.ledger.verification import verify
from taizhang.roster import queries
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
MERGE = ["units", "merge", "lead", "elsewhere"]


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")


def test_it_is_looked_at_first_and_changes_nothing(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = Stages(people).in_progress()
    assert main(MERGE) == 1
    said = capsys.readouterr().out
    assert "1 open entries, 0 open common problems, 2 people, 0 parks" in said
    assert "--yes" in said
    people.lead.refresh_from_db()
    assert people.lead.is_active
    assert Entry.objects.get(pk=entry.pk).version == entry.version


def test_it_is_done_in_one_act_and_the_trail_says_by_whom(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = Stages(people).in_progress()
    assert main([*MERGE, "--yes", "--reason", "机构改革"]) == 0
    assert "1 open entries and 0 open common problems changed hands" in capsys.readouterr().out
    people.lead.refresh_from_db()
    assert not people.lead.is_active
    entry = Entry.objects.get(pk=entry.pk)
    assert entry.lead == people.elsewhere
    event = entry.events.latest("version")
    assert (event.by.code, event.payload["reason"]) == ("taizhang", "机构改革")
    assert queries.audit_lines()[0].actor == "(command line)"
    assert verify().misfit is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["lead", "lead"], "into itself"),
        (["lead", "nowhere"], "nowhere"),
        (["nowhere", "lead"], "nowhere"),
    ],
)
def test_what_cannot_be_merged_is_refused_by_name(
    people: People, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert main(["units", "merge", *given, "--yes"]) == 2
    assert said in capsys.readouterr().err
    people.lead.refresh_from_db()
    assert people.lead.is_active


def test_twice_in_a_row_is_refused(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*MERGE, "--yes"]) == 0
    for given in (["lead", "elsewhere"], ["co", "lead"]):
        assert main(["units", "merge", *given, "--yes"]) == 2
        assert "no longer at work" in capsys.readouterr().err


def test_the_units_at_work_are_listed(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    people.co.is_active = False
    people.co.save()
    assert main(["units", "list"]) == 0
    said = capsys.readouterr().out
    assert "lead\t电力保障中心\n" in said
    assert "co\t" not in said

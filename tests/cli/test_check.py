"""`taizhang check`: what is without anybody, by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.cli import main as cli
from taizhang.ledger.models import Entry
from taizhang.roster.models import Enterprise, Park, Unit
from tests.factories import make_entry, make_unit

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_it_counts_what_is_without_anybody(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    Entry.objects.filter(pk=make_entry(by=people.office).pk).update(in_charge=None)
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().out
    assert "没有责任人的未办结事项：1" in said
    assert "没有盯办人的企业：2" in said
    assert "SQ-2026-0001" not in said


def test_it_lists_each_of_them(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    gone = make_unit(head=people.office, is_active=False)
    Unit.objects.filter(pk=people.lead.pk).update(head=people.stranger)
    type(people.stranger).objects.filter(pk=people.stranger.pk).update(unit=gone)
    assert cli.main(["check", "--all"]) == 1
    said = capsys.readouterr().out
    assert "  园区\tpark\t青禾产业园" in said
    assert f"  单位\tlead\t电力保障中心\t{people.stranger.name}" in said


def test_a_zone_in_which_everything_has_somebody_is_whole(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    Unit.objects.update(leader=people.leader, head=people.lead_head)
    Park.objects.update(officer=people.service_officer, watcher=people.other_officer)
    Enterprise.objects.update(watcher=people.stranger)
    assert cli.main(["check"]) == 0
    assert "事事有人抓" in capsys.readouterr().out

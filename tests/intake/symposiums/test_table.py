"""Opening a table, sitting down, closing and going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from taizhang.intake.errors import WrittenAtTheTable
from taizhang.intake.services import redate
from taizhang.intake.symposiums import services
from taizhang.intake.symposiums.errors import AlreadySeated, SymposiumClosed, TableFull
from taizhang.intake.symposiums.models import Symposium
from taizhang.intake.symposiums.services import table as module
from tests.clock import NOW

if TYPE_CHECKING:
    from tests.intake.symposiums.conftest import Clerk
    from tests.people import People


def test_an_empty_table_is_an_activity_and_a_document(table: Symposium, people: People) -> None:
    assert table.activity.kind == "symposium"
    assert table.activity.document == table.document
    assert set(table.activity.enterprises.all()) == {people.enterprise, people.other_enterprise}
    assert [seat.name for seat in table.seats.all()] == [
        people.enterprise.name,
        people.other_enterprise.name,
        "云岭远客有限公司",
    ]
    assert table.document.text.startswith("光学企业座谈会\n")
    assert table.document.drafts.count() == 0


def test_somebody_sits_down_later(table: Symposium, people: People) -> None:
    services.seat(table, name="云岭迟到有限公司", enterprise=None, by=people.office, now=NOW)
    table.document.refresh_from_db()
    assert "云岭迟到有限公司" in table.document.text


def test_nobody_sits_down_twice(table: Symposium, people: People) -> None:
    with pytest.raises(AlreadySeated):
        services.seat(table, name="", enterprise=people.enterprise, by=people.office, now=NOW)


def test_a_table_has_an_end(
    table: Symposium, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SEATS", 3)
    with pytest.raises(TableFull):
        services.seat(table, name="云岭第四有限公司", enterprise=None, by=people.office, now=NOW)
    with pytest.raises(TableFull):
        services.open_symposium(
            title="太挤", held_on=NOW.date(), guests=list("甲乙丙丁"), by=people.office, now=NOW
        )
    assert Symposium.objects.count() == 1


def test_after_the_end_nothing_is_noted_until_it_goes_on(clerk: Clerk, people: People) -> None:
    table = services.close(clerk.table, by=people.office, now=NOW)
    assert (table.closed_by, table.closed_at) == (people.office, NOW)
    with pytest.raises(SymposiumClosed):
        clerk.notes("缺电。")
    with pytest.raises(SymposiumClosed):
        services.seat(table, name="云岭迟到有限公司", enterprise=None, by=people.office, now=NOW)
    assert services.reopen(table, by=people.office, now=NOW).is_open
    assert clerk.notes("缺电。").pk


def test_closing_and_going_on_twice_is_once(table: Symposium, people: People) -> None:
    services.close(table, by=people.office, now=NOW)
    again = services.close(table, by=people.leader, now=NOW)
    assert again.closed_by == people.office
    services.reopen(table, by=people.office, now=NOW)
    assert services.reopen(table, by=people.office, now=NOW).is_open


def test_who_closes_is_named_with_when(table: Symposium) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Symposium.objects.filter(pk=table.pk).update(closed_at=NOW)


def test_the_rules_do_not_read_what_was_typed(table: Symposium, people: People) -> None:
    with pytest.raises(WrittenAtTheTable):
        redate(table.document, NOW.date().replace(day=1), by=people.office, now=NOW)

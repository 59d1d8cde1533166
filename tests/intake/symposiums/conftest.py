"""A table with two enterprises and a guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.intake.symposiums import services
from taizhang.intake.symposiums.models import Remark
from taizhang.intake.symposiums.services.remarks import Words
from tests.clock import NOW

if TYPE_CHECKING:
    from taizhang.intake.symposiums.models import Symposium
    from tests.people import People


@pytest.fixture
def table(people: People) -> Symposium:
    return services.open_symposium(
        title="光学企业座谈会",
        held_on=NOW.date(),
        place="青禾产业园",
        chair="管委会主任钟明远",
        enterprises=[people.enterprise, people.other_enterprise],
        guests=["云岭远客有限公司"],
        by=people.office,
        now=NOW,
    )


class Clerk:
    """Types at one table; every remark gets a key of its own."""

    def __init__(self, table: Symposium, people: People) -> None:
        self.table = table
        self.people = people
        self.count = 0

    def notes(self, text: str, kind: str = "raised", seat: int = 0, **more: Any) -> Remark:
        self.count += 1
        if kind == "raised":
            more["seat"] = self.table.seats.order_by("position")[seat]
        words = Words(kind=kind, text=text, **more)
        key = f"key-{self.count}"
        return services.note(self.table, words, key=key, by=self.people.office, now=NOW)


@pytest.fixture
def clerk(table: Symposium, people: People) -> Clerk:
    return Clerk(table, people)

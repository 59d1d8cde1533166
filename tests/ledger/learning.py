"""Matters that no word list of the product knows, decided by people over many days."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from taizhang.engine.codes import Category
from taizhang.ledger import services
from taizhang.ledger.services.register import Matter, register_all
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person, Unit

SAID: Final = {
    Category.TRANSPORT: ("青石缓坡", "白鹭低飞", "竹影斜斜", "溪湾转角", "薄雾初散"),
    Category.MARKET: ("铜铃三响", "旧灯半明", "纸鸢断线", "棋局未了", "茶盏微凉"),
}


def texts(seed: int, count: int, category: Category) -> list[str]:
    rng = random.Random(seed)  # noqa: S311 - no secret
    return ["，".join(rng.sample(SAID[category], 3)) + "。" for _n in range(count)]


def registered(
    count: int, *, by: Person, seed: int = 1, wrong: bool = False, days: int = 40
) -> list[Entry]:
    """So many of each category, ten a day, the oldest `days` days ago."""
    found: list[Entry] = []
    both = list(SAID)
    matters = [
        Matter(title=text[:6], text=text, category=both[at - 1] if wrong else category)
        for place in range(count)
        for at, category in enumerate(both)
        for text in texts(seed * 1000 + place, 1, category)
    ]
    for first in range(0, len(matters), 10):
        now = NOW - timedelta(days=days - first // 10)
        some = matters[first : first + 10]
        found += register_all(some, ledger="appeal", by=by, now=now)
    return found


def signed(entries: Sequence[Entry], lead: Unit, *, by: Person, handler: Person) -> None:
    """Dispatched to a unit, which signed."""
    for entry in entries:
        given = services.dispatch(entry, lead=lead, by=by, now=entry.registered_at)
        services.acknowledge(given, by=handler, now=entry.registered_at)

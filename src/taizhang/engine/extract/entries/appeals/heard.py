"""Which clauses hold a word about somebody who speaks, or about speaking: found in one pass.

`sides` and `speech` ask every clause of a document for many kinds of words; here they learn which
of them it holds at all.
"""

from __future__ import annotations

from typing import Final

from taizhang.engine.extract.concordance import Concordance, Lists
from taizhang.engine.extract.entries.finding import Scene
from taizhang.engine.lexicon.voices import (
    ANSWERING,
    FIRM_GROUPS,
    FIRM_PEOPLE,
    OFFICES,
    OFFICIALS,
    PUBLIC_SERVICES,
    RAISING,
    SAYING,
    WISHING,
)

HEADS: Final = tuple(f"{place}长" for place in "市县区镇乡街")
"""Titles of those who answer for a place."""
BODIES: Final = ("局", "委", "办", "厅", "院", "所", "站", "大队", "中心")
"""How the names of offices end."""
TROUBLES: Final = (
    *("烦恼", "难处", "心病", "毛病", "难题", "困难", "愁事", "烦心事", "心事", "短板", "堵点"),
    *("诉求", "需求", "心愿", "期盼"),
)
"""Whose they are has the floor: 某公司的烦恼是…."""
LEARNING: Final = ("得知", "了解到", "获悉", "听说", "听闻", "获知", "收集到")
"""Verbs of learning: what follows is what somebody told."""

SERVES, SPEAKS, CHARGE, ANSWERS, GROUP, SAYS, LEARNS, NAMED, KNOWN = (1 << n for n in range(9))
WHO: Final = SERVES | SPEAKS | CHARGE | ANSWERS | GROUP | NAMED | KNOWN
"""Whatever may say on whose side somebody speaks."""

_LISTS: Final = Lists(
    PUBLIC_SERVICES,
    (*FIRM_PEOPLE, "商会", "协会", "同业公会", "合作社", "企业联合会"),
    ("负责人", "经理"),
    (*OFFICIALS, *HEADS, *BODIES, *OFFICES),
    FIRM_GROUPS,
    # The verbs, and what the turns of phrase beside them begin with.
    (
        *(*RAISING, *SAYING, *ANSWERING, *WISHING),
        *("提", "发愁", "头疼", "担心", "操心", "关心", "想", "盼"),
        *TROUBLES,
    ),
    LEARNING,
)


def heard(scene: Scene) -> Concordance:
    """Where the text has such words, names an organisation or calls somebody by name."""
    return scene.once(_heard)


def _heard(scene: Scene) -> Concordance:
    bodies = ((mention.start, NAMED) for mention, _organisation in scene.places)
    firms = ((start, NAMED) for start in scene.spelt_starts)
    people = ((start, KNOWN) for start in scene.called_starts)
    return _LISTS.found_in(scene.text, (*bodies, *firms, *people))

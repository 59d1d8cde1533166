"""What opens no turn of its own: a firm's words that quote an office, or come back to the firm."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.extract.entries.appeals.sides import Side, Voice, firms_in
from taizhang.engine.extract.entries.finding import Scene

_RAISED: Final = re.compile(r"反映|提出|反馈|诉苦|吐槽|抱怨|发愁|犯愁|求助|恳请|坦言|希望")
_REPORTED: Final = frozenset({"说", "称", "讲", "解释"})
_IN_OFFICE: Final = re.compile(r"[^成增]长|主任|书记|负责人|干部|同志|[一-鿿]工")
_OWN_FIRM: Final = re.compile(r"(?:目前|现在|眼下|当前)?(?:企业|公司|厂里|我们)(?!家|代表|负责人)")


def quotes_office(before: Side, raised: str, side: Side, word: str, clause: str) -> bool:
    """某公司反映，供电公司说还要等: what an office said is part of what the firm complains of."""
    complains = before.voice is Voice.FIRM and bool(_RAISED.match(raised))
    office = side.voice is Voice.OFFICIAL and word in _REPORTED
    return complains and office and not _IN_OFFICE.search(clause)


def same_firm(scene: Scene, before: Side, side: Side, clause: re.Match[str]) -> bool:
    """某某在发言中谈到，企业最关心的是…: the firm of the one who speaks, not another."""
    if before.voice is not Voice.FIRM or side.voice is not Voice.FIRM:
        return False
    own = bool(before.firms) and _OWN_FIRM.match(clause.group()) is not None
    return own and not firms_in(scene, clause.start(), clause.end())

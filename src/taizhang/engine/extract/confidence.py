"""How far each rule may be trusted: honest, so that people can sort and fold by it."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.finding import Finding
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import ACTION, SLOGANS

# Measured on real pages and minutes: of ten findings of the rule, about so many were right.
TRUST: Final = {
    "item": 0.9,
    "item without an act": 0.6,
    "label": 0.92,
    "place": 0.92,
    "demand": 0.84,
    "demand carried on": 0.8,
    "arranged": 0.86,
    "ordered": 0.84,
    "led by": 0.82,
    "promise told": 0.84,
    "promise": 0.66,
    "notice": 0.8,
    "said to all": 0.76,
    "weighed": 0.7,
    "weighed well": 0.82,
    "wished": 0.68,
    "assigned": 0.93,
    "row of a table": 0.94,
    "learnt of": 0.84,
    "against": 0.92,
    "to solve": 0.7,
    "shared": 0.88,
    "raised": 0.8,
    "raised by a group": 0.8,
    "told": 0.7,
    "voiced": 0.72,
    "told by a firm": 0.82,
    "carried on": 0.66,
    "told of a firm": 0.72,
    "labelled": 0.92,
    "asked for in a letter": 0.84,
    "asked for in a list": 0.86,
    "found": 0.88,
    "under a heading": 0.78,
    "exposed": 0.84,
    "seen": 0.72,
    "row of a list of deeds": 0.95,
    "item of a list of deeds": 0.88,
    "told of as a deed": 0.74,
}
HIGHEST: Final = 0.97
LOWEST: Final = 0.2

_SLOGAN: Final = re.compile(rf"(?:{either(SLOGANS)})")
_ACTION: Final = re.compile(rf"(?:{either(ACTION)})")
_SHORT: Final = 8
_LONG: Final = 260


def confidence(
    finding: Finding, text: str, *, lead: bool, named: bool, reply: bool, due: bool
) -> float:
    """The rule's trust, raised by what makes a task or a problem concrete, lowered by slogans."""
    value = TRUST[finding.rule]
    if finding.ledger is LedgerKind.DIRECTIVE:
        value += (0.05 if lead else 0.0) + (0.1 if due else 0.0)
        value -= 0.0 if _ACTION.search(text) else 0.12
        value -= 0.15 if _SLOGAN.search(text) and not lead else 0.0
    elif finding.ledger is LedgerKind.APPEAL:
        value += (0.03 if named else -0.08) + (0.03 if reply else -0.05)
    value -= 0.15 if not _SHORT <= len(text) <= _LONG else 0.0
    return round(min(HIGHEST, max(LOWEST, value)), 2)

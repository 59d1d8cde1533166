"""Entries that the form of a document gives: rows of tables, tasks with their units beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.defects import defects
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.structure import Assignment
from taizhang.engine.extract.tables import Column
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEED_LISTS

_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
_CHECKS: Final = re.compile(r"安全|隐患|检查|巡查|督[查察]|暗访|执法|消防|环保")
_WISHES: Final = re.compile(r"诉求|走访|困难|服务|座谈|建议|意见")
_LEDGERS: Final = {
    Column.DEED: LedgerKind.DEED,
    Column.DANGER: LedgerKind.HAZARD,
    Column.APPEAL: LedgerKind.APPEAL,
    Column.TASK: LedgerKind.DIRECTIVE,
}
_OPENING: Final = 400
"""How far into an article its first words may call it a list of deeds."""


def from_tables(scene: Scene) -> Iterator[Finding]:
    """One entry for each cell of a table that holds a task, a deed, a danger or an appeal."""
    for assignment in scene.assignments:
        if assignment.by_table:
            yield _finding(scene, assignment, "row of a table")


def from_labels(scene: Scene) -> Iterator[Finding]:
    """One entry for each task with units in a bracket behind it or in lines below it."""
    for assignment in scene.assignments:
        if not assignment.by_table:
            rule = "label" if assignment.by_label else "assigned"
            yield _finding(scene, assignment, rule)


def _finding(scene: Scene, assignment: Assignment, rule: str) -> Finding:
    return Finding(
        _ledger(scene, assignment),
        assignment.start,
        assignment.end,
        rule,
        assignment.words,
        reply=assignment.reply,
        due_words=assignment.due,
        lead=assignment.charge.lead,
        co_units=assignment.charge.co_units,
        about=assignment.firm,
    )


def _ledger(scene: Scene, assignment: Assignment) -> LedgerKind:
    """A column called 问题 holds dangers only where a defect is told, else appeals."""
    ledger = _LEDGERS[assignment.column]
    if ledger is LedgerKind.DIRECTIVE and _list_of_deeds(scene, assignment.start):
        return LedgerKind.DEED
    if ledger is LedgerKind.HAZARD and not _dangerous(scene, assignment):
        return LedgerKind.APPEAL
    return ledger


def _dangerous(scene: Scene, assignment: Assignment) -> bool:
    """Whether a defect is told, or the article is one of checks and not of wishes."""
    headline = scene.reading.paragraph_at(assignment.start).article.headline or ""
    if _CHECKS.search(headline) and not _WISHES.search(headline):
        return True
    return bool(defects(scene.text, assignment.start, assignment.end))


def _list_of_deeds(scene: Scene, place: int) -> bool:
    """Whether the article says at its head, or the heading above, that it lists deeds."""
    reading = scene.reading
    article = reading.paragraph_at(place).article
    start = reading.start_of(article.id)
    opening = reading.text[start : min(place, start + _OPENING)]
    return bool(_DEEDS.search(opening) or _DEEDS.search(reading.heading_at(place)))

"""Entries that the form of a document gives: rows of tables, tasks with their units beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.aims import Aim
from taizhang.engine.extract.entries.defects import defects
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.structure import Assignment
from taizhang.engine.extract.tables import Column
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import DEED_LISTS

_DEEDS: Final = re.compile(rf"(?:{either(DEED_LISTS)})")
_PLANS: Final = re.compile(r"(?:[本下][周月]|近期|下步|下一步)(?:工作)?(?:重点|计划|安排|打算)")
_CHECKS: Final = re.compile(r"安全|隐患|检查|巡查|督[查察]|暗访|执法|消防|环保")
_WISHES: Final = re.compile(r"诉求|走访|困难|服务|座谈|建议|意见")
_LEDGERS: Final = {
    Column.DEED: LedgerKind.DEED,
    Column.DANGER: LedgerKind.HAZARD,
    Column.APPEAL: LedgerKind.APPEAL,
    Column.TASK: LedgerKind.DIRECTIVE,
}
# What was done to somebody already is no task; what he is told to do besides is one.
_PUNISHED: Final = re.compile(
    r"[，、\s]*(?:临时|依法)?(?:查封|罚款|警告|拘留|没收|吊销|约谈|移送|移交|立案|处罚|停业|扣分|记分|拉入|列入)[^，。；]{0,20}[。；]?\s*$"
)
_FINE: Final = re.compile(r"，(?:并)?(?:处|罚款|拟?处罚|没收|警告|记)[^。；]{0,30}[。；]?\s*$")
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
        if assignment.by_table:
            continue
        if assignment.bare and not _tasks(scene, assignment.start):
            continue
        if not assignment.by_label:
            yield _finding(scene, assignment, "assigned")
        elif not _PUNISHED.match(scene.text, assignment.start, assignment.end):
            fine = _FINE.search(scene.text, assignment.start, assignment.end)
            found = _finding(scene, assignment, "label")
            yield replace(found, end=fine.start()) if fine else found


def _tasks(scene: Scene, place: int) -> bool:
    """Whether the text says that tasks or deeds are listed there."""
    return scene.passage_at(place).aim is Aim.TASKS or _list_of_deeds(scene, place)


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
    if _PLANS.search(reading.heading_at(place)):
        return False
    article = reading.paragraph_at(place).article
    start = reading.start_of(article.id)
    opening = reading.text[start : min(place, start + _OPENING)]
    return bool(_DEEDS.search(opening) or _DEEDS.search(reading.heading_at(place)))

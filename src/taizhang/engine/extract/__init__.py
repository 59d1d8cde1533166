"""Extraction: from a document's text to people, organisations, activities and entries.

Everything found carries its place in the raw text and the rule that found it. No model weights:
word lists (`engine.lexicon`) and rules that can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from taizhang.engine.extract.activities import activities
from taizhang.engine.extract.assemble import Assembly, groups
from taizhang.engine.extract.behind import behind
from taizhang.engine.extract.contract import to_json
from taizhang.engine.extract.dates import with_year
from taizhang.engine.extract.entries import Scene, find
from taizhang.engine.extract.organisations import organisations
from taizhang.engine.extract.people import people
from taizhang.engine.extract.reading import read
from taizhang.engine.extract.result import Extraction
from taizhang.engine.extract.structure import PLANNED, assignments
from taizhang.engine.names import EMPTY, RosterNames
from taizhang.engine.text import Article, RawText, articles

__all__ = ["Extraction", "extract", "study", "to_json"]


def _silent(percent: int) -> None:
    """Report to nobody."""
    del percent


def extract(
    raw: RawText,
    *,
    roster: RosterNames = EMPTY,
    today: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> Extraction:
    """Read a document: put its articles together, then find what they say."""
    tell = progress or _silent
    tell(0)
    found = articles(raw)
    tell(40)
    return study(raw, found, roster=roster, today=today, progress=tell)


def study(
    raw: RawText,
    articles: tuple[Article, ...],
    *,
    roster: RosterNames = EMPTY,
    today: date | None = None,
    progress: Callable[[int], None] = _silent,
) -> Extraction:
    """Find what articles say that are put together already.

    Years that the text leaves out are counted from `today`, or else from when it was sent.
    """
    today = today or raw.dated
    reading = read(raw, articles)
    assigned = (*assignments(reading), *behind(reading))
    named = organisations(
        reading.text, roster, [unit for each in assigned for unit in each.charge.units]
    )
    progress(60)
    persons = people(reading, named, roster.taught)
    progress(70)
    scene = Scene(reading, named, persons, assigned)
    findings = find(scene)
    if raising := groups(reading.text, findings):
        scene = replace(scene, organisations=(*named, *raising))
    progress(85)
    tasks = [each.row for each in assigned if each.row and each.column in PLANNED]
    told = activities(reading, persons, scene.organisations, tasks)
    assembly = Assembly(scene, told, today)
    entries = tuple(assembly.entry(number, each) for number, each in enumerate(findings, 1))
    progress(100)
    return Extraction(
        raw=raw,
        articles=tuple(_dated(article, today) for article in articles),
        activities=assembly.found_activities(),
        people=assembly.people(),
        organisations=assembly.organisations(),
        entries=entries,
    )


def _dated(article: Article, today: date | None) -> Article:
    return replace(article, date=with_year(article.date, today)) if article.date else article

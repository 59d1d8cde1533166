"""Appeals: a concrete problem of an enterprise or a group of them, and the answer given to it.

What the form of the text says comes first (`forms`, `letters`, `listed`, `dialogue`), then the
turns of phrase that are sure (`turns`), then what firms say while they have the floor (`floor`),
and last the troubles that the text tells of firms (`turns`, `stories`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from typing import Final

from taizhang.engine.extract.categories import categorise
from taizhang.engine.extract.entries.appeals import floor, stories, turns
from taizhang.engine.extract.entries.appeals.dialogue import from_dialogue
from taizhang.engine.extract.entries.appeals.forms import from_forms
from taizhang.engine.extract.entries.appeals.letters import cover_letters, from_letters
from taizhang.engine.extract.entries.appeals.listed import from_lists
from taizhang.engine.extract.entries.appeals.minuted import from_minutes
from taizhang.engine.extract.entries.appeals.troubled import from_reports
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene, trimmed

__all__ = ["from_forms", "from_letters", "from_lists", "from_minutes", "from_sentences"]

_TELLING: Final = frozenset({"told of a firm", "told"})
_NEXT: Final = 3
"""Marks between two sentences."""


def from_sentences(scene: Scene, cover: Cover, known: Cover) -> Iterator[Finding]:
    """The appeals of running text; `cover`: what other entries took, `known`: what appeals took."""
    passages = Cover(len(scene.text))
    passages.add(known)
    cover_letters(scene, passages)
    rules = (
        from_dialogue(scene),
        turns.sure(scene),
        floor.from_speech(scene),
        from_reports(scene),
        turns.told(scene, cover),
        stories.told(scene, cover),
    )
    found: list[Finding] = []
    for finding in chain.from_iterable(rules):
        if passages.free(finding.start, finding.end):
            passages.take(finding.start, finding.end)
            if finding.reply:
                passages.take(*finding.reply)
            found.append(_with_bare_reply(scene.text, finding))
    found.sort(key=lambda finding: finding.start)
    yield from found[:1]
    for before, finding in pairwise(found):
        if not _told_already(scene, before, finding):
            yield finding


def _told_already(scene: Scene, before: Finding, finding: Finding) -> bool:
    """…时常停火。“停一次，报废一窑。”: of the trouble just told the firm says the same."""
    text = scene.text
    told = before.rule in _TELLING and finding.rule == "told by a firm"
    near = 0 <= finding.start - before.end <= _NEXT
    same = before.reply == finding.reply is not None and before.firms == finding.firms
    if not (told and near and same):
        return False
    about = {categorise(text[each.start : each.end]).category for each in (before, finding)}
    return len(about - {None}) < 2  # noqa: PLR2004


def _with_bare_reply(text: str, finding: Finding) -> Finding:
    if finding.reply is None:
        return finding
    span = trimmed(text, *finding.reply)
    return replace(finding, reply=(span.start, span.end) if span.end > span.start else None)

"""Entries: appeals, directives, hazards and deeds, each found by a rule that can be named."""

from __future__ import annotations

from collections.abc import Iterator

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries import appeals, deeds, directives, hazards
from taizhang.engine.extract.entries.enumerations import BLOCKS, Enumeration, enumerations
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene, moved

__all__ = ["Finding", "Scene", "find"]


def find(scene: Scene) -> tuple[Finding, ...]:
    """All entries of the scene, in reading order; within a ledger none overlaps another."""
    lists = list(enumerations(scene.reading))
    covers = {ledger: Cover() for ledger in LedgerKind}
    kept: list[Finding] = []
    for finding in _all(scene, lists, covers):
        edged = moved(finding, scene.text)
        if edged and not any(
            k.ledger is edged.ledger and k.overlaps(edged.start, edged.end) for k in kept
        ):
            kept.append(edged)
            covers[edged.ledger].take(edged.start, edged.end)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end, f.ledger)))


def _all(
    scene: Scene, lists: list[Enumeration], covers: dict[LedgerKind, Cover]
) -> Iterator[Finding]:
    """The rules in order of trust: structure first, then lists, then sentences."""
    yield from deeds.from_rows(scene)
    yield from hazards.from_labels(scene)
    yield from directives.from_labels(scene)
    yield from _from_lists(scene, lists)
    for ledger in LedgerKind:
        covers[LedgerKind.DIRECTIVE].taken += (
            covers[ledger].taken if ledger is not LedgerKind.APPEAL else []
        )
    yield from hazards.from_sentences(scene)
    yield from hazards.from_sections(scene)
    yield from appeals.from_sentences(scene, _joined(covers))
    cover = _joined({k: c for k, c in covers.items() if k is not LedgerKind.APPEAL})
    yield from directives.from_sentences(scene, cover)


def _from_lists(scene: Scene, lists: list[Enumeration]) -> Iterator[Finding]:
    for enumeration in lists:
        if deeds.is_list(enumeration) and enumeration.style not in BLOCKS:
            yield from deeds.from_items(enumeration)
        elif directives.asks(enumeration):
            yield from directives.from_items(scene, enumeration)


def _joined(covers: dict[LedgerKind, Cover]) -> Cover:
    return Cover([taken for cover in covers.values() for taken in cover.taken])

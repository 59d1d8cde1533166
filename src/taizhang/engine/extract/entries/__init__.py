"""Entries: appeals, directives, hazards and deeds, each found by a rule that can be named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries import (
    appeals,
    assigned,
    deeds,
    directives,
    exposed,
    hazards,
    items,
    rounds,
    told_deeds,
)
from taizhang.engine.extract.entries.enumerations import Enumeration, enumerations
from taizhang.engine.extract.entries.finding import Cover, Finding, Scene, moved

__all__ = ["Finding", "Scene", "find"]


def find(scene: Scene) -> tuple[Finding, ...]:
    """All entries of the scene, in reading order; within a ledger none overlaps another."""
    covers = {ledger: Cover(len(scene.text)) for ledger in LedgerKind}
    kept: list[Finding] = []
    for finding in _all(scene, covers):
        edged = moved(finding, scene.text)
        if edged and covers[edged.ledger].free(edged.start, edged.end):
            kept.append(edged)
            for ledger in _taken_from(edged):
                covers[ledger].take(edged.start, edged.end)
    return tuple(sorted(kept, key=lambda f: (f.start, f.end, f.ledger)))


def _taken_from(finding: Finding) -> Iterable[LedgerKind]:
    """The ledgers no other entry of which has these characters.

    What a field of a form holds its label says; what stands at a place that was inspected nobody
    asks for.
    """
    if finding.rule == "labelled":
        return LedgerKind
    if finding.ledger is LedgerKind.HAZARD and finding.rule == "place":
        return LedgerKind.HAZARD, LedgerKind.APPEAL
    return (finding.ledger,)


def _all(scene: Scene, covers: dict[LedgerKind, Cover]) -> Iterator[Finding]:
    """The rules in order of trust: structure first, then lists, then sentences."""
    yield from assigned.from_tables(scene)
    yield from deeds.from_rows(scene)
    for start, end in filter(None, (each.row for each in scene.assignments)):
        for cover in covers.values():  # its columns say what it holds: no sentence goes through it
            cover.take(start, end)
    yield from appeals.from_forms(scene)
    yield from assigned.from_labels(scene)
    yield from exposed.from_labels(scene)
    lists = list(enumerations(scene.reading))
    yield from exposed.from_records(scene, lists)
    yield from exposed.from_places(scene, lists)
    yield from exposed.from_named(scene)
    yield from appeals.from_letters(scene, lists)
    yield from appeals.from_lists(scene, lists)
    yield from appeals.from_minutes(scene)
    yield from deeds.from_lines(scene)
    yield from _from_lists(scene, lists)
    yield from told_deeds.from_sentences(scene, covers[LedgerKind.DEED])
    yield from exposed.from_colons(scene)
    yield from hazards.from_sentences(scene)
    yield from hazards.from_sections(scene)
    yield from rounds.from_passages(scene)
    tasks = _joined(scene, (covers[LedgerKind.HAZARD], covers[LedgerKind.DIRECTIVE]))
    yield from rounds.from_rounds(scene, tasks)
    others, own = _joined(scene, covers.values()), covers[LedgerKind.APPEAL]
    yield from appeals.from_sentences(scene, others, own)
    rest = (cover for ledger, cover in covers.items() if ledger is not LedgerKind.APPEAL)
    yield from directives.from_sentences(
        scene, _joined(scene, rest), _joined(scene, (covers[LedgerKind.APPEAL],))
    )


def _from_lists(scene: Scene, lists: list[Enumeration]) -> Iterator[Finding]:
    nested = items.nested(scene, lists)
    for enumeration in (*nested, *lists):
        if enumeration not in nested and deeds.is_list(scene, enumeration):
            yield from deeds.from_items(scene, enumeration)
        elif enumeration in nested or items.asks(scene, enumeration):
            yield from items.from_items(scene, enumeration)


def _joined(scene: Scene, covers: Iterable[Cover]) -> Cover:
    whole = Cover(len(scene.text))
    for cover in covers:
        whole.add(cover)
    return whole

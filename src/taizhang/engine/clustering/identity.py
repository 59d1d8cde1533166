"""Groups keep their names from one run to the next: when they grow, split or join."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Identified:
    """A group of a run with the name it keeps."""

    key: str
    members: tuple[str, ...]
    is_new: bool
    split_from: str = ""
    """The group that most of a new one's messages were in before; empty if they were in none."""
    joined: tuple[str, ...] = ()
    """Groups that are gone because most of their messages are in this one now."""


def match(
    previous: Mapping[str, Iterable[str]], current: Iterable[Sequence[str]]
) -> tuple[Identified, ...]:
    """Give each group of this run its name, the old one where it goes on, a new one else.

    The largest overlap decides first; of like ones the largest share of the old group, then the
    older name and the lower first member: whatever the order in which the groups come, each name
    goes the same way. A name that is gone is never given again while `previous` knows it.
    """
    groups = sorted(tuple(sorted(members)) for members in current)
    before = {member: key for key, members in previous.items() for member in members}
    sizes = Counter(before.values())
    overlaps = [Counter(before[one] for one in group if one in before) for group in groups]
    kept, taken = _kept(overlaps, sizes, groups)
    joined = _joined(overlaps, sizes, taken)
    used = set(previous)
    found = []
    for place, group in enumerate(groups):
        key = kept.get(place)
        origin = _origin(overlaps[place]) if key is None else ""
        name = key or _free(group[0], used)
        used.add(name)
        found.append(Identified(name, group, key is None, origin, tuple(joined.get(place, ()))))
    return tuple(found)


def _kept(
    overlaps: Sequence[Counter[str]], sizes: Counter[str], groups: Sequence[tuple[str, ...]]
) -> tuple[dict[int, str], set[str]]:
    """The old names that go on, by the place of the group that bears each."""
    order = sorted(
        (
            (-count, sizes[key], key, groups[place], place)
            for place, overlap in enumerate(overlaps)
            for key, count in overlap.items()
        )
    )
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for _count, _size, key, _group, place in order:
        if place not in kept and key not in taken:
            kept[place] = key
            taken.add(key)
    return kept, taken


def _joined(
    overlaps: Sequence[Counter[str]], sizes: Counter[str], taken: set[str]
) -> dict[int, list[str]]:
    """Old groups without a name of their own any more, by the group that holds most of each."""
    joined: dict[int, list[str]] = {}
    for key in sorted(set(sizes) - taken):
        holders = [
            (-overlap[key], place) for place, overlap in enumerate(overlaps) if key in overlap
        ]
        if holders:
            joined.setdefault(min(holders)[1], []).append(key)
    return joined


def _origin(overlap: Counter[str]) -> str:
    return min(overlap, key=lambda key: (-overlap[key], key), default="")


def _free(name: str, used: set[str]) -> str:
    """The name, with a number behind it where it is taken."""
    free, number = name, 1
    while free in used:
        number += 1
        free = f"{name}/{number}"
    return free

"""What a ledger holds under the numbers that a file names: now, and when the file was exported."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from taizhang.engine.importing.planning import Standing
from taizhang.engine.lifecycle import NOTHING, Facts, Move, fold
from taizhang.ledger.importing.fields import Names
from taizhang.ledger.models import Entry, Event, Listing
from taizhang.ledger.replaying import happened
from taizhang.ledger.rows import Codes, facts_by_key
from taizhang.roster.models import Person, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from taizhang.engine.importing.planning import Value
    from taizhang.ledger.importing.fields import Field
    from taizhang.ledger.models import Ledger

_APART: Final = 2_000
"""Keys with a wider gap between them are read in two goes: what lies between is read too."""


@dataclass(frozen=True, slots=True)
class Stands:
    """An entry as a row of a file meets it."""

    entry: int
    facts: Facts
    standing: Standing
    also: Mapping[str, Value]
    """The same facts as another export says them."""


class Reader:
    """Reads what stands under numbers, some hundreds at a time."""

    def __init__(self, ledger: Ledger, fields: Mapping[str, Field]) -> None:
        self.ledger = ledger
        self.fields = {key: one for key, one in fields.items() if one.held is not None}
        self.codes = Codes()
        units = list(Unit.objects.values_list("code", "name", "short_name"))
        self.names = Names(
            units={code: name for code, name, _short in units},
            short={code: short or name for code, name, short in units},
            people=dict(Person.objects.values_list("code", "name")),
        )

    def of(self, wanted: Mapping[str, int | None]) -> dict[str, Stands]:
        """By number; `wanted` says of each which version the file has, if it says any."""
        keys = self._keys(wanted)
        facts = self._facts(set(keys.values()))
        told = self._progress(keys.values())
        versions = {
            keys[number]: version
            for number, version in wanted.items()
            if number in keys and version is not None and version < facts[keys[number]].version
        }
        before = dict(self._before(versions))
        found = {}
        for number, key in keys.items():
            now, version = facts[key], wanted[number]
            names = self.names.with_progress(_told_by(told[key], now.version))
            exported = None
            if version is not None and key in before:
                then = self.names.with_progress(_told_by(told[key], version))
                exported = self._said(before[key], then)
            found[number] = Stands(
                key,
                now,
                Standing(now.version, self._said(now, names), exported),
                {key_: one.also(now, names) for key_, one in self.fields.items() if one.also},
            )
        return found

    def _said(self, facts: Facts, names: Names) -> dict[str, Value]:
        return {key: one.held(facts, names) for key, one in self.fields.items() if one.held}

    def _keys(self, numbers: Collection[str]) -> dict[str, int]:
        """By number on this ledger, the key of the entry: its own and those put on it."""
        listed = Listing.objects.filter(ledger=self.ledger, number__in=numbers)
        own = Entry.objects.filter(ledger=self.ledger, number__in=numbers)
        return {
            **dict(listed.values_list("number", "entry_id")),
            **dict(own.values_list("number", "pk")),
        }

    def _facts(self, keys: Collection[int]) -> dict[int, Facts]:
        found = {}
        for near in _near(sorted(keys)):
            said = facts_by_key(near, self.codes)
            found.update({key: Facts(**said[key]) for key in near})
        return found

    @staticmethod
    def _progress(keys: Collection[int]) -> Mapping[int, list[tuple[int, str]]]:
        """Of each entry what was reported, by version, oldest first."""
        rows = Event.objects.filter(entry__in=keys, move=Move.PROGRESS).order_by("version")
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for entry, version, body in rows.values_list("entry_id", "version", "body"):
            found[entry].append((version, body))
        return found

    @staticmethod
    def _before(versions: Mapping[int, int]) -> Iterator[tuple[int, Facts]]:
        """What was true of entries at versions that are past."""
        if not versions:
            return
        rows = Event.objects.filter(entry__in=versions).select_related("by")
        told = ((event.entry_id, event) for event in rows.order_by("entry_id", "version"))
        for key, events in groupby(told, key=itemgetter(0)):
            facts = NOTHING
            for _key, event in events:
                if event.version <= versions[key]:
                    facts = fold(facts, happened(event))
            yield key, facts


def _told_by(told: Sequence[tuple[int, str]], version: int) -> str:
    """The last report up to a version."""
    body = next((body for at, body in reversed(told) if at <= version), "")
    return str(json.loads(body).get("text", "")) if body else ""


def _near(keys: Sequence[int]) -> Iterator[list[int]]:
    """Stretches of keys that lie close together."""
    stretch: list[int] = []
    for key in keys:
        if stretch and key - stretch[-1] > _APART:
            yield stretch
            stretch = []
        stretch.append(key)
    if stretch:
        yield stretch

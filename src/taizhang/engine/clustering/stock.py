"""What an index keeps of the messages of a full run: no texts, only what finding them needs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from io import BytesIO
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from taizhang.engine.clustering.frequencies import AT_ONCE, Keys, Standing, standing
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.told import Told

_VERSION: Final = 1


@dataclass(frozen=True)
class Stock:
    """The messages of a run by row; copies word for word share the row of the first."""

    ids: list[str]
    """The message of each row."""
    homes: NDArray[np.int32]
    """The group of each row, by its number in `groups`."""
    groups: list[str]
    """The id of each group."""
    grams: Standing
    matters: Standing
    names: Counter[str]
    codes: NDArray[np.uint64]
    """What tells copies: a number for each row's words, ascending …"""
    coded: NDArray[np.int32]
    """… and the row of each."""
    lengths: NDArray[np.float32]
    """How much each row says, by how rare its grams are."""
    everyone: list[str]
    """All messages, copies too; only where the stock is small."""

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many rows each group has."""
        return np.bincount(self.homes, minlength=len(self.groups))

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each message that has one; asked for where people decided only."""
        return {name: row for row, name in enumerate(self.ids)}

    @classmethod
    def of(
        cls, rows: Sequence[tuple[Message, int]], groups: list[str], everyone: list[str]
    ) -> Self:
        """The stock of rows with the number of their group."""
        messages = [message for message, _home in rows]
        codes = np.array([code(each) for each in messages], dtype=np.uint64)
        order = np.argsort(codes, kind="stable").astype(np.int32)
        names: Counter[str] = Counter()
        for part in _parts(messages):
            for found in Told(part).everything:
                names.update(found)
        bare = (_bare(part) for part in _parts(messages))
        grams = standing(bare, rows=True)
        matters = (_matters(part) for part in _parts(messages))
        return cls(
            ids=[each.id for each in messages],
            homes=np.array([home for _message, home in rows], dtype=np.int32),
            groups=groups,
            grams=grams,
            matters=standing(matters, rows=False),
            names=names,
            codes=codes[order],
            coded=order,
            lengths=_lengths(grams, len(messages)),
            everyone=everyone,
        )

    def copies_of(self, message: Message) -> list[int]:
        """The rows that are the same word for word."""
        sought = np.uint64(code(message))
        first = int(np.searchsorted(self.codes, sought, side="left"))
        last = int(np.searchsorted(self.codes, sought, side="right"))
        return [int(row) for row in self.coded[first:last]]

    def nearest(self, keys: Keys, weights: NDArray[np.float64], most: int) -> dict[int, float]:
        """The rows with most of the grams for what they say in all."""
        found = [self.grams.where(key) for key in keys]
        if not found:
            return {}
        every = np.repeat(weights, [len(rows) for rows in found])
        rows, places = np.unique(np.concatenate(found), return_inverse=True)
        shares = np.bincount(places, every, minlength=len(rows)) / self.lengths[rows]
        best = np.lexsort((rows, -shares))[:most]
        return dict(zip(rows[best].tolist(), shares[best].tolist(), strict=True))

    def dumped(self) -> bytes:
        """All of it as bytes, to be kept and loaded."""
        told = {
            "version": _VERSION,
            "ids": self.ids,
            "everyone": self.everyone,
            "groups": self.groups,
            "names": self.names,
        }
        arrays: dict[str, NDArray[Any]] = {
            "told": np.frombuffer(json.dumps(told).encode(), dtype=np.uint8),
            "homes": self.homes,
            "codes": self.codes,
            "coded": self.coded,
            "lengths": self.lengths,
        }
        for name, each in (("grams", self.grams), ("matters", self.matters)):
            arrays |= {
                f"{name}_keys": each.keys,
                f"{name}_ends": each.ends,
                f"{name}_rows": each.rows,
            }
        file = BytesIO()
        np.savez(file, allow_pickle=False, **arrays)
        return file.getvalue()

    @classmethod
    def loaded(cls, state: bytes) -> Self:
        """What was dumped.

        Raises:
            ValueError: it is of another version, or none of these.
        """
        with np.load(BytesIO(state), allow_pickle=False) as found:
            told = json.loads(found["told"].tobytes())
            if told["version"] != _VERSION:
                raise ValueError(told["version"])
            grams, matters = (
                Standing(found[f"{name}_keys"], found[f"{name}_ends"], found[f"{name}_rows"])
                for name in ("grams", "matters")
            )
            return cls(
                ids=told["ids"],
                homes=found["homes"],
                groups=told["groups"],
                grams=grams,
                matters=matters,
                names=Counter(told["names"]),
                codes=found["codes"],
                coded=found["coded"],
                lengths=found["lengths"],
                everyone=told["everyone"],
            )


def code(message: Message) -> int:
    """A number for what a message says word for word, and of whom."""
    said = "\0".join(message.identity).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big")


def _bare(part: Sequence[Message]) -> tuple[list[str], list[str]]:
    told = Told(part)
    return told.bare_headings, told.bare_texts


def _matters(part: Sequence[Message]) -> tuple[list[str], list[str]]:
    told = Told(part)
    return told.matter_headings, told.matter_texts


def _parts(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    return (messages[first : first + AT_ONCE] for first in range(0, len(messages), AT_ONCE))


def _lengths(grams: Standing, size: int) -> NDArray[np.float32]:
    often = np.diff(grams.ends, prepend=0)
    weight = np.where(often > 1, np.log(size / np.maximum(often, 1)), 0).astype(np.float32) ** 2
    squares = np.bincount(grams.rows, weights=np.repeat(weight, often), minlength=size)
    return np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)

"""How each database keeps and searches our words: statements with their parameters, nothing run.

Both hold the same words of an entry in runs and find phrases of them; they differ in how a phrase
is kept from reaching over the gap between two runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Protocol

from django.db.models import Q

from taizhang.ledger.among import ANY_OF, LISTED, array_of, list_of

Statement = tuple[str, list[Any]]
Run = Sequence[str]
"""The words of an unbroken stretch of text, in their order."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side."""

    words: tuple[str, ...]
    is_beginning: bool = False
    """The word may go on: letters and digits are found by their beginning."""


class Reach(NamedTuple):
    """From where keys are read, which way, and how many of them."""

    beyond: int
    most: int
    upwards: bool = False
    last: int = 0
    """The newest key there is."""

    def ordered(self, found: str, key: str, by: str = "") -> str:
        """The statement that reads them in their order: by the key, or what is the same."""
        sign, direction = (">", "ASC") if self.upwards else ("<", "DESC")
        return f"{found} AND {key} {sign} %s ORDER BY {by or key} {direction} LIMIT %s"


class Dialect(Protocol):
    """What a database must be able to say."""

    key: str
    """The column by which an index says whose the words are."""
    last: str
    """Asks for the newest key; empty where nobody need know it."""

    def written(self, entry: int, runs: Sequence[Run]) -> list[Statement]:
        """Replace what an entry is found by."""

    def holding(self, phrases: Sequence[Phrase]) -> Statement:
        """The keys of the entries that hold every phrase."""

    def stretches(self, phrases: Sequence[Phrase], to: Reach) -> Iterator[Statement]:
        """The keys that hold every phrase, in order from a place on, a stretch after another.

        Who has enough of them asks for no further stretch.
        """

    def among(self, phrases: Sequence[Phrase], keys: Sequence[int]) -> Statement:
        """Of these keys those that hold every phrase; there is at least one."""

    def listed(self, keys: Sequence[int]) -> Statement:
        """What follows a column that is one of these keys."""

    def begins(self, column: str, sign: str) -> Q:
        """The condition that a column begins so, by its index."""

    def along(self, statement: str, table: str, index: str) -> str:
        """The statement, made to walk an index of its table in the order it asks for."""

    def resembling(self, words: Sequence[str], limit: int) -> Statement:
        """The keys of the entries that hold most of the words, the rare ones counting more."""


class Index(NamedTuple):
    """A table of words: its name, and the column that says whose they are."""

    table: str
    key: str


ENTRIES: Final = Index("ledger_search", "entry_id")
PASSAGES: Final = Index("ledger_passage_search", "passage_id")


class Sqlite:
    """FTS5: a word of its own stands in the gap, from the private part of Unicode."""

    GAP: Final = "\ue000"
    PROBED: Final = 200
    """So many keys are looked up one by one; for more all that hold the words are gone through."""

    def __init__(self, index: Index = ENTRIES) -> None:
        table = index.table
        self.key = "rowid"
        self.clear = f"DELETE FROM {table} WHERE rowid = %s"  # noqa: S608  # ours, as below
        self.write = f"INSERT INTO {table} (rowid, words) VALUES (%s, %s)"  # noqa: S608
        self.found = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608
        self.last = ""

    def begins(self, column: str, sign: str) -> Q:
        # LIKE, blind to small and large, passes the index by.
        return Q((f"{column}__gte", sign), (f"{column}__lt", sign + "\uffff"))

    def along(self, statement: str, table: str, index: str) -> str:
        # Its planner would gather and sort half the table rather than stop after a page.
        return statement.replace(f'FROM "{table}"', f'FROM "{table}" INDEXED BY "{index}"', 1)

    def written(self, entry: int, runs: Sequence[Run]) -> list[Statement]:
        text = f" {self.GAP} ".join(" ".join(run) for run in runs)
        return [(self.clear, [entry]), (self.write, [entry, text])]

    def holding(self, phrases: Sequence[Phrase]) -> Statement:
        return self.found, [self._query(phrases)]

    def stretches(self, phrases: Sequence[Phrase], to: Reach) -> Iterator[Statement]:
        yield to.ordered(self.found, self.key), [self._query(phrases), to.beyond, to.most]

    def among(self, phrases: Sequence[Phrase], keys: Sequence[int]) -> Statement:
        # Looking a key up costs a hundred times what passing one by does; the sign before the
        # column keeps the planner from doing it.
        sign = "+" if len(keys) > self.PROBED else ""
        among, given = self.listed(keys)
        statement = f"{self.found} AND rowid BETWEEN %s AND %s AND {sign}rowid {among}"
        return statement, [self._query(phrases), min(keys), max(keys), *given]

    def listed(self, keys: Sequence[int]) -> Statement:
        # One parameter: reading thousands of them takes longer than looking the keys up.
        return LISTED, [list_of(keys)]

    def _query(self, phrases: Sequence[Phrase]) -> str:
        return " AND ".join(
            f'"{" ".join(phrase.words)}"' + ("*" if phrase.is_beginning else "")
            for phrase in phrases
        )

    def resembling(self, words: Sequence[str], limit: int) -> Statement:
        query = " OR ".join(f'"{word}"' for word in words)
        return f"{self.found} ORDER BY rank, rowid DESC LIMIT %s", [query, limit]


class Postgresql:
    """A tsvector with positions of our own: a step of two lies in the gap."""

    MOST_POSITIONS: Final = 16383  # of a tsvector; the limits on texts keep well below it
    BLOCK: Final = 8192
    """So many keys that follow each other have one number, which stands in the index beside the
    words: it gathers all that hold a phrase before it looks at the order."""
    FIRST: Final = 4
    """Blocks of the first stretch; each further one is so many times as long …"""
    TIMES: Final = 8
    PROBED: Final = 200
    """So many keys are looked up one by one."""

    def __init__(self, index: Index = ENTRIES) -> None:
        table, key = index
        self.key = key
        self.write = (
            f"INSERT INTO {table} ({key}, words) VALUES (%s, %s::tsvector) "  # noqa: S608  # ours
            f"ON CONFLICT ({key}) DO UPDATE SET words = EXCLUDED.words"
        )
        self.found = f"SELECT {key} FROM {table} WHERE words @@ %s::tsquery"  # noqa: S608
        self.within = f"ARRAY[{key} / {self.BLOCK}] && %s::bigint[]"
        self.last = f"SELECT max({key}) FROM {table}"  # noqa: S608
        self.alike = (
            f"SELECT {key} FROM {table}, CAST(%s AS tsquery) AS asked "  # noqa: S608
            f"WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, {key} DESC LIMIT %s"
        )

    def begins(self, column: str, sign: str) -> Q:
        return Q((f"{column}__startswith", sign))

    def along(self, statement: str, table: str, index: str) -> str:  # noqa: ARG002
        return statement  # its planner knows that a page ends

    def written(self, entry: int, runs: Sequence[Run]) -> list[Statement]:
        vector = " ".join(f"{_lexeme(word)}:{at}" for at, word in self._placed(runs))
        return [(self.write, [entry, vector])]

    def _placed(self, runs: Sequence[Run]) -> Iterator[tuple[int, str]]:
        at = 0
        for run in runs:
            at += 1
            for word in run:
                at += 1
                yield min(at, self.MOST_POSITIONS), word

    def holding(self, phrases: Sequence[Phrase]) -> Statement:
        return self.found, [self._query(phrases)]

    def stretches(self, phrases: Sequence[Phrase], to: Reach) -> Iterator[Statement]:
        found = f"{self.found} AND {self.within}"
        query, end = self._query(phrases), to.last // self.BLOCK
        at, width = min(max(to.beyond, 0) // self.BLOCK, end), self.FIRST
        step = 1 if to.upwards else -1
        while 0 <= at <= end:
            blocks = [one for one in range(at, at + step * width, step) if 0 <= one <= end]
            # By the bare key it would walk all rows where it believes that many hold the phrase.
            yield (
                to.ordered(found, self.key, f"{self.key} + 0"),
                [query, array_of(blocks), to.beyond, to.most],
            )
            at, width = at + step * width, width * self.TIMES

    def among(self, phrases: Sequence[Phrase], keys: Sequence[int]) -> Statement:
        among, given = self.listed(keys)
        statement, given = f"{self.found} AND {self.key} {among}", [self._query(phrases), *given]
        if len(keys) <= self.PROBED:
            return statement, given
        # Of many it reads out of the index who holds the phrases, and looks at no other row.
        blocks = array_of({key // self.BLOCK for key in keys})
        return f"{statement} AND {self.within}", [*given, blocks]

    def listed(self, keys: Sequence[int]) -> Statement:
        return f"= {ANY_OF}", [array_of(keys)]

    def _query(self, phrases: Sequence[Phrase]) -> str:
        return " & ".join(
            f"({'<->'.join(map(_lexeme, phrase.words))}{':*' if phrase.is_beginning else ''})"
            for phrase in phrases
        )

    def resembling(self, words: Sequence[str], limit: int) -> Statement:
        query = " | ".join(map(_lexeme, words))
        return self.alike, [query, limit]


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def dialect(vendor: str, index: Index = ENTRIES) -> Dialect:
    """The dialect of a database by Django's name for it, for one of the indexes."""
    return Postgresql(index) if vendor == "postgresql" else Sqlite(index)

"""How each database keeps and searches our words: statements with their parameters, nothing run.

Both hold the same words of an entry in runs and find phrases of them; they differ in how a phrase
is kept from reaching over the gap between two runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

Statement = tuple[str, list[Any]]
Run = Sequence[str]
"""The words of an unbroken stretch of text, in their order."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side."""

    words: tuple[str, ...]
    is_beginning: bool = False
    """The word may go on: letters and digits are found by their beginning."""


class Dialect(Protocol):
    """What a database must be able to say."""

    def written(self, entry: int, runs: Sequence[Run]) -> list[Statement]:
        """Replace what an entry is found by."""

    def holding(self, phrases: Sequence[Phrase]) -> Statement:
        """The keys of the entries that hold every phrase."""

    def resembling(self, words: Sequence[str], limit: int) -> Statement:
        """The keys of the entries that hold most of the words, the rare ones counting more."""


class Sqlite:
    """FTS5: a word of its own stands in the gap, from the private part of Unicode."""

    GAP: Final = "\ue000"
    CLEAR: Final = "DELETE FROM ledger_search WHERE rowid = %s"
    WRITE: Final = "INSERT INTO ledger_search (rowid, words) VALUES (%s, %s)"
    HOLDING: Final = "SELECT rowid FROM ledger_search WHERE ledger_search MATCH %s"
    RESEMBLING: Final = HOLDING + " ORDER BY rank, rowid DESC LIMIT %s"

    def written(self, entry: int, runs: Sequence[Run]) -> list[Statement]:
        text = f" {self.GAP} ".join(" ".join(run) for run in runs)
        return [(self.CLEAR, [entry]), (self.WRITE, [entry, text])]

    def holding(self, phrases: Sequence[Phrase]) -> Statement:
        query = " AND ".join(
            f'"{" ".join(phrase.words)}"' + ("*" if phrase.is_beginning else "")
            for phrase in phrases
        )
        return self.HOLDING, [query]

    def resembling(self, words: Sequence[str], limit: int) -> Statement:
        query = " OR ".join(f'"{word}"' for word in words)
        return self.RESEMBLING, [query, limit]


class Postgresql:
    """A tsvector with positions of our own: a step of two lies in the gap."""

    MOST_POSITIONS: Final = 16383  # of a tsvector; the limits on texts keep well below it
    WRITE: Final = (
        "INSERT INTO ledger_search (entry_id, words) VALUES (%s, %s::tsvector) "
        "ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words"
    )
    HOLDING: Final = "SELECT entry_id FROM ledger_search WHERE words @@ %s::tsquery"
    RESEMBLING: Final = (
        "SELECT entry_id FROM ledger_search, CAST(%s AS tsquery) AS asked "
        "WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, entry_id DESC LIMIT %s"
    )

    def written(self, entry: int, runs: Sequence[Run]) -> list[Statement]:
        vector = " ".join(f"{_lexeme(word)}:{at}" for at, word in self._placed(runs))
        return [(self.WRITE, [entry, vector])]

    def _placed(self, runs: Sequence[Run]) -> Iterator[tuple[int, str]]:
        at = 0
        for run in runs:
            at += 1
            for word in run:
                at += 1
                yield min(at, self.MOST_POSITIONS), word

    def holding(self, phrases: Sequence[Phrase]) -> Statement:
        query = " & ".join(
            f"({'<->'.join(map(_lexeme, phrase.words))}{':*' if phrase.is_beginning else ''})"
            for phrase in phrases
        )
        return self.HOLDING, [query]

    def resembling(self, words: Sequence[str], limit: int) -> Statement:
        query = " | ".join(map(_lexeme, words))
        return self.RESEMBLING, [query, limit]


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


SQLITE: Final = Sqlite()
POSTGRESQL: Final = Postgresql()


def dialect(vendor: str) -> Dialect:
    """The dialect of a database by Django's name for it."""
    return POSTGRESQL if vendor == "postgresql" else SQLITE

"""Finding entries by what is written in them: Chinese text by its pairs of characters.

Neither SQLite nor PostgreSQL cuts Chinese well enough that two characters suffice, so the cutting
is ours and both search the same pairs: 用电容量 becomes 用电 电容 容量, and a query is the phrase
of its pairs, which matches exactly where its characters stand. Letters and digits stay whole
words and are found by their beginning. The index is written in the transaction of the row.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN: Final = re.compile(rf"[{_HAN}]")
_GAP: Final = "\ue000"
"""A word of its own between two runs, so that no phrase reaches across a comma."""
_MOST_PAIRS: Final = 60
FIELDS: Final = ("number", "title", "text", "reply", "requesters__name")


def runs(text: str) -> list[str]:
    """Unbroken stretches of Chinese characters or of letters and digits, in lower case."""
    return _RUN.findall(unicodedata.normalize("NFKC", text).lower())


def words(run: str) -> list[str]:
    """The pairs of a Chinese run; any other run is one word."""
    if len(run) > 1 and _IS_HAN.match(run):
        return [run[at : at + 2] for at in range(len(run) - 1)]
    return [run]


def index(entry: Entry, requesters: Iterable[str]) -> None:
    """Write what `entry` is found by; replaces what was there."""
    parts = (entry.number, entry.title, entry.text, entry.reply, *requesters)
    found = [words(run) for part in parts for run in runs(part)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "INSERT INTO ledger_search (entry_id, words) VALUES (%s, %s::tsvector) "
                "ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words",
                [entry.pk, _vector(found)],
            )
        else:
            cursor.execute("DELETE FROM ledger_search WHERE rowid = %s", [entry.pk])
            cursor.execute(
                "INSERT INTO ledger_search (rowid, words) VALUES (%s, %s)",
                [entry.pk, f" {_GAP} ".join(" ".join(run) for run in found)],
            )


def _vector(found: list[list[str]]) -> str:
    """A tsvector with positions of our own; a step of two keeps runs apart."""
    return " ".join(f"{_lexeme(word)}:{at}" for at, word in _placed(found))


_MOST_POSITIONS: Final = 16383  # of a tsvector; the limits on texts keep well below it


def _placed(found: list[list[str]]) -> Iterator[tuple[int, str]]:
    at = 0
    for run in found:
        at += 1
        for word in run:
            at += 1
            yield min(at, _MOST_POSITIONS), word


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def matching(entries: QuerySet[Entry], query: str) -> QuerySet[Entry]:
    """Those of `entries` that hold every part of `query` that blanks separate."""
    for term in query.split():
        entries = _matching_term(entries, term)
    return entries


def _matching_term(entries: QuerySet[Entry], term: str) -> QuerySet[Entry]:
    found = runs(term)
    phrases = [run for run in found if len(run) > 1 or not _IS_HAN.match(run)]
    if phrases:
        entries = entries.filter(pk__in=_ids(phrases))
    if len(found) != 1 or not phrases:
        # One character, or several runs whose order and neighbourhood the index does not know.
        entries = entries.filter(pk__in=_literal(entries, term))
    return entries


def _ids(phrases: list[str]) -> RawSQL:
    if connection.vendor == "postgresql":
        query = " & ".join(f"({_phrase_postgresql(run)})" for run in phrases)
        return RawSQL("SELECT entry_id FROM ledger_search WHERE words @@ %s::tsquery", [query])
    query = " AND ".join(_phrase_sqlite(run) for run in phrases)
    return RawSQL("SELECT rowid FROM ledger_search WHERE ledger_search MATCH %s", [query])


def _phrase_postgresql(run: str) -> str:
    ending = "" if _IS_HAN.match(run) else ":*"
    return "<->".join(_lexeme(word) for word in words(run)) + ending


def _phrase_sqlite(run: str) -> str:
    ending = "" if _IS_HAN.match(run) else "*"
    return '"' + " ".join(words(run)) + '"' + ending


def _literal(entries: QuerySet[Entry], term: str) -> QuerySet[Any, Any]:
    holds = Q()
    for field in FIELDS:
        holds |= Q(**{f"{field}__icontains": term})
    return entries.model._default_manager.filter(holds).values("pk")  # noqa: SLF001


def resembling(text: str, limit: int) -> list[int]:
    """Keys of the entries that share most of the pairs of `text`, the rare ones counting more."""
    pairs = list(dict.fromkeys(word for run in runs(text) for word in words(run)))[:_MOST_PAIRS]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            query = " | ".join(_lexeme(pair) for pair in pairs)
            cursor.execute(
                "SELECT entry_id FROM ledger_search, CAST(%s AS tsquery) AS asked "
                "WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC, entry_id DESC LIMIT %s",
                [query, limit],
            )
        else:
            query = " OR ".join(f'"{pair}"' for pair in pairs)
            cursor.execute(
                "SELECT rowid FROM ledger_search WHERE ledger_search MATCH %s "
                "ORDER BY rank, rowid DESC LIMIT %s",
                [query, limit],
            )
        return [row[0] for row in cursor.fetchall()]

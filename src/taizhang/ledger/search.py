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

from taizhang.ledger.dialects import Phrase, dialect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN: Final = re.compile(rf"[{_HAN}]")
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
        for statement in dialect(connection.vendor).written(entry.pk, found):
            cursor.execute(*statement)


def matching(entries: QuerySet[Entry], query: str) -> QuerySet[Entry]:
    """Those of `entries` that hold every part of `query` that blanks separate."""
    for term in query.split():
        entries = _matching_term(entries, term)
    return entries


def _matching_term(entries: QuerySet[Entry], term: str) -> QuerySet[Entry]:
    found = runs(term)
    phrases = [phrase for run in found if (phrase := _phrase(run))]
    if phrases:
        statement, given = dialect(connection.vendor).holding(phrases)
        keys = RawSQL(statement, given)  # noqa: S611  # ours; the words go as parameters
        entries = entries.filter(pk__in=keys)
    if len(found) != 1 or not phrases:
        # One character, or several runs whose order and neighbourhood the index does not know.
        entries = entries.filter(pk__in=_literal(entries, term))
    return entries


def _phrase(run: str) -> Phrase | None:
    """What the index can look for; a single Chinese character it cannot."""
    if not _IS_HAN.match(run):
        return Phrase((run,), is_beginning=True)
    return Phrase(tuple(words(run))) if len(run) > 1 else None


def _literal(entries: QuerySet[Entry], term: str) -> QuerySet[Any, Any]:
    holds = Q()
    for field in FIELDS:
        holds |= Q(**{f"{field}__icontains": term})
    return entries.model._default_manager.filter(holds).values("pk")  # noqa: SLF001


def resembling(text: str, limit: int) -> list[int]:
    """Keys of the entries that share most of the pairs of `text`, the rare ones counting more."""
    pairs = list(dict.fromkeys(word for run in runs(text) for word in words(run)))[:_MOST_PAIRS]
    with connection.cursor() as cursor:
        cursor.execute(*dialect(connection.vendor).resembling(pairs, limit))
        return [row[0] for row in cursor.fetchall()]

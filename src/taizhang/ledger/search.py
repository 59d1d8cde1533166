"""Finding entries by what is written in them: Chinese text by its pairs of characters.

Neither SQLite nor PostgreSQL cuts Chinese well enough that two characters suffice, so the cutting
is ours and both search the same pairs: 用电容量 becomes 用电 电容 容量 量, and a query is the
phrase of its pairs, which matches exactly where its characters stand. The last character stands
alone once more, so that a single one is found as the beginning of a pair. Letters and digits stay
whole words and are found by their beginning. The index is written in the transaction of the row;
what is inside attached files has an index of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial, reduce
from operator import and_
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from taizhang.engine.credit_codes import ALPHABET
from taizhang.ledger.dialects import ENTRIES, PASSAGES, Index, Phrase, Reach, dialect
from taizhang.ledger.models import Entry, EntryValue, Listing, Passage, Requester

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.ledger.dialects import Statement
    from taizhang.roster.batches import Batch

_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_IS_HAN: Final = re.compile(rf"[{_HAN}]")
_MOST_PAIRS: Final = 60
FEW: Final = 1000
"""So many entries that hold the words are named; more are looked up."""
_MOST_IN_BATCH: Final = 10
_BEYOND_ALL: Final = 2**62
_NOBODY: Final = Q(pk__in=[])
Sieve = Callable[[Sequence[int]], list[int]]
"""Keeps of some keys those that are wanted."""
FIELDS: Final = ("number", "title", "text", "reply", "promise")
_NUMBER: Final = re.compile(r"[A-Z]{1,8}-\d{4}-\d*")
_CREDIT_CODE: Final = re.compile(rf"(?=.*\d)[{ALPHABET}]{{8,18}}")
_PHONE_TAIL: Final = re.compile(r"\d{4,11}")


def plain(text: str) -> str:
    """As it is compared: full-width signs narrow, letters small."""
    return unicodedata.normalize("NFKC", text).lower()


def runs(text: str) -> list[str]:
    """Unbroken stretches of Chinese characters or of letters and digits, in lower case."""
    return _RUN.findall(plain(text))


def words(run: str) -> list[str]:
    """The pairs of a Chinese run; any other run is one word."""
    if len(run) > 1 and _IS_HAN.match(run):
        return [run[at : at + 2] for at in range(len(run) - 1)]
    return [run]


def pairs(text: str) -> frozenset[str]:
    """All the words of a text, as they are compared when two texts are alike."""
    return frozenset(word for run in runs(text) for word in words(run))


def indexed(run: str) -> list[str]:
    """The words of a run as the index holds them: its last character once more, alone."""
    found = words(run)
    return [*found, run[-1]] if len(run) > 1 and _IS_HAN.match(run) else found


def index(entry: Entry, requesters: Iterable[str]) -> None:
    """Write what `entry` is found by; replaces what was there."""
    _write(ENTRIES, _found_by([(entry, requesters)]))


def index_in(batch: Batch, found: Sequence[tuple[Entry, Iterable[str]]]) -> None:
    """The same for entries, each with the names of its requesters, as part of a batch."""
    rows = _found_by(found)
    if len(rows) > _MOST_IN_BATCH:
        batch.tell()  # what was said before them is done before them
        _write(ENTRIES, rows)
        return
    said = dialect(connection.vendor, ENTRIES)
    for key, words_of in rows:
        for statement, given in said.written(key, words_of):
            batch.add(statement, given)


def _found_by(found: Iterable[tuple[Entry, Iterable[str]]]) -> list[tuple[int, list[list[str]]]]:
    rows = []
    for entry, requesters in found:
        own = (value for value in entry.values.values() if isinstance(value, str))
        said = (getattr(entry, name) for name in FIELDS)
        rows.append((entry.pk, _words((*said, *requesters, *own))))
    return rows


def index_passage(passage: Passage) -> None:
    """Write what a piece of an attached file is found by."""
    _write(PASSAGES, [(passage.pk, _words((passage.text,)))])


def _words(parts: Iterable[str]) -> list[list[str]]:
    return [indexed(run) for part in parts for run in runs(part)]


def _write(where: Index, rows: Iterable[tuple[int, list[list[str]]]]) -> None:
    said = dialect(connection.vendor, where)
    alike: dict[str, list[list[Any]]] = {}
    for key, found in rows:
        for statement, given in said.written(key, found):
            alike.setdefault(statement, []).append(given)
    with connection.cursor() as cursor:
        for statement, all_given in alike.items():
            cursor.executemany(statement, all_given)


def terms(query: str) -> list[str]:
    """The parts of a query, each of which must be found."""
    return query.split()


def is_searchable(term: str) -> bool:
    """Whether there is a letter, a digit or a character in it."""
    return bool(runs(term))


class Held(NamedTuple):
    """Which entries hold phrases, as far as few do."""

    phrases: list[Phrase]
    few: list[int] | None
    """None for more than are named."""
    in_files: frozenset[int] | None
    """Of those that hold them in an attached file; None for more than are named."""

    @classmethod
    def looked_up(cls, phrases: list[Phrase]) -> Held:
        """Ask both indexes, the one of the entries and the one of their files."""
        in_files = _at_most_few(_in_files(phrases))
        newest = _beyond(phrases, Reach(_BEYOND_ALL, FEW + 1))
        keys = newest if len(newest) <= FEW else None
        every = None if keys is None or in_files is None else keys | in_files
        few = sorted(every) if every is not None and len(every) <= FEW else None
        return cls(phrases, few, in_files)


def _at_most_few(asked: Statement) -> frozenset[int] | None:
    statement, given = asked
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} LIMIT {FEW + 1}", given)
        keys = [row[0] for row in cursor.fetchall()]
    return frozenset(keys) if len(keys) <= FEW else None


@dataclass(frozen=True)
class Sought:
    """A query, looked up once for all that is asked of it."""

    query: str
    sees_phones: bool = False
    """Phones are searched only for those who may see them."""

    @cached_property
    def condition(self) -> Q:
        """What holds of the entries that hold every part that blanks separate."""
        found = Q()
        for term in terms(self.query):
            if term not in self._plainly:
                found &= _holds(term, sees_phones=self.sees_phones)
        few = [set(held.few) for held in self._plainly.values() if held.few is not None]
        common = [held for held in self._plainly.values() if held.few is None]
        if few:
            # The others are asked of these few alone.
            return found & Q(pk__in=_sifted(common, sorted(set.intersection(*few))))
        return reduce(and_, (_held(held.phrases) for held in common), found)

    @cached_property
    def is_common(self) -> bool:
        """Whether it is one plain word that more entries hold than are gathered."""
        found = terms(self.query)
        if len(found) != 1 or [plain(found[0])] != runs(found[0]):
            return False
        held = self._plainly.get(found[0]) or Held.looked_up(_phrases(found[0]))
        return held.few is None

    @cached_property
    def sieve(self) -> Sieve | None:
        """Keeps of some keys those that hold every part, in their order.

        None where it asks for more than the index says, or where few hold a part: those are named.
        """
        found = [self._plainly.get(term) for term in terms(self.query)]
        common = [held for held in found if held is not None and held.few is None]
        if not found or len(common) < len(found):
            return None
        return partial(_sifted, common)

    @cached_property
    def _plainly(self) -> dict[str, Held]:
        """Who holds those parts about which the index alone knows."""
        return {
            term: Held.looked_up(_phrases(term))
            for term in dict.fromkeys(terms(self.query))
            if [plain(term)] == runs(term)
            and _by_another_key(term, sees_phones=self.sees_phones) == _NOBODY
        }


def matching(entries: QuerySet[Entry], query: str, *, sees_phones: bool = False) -> QuerySet[Entry]:
    """Those of `entries` that hold every part of `query`."""
    return entries.filter(Sought(query, sees_phones).condition)


def is_common(query: str) -> bool:
    """Whether the query is one plain word that more entries hold than are gathered."""
    return Sought(query).is_common


def _sifted(common: Iterable[Held], keys: Sequence[int]) -> list[int]:
    kept = list(keys)
    for held in common:
        if kept:
            holding = _holding_among(held, kept)
            kept = [key for key in kept if key in holding]
    return kept


def _holding_among(held: Held, keys: Sequence[int]) -> set[int]:
    rows = dialect(connection.vendor, ENTRIES)
    found = set(held.in_files or ())
    asked = [rows.among(held.phrases, keys)]
    if held.in_files is None:
        statement, given = _in_files(held.phrases)
        among, these = rows.listed(keys)
        asked.append((f"{statement} AND entry_id {among}", [*given, *these]))
    with connection.cursor() as cursor:
        for one in asked:
            cursor.execute(*one)
            found.update(row[0] for row in cursor.fetchall())
    return found


def newest(query: str) -> Callable[[int | None, int, bool], list[int]]:
    """Reads the entries that hold a common word: from beyond a key on, so many.

    By their keys downwards, or upwards on the way back.
    """
    phrases = _phrases(query)
    of_files, given = _in_files(phrases)

    def hits(beyond: int | None, most: int, is_backwards: bool) -> list[int]:  # noqa: FBT001
        start = beyond if beyond is not None else (0 if is_backwards else _BEYOND_ALL)
        to = Reach(start, most, is_backwards)
        keys = _beyond(phrases, to)
        with connection.cursor() as cursor:
            cursor.execute(to.ordered(of_files, "entry_id"), [*given, start, most])
            keys.update(row[0] for row in cursor.fetchall())
        return sorted(keys, reverse=not is_backwards)[:most]

    return hits


def _beyond(phrases: list[Phrase], to: Reach) -> set[int]:
    """The first keys from a place on whose rows hold the phrases."""
    rows = dialect(connection.vendor, ENTRIES)
    keys: set[int] = set()
    with connection.cursor() as cursor:
        if rows.last:
            cursor.execute(rows.last)
            to = to._replace(last=cursor.fetchone()[0] or 0)
        for statement, given in rows.stretches(phrases, to):
            cursor.execute(statement, given)
            keys.update(row[0] for row in cursor.fetchall())
            if len(keys) >= to.most:
                break
    return keys


def _in_files(phrases: list[Phrase]) -> Statement:
    statement, given = dialect(connection.vendor, PASSAGES).holding(phrases)
    return f"SELECT entry_id FROM ledger_passage WHERE id IN ({statement})", given  # noqa: S608


def _holds(term: str, *, sees_phones: bool) -> Q:
    found = runs(term)
    if not found:
        return _NOBODY
    phrases = _phrases(term)
    few = Held.looked_up(phrases).few
    held = Q(pk__in=few) if few is not None else _held(phrases)
    if plain(term) != found[0]:
        # Several runs, or signs between: the index does not know how they stand together.
        held &= _literally(term)
    # What is looked up stands first: rows that it finds need not be searched.
    return _by_another_key(term, sees_phones=sees_phones) | held


def _held(phrases: list[Phrase]) -> Q:
    in_rows, given = dialect(connection.vendor, ENTRIES).holding(phrases)
    in_files, more = _in_files(phrases)
    both = RawSQL(f"{in_rows} UNION {in_files}", [*given, *more])  # noqa: S611  # ours
    return Q(pk__in=both)


def _phrases(term: str) -> list[Phrase]:
    *others, last = runs(term)
    # Behind the others something stands: only the last word may go on.
    return [*(_phrase(run, is_last=False) for run in others), _phrase(last, is_last=True)]


def _phrase(run: str, *, is_last: bool) -> Phrase:
    is_beginning = len(run) == 1 if _IS_HAN.match(run) else is_last
    return Phrase(tuple(words(run)), is_beginning=is_beginning)


def _literally(term: str) -> Q:
    """The very signs, narrow or as typed, in one field of the row."""
    holds = Q()
    for wanted in {term, unicodedata.normalize("NFKC", term)}:
        for field in FIELDS:
            holds |= Q(**{f"{field}__icontains": wanted})
        for model, field in ((Requester, "name"), (Passage, "text"), (EntryValue, "text")):
            beside: QuerySet[Any] = model.objects.filter(
                entry=OuterRef("pk"), **{f"{field}__icontains": wanted}
            )
            holds |= Q(Exists(beside))
    return holds


def _by_another_key(term: str, *, sees_phones: bool) -> Q:
    """Numbers, credit codes and the ends of telephone numbers are looked up, not searched."""
    large = plain(term).upper()
    found = _NOBODY
    if _NUMBER.fullmatch(large):
        found |= _numbered(large)
    asking = _NOBODY
    if _CREDIT_CODE.fullmatch(large):
        asking |= Q(enterprise__credit_code__startswith=large)
    if sees_phones and _PHONE_TAIL.fullmatch(large):
        asking |= Q(enterprise__contacts__phone__endswith=large)
    if asking != _NOBODY:
        found |= Q(pk__in=Requester.objects.filter(asking).values("entry"))
    return found


def _numbered(beginning: str) -> Q:
    """Entries with such a number on any ledger; few are named: no index runs through both."""
    begins = dialect(connection.vendor).begins("number", beginning)
    own = Entry.objects.filter(begins).order_by().values_list("pk", flat=True)
    listed = Listing.objects.filter(begins).order_by().values_list("entry", flat=True)
    keys = {*own[: FEW + 1], *listed[: FEW + 1]}
    if len(keys) <= FEW:
        return Q(pk__in=sorted(keys))
    return begins | Q(pk__in=listed)


def resembling(text: str, limit: int) -> list[int]:
    """Keys of the entries that share most of the pairs of `text`, the rare ones counting more."""
    pairs = list(dict.fromkeys(word for run in runs(text) for word in words(run)))[:_MOST_PAIRS]
    with connection.cursor() as cursor:
        cursor.execute(*dialect(connection.vendor).resembling(pairs, limit))
        return [row[0] for row in cursor.fetchall()]

"""What a language model proposes, brought back to the characters of the source.

A model is asked for quotes, never for places. Whatever it answers is looked for in the text; what
does not stand there is dropped and counted with its reason. The same holds for every name, deadline
and reply it gives: the result says nothing that the document does not say.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar

from taizhang.engine.codes import Category, Labelled, LedgerKind, Scope
from taizhang.engine.extract.dates import due_in
from taizhang.engine.extract.result import FoundEntry, FoundOrganisation
from taizhang.engine.text.article import PartialDate
from taizhang.engine.text.rejoined import Rejoined
from taizhang.engine.text.span import Span


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class Drop(Labelled):
    """Why a proposal is not kept."""

    MALFORMED = "malformed", _("not in the form asked for")
    UNKNOWN_LEDGER = "unknown_ledger", _("for no ledger there is")
    TOO_SHORT = "too_short", _("quote too short to be certain")
    TOO_LONG = "too_long", _("quote too long to be one matter")
    NOT_FOUND = "not_found", _("quote not in the document")
    AMBIGUOUS = "ambiguous", _("quote in the document more than once")
    SCATTERED = "scattered", _("quote put together from distant places")
    INSTRUCTION = "instruction", _("words addressed to the model")
    DUPLICATE = "duplicate", _("proposed twice")
    TOO_MANY = "too_many", _("more than can be looked at")


_C = TypeVar("_C", bound=Labelled)
PROPOSED: Final = _("The language model proposes it")
CONFIDENCE: Final = 0.5
"""A proposal is never certain: a person decides about each."""
MOST: Final = 500
_SHORTEST, _LONGEST = 4, 600
_NAME: Final = 100
_MENTIONS: Final = 20
_NAMES: Final = 50
_FEWEST_OF_NAME: Final = 2
_HALF: Final = 0.5
_ALIKE: Final = str.maketrans(
    "“”„‟«»「」『』〝〞‘’‚‛–—―－−﹣〜～", '""""""""""""' + "''''" + "------~~"
)
_TO_A_MACHINE: Final = re.compile(
    r"(忽略|无视|忘记|不要理会|不必理会|停止执行)[^。；]{0,12}(要求|指令|提示|规则|命令|设定|说明)"
    r"|(系统提示|提示词|systemprompt|jailbreak|<\|im_|\[/?inst\])"
    r"|(ignore|disregard|forget)(all|any|the|every|your)*(above|previous|prior|earlier|preceding)"
    r"|(你|您)(现在)?是(一个|一名)?[^。；]{0,8}(语言模型|人工智能|ai助手|机器人)"
)
"""Words of a document that speak to the machine; matched against folded text."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article by its id and the raw text that belongs to it, in reading order."""

    id: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing a model said about one article: anything at all."""

    article: str
    fields: object


@dataclass(frozen=True, slots=True)
class Aligned:
    """What of the proposals stands in the text, and how much of the rest was dropped."""

    entries: tuple[FoundEntry, ...]
    organisations: tuple[FoundOrganisation, ...]
    dropped: Mapping[str, int]
    """How many proposals, by `Drop`."""
    ungrounded: Mapping[str, int]
    """How many single facts, by field: a name, a deadline, a reply that the text does not say."""


@lru_cache(maxsize=8192)
def fold(sign: str) -> str:
    """A character as it is compared: half width, small, no spacing, one kind of quotation mark."""
    if sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}:
        return ""
    plain = unicodedata.normalize("NFKC", sign.translate(_ALIKE)).casefold()
    return "".join(part for part in plain if not part.isspace())


def folded(text: str) -> str:
    """A text as it is compared."""
    return "".join(map(fold, text))


@dataclass(slots=True)
class _Source:
    """The folded text of each article, made when it is first needed."""

    raw: str
    places: Mapping[str, Place]
    made: dict[str, Rejoined] = field(default_factory=dict)

    def of(self, article: str) -> Rejoined:
        """The article's text as it is compared, each character knowing where it stood."""
        if article not in self.made:
            signs: list[str] = []
            origin = array("I")
            for span in self.places[article].spans:
                for offset in range(span.start, min(span.end, len(self.raw))):
                    plain = fold(self.raw[offset])
                    signs.append(plain)
                    origin.extend([offset] * len(plain))
            self.made[article] = Rejoined("".join(signs), origin)
        return self.made[article]

    def readable(self, origin: Sequence[int]) -> str:
        """The characters at these places in one line; a blank only between Latin words."""
        parts: list[str] = []
        last = -1
        for offset in origin:
            if offset == last:
                continue
            if parts and _latin(parts[-1]) and _latin(self.raw[offset]) and offset != last + 1:
                parts.append(" ")
            parts.append(self.raw[offset])
            last = offset
        return "".join(parts)

    def runs(self, origin: Sequence[int]) -> Iterator[Span]:
        """The stretches of raw text between which nothing but spacing is left out."""
        start = last = origin[0]
        for offset in origin[1:]:
            if offset < last or folded(self.raw[last + 1 : min(offset, last + _LONGEST)]):
                yield Span(start, last + 1)
                start = offset
            last = offset
        yield Span(start, last + 1)


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _occurrences(text: str, words: str, most: int) -> list[int]:
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


@dataclass(frozen=True, slots=True)
class _Hit:
    """Where a quote stands."""

    article: str
    origin: Sequence[int]


@dataclass(slots=True)
class _Alignment:
    """One run over all proposals: what was found, what was dropped."""

    source: _Source
    said_on: PartialDate | None
    entries: list[FoundEntry] = field(default_factory=list)
    organisations: dict[str, FoundOrganisation] = field(default_factory=dict)
    dropped: Counter[str] = field(default_factory=Counter)
    ungrounded: Counter[str] = field(default_factory=Counter)
    seen: set[tuple[Span, LedgerKind]] = field(default_factory=set)

    def add(self, proposal: Proposal) -> None:
        """Keep the proposal, or count why not."""
        made = self._entry(proposal)
        if isinstance(made, Drop):
            self.dropped[made.value] += 1
        else:
            self.entries.append(made)

    def _entry(self, proposal: Proposal) -> FoundEntry | Drop:
        fields = proposal.fields
        if not isinstance(fields, Mapping) or not isinstance(fields.get("quote"), str):
            return Drop.MALFORMED
        asked = fields.get("ledger")
        if not isinstance(asked, str) or asked not in set(LedgerKind):
            return Drop.UNKNOWN_LEDGER
        ledger = LedgerKind(asked)
        hit = self._find(fields["quote"], proposal.article)
        if isinstance(hit, Drop):
            return hit
        span = max(self.source.runs(hit.origin), key=len)
        inside = sum(span.start <= offset < span.end for offset in hit.origin)
        if inside < max(_SHORTEST, _HALF * len(hit.origin)):
            return Drop.SCATTERED
        if (span, ledger) in self.seen:
            return Drop.DUPLICATE
        if len(self.entries) >= MOST:
            return Drop.TOO_MANY
        self.seen.add((span, ledger))
        entry = FoundEntry(
            id=f"m{len(self.entries) + 1}",
            ledger=ledger,
            text=self.source.readable(hit.origin),
            quote=span.of(self.source.raw),
            span=span,
            article=hit.article,
            confidence=CONFIDENCE,
            reasons=(PROPOSED,),
        )
        return self._with_fields(entry, fields)

    def _find(self, quote: str, article: str) -> _Hit | Drop:
        """The one place where the words stand: in the article asked about, or else anywhere."""
        if len(quote) > 2 * _LONGEST:
            return Drop.TOO_LONG
        words = folded(quote)
        if len(words) < _SHORTEST:
            return Drop.TOO_SHORT
        if len(words) > _LONGEST:
            return Drop.TOO_LONG
        if _TO_A_MACHINE.search(words):
            return Drop.INSTRUCTION
        first = [article] if article in self.source.places else []
        others = [name for name in self.source.places if name != article]
        for names in (first, others):
            hits = [
                (name, at)
                for name in names
                for at in _occurrences(self.source.of(name).text, words, 2)
            ]
            if len(hits) > 1:
                return Drop.AMBIGUOUS
            if hits:
                name, at = hits[0]
                return _Hit(name, self.source.of(name).origin[at : at + len(words)])
        return Drop.NOT_FOUND

    def _with_fields(self, entry: FoundEntry, fields: Mapping[str, object]) -> FoundEntry:
        due_text = self._words(entry.article, "due_text", fields.get("due_text"))
        due = due_in(due_text, self.said_on) if due_text else None
        reply_span, reply = self._reply(entry, fields.get("reply"))
        co_units = self._names(entry.article, "co_units", fields.get("co_units"), "unit")
        leads = self._names(entry.article, "lead_unit", fields.get("lead_unit"), "unit")
        category = self._code(Category, "category", fields.get("category"))
        return replace(
            entry,
            category=category if entry.ledger is LedgerKind.APPEAL else None,
            scope=self._code(Scope, "scope", fields.get("scope")),
            enterprises=self._names(
                entry.article, "enterprises", fields.get("enterprises"), "enterprise"
            ),
            lead_unit=next(iter(leads), None),
            co_units=tuple(unit for unit in co_units if unit not in leads[:1]),
            due_text=due_text,
            due=due.day if due else None,
            reply=reply,
            reply_span=reply_span,
        )

    def _code(self, codes: type[_C], name: str, said: object) -> _C | None:
        if said is None or said == "":
            return None
        if isinstance(said, str) and said in set(codes):
            return codes(said)
        self.ungrounded[name] += 1
        return None

    def _grounded(self, article: str, name: str, said: object) -> list[int]:
        """Where the article says these words; counted when it does not."""
        words = folded(said) if isinstance(said, str) and len(said) <= _NAME else ""
        found = (
            _occurrences(self.source.of(article).text, words, _MENTIONS)
            if len(words) >= _FEWEST_OF_NAME
            else []
        )
        if not found:
            self.ungrounded[name] += 1
        return found

    def _words(self, article: str, name: str, said: object) -> str | None:
        """The words as the article has them."""
        if said is None or said == "":
            return None
        found = self._grounded(article, name, said)
        if not found:
            return None
        at, length = found[0], len(folded(str(said)))
        return self.source.readable(self.source.of(article).origin[at : at + length])

    def _names(self, article: str, name: str, said: object, kind: str) -> tuple[str, ...]:
        """The organisations named, by their id; those the text does not name are left out."""
        if said is None or said == "":
            return ()
        given = said[:_NAMES] if isinstance(said, list) else [said]
        keys = [self._organisation(article, name, each, kind) for each in given]
        return tuple(dict.fromkeys(key for key in keys if key is not None))

    def _organisation(self, article: str, name: str, said: object, kind: str) -> str | None:
        found = self._grounded(article, name, said)
        if not found:
            return None
        words = folded(str(said))
        text = self.source.of(article)
        whole = [text.origin[at : at + len(words)] for at in found]
        mentions = [
            spans[0] for spans in (list(self.source.runs(o)) for o in whole) if len(spans) == 1
        ]
        known = self.organisations.get(words)
        if known is None:
            known = FoundOrganisation(
                id=f"n{len(self.organisations) + 1}",
                name=self.source.readable(whole[0]),
                mentions=(),
                kind=kind,
            )
        together = tuple(dict.fromkeys((*known.mentions, *mentions)))
        self.organisations[words] = replace(known, mentions=together)
        return known.id

    def _reply(self, entry: FoundEntry, said: object) -> tuple[Span | None, str | None]:
        """The answer given on the spot: a place of its own, or nothing."""
        if said is None or said == "":
            return None, None
        hit = self._find(said, entry.article) if isinstance(said, str) else Drop.MALFORMED
        if isinstance(hit, Drop) or hit.article != entry.article:
            self.ungrounded["reply"] += 1
            return None, None
        spans = list(self.source.runs(hit.origin))
        if len(spans) > 1 or spans[0] == entry.span:
            self.ungrounded["reply"] += 1
            return None, None
        return spans[0], self.source.readable(hit.origin)


def align(
    raw: str,
    places: Sequence[Place],
    proposals: Iterable[Proposal],
    *,
    said_on: date | None = None,
) -> Aligned:
    """The proposals that stand in `raw`, in the shape of the extractor's own entries.

    `said_on` is the day from which the document speaks; a year that a deadline leaves out is
    inferred from it, by the extractor's own rule and never by the model.
    """
    day = PartialDate(said_on.month, said_on.day, said_on.year) if said_on else None
    work = _Alignment(_Source(raw, {place.id: place for place in places}), day)
    for proposal in proposals:
        work.add(proposal)
    return Aligned(
        entries=tuple(work.entries),
        organisations=tuple(work.organisations.values()),
        dropped=dict(sorted(work.dropped.items())),
        ungrounded=dict(sorted(work.ungrounded.items())),
    )

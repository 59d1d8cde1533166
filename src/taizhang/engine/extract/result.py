"""What the extractor claims about a document: the extraction contract, version 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from taizhang.engine.codes import Category, LedgerKind, Scope
from taizhang.engine.text.article import Article, PartialDate
from taizhang.engine.text.raw import RawText
from taizhang.engine.text.span import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A person or an organisation, with every place where it is mentioned."""

    id: str
    name: str
    mentions: tuple[Span, ...]
    reasons: tuple[str, ...] = field(default=(), kw_only=True)
    """The rule that found it (a msgid) and the words it looked at."""


@dataclass(frozen=True, slots=True)
class FoundPerson(Found):
    """Somebody who takes part, with the titles the text gives."""

    titles: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    """Ids of the bodies that the titles name."""


@dataclass(frozen=True, slots=True)
class PartOf:
    """The whole that an organisation belongs to (an id), and the passage that says so."""

    whole: str
    span: Span


@dataclass(frozen=True, slots=True)
class FoundOrganisation(Found):
    """An enterprise or a public body, with the short names the text uses."""

    kind: str = "other"
    """enterprise | unit | park | group | other"""
    aliases: tuple[str, ...] = ()
    part_of: tuple[PartOf, ...] = ()
    """Its owner, the park it lies in."""


@dataclass(frozen=True, slots=True)
class FoundActivity:
    """A meeting, symposium, visit or inspection."""

    id: str
    article: str
    kind: str
    title: str
    span: Span
    date: PartialDate | None = None
    reasons: tuple[str, ...] = ()
    """The rule that found it (a msgid) and its words."""
    stated_enterprises: int | None = None
    """How many enterprises the text states: 13, also where it names three."""
    place: str | None = None
    organizer: str | None = None
    people: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A draft of a ledger entry, as the text says it."""

    id: str
    ledger: LedgerKind
    text: str
    """Rejoined, readable on its own."""
    quote: str
    """The exact raw text at `span`."""
    span: Span
    article: str
    confidence: float
    reasons: tuple[str, ...]
    """The rule that found it and the words that decided, for people."""
    category: Category | None = None
    category_words: tuple[str, ...] = ()
    enterprises: tuple[str, ...] = ()
    lead_unit: str | None = None
    co_units: tuple[str, ...] = ()
    due_text: str | None = None
    due: str | None = None
    """ISO date, when the text says one; never guessed from a vague word."""
    scope: Scope | None = None
    reply: str | None = None
    reply_span: Span | None = None
    activity: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document."""

    raw: RawText
    articles: tuple[Article, ...]
    activities: tuple[FoundActivity, ...]
    people: tuple[FoundPerson, ...]
    organisations: tuple[FoundOrganisation, ...]
    entries: tuple[FoundEntry, ...]

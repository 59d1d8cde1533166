"""What a group is: the same matter again, or an event that many share; and by what one sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.quotes import Quote, quotes
from taizhang.engine.clustering.reasons import Reason, reason
from taizhang.engine.clustering.wording import plain
from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


class Kind(Labelled):
    """Three kinds of what belongs together."""

    SAME_MATTER = "same_matter", _("Same matter")
    SHARED_EVENT = "shared_event", _("Shared event")
    COMMON_PROBLEM = "common_problem", _("Common problem")


SERIAL: Final = 3
"""From so many letters on one person's are a series."""
_COPIES: Final = 0.8
"""From this share of pairs of letters on two texts are copies."""
_FEW: Final = 2
"""No more people with the same text are one matter passed on; more are many who signed it."""
_LOOKED_AT: Final = 100

ONE_PARTY: Final = _("All {count} come from one party: {party}.")
SERIES: Final = _("One person's letters: {count} of {party}, from {first} to {last}.")
PASSED_ON: Final = _("The same words under {people} names: one matter passed on.")
NOBODY: Final = _("Nobody is named as the writer; the words are the same.")
MANY: Final = _("{people} different people write, {count} messages in all.")
MANY_UNNAMED: Final = _("{count} messages in different words, their writers not all named.")
ONE_PLACE: Final = _("{count} of them name {place}.")
SAME_WORDS: Final = _("They share the words {words}.")


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason: a message with fields, which the surface translates and fills in."""

    message: str
    fields: dict[str, str | int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a group is, with its reasons, whom it is about, when, and quotes that carry it."""

    kind: Kind
    grounds: tuple[Ground, ...]
    parties: tuple[str, ...]
    """Who brings it up, the earliest first; those that are not known are not there."""
    is_serial: bool
    """Whether it is one person who writes again and again."""
    first: str
    last: str
    quotes: tuple[Quote, ...]


def finding(messages: Sequence[Message]) -> Finding:
    """What the messages of a group, the earliest first, are together."""
    shared = reason(messages)
    parties = tuple(dict.fromkeys(each.party for each in messages if each.party))
    kind, grounds = _kind(messages, parties)
    return Finding(
        kind=kind,
        grounds=(*grounds, *_shared(messages, shared)),
        parties=parties,
        is_serial=_is_serial(messages),
        first=messages[0].time,
        last=max(messages, key=lambda each: each.moment).time,
        quotes=quotes(messages, shared.words),
    )


def _kind(messages: Sequence[Message], parties: tuple[str, ...]) -> tuple[Kind, tuple[Ground, ...]]:
    count, named = len(messages), all(each.party for each in messages)
    if len(parties) == 1 and named:
        return Kind.SAME_MATTER, (_one_party(messages, parties[0]),)
    copies = _are_copies(messages)
    if copies and not parties:
        return Kind.SAME_MATTER, (Ground(NOBODY),)
    if copies and len(parties) <= _FEW and count <= _FEW:
        return Kind.SAME_MATTER, (Ground(PASSED_ON, {"people": count}),)
    people = len({each.writer for each in messages})
    if named:
        return Kind.SHARED_EVENT, (Ground(MANY, {"people": people, "count": count}),)
    return Kind.SHARED_EVENT, (Ground(MANY_UNNAMED, {"count": count}),)


def _one_party(messages: Sequence[Message], party: str) -> Ground:
    if not _is_serial(messages):
        return Ground(ONE_PARTY, {"count": len(messages), "party": party})
    first, last = messages[0].time, messages[-1].time
    return Ground(SERIES, {"count": len(messages), "party": party, "first": first, "last": last})


def _is_serial(messages: Sequence[Message]) -> bool:
    writers = {each.writer for each in messages}
    return len(writers) == 1 and len(messages) >= SERIAL


def _shared(messages: Sequence[Message], shared: Reason) -> tuple[Ground, ...]:
    found: list[Ground] = []
    if shared.places:
        place = shared.places[0]
        count = sum(place in "".join(each.parts) for each in messages)
        found.append(Ground(ONE_PLACE, {"count": count, "place": place}))
    if shared.words:
        found.append(Ground(SAME_WORDS, {"words": "、".join(shared.words)}))
    return tuple(found)


def _are_copies(messages: Sequence[Message]) -> bool:
    """Whether all say nearly the same word for word as the first."""
    first, *others = (_pairs(plain(each.text)) for each in messages[:_LOOKED_AT])
    return all(
        len(first & other) >= _COPIES * max(1, len(first | other)) or first == other
        for other in others
    )


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))

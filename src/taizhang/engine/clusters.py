"""Messages about one matter or one event: the groups they fall into, and which are hot.

`grouped` puts messages together that are about the same matter (a duplicate, a reminder, a copy to
another leader) or the same event (many people, one cause and place). The same kind of matter at
another place or of another party stays apart. The result does not depend on the order of the
messages. `hot` ranks the groups by how many different people write, never by how often they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import Final

from taizhang.engine.clustering.decisions import Decision, decided
from taizhang.engine.clustering.joining import bound, joined
from taizhang.engine.clustering.kinds import Finding, finding
from taizhang.engine.clustering.meaning import Bridged, Vectors, bridged
from taizhang.engine.clustering.messages import Message
from taizhang.engine.clustering.nearness import pairs
from taizhang.engine.clustering.reasons import Reason, reason
from taizhang.engine.clustering.spread import HERE, Spread
from taizhang.engine.clustering.wording import named

__all__ = ["Decision", "Group", "Message", "Reason", "Spread", "Vectors", "grouped", "hot"]

_moment: Final = attrgetter("moment")


@dataclass(frozen=True, slots=True)
class Group:
    """Messages of one matter or event, the earliest first."""

    messages: tuple[Message, ...]
    alike: tuple[tuple[str, str], ...] = ()
    """Messages that say the same in other words by the vectors of a language model, and so joined
    what words alone leave apart."""

    @property
    def id(self) -> str:
        """The id of its earliest message."""
        return self.messages[0].id

    @property
    def requesters(self) -> int:
        """How many different people write."""
        return len({message.writer for message in self.messages})

    @property
    def first(self) -> str:
        """When the first one wrote, as written."""
        return self.messages[0].time

    @property
    def last(self) -> str:
        """When the last one wrote, as written."""
        return max(self.messages, key=_moment).time

    @property
    def title(self) -> str:
        """What most of them are called, of several the first."""
        called = Counter(message.parts[0] for message in self.messages)
        return called.most_common(1)[0][0]

    @property
    def place(self) -> str:
        """The place or party that most of them name; empty where hardly any does."""
        found: Counter[str] = Counter()
        for message in self.messages:
            found.update({message.place} if message.place else _places(message))
        name, count = next(iter(found.most_common(1)), ("", 0))
        return name if 2 * count > len(self.messages) else ""

    @property
    def reason(self) -> Reason:
        """What its messages have in common."""
        return reason(self.messages)

    @property
    def finding(self) -> Finding:
        """Whether it is one matter again or an event that many share, and why."""
        return finding(self.messages)


def grouped(
    messages: Iterable[Message],
    decisions: Iterable[Decision] = (),
    spread: Spread = HERE,
    vectors: Vectors | None = None,
) -> tuple[Group, ...]:
    """The groups, those of one message too; in the order of their earliest messages.

    `spread` does the parts of the work: here, or by many processes with the same result.

    Messages that are the same word for word count once while they are compared. What people
    decided stands, whatever the messages say; decisions about unknown messages wait for them.
    `vectors` joins groups that say the same in other words; where it has none, nothing changes.

    Raises:
        DecisionsContradict: two messages were put together and kept apart.
    """
    said = decided(decisions)
    ordered = sorted(messages, key=lambda message: (message.moment, message.id))
    alike: dict[bytes, list[Message]] = {}
    for message in ordered:
        own = (message.id,) if message.id in said.named else ()
        alike.setdefault(_print((*message.identity, *own)), []).append(message)
    copies = list(alike.values())
    del alike
    if not copies:
        return ()
    firsts = [each[0] for each in copies]
    near = pairs(firsts, spread)
    rows = {each.id: row for row, some in enumerate(copies) for each in some}
    together, apart = _rows(said.together, rows), _rows(said.apart, rows)
    if said.named:
        near = bound(near, together, apart)
    found = Bridged(joined(len(copies), near, together))
    if vectors is not None:
        found = bridged(firsts, found.homes, (together, apart), vectors)
    return _groups(copies, found)


def _groups(copies: Sequence[Sequence[Message]], found: Bridged) -> tuple[Group, ...]:
    members: dict[int, list[Message]] = {}
    for row, home in enumerate(found.homes):
        members.setdefault(home, []).extend(copies[row])
    alike: dict[int, list[tuple[str, str]]] = {}
    for one, other in found.pairs:
        alike.setdefault(found.homes[one], []).append((copies[one][0].id, copies[other][0].id))
    groups = (
        Group(tuple(sorted(some, key=lambda m: (m.moment, m.id))), tuple(alike.get(home, ())))
        for home, some in members.items()
    )
    return tuple(sorted(groups, key=lambda group: (group.messages[0].moment, group.id)))


def _print(words: tuple[str, ...]) -> bytes:
    """A fingerprint of words: a million of them are kept, not the words."""
    said = "\0".join(words).encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=16).digest()


def _rows(names: Iterable[tuple[str, str]], rows: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(rows[one], rows[other]) for one, other in names if one in rows and other in rows]


def hot(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups by how many different people write, then by who wrote last."""
    newest = sorted(groups, key=lambda group: group.id)
    newest.sort(key=lambda group: max(group.messages, key=_moment).moment, reverse=True)
    return tuple(sorted(newest, key=lambda group: -group.requesters))


def _places(message: Message) -> set[str]:
    heading, text = message.parts
    found: Sequence[tuple[str, str]] = named(heading) or named(text)[:3]
    return {whole for _name, whole in found}

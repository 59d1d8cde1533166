"""人员与单位: the names of a document as they were read and as people put them right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from taizhang.engine.names import plain, resolve_unit
from taizhang.intake.knowing import decisions, known_names
from taizhang.intake.models import NameDecision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from taizhang.engine.names import RosterNames
    from taizhang.intake.models import Document

Kind = NameDecision.Kind
_AROUND: Final = 12
"""Characters of the text shown on either side of a name."""
_GROUPS: Final = frozenset({"group", "other"})


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a document."""

    said: str
    """As the text has it, in one line."""
    kind: str
    start: int
    end: int
    name: str
    """Whom it means; mostly the same."""
    titles: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()
    """A person's bodies, a firm's owner and park, as the text tells."""
    code: str = ""
    """On the roster."""
    mentions: int = 1
    is_read: bool = True
    """Whether the newest reading has it."""
    decision: NameDecision | None = None

    @property
    def claim(self) -> dict[str, Any] | None:
        """What the machine said first; None for what it did not see."""
        if self.decision:
            return self.decision.claim
        if not self.is_read:
            return None
        return {"kind": self.kind, "name": self.name, "titles": list(self.titles)}


def names_of(document: Document) -> list[Name]:
    """Every name, in order of its first place; what people said is no name stands among them."""
    own = decisions(document)
    found = list(_read(document, own))
    seen = {name.said for name in found}
    rest = (
        Name(
            said=said,
            kind=one.kind,
            start=one.start,
            end=one.end,
            name=said,
            titles=tuple(one.titles),
            code=one.code,
            is_read=False,
            decision=one,
        )
        for said, one in own.items()
        if said not in seen
    )
    return sorted((*found, *rest), key=lambda name: (name.start, name.said))


def name_of(document: Document, said: str) -> Name | None:
    """The name that the text has so."""
    return next((name for name in names_of(document) if name.said == said), None)


def around(document: Document, name: Name) -> tuple[str, str, str]:
    """The name at its first place, with some words before and after it."""
    text = document.text
    return (
        "".join(text[max(0, name.start - _AROUND) : name.start].split()),
        "".join(text[name.start : name.end].split()),
        "".join(text[name.end : name.end + _AROUND].split()),
    )


def _read(document: Document, own: dict[str, NameDecision]) -> Iterator[Name]:
    reading = document.reading or {}
    known = known_names(document)
    called = {each["id"]: each["name"] for each in reading.get("organisations", ())}
    people = [{**person, "kind": "person"} for person in reading.get("people", ())]
    for found in (*people, *reading.get("organisations", ())):
        if found["kind"] in _GROUPS or not found["mentions"]:
            continue
        start, end = found["mentions"][0]
        said = _said(document, found, own)
        decision = own.get(said)
        yield Name(
            said=said,
            kind=found["kind"],
            start=start,
            end=end,
            name=found["name"],
            titles=tuple(found.get("titles", ())),
            belongs_to=tuple(called[whole] for whole in _wholes(found)),
            code=(decision.code if decision else "") or _code(found, known),
            mentions=len(found["mentions"]),
            decision=decision,
        )


def _wholes(found: dict[str, Any]) -> list[str]:
    """Ids of what it belongs to; documents read before that was told have none."""
    return [*found.get("units", ()), *(each["whole"] for each in found.get("part_of", ()))]


def _said(document: Document, found: dict[str, Any], own: dict[str, NameDecision]) -> str:
    """What the text calls it: by a name that was decided about, else by the fullest there is."""
    start, end = found["mentions"][0]
    first = "".join(document.text[start:end].split())
    names = (found["name"], *found.get("aliases", ()), first)
    decided = next((name for name in names if name in own), None)
    return decided or (found["name"] if found["name"] in "".join(document.text.split()) else first)


def _code(found: dict[str, Any], known: RosterNames) -> str:
    if found["kind"] == Kind.ENTERPRISE:
        # The reading gives an enterprise the name that the roster lists.
        listed = known.enterprise_names.get(plain(found["name"]))
        return known.enterprises[listed] if listed else ""
    if found["kind"] == Kind.UNIT:
        unit = resolve_unit(found["name"], known)
        return unit.code if unit else ""
    return ""

"""What became of the workbooks, and what contradicts each other, as a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from taizhang.engine.consolidating import Answer, Kind
from taizhang.engine.consolidating.mapping import How

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from taizhang.reporting.consolidations.queries import Shown
    from taizhang.reporting.models import ConflictDecision

LEFT_OUT: Final = "-"
"""In a form: the column is left out."""
_KINDS: Final = {
    Kind.CELL: _("Units contradict each other"),
    Kind.MATTER: _("Perhaps one matter"),
    Kind.ENTERPRISE: _("Perhaps one enterprise"),
    Kind.UNIT: _("Unclear unit"),
}
_BOTH: Final = {
    Kind.CELL: _("Keep both"),
    Kind.MATTER: _("Two matters"),
    Kind.ENTERPRISE: _("Not the same"),
    Kind.UNIT: _("Leave it as written"),
}
_KEPT: Final = {
    Kind.CELL: _("both are kept"),
    Kind.MATTER: _("these are two matters"),
    Kind.ENTERPRISE: _("these are not the same"),
    Kind.UNIT: _("it stays as written"),
}
_SEEN: Final = _("Noted")
_CERTAIN: Final = frozenset((How.FIXED, How.NAME, How.SYNONYM))


def sentence(said: Sequence[Any]) -> str:
    """A kept message with its fields, in the reader's language."""
    message, fields = said
    return gettext(message).format(**fields) if fields else gettext(message)


def reason(said: Sequence[Sequence[Any]]) -> str:
    """A reason, and within it why two names may be one."""
    (message, fields), *detail = said
    more = {"reason": sentence(detail[0])} if detail else {}
    return gettext(message).format(**fields, **more) if fields or more else gettext(message)


@dataclass(frozen=True, slots=True)
class SideLine:
    """What one side says, and the key that takes it."""

    value: str
    unit: str
    place: str
    number: int | None
    """Of the choice; None where it says nothing or what a side above says."""
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One contradiction on the screen."""

    pk: int
    kind: str
    word: str
    where: str
    about: str
    why: str
    sides: list[SideLine]
    both: str
    is_both: bool
    may_own: bool
    own: str
    """Of their own, as it is decided or as it was just written."""
    decided: str
    decision: ConflictDecision | None

    @property
    def seen(self) -> int:
        """Which decision the reader sees."""
        return self.decision.pk if self.decision else 0


def conflict_line(shown: Shown, written: str = "") -> ConflictLine:
    """The contradiction with its sides, its choices, what was decided, what was `written`."""
    conflict, decision = shown.conflict, shown.decision
    kind = Kind(conflict.kind)
    answer = decision.answer if decision else ""
    taken = decision.value if decision and answer == Answer.TAKE else None
    return ConflictLine(
        pk=conflict.pk,
        kind=kind.value,
        word=gettext(_KINDS[kind]),
        where=_where(conflict.sheet, conflict.row, conflict.column),
        about=conflict.about if kind is not Kind.MATTER else "",
        why=reason(conflict.reason) if kind is not Kind.CELL else "",
        sides=_sides(conflict.sides, conflict.options, taken, is_row=kind is Kind.MATTER),
        both=gettext(_BOTH[kind] if conflict.options else _SEEN),
        is_both=answer == Answer.BOTH,
        may_own=bool(conflict.options) and kind is not Kind.MATTER,
        own=written or (decision.value if decision and answer == Answer.OWN else ""),
        decided=_decided(decision, kind),
        decision=decision,
    )


def _where(sheet: str, row: int | None, column: str) -> str:
    at = gettext("row {row}").format(row=row) if row else ""
    return " · ".join(filter(None, (sheet, at, column)))


def _sides(
    sides: Iterable[Sequence[str]], options: Sequence[str], taken: str | None, *, is_row: bool
) -> list[SideLine]:
    numbers = {option: at for at, option in reversed(list(enumerate(options, start=1)))}
    free = dict(numbers)
    found = []
    for at, (value, unit, file, sheet, place) in enumerate(sides, start=1):
        number = at if is_row else free.pop(value, None)
        words = options[at - 1] if is_row else value
        stands = gettext("row {row}").format(row=place) if is_row and place else place
        where = " · ".join(filter(None, (file, sheet, stands)))
        found.append(SideLine(value, unit, where, number, taken is not None and words == taken))
    return found


def _decided(decision: ConflictDecision | None, kind: Kind) -> str:
    if decision is None:
        return ""
    if decision.answer == Answer.BOTH:
        return gettext(_KEPT[kind])
    if kind is Kind.MATTER:
        return gettext("one matter: {words}").format(words=decision.value)
    return decision.value


def decided_word(kind: str, value: str) -> str:
    """What somebody else decided, for who comes second."""
    return gettext(_KEPT[Kind(kind)]) if value == Answer.BOTH.value else value


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A name under which columns came in, and which column of the form it is taken for."""

    name: str
    to: str
    why: str
    is_certain: bool
    chosen: str
    """In the form: empty for as recognised."""
    where: str
    more: int
    """In how many other sheets too."""


def column_lines(
    files: Iterable[Mapping[str, Any]], fixed: Mapping[str, str]
) -> tuple[list[ColumnLine], list[ColumnLine]]:
    """Each name once: those a person should look at, and those that are certain."""
    places: dict[str, list[str]] = {}
    said: dict[str, Mapping[str, Any]] = {}
    for file in files:
        for sheet in file["sheets"]:
            for name, one in sheet["mapping"].items():
                places.setdefault(name, []).append(f"{file['file']} · {sheet['sheet']}")
                held = said.get(name)
                if held is None or (held["to"] is None and one["to"] is not None):
                    said[name] = one
    lines = [_column(name, one, places[name], fixed) for name, one in said.items()]
    doubtful = [one for one in lines if not one.is_certain]
    return doubtful, [one for one in lines if one.is_certain]


def _column(
    name: str, one: Mapping[str, Any], places: Sequence[str], fixed: Mapping[str, str]
) -> ColumnLine:
    return ColumnLine(
        name=name,
        to=one["to"] or "",
        why=sentence(one["reason"]),
        is_certain=one["how"] in _CERTAIN,
        chosen=(fixed[name] or LEFT_OUT) if name in fixed else "",
        where=places[0],
        more=len(places) - 1,
    )


def issue_lines(account: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """What a person has to look at: where, which cell, what it says, why."""
    found = []
    for file, sheet, row, column, cell, said in account.get("issues", ()):
        at = f"{column}{row or ''}" if column else str(row or "")
        found.append((f"{file} · {sheet}", at, cell, " ".join(map(sentence, said))))
    return found

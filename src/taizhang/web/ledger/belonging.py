"""Where an entry belongs: who says much the same, which common problem has its need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext

from taizhang.access.permissions import Permission, can
from taizhang.access.problems import visible_problems
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import LedgerKind
from taizhang.matching import placing, queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.ledger.models import Entry
    from taizhang.matching.models import CommonProblem
    from taizhang.roster.models import Person

_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Belonging:
    """What the entry's page says of it."""

    alike: list[Entry]
    doubts: list[str]
    need: str
    words: tuple[str, ...]
    problem: CommonProblem | None
    """The open common problem whose members have the same need; not its own."""
    others: int
    """How many other open entries have the same need, where no problem is opened for it."""
    may_link: bool


def in_common(person: Person, entry: Entry) -> dict[str, Any]:
    """The problem that it belongs to, or where it may belong, as its page says it."""
    membership = queries.membership_of(entry)
    found: dict[str, Any] = {"membership": membership}
    if entry.ledger.kind != LedgerKind.APPEAL or not can(person, Permission.PROBLEM_VIEW):
        return found
    is_free = membership is None
    found["belongs"] = where_it_belongs(person, entry, is_free=is_free)
    if membership is not None and person.unit_id and person.unit_id == entry.lead_id:
        found["is_to_look"] = can(person, Permission.ENTRY_HANDLE) and queries.waits(membership)
    return found


def where_it_belongs(person: Person, entry: Entry, *, is_free: bool) -> Belonging | None:
    """As the nightly run found it, or as it is placed at this moment; nothing to say: None.

    `is_free`: it belongs to no common problem yet.
    """
    found = placing.belongs(entry)
    alike = _alike(person, found.alike[:_MOST])
    problem = placing.problem_of(found.need, entry) if is_free else None
    if problem and not visible_problems(person).filter(pk=problem.pk).exists():
        problem = None
    others = placing.others_with(found.need, entry) if problem is None else 0
    if not (alike or problem or others):
        return None
    return Belonging(
        alike=alike,
        doubts=[gettext(doubt.label) for doubt in found.doubts],
        need=found.need.partition(":")[2],
        words=found.words,
        problem=problem,
        others=others,
        may_link=can(person, Permission.PROBLEM_MANAGE),
    )


def _alike(person: Person, numbers: Sequence[str]) -> list[Entry]:
    """Those of the entries that the person sees, in this order."""
    if not numbers:
        return []
    rows = visible_entries(person).filter(number__in=numbers).prefetch_related("requesters")
    known = {one.number: one for one in rows}
    return [known[number] for number in numbers if number in known]

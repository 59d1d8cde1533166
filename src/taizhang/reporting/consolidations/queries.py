"""Consolidations read for a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Max, Sum

from taizhang.engine.consolidating import Answer, Decision
from taizhang.reporting.models import Conflict, ConflictDecision, Consolidation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from taizhang.reporting.models import ConsolidationFile

Status = Consolidation.Status
MOST_ASKED: Final = 900
"""Keys of one statement: both databases take a few more."""


def consolidations() -> QuerySet[Consolidation]:
    """Every one, newest first, without what became of each row."""
    return Consolidation.objects.select_related(
        "ledger", "created_by", "cancelled_by", "previous"
    ).defer("previous__account")


def kept() -> QuerySet[Consolidation]:
    """Those that another can be compared with."""
    return consolidations().exclude(result_as="").defer("account")


def files_of(one: Consolidation, *, all_of_them: bool = False) -> QuerySet[ConsolidationFile]:
    """Its workbooks in the order in which they are read."""
    files = one.files.select_related("added_by")
    return files if all_of_them else files.filter(is_left_out=False)


def bytes_together(one: Consolidation) -> int:
    """How much there is to read."""
    found = files_of(one).aggregate(all=Sum("size"))["all"]
    return int(found or 0)


def conflicts_of(one: Consolidation) -> QuerySet[Conflict]:
    """Contradictions and doubts in the order of the result."""
    return one.conflicts.all()


def newest(keys: Iterable[str] | None = None) -> dict[str, ConflictDecision]:
    """By key the decision that counts; those taken back are none."""
    rows = ConflictDecision.objects.all()
    if keys is not None:
        asked = list(dict.fromkeys(keys))
        return {
            key: one
            for start in range(0, len(asked), MOST_ASKED)
            for key, one in _counting(rows.filter(key__in=asked[start : start + MOST_ASKED]))
        }
    return dict(_counting(rows))


def _counting(rows: QuerySet[ConflictDecision]) -> Iterable[tuple[str, ConflictDecision]]:
    last = rows.order_by().values("key").annotate(last=Max("pk")).values("last")
    for one in ConflictDecision.objects.filter(pk__in=last).exclude(answer=""):
        yield one.key, one


def decided() -> dict[str, Decision]:
    """All that people decided, as it answers the questions of the next result."""
    return {
        key: Decision(Answer(one.answer), one.value, one.by_name, one.at)
        for key, one in newest().items()
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """A contradiction with the decision that counts, if there is one."""

    conflict: Conflict
    decision: ConflictDecision | None


def shown(conflicts: Iterable[Conflict]) -> list[Shown]:
    """Contradictions with what was decided about them."""
    rows = list(conflicts)
    found = newest(one.key for one in rows)
    return [Shown(one, found.get(one.key)) for one in rows]


def undecided(one: Consolidation) -> list[int]:
    """Contradictions that nobody decided, by key, in the order of the result."""
    keys = list(one.conflicts.order_by("position").values_list("pk", "key"))
    found = newest(key for _pk, key in keys)
    return [pk for pk, key in keys if key not in found]


def fixed_before(form: str) -> dict[str, str]:
    """The columns that a person fixed for the same form last time."""
    same = Consolidation.objects.filter(form=form, fixed__isnull=False).exclude(fixed={})
    last = same.order_by("-created_at", "-pk").values_list("fixed", flat=True).first()
    return dict(last or {})

"""What no policy says, over all common problems: the list that a policy drafter starts from."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, Final

from django.http import FileResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.problems import visible_problems
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import Category
from taizhang.matching import queries
from taizhang.matching.codes import ProblemState
from taizhang.reporting import workbooks
from taizhang.web import wording
from taizhang.web.ledger.fields import labelled
from taizhang.web.origin import exported
from taizhang.web.page import page
from taizhang.web.paging import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from taizhang.matching.models import PolicyGap
    from taizhang.roster.models import Person
    from taizhang.web.request import Request

_WIDE: Final = 44
_NARROW: Final = 14
"""Widths of columns, in signs."""


@requires(Permission.PROBLEM_VIEW)
@require_safe
def gaps(request: Request) -> HttpResponse:
    """The newest first; how many entries show each, and how many share its problem today."""
    rows = rows_of(request, _chosen(request))
    members = queries.members_of([one.problem for one in rows])
    context = {
        "page": rows,
        "rows": [
            (
                one,
                len(one.evidence),
                queries.figures(members.get(one.problem_id, []), request.today),
            )
            for one in rows
        ],
        "states": [one.value for one in ProblemState],
        "state": request.GET.get("state", ""),
        "categories": labelled(Category, empty=""),
        "category": request.GET.get("category", ""),
        "may_open": can(request.person, Permission.PROBLEM_MANAGE),
        "may_export": can(request.person, Permission.ENTRY_EXPORT),
        "query": request.GET.urlencode(),
    }
    return page(request, "matching/gaps.html", context)


def _chosen(request: Request) -> QuerySet[PolicyGap]:
    """Those of the problems that the person sees, by state and category."""
    found = queries.policy_gaps(visible_problems(request.person))
    state, category = request.GET.get("state", ""), request.GET.get("category", "")
    if state in set(ProblemState):
        found = found.filter(problem__state=state)
    if category in set(Category):
        found = found.filter(problem__category=category)
    return found


@requires(Permission.ENTRY_EXPORT)
@require_safe
def export(request: Request) -> FileResponse:
    """All that are chosen as a workbook, with the evidence that the person may read."""
    found = list(_chosen(request))
    exported(request, f"xlsx policy_gaps?{request.GET.urlencode()}")
    name = gettext("Policy gaps")
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    workbooks.write(file, sheet=name, headings=_headings(), rows=_lines(request, found))
    file.seek(0)
    filename = f"{name}-{request.today.isoformat()}.xlsx"
    return FileResponse(file, as_attachment=True, filename=filename, content_type=workbooks.XLSX)


def evidence_for(person: Person, gap: PolicyGap) -> list[dict[str, str]]:
    """Number and words of each entry that shows the gap, of those that the person may read."""
    rows = visible_entries(person).filter(number__in=[one["entry"] for one in gap.evidence])
    seen = set(rows.values_list("number", flat=True))
    return [one for one in gap.evidence if one["entry"] in seen]


def _headings() -> list[tuple[str, int]]:
    return [
        (gettext("Policy gap"), _WIDE),
        (gettext("Number"), _NARROW),
        (gettext("Common problem"), _WIDE),
        (gettext("Category"), _NARROW),
        (gettext("Entries as evidence"), _NARROW),
        (gettext("Enterprises"), _NARROW),
        (gettext("Last 30 days"), _NARROW),
        (gettext("Lead unit"), _NARROW),
        (gettext("Noted on"), _NARROW),
        (gettext("Noted by"), _NARROW),
        (gettext("State"), _NARROW),
        (gettext("Evidence, in the words of then"), _WIDE),
    ]


def _lines(request: Request, found: Sequence[PolicyGap]) -> Iterator[list[Any]]:
    """What stands on the screen, and those words that the person may read."""
    members = queries.members_of([one.problem for one in found])
    for one in found:
        figures = queries.figures(members.get(one.problem_id, []), request.today)
        shown = evidence_for(request.person, one)
        yield [
            one.sentence,
            one.problem.number,
            one.problem.sentence,
            wording.label(one.problem.category, "category"),
            len(one.evidence),
            figures.enterprises,
            figures.lately,
            str(one.problem.lead),
            localdate(one.noted_at),
            str(one.noted_by),
            wording.label(one.problem.state, "problem"),
            "\n".join(f"{said['entry']} {said['words']}" for said in shown),
        ]

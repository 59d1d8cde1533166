"""What no policy says, over all common problems: the list that a policy drafter starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from taizhang.access import Permission, can
from taizhang.access.decorators import requires
from taizhang.access.problems import visible_problems
from taizhang.engine.codes import Category
from taizhang.matching import queries
from taizhang.matching.codes import ProblemState
from taizhang.web.ledger.fields import labelled
from taizhang.web.page import page
from taizhang.web.paging import rows_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.web.request import Request


@requires(Permission.PROBLEM_VIEW)
@require_safe
def gaps(request: Request) -> HttpResponse:
    """The newest first; how many entries show each, and how many share its problem today."""
    found = queries.policy_gaps(visible_problems(request.person))
    state, category = request.GET.get("state", ""), request.GET.get("category", "")
    if state in set(ProblemState):
        found = found.filter(problem__state=state)
    if category in set(Category):
        found = found.filter(problem__category=category)
    rows = rows_of(request, found)
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
        "state": state,
        "categories": labelled(Category, empty=""),
        "category": category,
        "may_open": can(request.person, Permission.PROBLEM_MANAGE),
    }
    return page(request, "matching/gaps.html", context)

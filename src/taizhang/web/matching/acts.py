"""One act on a common problem: its form, and what to do when it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.access.problems import allowed_acts, get_problem, permission_of
from taizhang.engine.errors import TaizhangError
from taizhang.matching import queries, services
from taizhang.matching.codes import ProblemAct
from taizhang.web.errors import add_refusal
from taizhang.web.matching.forms import FORMS, ProblemForm
from taizhang.web.page import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.matching.models import CommonProblem
    from taizhang.web.request import Request

_SERVICES: Final = {
    ProblemAct.LINK: services.link,
    ProblemAct.UNLINK: services.unlink,
    ProblemAct.NOT_THE_SAME: services.decide_not_the_same,
    ProblemAct.BELONGS_HERE: services.decide_belongs_here,
    ProblemAct.HAND_OVER: services.hand_over,
    ProblemAct.PLAN: services.plan,
    ProblemAct.GIVE_TASK: services.give_task,
    ProblemAct.PROGRESS: services.report_progress,
    ProblemAct.REMEDY: services.put_in_force,
    ProblemAct.DRAFT_ANSWER: services.draft_answer,
    ProblemAct.TAKE_ANSWER_BACK: services.take_answer_back,
    ProblemAct.THEME: services.choose_theme,
    ProblemAct.POLICY_GAP: services.note_policy_gap,
    ProblemAct.MERGE: services.merge_into,
    ProblemAct.SPLIT: services.split_off,
    ProblemAct.FINISH: services.finish,
    ProblemAct.REOPEN: services.reopen_with,
}
_OF_A_TASK: Final = {
    ProblemAct.COMPLETE_TASK: services.complete_task,
    ProblemAct.DROP_TASK: services.drop_task,
}
BUTTONS: Final = {
    ProblemAct.LINK: _("Link an entry"),
    ProblemAct.UNLINK: _("Unlink"),
    ProblemAct.NOT_THE_SAME: _("Not the same"),
    ProblemAct.BELONGS_HERE: _("Belongs here"),
    ProblemAct.HAND_OVER: _("Hand over the problem"),
    ProblemAct.PLAN: _("Write the plan"),
    ProblemAct.GIVE_TASK: _("Give a task"),
    ProblemAct.COMPLETE_TASK: _("Done"),
    ProblemAct.DROP_TASK: _("Drop the task"),
    ProblemAct.PROGRESS: _("Write down progress"),
    ProblemAct.REMEDY: _("Put the remedy in force"),
    ProblemAct.DRAFT_ANSWER: _("Draft the group answer"),
    ProblemAct.GIVE_ANSWER: _("Look and answer"),
    ProblemAct.TAKE_ANSWER_BACK: _("Take the group answer back"),
    ProblemAct.THEME: _("Make it the theme of a month"),
    ProblemAct.POLICY_GAP: _("Note a policy gap"),
    ProblemAct.MERGE: _("Merge into another problem"),
    ProblemAct.SPLIT: _("Split members off"),
    ProblemAct.FINISH: _("Finish the problem"),
    ProblemAct.REOPEN: _("Reopen the problem"),
}
"""What the button of an act says: the verb."""
_FIELDS: Final = {
    "owner_not_official": "owner",
    "not_a_lead_unit": "unit",
    "in_charge_of_another_unit": "person",
    "already_member": "entry",
    "member_of_another": "entry",
    "not_a_member": "entry",
    "entry_merged": "entry",
    "decided_not_the_same": "entry",
    "task_over": "task",
    "remedy_ahead": "on",
    "month_taken": "month",
    "month_unknown": "year",
    "gap_noted": "sentence",
    "too_few_members": "entries",
    "same_problem": "into",
    "problem_finished": "into",
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROBLEM_VIEW)
def act(request: Request, code: str, act: str) -> HttpResponse:
    """The page of one act."""
    wanted = ProblemAct(act)
    problem = get_problem(request.person, code, permission_of(wanted))
    given: dict[str, Any] = {"problem": problem, "person": request.person, "today": request.today}
    if request.method == "POST":
        return _submitted(request, problem, wanted, FORMS[wanted](request.POST, **given))
    if wanted not in allowed_acts(request.person, problem):
        messages.warning(request, gettext("This cannot be done as the problem stands now."))
        return redirect("matching:problem", code)
    first: dict[str, Any] = request.GET.dict()
    if "entry" in first:
        first["entries"] = request.GET.getlist("entry")
    form = FORMS[wanted](initial=first, **given)
    return _shown(request, problem, wanted, form)


def _submitted(
    request: Request, problem: CommonProblem, act: ProblemAct, form: ProblemForm
) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, problem, act, form, status=422)
    try:
        _perform(request, problem, act, form)
    except TaizhangError as refusal:
        field = _FIELDS.get(refusal.code)
        if field == "entry" and field not in form.fields:
            field = "entries"
        add_refusal(form, refusal, field)
        if isinstance(refusal, services.ProblemChanged):  # sent again it is meant like this
            form.data = form.data.copy()
            form.data["seen"] = str(get_problem(request.person, problem.number).version)
        return _shown(request, problem, act, form, status=409)
    messages.success(request, gettext("Done: {act}.").format(act=gettext(act.label)))
    return redirect("matching:problem", problem.number)


def _perform(request: Request, problem: CommonProblem, act: ProblemAct, form: ProblemForm) -> None:
    said = {"by": request.person, "now": request.now, "seen": form.cleaned_data["seen"]}
    given = form.given()
    if act in _OF_A_TASK:
        _OF_A_TASK[act](given.pop("task"), **given, **said)
    elif "entry" in given:
        _SERVICES[act](problem, given.pop("entry"), **given, **said)
    else:
        _SERVICES[act](problem, **given, **said)


def _shown(
    request: Request,
    problem: CommonProblem,
    act: ProblemAct,
    form: ProblemForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {"problem": problem, "act": act, "form": form, "button": BUTTONS[act]}
    return page(request, "matching/act.html", context, status=status)


@require_POST
@requires(Permission.PROBLEM_MANAGE)
def drop_theme(request: Request, code: str) -> HttpResponse:
    """Free the months that this problem is the theme of."""
    problem = get_problem(request.person, code, Permission.PROBLEM_MANAGE)
    for theme in queries.themes_of(problem):
        services.drop_theme(theme, by=request.person, now=request.now)
    messages.success(request, gettext("It is no theme of a month any more."))
    return redirect("matching:themes")

"""Who sees a common problem, who its members, and who may do what to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.http import Http404

from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import sees_all, visible_entries
from taizhang.engine.codes import Role
from taizhang.engine.lifecycle import Part
from taizhang.ledger.models import Assignment
from taizhang.matching import queries
from taizhang.matching.codes import ProblemAct
from taizhang.matching.models import CommonProblem, Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.roster.models import Person

_OF_A_UNIT: Final = frozenset({Role.UNIT_HEAD, Role.HANDLER})
_WORK: Final = frozenset(
    {
        ProblemAct.PLAN,
        ProblemAct.GIVE_TASK,
        ProblemAct.COMPLETE_TASK,
        ProblemAct.DROP_TASK,
        ProblemAct.PROGRESS,
        ProblemAct.REMEDY,
        ProblemAct.DRAFT_ANSWER,
    }
)
"""What its owner and its lead unit do; the office does it too."""
_NEVER: Final = frozenset(
    {ProblemAct.OPEN, ProblemAct.REOPEN, ProblemAct.DROP_THEME, ProblemAct.TAKE_IN}
)
"""What is not done to an open problem by itself."""


def permission_of(act: ProblemAct) -> Permission:
    """What an act asks for."""
    if act is ProblemAct.GIVE_ANSWER:
        return Permission.ENTRY_HANDLE
    return Permission.PROBLEM_WORK if act in _WORK else Permission.PROBLEM_MANAGE


def visible_problems(person: Person) -> QuerySet[CommonProblem]:
    """Those a person owns, leads, has a task of, or sees a member of."""
    found = queries.problems()
    if not can(person, Permission.PROBLEM_VIEW):
        return found.none()
    if sees_all(person):
        return found
    members = Membership.objects.filter(entry__in=visible_entries(person), unlinked_at__isnull=True)
    seen = Q(owner=person) | Q(pk__in=members.values("problem"))
    if person.unit_id and not _OF_A_UNIT.isdisjoint(person.roles):
        tasked = CommonProblem.objects.filter(tasks__unit=person.unit_id)
        seen |= Q(lead=person.unit_id) | Q(pk__in=tasked.values("pk"))
    if Role.LEADER in person.roles:
        seen |= Q(lead__leader=person)
    if Role.GUIDANCE in person.roles and person.unit_id:
        seen |= Q(lead__guided_by=person.unit_id)
    return found.filter(seen)


def visible_members(person: Person, problem: CommonProblem) -> QuerySet[Membership]:
    """The members whose entries the person sees; the others are counted, not shown."""
    found = queries.memberships(problem)
    if sees_all(person):
        return found
    return found.filter(entry__in=visible_entries(person).values("pk"))


def answerable_members(person: Person, problem: CommonProblem) -> QuerySet[Membership]:
    """The members whose entries the person's own unit leads: theirs to look at and answer."""
    if not (person.unit_id and can(person, Permission.ENTRY_HANDLE)):
        return queries.memberships(problem).none()
    led = Assignment.objects.filter(is_in_force=True, part=Part.LEAD, unit=person.unit_id)
    return visible_members(person, problem).filter(entry__in=led.values("entry"))


def get_problem(
    person: Person, number: str, permission: Permission = Permission.PROBLEM_VIEW
) -> CommonProblem:
    """The common problem, when the person sees it and it is theirs to do this with; or 404."""
    found = visible_problems(person).filter(number=number).first()
    if found is None or not can(person, permission) or not related(person, found, permission):
        raise Http404
    return found


def related(person: Person, problem: CommonProblem, permission: Permission) -> bool:
    """Whether the problem stands to the person as this permission asks."""
    if permission is Permission.PROBLEM_WORK and Role.OFFICE not in person.roles:
        works = not _OF_A_UNIT.isdisjoint(person.roles)
        return problem.owner_id == person.pk or (works and person.unit_id == problem.lead_id)
    if permission is Permission.ENTRY_HANDLE:
        return answerable_members(person, problem).exists()
    return True


def allowed_acts(person: Person, problem: CommonProblem) -> frozenset[ProblemAct]:
    """What the person may do to it as it stands now."""
    acts = set(ProblemAct) - _NEVER if problem.is_open else {ProblemAct.REOPEN}
    asked = {permission_of(act) for act in acts}
    held = {one for one in asked if can(person, one) and related(person, problem, one)}
    return frozenset(act for act in acts if permission_of(act) in held)

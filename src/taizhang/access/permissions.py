"""What each role may do: two screens, read top to bottom."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from taizhang.engine.codes import Role

if TYPE_CHECKING:
    from taizhang.roster.models import Person


class Permission(StrEnum):
    """One act, or the sight of one kind of thing."""

    DOCUMENT_VIEW = "document.view"
    DOCUMENT_ADD = "document.add"
    DRAFT_DECIDE = "draft.decide"
    LESSON_FORGET = "lesson.forget"
    ENTRY_VIEW = "entry.view"
    ENTRY_REGISTER = "entry.register"
    ENTRY_AMEND = "entry.amend"
    ENTRY_TRIAGE = "entry.triage"  # accept, decline
    ENTRY_DISPATCH = "entry.dispatch"  # dispatch, decide returns
    ENTRY_HANDLE = "entry.handle"  # acknowledge, return, progress, extend, park, answer
    ENTRY_CONTRIBUTE = "entry.contribute"  # as co-unit
    ENTRY_DECIDE_EXTENSION = "entry.decide_extension"
    ENTRY_CALL_BACK = "entry.call_back"
    ENTRY_CLOSE = "entry.close"
    ENTRY_REOPEN = "entry.reopen"
    ENTRY_ESCALATE = "entry.escalate"
    ENTRY_VISIT = "entry.visit"  # plan a visit, write down what was seen
    ENTRY_MERGE = "entry.merge"  # merge, unmerge, share the reply
    ENTRY_WITHDRAW = "entry.withdraw"
    ENTRY_HAND_OVER = "entry.hand_over"
    ENTRY_UNDO = "entry.undo"
    ENTRY_EXPORT = "entry.export"
    VIEW_SHARE = "view.share"  # with everybody
    PROBLEM_VIEW = "problem.view"  # common problems
    PROBLEM_WORK = "problem.work"  # plan, tasks, progress, remedy, draft the group answer
    PROBLEM_MANAGE = "problem.manage"  # open, link, decide, take back, finish, themes
    CALENDAR_EDIT = "calendar.edit"
    LEDGER_OPEN = "ledger.open"  # new ledgers, columns, campaigns
    LEDGER_IMPORT = "ledger.import"  # workbooks whose rows become entries or change them
    MATTER_REPORT = "matter.report"  # the enterprise's side
    MATTER_RATE = "matter.rate"
    ROSTER_VIEW = "roster.view"
    REPORT_VIEW = "report.view"
    BULLETIN_WRITE = "bulletin.write"  # draw up, edit, issue
    TEMPLATE_MANAGE = "template.manage"  # the office's own forms: upload, put into use
    ACCOUNT_MANAGE = "account.manage"  # system administrator
    DUTY_GRANT = "duty.grant"  # security administrator
    AUDIT_VIEW = "audit.view"  # audit administrator


_P = Permission
_OFFICIAL: Final = frozenset(
    {_P.ENTRY_VIEW, _P.ROSTER_VIEW, _P.REPORT_VIEW, _P.ENTRY_EXPORT, _P.PROBLEM_VIEW}
)

_UNIT: Final = frozenset(
    {_P.ENTRY_HANDLE, _P.ENTRY_CONTRIBUTE, _P.ENTRY_VISIT, _P.ENTRY_UNDO, _P.PROBLEM_WORK}
)

ROLES: Final[dict[Role, frozenset[Permission]]] = {
    Role.OFFICE: _OFFICIAL
    | {
        _P.DOCUMENT_VIEW,
        _P.DOCUMENT_ADD,
        _P.DRAFT_DECIDE,
        _P.LESSON_FORGET,
        _P.ENTRY_REGISTER,
        _P.ENTRY_AMEND,
        _P.ENTRY_TRIAGE,
        _P.ENTRY_DISPATCH,
        _P.ENTRY_DECIDE_EXTENSION,
        _P.ENTRY_CALL_BACK,
        _P.ENTRY_CLOSE,
        _P.ENTRY_REOPEN,
        _P.ENTRY_ESCALATE,
        _P.ENTRY_VISIT,
        _P.ENTRY_MERGE,
        _P.ENTRY_WITHDRAW,
        _P.ENTRY_HAND_OVER,
        _P.ENTRY_UNDO,
        _P.VIEW_SHARE,
        _P.PROBLEM_WORK,
        _P.PROBLEM_MANAGE,
        _P.CALENDAR_EDIT,
        _P.LEDGER_OPEN,
        _P.LEDGER_IMPORT,
        _P.BULLETIN_WRITE,
        _P.TEMPLATE_MANAGE,
    },
    Role.LEADER: _OFFICIAL
    | {
        _P.DOCUMENT_VIEW,
        _P.ENTRY_DECIDE_EXTENSION,
        _P.ENTRY_ESCALATE,
        _P.ENTRY_UNDO,
        _P.VIEW_SHARE,
        _P.PROBLEM_WORK,
    },
    Role.UNIT_HEAD: _OFFICIAL | _UNIT | {_P.ENTRY_ESCALATE, _P.ENTRY_DECIDE_EXTENSION},
    Role.HANDLER: _OFFICIAL | _UNIT,
    Role.SERVICE_OFFICER: _OFFICIAL
    | {
        _P.DOCUMENT_VIEW,
        _P.DOCUMENT_ADD,
        _P.DRAFT_DECIDE,
        _P.ENTRY_REGISTER,
        _P.ENTRY_CALL_BACK,
        _P.ENTRY_VISIT,
        _P.ENTRY_UNDO,
        _P.PROBLEM_WORK,
    },
    Role.GUIDANCE: _OFFICIAL,
    Role.ENTERPRISE: frozenset({_P.MATTER_REPORT, _P.MATTER_RATE, _P.ENTRY_WITHDRAW}),
    Role.SYSTEM_ADMIN: frozenset({_P.ACCOUNT_MANAGE, _P.TEMPLATE_MANAGE}),
    Role.SECURITY_ADMIN: frozenset({_P.DUTY_GRANT}),
    Role.AUDIT_ADMIN: frozenset({_P.AUDIT_VIEW}),
}


def can(person: Person | None, *permissions: Permission) -> bool:
    """Whether one of the person's roles brings one of `permissions`.

    Whether it brings it for *this* object is for `scopes` and `acts` to say.
    """
    roles = person.roles if person is not None else frozenset()
    return any(not ROLES[role].isdisjoint(permissions) for role in roles)

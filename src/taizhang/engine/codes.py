"""The closed lists of the trade. Labels are English msgids; `docs/glossary.md` is the authority."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


def _(message: str) -> str:
    """Mark a message for translation; the engine itself speaks no language."""
    return message


class Labelled(StrEnum):
    """A code with a label that the surface translates."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Keep the label beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Every code with its label, as a column of the database takes them."""
        return [(code.value, code.label) for code in cls]


class LedgerKind(Labelled):
    """The four built-in ledgers (台账)."""

    APPEAL = "appeal", _("Appeal")
    DIRECTIVE = "directive", _("Directive")
    HAZARD = "hazard", _("Hazard")
    DEED = "deed", _("Deed")


class Category(Labelled):
    """What an appeal is about (extraction contract, version 1)."""

    LAND_SPACE = "land_space", _("Land and floor space")
    FINANCE = "finance", _("Finance")
    TALENT = "talent", _("Talent and labour")
    HOUSING_LIVING = "housing_living", _("Housing and living")
    MARKET = "market", _("Market and orders")
    POLICY = "policy", _("Policy")
    APPROVAL = "approval", _("Approvals and permits")
    UTILITIES = "utilities", _("Utilities")
    TRANSPORT = "transport", _("Roads and transport")
    ENVIRONMENT = "environment", _("Environment")
    DISASTER = "disaster", _("Damage and recovery")
    TECHNOLOGY = "technology", _("Technology and platforms")
    OWNERSHIP = "ownership", _("Owners and parent company")
    LEGAL = "legal", _("Disputes and legacy")
    OTHER = "other", _("Other")


class Scope(Labelled):
    """Whether many share a problem (共性) or one has it (个性)."""

    COMMON = "common", _("Common")
    INDIVIDUAL = "individual", _("Individual")


class Role(Labelled):
    """What a person is in the zone; `access.permissions` says what each may do."""

    OFFICE = "office", _("Campaign office")
    LEADER = "leader", _("Leader")
    UNIT_HEAD = "unit_head", _("Unit head")
    HANDLER = "handler", _("Unit handler")
    SERVICE_OFFICER = "service_officer", _("Chief service officer")
    GUIDANCE = "guidance", _("Guidance group")
    ENTERPRISE = "enterprise", _("Enterprise")
    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDIT_ADMIN = "audit_admin", _("Audit administrator")


class Approver(Labelled):
    """Who decides on more time (延期审批): each ledger names one."""

    OFFICE_OR_LEADER = "office_or_leader", _("The campaign office or the accountable leader")
    OFFICE = "office", _("The campaign office")
    LEADER = "leader", _("The accountable leader of the lead unit")
    UNIT_HEAD = "unit_head", _("The head of the lead unit")
    PERSON = "person", _("A person by name")


class Right(Labelled):
    """What on a ledger can be narrowed to some roles and units (台账权限)."""

    SEE = "see", _("See its entries")
    REGISTER = "register", _("Register on it")
    DISPATCH = "dispatch", _("Dispatch its entries")


class UnitKind(Labelled):
    """What part of the administration a unit is."""

    COMMITTEE = "committee", _("Administrative committee")
    OFFICE = "office", _("Office")
    CENTRE = "centre", _("Centre")
    BUREAU = "bureau", _("Bureau")
    PARK_CENTRE = "park_centre", _("Park centre")
    GUIDANCE_GROUP = "guidance_group", _("Guidance group")
    TASK_FORCE = "task_force", _("Task force")


class ActivityKind(Labelled):
    """Where people met."""

    MEETING = "meeting", _("Meeting")
    SYMPOSIUM = "symposium", _("Symposium")
    VISIT = "visit", _("Visit")
    INSPECTION = "inspection", _("Inspection")
    OTHER = "other", _("Other")


class Satisfaction(Labelled):
    """The five-step good-bad rating (好差评); the last two are bad."""

    VERY_SATISFIED = "very_satisfied", _("Very satisfied")
    SATISFIED = "satisfied", _("Satisfied")
    FAIR = "fair", _("Fairly satisfied")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")
    VERY_DISSATISFIED = "very_dissatisfied", _("Very dissatisfied")

    @property
    def is_bad(self) -> bool:
        """Whether the rating sends the entry back."""
        return self in {Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED}


class AuditAct(Labelled):
    """What the audit trail notes about accounts, rights and access."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    LOCKED_OUT = "locked_out", _("Locked out")
    SIGNED_OUT = "signed_out", _("Signed out")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    PASSWORD_RESET = "password_reset", _("Password reset")
    ACCOUNT_OPENED = "account_opened", _("Account opened")
    ACCOUNT_DEACTIVATED = "account_deactivated", _("Account deactivated")
    ACCOUNT_ACTIVATED = "account_activated", _("Account activated")
    PERSON_LEFT = "person_left", _("Left the roster")
    HANDED_OVER = "handed_over", _("Handed over")
    UNITS_MERGED = "units_merged", _("Units merged")
    DUTY_GRANTED = "duty_granted", _("Duty granted")
    DUTY_REVOKED = "duty_revoked", _("Duty revoked")
    ACCESS_REFUSED = "access_refused", _("Access refused")
    ACT_REFUSED = "act_refused", _("Act refused")
    EXPORTED = "exported", _("Exported")
    IMPORTED = "imported", _("Imported")
    CONSOLIDATED = "consolidated", _("Consolidated")
    LESSON_FORGOTTEN = "lesson_forgotten", _("Lesson forgotten")
    LEDGER_OPENED = "ledger_opened", _("Ledger opened")
    LEDGER_CHANGED = "ledger_changed", _("Ledger changed")
    COLUMN_ADDED = "column_added", _("Column added")
    COLUMN_RENAMED = "column_renamed", _("Column renamed")
    COLUMN_RETYPED = "column_retyped", _("Column of another type")
    COLUMN_CHANGED = "column_changed", _("Column changed")
    COLUMN_RETIRED = "column_retired", _("Column retired")
    COLUMN_RESTORED = "column_restored", _("Column asked for again")
    COLUMNS_REORDERED = "columns_reordered", _("Columns in another order")
    CALENDAR_CHANGED = "calendar_changed", _("Work calendar changed")
    CAMPAIGN_OPENED = "campaign_opened", _("Campaign opened")
    CAMPAIGN_CHANGED = "campaign_changed", _("Campaign changed")
    CAMPAIGN_ENDED = "campaign_ended", _("Campaign ended")
    BULLETIN_ISSUED = "bulletin_issued", _("Bulletin issued")
    TEMPLATE_UPLOADED = "template_uploaded", _("Template uploaded")
    TEMPLATE_USED = "template_used", _("Template put into use")
    TEMPLATE_RETIRED = "template_retired", _("Template taken out of use")
    TEMPLATE_RENAMED = "template_renamed", _("Template renamed")
    TEMPLATE_DISCARDED = "template_discarded", _("Version of a template thrown away")

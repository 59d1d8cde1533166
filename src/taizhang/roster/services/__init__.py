"""The acts on the roster: who is here, what they may do, and the trail of both."""

from __future__ import annotations

from taizhang.roster.services.accounts import (
    AccountExists,
    UserNameNotUsable,
    UserNameTaken,
    WeakPassword,
    activate,
    deactivate,
    open_account,
    reset_password,
    set_language,
    set_password,
)
from taizhang.roster.services.aliases import (
    forget_enterprise_name,
    forget_unit_name,
    remember_enterprise_name,
    remember_unit_name,
)
from taizhang.roster.services.duties import (
    AdministratorIsOnlyThat,
    LastAdministrator,
    NotToOneself,
    PersonHasLeft,
    RoleOfTheOtherSide,
    grant_duty,
    revoke_duty,
)
from taizhang.roster.services.places import (
    CreditCodeNotValid,
    OnTheRosterAlready,
    create_enterprise,
    create_park,
    create_person,
    create_unit,
    set_guides,
    set_leader,
    system_person,
)
from taizhang.roster.services.trail import Origin, actor_name, audit

__all__ = [
    "AccountExists",
    "AdministratorIsOnlyThat",
    "CreditCodeNotValid",
    "LastAdministrator",
    "NotToOneself",
    "OnTheRosterAlready",
    "Origin",
    "PersonHasLeft",
    "RoleOfTheOtherSide",
    "UserNameNotUsable",
    "UserNameTaken",
    "WeakPassword",
    "activate",
    "actor_name",
    "audit",
    "create_enterprise",
    "create_park",
    "create_person",
    "create_unit",
    "deactivate",
    "forget_enterprise_name",
    "forget_unit_name",
    "grant_duty",
    "open_account",
    "remember_enterprise_name",
    "remember_unit_name",
    "reset_password",
    "revoke_duty",
    "set_guides",
    "set_language",
    "set_leader",
    "set_password",
    "system_person",
]

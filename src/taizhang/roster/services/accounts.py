"""Accounts: opened by an administrator, with a password that is good for one sign-in."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Final

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.errors import Refused
from taizhang.roster.models import Account
from taizhang.roster.services.duties import NotToOneself, refuse_losing_the_last_administrator
from taizhang.roster.services.trail import actor_name, audit

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.roster.models import Person
    from taizhang.roster.services.trail import Origin

_SIGNS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without the signs that look alike on paper: i l o 0 1."""
_USER_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,49}")


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class AccountExists(Refused):
    code = "account_exists"
    message = _("{person} already has the account “{username}”.")
    remedy = _("Give that account a new password instead.")


class UserNameTaken(Refused):
    code = "user_name_taken"
    message = _("The user name “{username}” is taken.")
    remedy = _("Choose another one.")


class UserNameNotUsable(Refused):
    code = "user_name_not_usable"
    message = _("“{username}” cannot be a user name.")
    remedy = _("Use 2 to 50 small letters, digits, dots, hyphens or underlines.")


class WeakPassword(Refused):
    """Carries Django's own sentences, already in the reader's language."""

    code = "weak_password"
    message = _("This password is too easy to guess: {reasons}")
    remedy = _("Choose a longer one, of several words.")


def one_time_password() -> str:
    """Sixteen signs in groups of four: can be read out, cannot be guessed."""
    return "-".join("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(4))


@transaction.atomic
def open_account(
    person: Person,
    *,
    username: str,
    by: Person | None,
    now: datetime,
    origin: Origin | None = None,
    password_hash: str = "",
) -> tuple[Account, str]:
    """Give a person an account; the password is told once and must be changed at sign-in.

    With `password_hash` the account keeps that password instead and "" is returned: the demo
    zone's hundreds of accounts share one, and hashing is slow on purpose.

    An account opens no door by itself: what its person may do is granted by the security
    administrator.
    """
    if not _USER_NAME.fullmatch(username):
        raise UserNameNotUsable(username=username)
    held = Account.objects.filter(person=person).first()
    if held:
        raise AccountExists(person=person.name, username=held.username)
    if Account.objects.filter(username=username).exists():
        raise UserNameTaken(username=username)
    account = Account(username=username, person=person, created_at=now)
    password = "" if password_hash else one_time_password()
    if password:
        account.must_change_password = True
        account.set_password(password)
    else:
        account.password = password_hash
    account.save()
    audit(
        AuditAct.ACCOUNT_OPENED,
        now=now,
        actor=actor_name(by),
        subject=f"{username} · {person.name}",
        origin=origin,
    )
    return account, password


@transaction.atomic
def reset_password(
    account: Account, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> str:
    """Give an account a new one-time password; every session of it ends."""
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    audit(
        AuditAct.PASSWORD_RESET,
        now=now,
        actor=actor_name(by),
        subject=account.username,
        origin=origin,
    )
    return password


@transaction.atomic
def set_password(
    account: Account, password: str, *, now: datetime, origin: Origin | None = None
) -> None:
    """Let a person choose the password of their own account."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise WeakPassword(reasons=" ".join(error.messages)) from error
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    audit(
        AuditAct.PASSWORD_CHANGED,
        now=now,
        actor=account.username,
        subject=account.username,
        origin=origin,
    )


def set_language(account: Account, language: str) -> None:
    """Remember the language a person reads in."""
    account.language = language
    account.save(update_fields=["language"])


@transaction.atomic
def deactivate(
    account: Account, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> None:
    """Shut an account: its sessions end with their next request."""
    if by is not None and account.person == by:
        raise NotToOneself
    refuse_losing_the_last_administrator(account.person, roles=account.person.roles)
    _switch(account, AuditAct.ACCOUNT_DEACTIVATED, by=by, now=now, origin=origin)


@transaction.atomic
def activate(
    account: Account, *, by: Person | None, now: datetime, origin: Origin | None = None
) -> None:
    """Open a shut account again, with the password it had."""
    _switch(account, AuditAct.ACCOUNT_ACTIVATED, by=by, now=now, origin=origin)


def _switch(
    account: Account,
    act: AuditAct,
    *,
    by: Person | None,
    now: datetime,
    origin: Origin | None,
) -> None:
    active = act is AuditAct.ACCOUNT_ACTIVATED
    if account.is_active == active:
        return  # asked twice: it is as wanted, and the trail tells it once
    account.is_active = active
    account.save(update_fields=["is_active"])
    audit(act, now=now, actor=actor_name(by), subject=account.username, origin=origin)

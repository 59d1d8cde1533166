"""`taizhang account`: the first administrators, and a way in when nobody can sign in any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.cli import framework
from taizhang.cli.speech import say
from taizhang.engine.codes import Role
from taizhang.engine.errors import BadInput

if TYPE_CHECKING:
    import argparse

    from taizhang.roster.models import Account, Person


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoSuchAccount(BadInput):
    code = "no_such_account"
    message = _("There is no account “{username}”.")
    remedy = _("See them all with: taizhang account list")


class NoSuchPlace(BadInput):
    code = "no_such_place"
    message = _("There is no unit and no enterprise with the code “{place}”.")
    remedy = _("Look the code up on the roster, or put the unit on it first.")


def configure(parser: argparse.ArgumentParser) -> None:
    """`open`, `password` and `list`."""
    acts = parser.add_subparsers(dest="act", required=True)
    opened = acts.add_parser("open", help=say(_("put a person on the roster and open an account")))
    opened.add_argument("username", help=say(_("user name to sign in with")))
    opened.add_argument("--name", required=True, help=say(_("the person's name")))
    opened.add_argument(
        "--role",
        required=True,
        action="append",
        choices=[role.value for role in Role],
        metavar="ROLE",
        help=say(_("what the person may do; may be given again: {roles}"), roles=", ".join(Role)),
    )
    opened.add_argument("--unit", default="", help=say(_("code of the person's unit")))
    opened.add_argument("--enterprise", default="", help=say(_("code of the person's enterprise")))
    password = acts.add_parser("password", help=say(_("give an account a new one-time password")))
    password.add_argument("username", help=say(_("whose password")))
    acts.add_parser("list", help=say(_("list the accounts")))


def run(arguments: argparse.Namespace) -> int:
    """Do it as the operator of the machine; the audit trail says so."""
    framework.setup()
    framework.require_database()
    return {"open": _open, "password": _password, "list": _list}[arguments.act](arguments)


def _open(arguments: argparse.Namespace) -> int:
    from django.db import transaction
    from django.utils import timezone

    from taizhang.roster import services

    now = timezone.now()
    with transaction.atomic():
        person = _person(arguments)
        account, password = services.open_account(
            person, username=arguments.username, by=None, now=now
        )
        for role in arguments.role:
            services.grant_duty(person, Role(role), by=None, now=now)
    _tell(account, password)
    return 0


def _person(arguments: argparse.Namespace) -> Person:
    from taizhang.roster import queries, services

    unit = queries.unit_by_code(arguments.unit) if arguments.unit else None
    enterprise = queries.enterprise_by_code(arguments.enterprise) if arguments.enterprise else None
    for code, found in ((arguments.unit, unit), (arguments.enterprise, enterprise)):
        if code and found is None:
            raise NoSuchPlace(place=code)
    return services.create_person(
        code=arguments.username, name=arguments.name, unit=unit, enterprise=enterprise
    )


def _password(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from taizhang.roster import queries, services

    account = queries.account_by_username(arguments.username)
    if account is None:
        raise NoSuchAccount(username=arguments.username)
    _tell(account, services.reset_password(account, by=None, now=timezone.now()))
    return 0


def _tell(account: Account, password: str) -> None:
    print(say(_("User name: {username}"), username=account.username))
    print(say(_("One-time password: {password}"), password=password))
    print(say(_("It is asked to be changed at the first sign-in.")))


def _list(_arguments: argparse.Namespace) -> int:
    from taizhang.roster import queries

    for account in queries.accounts().prefetch_related("person__duties"):
        roles = ",".join(sorted(account.person.roles))
        state = "" if account.is_active else say(_("(shut)"))
        print(f"{account.username}\t{account.person.name}\t{roles}\t{state}".rstrip())
    return 0

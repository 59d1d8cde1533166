"""A handful of accounts to try, with one password that only this installation knows."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import make_password

from taizhang.cli.speech import say
from taizhang.roster import services

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from taizhang.cli.demo.cast import Cast
    from taizhang.cli.demo.zone import Zone

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def new_password() -> str:
    """Four groups of four: easy to copy by hand, not to be guessed."""
    groups = ("".join(secrets.choice(_SIGNS) for _sign in range(4)) for _group in range(4))
    return "-".join(groups)


def open_accounts(cast: Cast, zone: Zone, password: str, *, now: datetime) -> None:
    """Open them; the hash is made once, it is slow on purpose."""
    hashed = make_password(password)
    for username, code in cast.accounts:
        services.open_account(
            zone.people[code], username=username, by=None, now=now, password_hash=hashed
        )


def listed(cast: Cast, password: str) -> str:
    """User name and who it is, a line each; then the password."""
    lines = [
        f"{username:<16}{cast.people[code].name}　{_post(cast, code)}"
        for username, code in cast.accounts
    ]
    lines.append(say(_("One password for all of them: {password}"), password=password))
    return "\n".join(lines) + "\n"


def _post(cast: Cast, code: str) -> str:
    person = cast.people[code]
    if person.enterprise:
        return f"{cast.enterprises[person.enterprise].short} {person.title}"
    return person.title


def keep(path: Path, text: str) -> None:
    """Write the list for the owner's eyes only, also when an older one lies there."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)

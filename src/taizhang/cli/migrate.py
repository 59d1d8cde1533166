"""`taizhang migrate`: the database brought up to date, the files to serve put in their place."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.cli import framework
from taizhang.cli.speech import say

if TYPE_CHECKING:
    import argparse


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--check", action="store_true", help=say(_("only say whether anything is to be done"))
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what is missing; asked again, do nothing. With --check, 1 when something is missing."""
    framework.setup()
    missing = framework.missing_migrations()
    if arguments.check:
        print("\n".join(missing) or say(_("The database is up to date.")))
        return 1 if missing else 0
    if missing:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        print(say(_("Database brought up to date: {count} steps."), count=len(missing)))
    else:
        print(say(_("The database is up to date.")))
    collect()
    return 0


def collect() -> bool:
    """Copy and compress the built style sheets and scripts, unless they are there already."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".made-from"
    made_from = _fingerprint(settings.STATICFILES_DIRS)
    if stamp.exists() and stamp.read_text(encoding="ascii") == made_from:
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from, encoding="ascii")
    return True


def _fingerprint(folders: list[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()

"""`taizhang ledger`: ledgers of the office's own as TOML files: checked, opened, written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say, speak
from taizhang.engine.errors import BadInput, TaizhangError
from taizhang.engine.ledger_files import read_plan, written
from taizhang.engine.ledger_plans import LedgerPlan


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_BYTES = 1_000_000
FITS: str = _("{file}: fits, {count} columns")
WRONG: str = _("{file}, line {line}: {refusal}")
OPENED: str = _("{file}: the ledger “{name}” is open, its numbers begin with {prefix}")
STANDS: str = _("{file}: there is a ledger {code} already, nothing was changed")
NOTHING: str = _("No TOML file in {folder}.")


class PlanFileMissing(BadInput):
    code = "plan_file_missing"
    message = _("There is no file {file}.")
    remedy = _("Check its name; without one the folder “ledgers” in the data folder is read.")


class PlanFileUnreadable(BadInput):
    code = "plan_file_unreadable"
    message = _("{file} is no text in UTF-8, or longer than a megabyte.")
    remedy = _("Save it as UTF-8 text and try again.")


class LedgerUnknown(BadInput):
    code = "ledger_unknown"
    message = _("There is no ledger {code}.")
    remedy = _("Use one of: {codes}.")


def configure(parser: argparse.ArgumentParser) -> None:
    """Check, open, write."""
    acts = parser.add_subparsers(dest="act", required=True, metavar=say(_("ACT")))
    for act, summary in (
        ("check", _("say what in the files would keep a ledger from being opened")),
        ("open", _("open the ledgers that the files describe")),
    ):
        one = acts.add_parser(act, help=say(summary), description=say(summary))
        one.add_argument("paths", nargs="*", help=say(_("TOML files, or folders of them")))
    summary = _("print a ledger as a TOML file")
    one = acts.add_parser("write", help=say(summary), description=say(summary))
    one.add_argument("code", help=say(_("the code of the ledger")))


def run(arguments: argparse.Namespace) -> int:
    """0 when all is well, 1 when a file does not fit, 2 when one cannot be read at all."""
    if arguments.act == "write":
        return _write(arguments.code)
    if arguments.act == "open" or not arguments.paths:
        setup()
    fitting: list[tuple[Path, LedgerPlan]] = []
    wrong = 0
    for file in _files(arguments.paths):
        try:
            found = read_plan(_text(file))
        except BadInput as refusal:  # the other files are looked through all the same
            print(speak(refusal), file=sys.stderr)
            wrong = 2
            continue
        if isinstance(found, LedgerPlan):
            fitting.append((file, found))
            continue
        wrong = wrong or 1
        for one in found:
            print(say(WRONG, file=file, line=one.line, refusal=speak(one.refusal)))
    if arguments.act == "check":
        for file, plan in fitting:
            print(say(FITS, file=file, count=len(plan.columns)))
        return wrong
    return max(wrong, _open(fitting))


def _files(paths: list[str]) -> Iterator[Path]:
    """The files that are named and those of the folders that are, each once."""
    if not paths:
        from django.conf import settings

        paths = [str(settings.DATA / "ledgers")]
    seen: set[Path] = set()
    for place in map(Path, paths):
        files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
        if not files:
            print(say(NOTHING, folder=place))
        yield from (file for file in files if file.resolve() not in seen)
        seen.update(file.resolve() for file in files)


def _text(file: Path) -> str:
    if not file.is_file():
        raise PlanFileMissing(file=file)
    data = file.read_bytes()[: MOST_BYTES + 1]
    if len(data) > MOST_BYTES:
        raise PlanFileUnreadable(file=file)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlanFileUnreadable(file=file) from None


def _open(plans: list[tuple[Path, LedgerPlan]]) -> int:
    """Open each of them; 1 when one was refused."""
    require_database()
    from django.utils import timezone

    from taizhang.ledger import queries, services

    refused = 0
    for file, plan in plans:
        known = queries.ledger_by_code(plan.code)
        if known is not None:
            print(say(STANDS, file=file, code=plan.code))
            continue
        try:
            ledger = services.open_ledger(plan, by=None, now=timezone.now())
        except TaizhangError as refusal:
            refused += 1
            print(f"{file}: {speak(refusal)}", file=sys.stderr)
            continue
        print(say(OPENED, file=file, name=ledger.name, prefix=ledger.prefix))
    return 1 if refused else 0


def _write(code: str) -> int:
    setup()
    require_database()
    from taizhang.ledger import queries

    ledger = queries.ledger_by_code(code)
    if ledger is None or queries.is_built_in(ledger):
        codes = ", ".join(one.code for one in queries.own_ledgers())
        raise LedgerUnknown(code=code, codes=codes or "—")
    print(written(queries.plan_of(ledger)), end="")
    return 0

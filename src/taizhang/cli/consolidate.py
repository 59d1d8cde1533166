"""`taizhang consolidate`: workbooks of many units in, one ledger out; no database.

The result has the layout of the first workbook or of the form given by `--ledger`. Exit codes:
0 done · 1 done, something needs a person · 2 bad input.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from taizhang.cli.consolidation_files import (
    form_named,
    map_in,
    remember,
    remembered,
    roster_in,
    write_whole,
)
from taizhang.cli.read import NoSuchFile
from taizhang.cli.speech import say
from taizhang.cli.text_files import write_text
from taizhang.engine.consolidating import (
    LIMITS,
    Form,
    Input,
    Result,
    Settings,
    consolidated,
    first_form,
    report,
    write,
)


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


SUMMARY: Final = _(
    "{files} files, {seen} rows: {imported} taken over as {matters} matters, {refused} refused, "
    "{not_data} no entries; {conflicts} conflicts"
)
LOOK: Final = _("Something needs a person: see the sheets behind the result.")
REMEMBERED: Final = _("Columns fixed for this form earlier are used: {file}")
_BAR: Final = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Files, where the result goes, and what fixes its form, columns and names."""
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help=say(_("a workbook: XLSX, XLS, ET or CSV")))
    add("-o", "--output", metavar="OUT.xlsx", required=True, help=say(_("where the result goes")))
    add(
        "--ledger",
        metavar="NAME",
        help=say(_("the form: a workbook, a ledger's TOML file, or a built-in ledger")),
    )
    add("--previous", metavar="FILE", help=say(_("the result of last time, to compare with")))
    add("--map", metavar="FILE", help=say(_("JSON that fixes which column is which")))
    add("--roster", metavar="FILE", help=say(_("CSV of units and enterprises: kind, name, code")))
    add("--json", metavar="REPORT", help=say(_("where the account of every row goes, as JSON")))


def run(arguments: argparse.Namespace) -> int:
    """Put the files together; the exit code."""
    inputs = _inputs(arguments.files)
    form = form_named(arguments.ledger) if arguments.ledger else first_form(inputs)
    settings = _settings(arguments, form)
    result = consolidated(inputs, settings, _show)
    if arguments.map:
        remember(result.form, settings.fixed)
    with tempfile.TemporaryFile() as workbook:
        write(result, workbook, say)
        workbook.seek(0)
        write_whole(arguments.output, workbook)
    account = report(result, say)
    if arguments.json:
        write_text(arguments.json, json.dumps(account, ensure_ascii=False, indent=1) + "\n")
    _tell(result, account)
    return 1 if result.needs_person else 0


def _inputs(paths: Sequence[str]) -> list[Input]:
    """Files by their name; by their path where two have the same name."""
    names = [Path(path).name for path in paths]
    for path in paths:
        if not Path(path).is_file():
            raise NoSuchFile(name=path)
    return [
        Input(path if names.count(name) > 1 else name, _Loader(path))
        for path, name in zip(paths, names, strict=True)
    ]


class _Loader:
    """Reads a file when it is its turn; never more of it than may be read."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __call__(self) -> bytes:
        try:
            with Path(self.path).open("rb") as file:
                return file.read(LIMITS.bytes + 1)
        except OSError:
            raise NoSuchFile(name=self.path) from None


def _settings(arguments: argparse.Namespace, form: Form | None) -> Settings:
    fixed: dict[str, str] = {}
    if arguments.map:
        fixed = map_in(arguments.map)
    elif form is not None:
        path, fixed = remembered(form)
        if fixed:
            print(say(REMEMBERED, file=path), file=sys.stderr)
    roster, coded = roster_in(arguments.roster) if arguments.roster else (None, {})
    previous = _inputs([arguments.previous])[0] if arguments.previous else None
    more: dict[str, Any] = {} if roster is None else {"roster": roster, "coded": coded}
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    return Settings(today=today, form=form, fixed=fixed, previous=previous, **more)


def _show(done: int, name: str) -> None:
    """A line that grows while files are read; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return
    line = f"{'▪' * min(done, _BAR)} {done} {name}"
    print(f"\r\x1b[K{line if name else ''}", end="", file=sys.stderr, flush=True)


def _tell(result: Result, account: dict[str, Any]) -> None:
    numbers = {
        name: account[f"rows_{name}"] for name in ("seen", "imported", "refused", "not_data")
    }
    more = {name: account[name] for name in ("matters", "conflicts")}
    print(say(SUMMARY, files=len(result.files), **numbers, **more), file=sys.stderr)
    if result.needs_person:
        print(say(LOOK), file=sys.stderr)

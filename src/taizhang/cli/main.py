"""The command `taizhang`: finds the sub-command, runs it, turns refusals into exit codes.

Only the chosen command's module is imported, so that reading a page never waits for the web
framework. Exit codes: 0 done · 1 done, something needs a person · 2 bad input.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Final

from taizhang.cli.speech import say, speak
from taizhang.engine.errors import TaizhangError


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


COMMANDS: Final = {
    "read": ("taizhang.cli.read", _("print the articles of a document, lines rejoined")),
    "extract": ("taizhang.cli.extract", _("find people, organisations and entries in a document")),
    "names": ("taizhang.cli.names", _("tell which names, as typed, are one enterprise's")),
    "group": ("taizhang.cli.group", _("tell which messages are about one matter or event")),
    "hot": ("taizhang.cli.hot", _("list the matters that most people write about")),
    "classify": ("taizhang.cli.classify", _("give texts the classes that others were given")),
    "consolidate": (
        "taizhang.cli.consolidate",
        _("put the workbooks of many units together into one"),
    ),
    "work": ("taizhang.cli.work", _("read documents that came in")),
    "serve": ("taizhang.cli.serve", _("start the server")),
    "migrate": ("taizhang.cli.migrate", _("bring the database up to date")),
    "demo": ("taizhang.cli.demo", _("fill an empty database with the demo zone")),
    "account": ("taizhang.cli.account", _("open an account or set its password")),
    "anchor": ("taizhang.cli.anchor", _("note outside where each ledger's chain stands")),
    "check": ("taizhang.cli.check", _("list what is without anybody in charge or watching")),
    "import": ("taizhang.cli.importing", _("take a workbook's rows into a ledger")),
    "ledger": ("taizhang.cli.ledger", _("check, open and write ledgers of your own")),
    "problems": ("taizhang.cli.problems", _("propose what several enterprises share")),
    "rebuild": ("taizhang.cli.rebuild", _("make the rows anew out of the events")),
    "template": ("taizhang.cli.template", _("look through forms of your own")),
    "tick": ("taizhang.cli.tick", _("let parked entries come back and late ones be raised")),
    "units": ("taizhang.cli.units", _("merge units, list them")),
    "verify": ("taizhang.cli.verify", _("replay the ledger's events and compare every entry")),
}


ARGPARSE: Final = (
    _("usage: "),
    _("options"),
    _("positional arguments"),
    _("show this help message and exit"),
    _("%(prog)s: error: %(message)s\n"),
    _("argument %(argument_name)s: %(message)s"),
    _("expected one argument"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
)
"""What the standard library's parser says by itself."""


def _speak_for_argparse() -> None:
    """Give the parser our catalogue: it looks its words up under this one name."""
    argparse._ = say  # type: ignore[attr-defined]


def _parser(names: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="taizhang", description=say(_("The work ledger.")))
    commands = parser.add_subparsers(dest="command", required=True, metavar=say(_("COMMAND")))
    for name in names:
        module, summary = COMMANDS[name]
        command = commands.add_parser(name, help=say(summary), description=say(summary))
        if len(names) == 1:
            importlib.import_module(module).configure(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    _speak_for_argparse()
    words = list(sys.argv[1:] if argv is None else argv)
    chosen = words[0] if words and words[0] in COMMANDS else None
    arguments = _parser([chosen] if chosen else list(COMMANDS)).parse_args(words)
    try:
        return int(importlib.import_module(COMMANDS[arguments.command][0]).run(arguments))
    except TaizhangError as error:
        print(speak(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not our fault, and nothing to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0

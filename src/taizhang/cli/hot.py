"""`taizhang hot`: the matters that most people write about, by people and not by messages.

Reads what `taizhang group` reads; writes CSV rank,group,requesters,messages,first,last,place,title.
Exit codes: 0 done · 2 bad input.
"""

from __future__ import annotations

import argparse
import sys
from typing import Final

from taizhang.cli.csv_files import write_rows
from taizhang.cli.group import messages
from taizhang.cli.speech import say
from taizhang.engine.clusters import grouped, hot

HEADING: Final = (
    "rank", "group", "requesters", "messages", "first", "last", "place", "title",
)  # fmt: skip


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.jsonl", help=say(_("messages: id, text, title, …")))
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help=say(_("where the list goes"))
    )
    parser.add_argument("--top", type=int, metavar="N", help=say(_("only the first N")))


def run(arguments: argparse.Namespace) -> int:
    """Write the list; the exit code."""
    ranked = hot(grouped(messages(arguments.file)))[: arguments.top]
    rows = [
        (
            str(rank),
            group.id,
            str(group.requesters),
            str(len(group.messages)),
            group.first,
            group.last,
            group.place,
            group.title,
        )
        for rank, group in enumerate(ranked, start=1)
    ]
    write_rows(arguments.output, HEADING, rows)
    print(say(_("{groups} groups"), groups=len(rows)), file=sys.stderr)
    return 0

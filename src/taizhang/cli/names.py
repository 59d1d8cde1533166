"""`taizhang names`: which of two names, as typed, are one enterprise's.

Reads a CSV file with the columns id, name_a, name_b and, where there are any, code_a and code_b;
writes id, decision (same, different, unsure) and the reason. Exit codes: 0 all decided · 1 some
are left for a person · 2 bad input.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from taizhang.cli.csv_files import read_rows, write_rows
from taizhang.cli.speech import say
from taizhang.engine.name_pairs import Decision, judged


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="PAIRS.csv",
        help=say(_("pairs of names: id, name_a, name_b, code_a, code_b")),
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help=say(_("where the decisions go"))
    )


def run(arguments: argparse.Namespace) -> int:
    """Write a decision for each pair; the exit code."""
    counted: Counter[Decision] = Counter()
    rows = []
    for row in read_rows(arguments.file, ("id", "name_a", "name_b")):
        codes = (row.get("code_a", ""), row.get("code_b", ""))
        found = judged(row["name_a"], row["name_b"], codes)
        counted[found.decision] += 1
        rows.append(
            (row["id"], found.decision, say(found.reason, one=found.one, other=found.other))
        )
    write_rows(arguments.output, ("id", "decision", "reason"), rows)
    summary = _("{same} the same, {different} different, {unsure} left for a person")
    fields = {decision.value: counted[decision] for decision in Decision}
    print(say(summary, **fields), file=sys.stderr)
    return 1 if counted[Decision.UNSURE] else 0

"""`taizhang group`: which messages are about the same matter or the same event.

Reads JSON lines with id, text and, where known, title, requester, time, enterprise, place,
category, industry, park and size; writes CSV id,group. `--explain` says of each group of two or
more what it is and why, and then of each common problem of different enterprises. `--workers`
and `--cluster` share the work out; the groups are the same. `--embeddings` joins what says the same
in other words, if a server gives the texts vectors. Exit codes: 0 done · 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import sys

from taizhang.cli import spreading, vectors
from taizhang.cli.csv_files import write_rows
from taizhang.cli.json_lines import read_objects, said
from taizhang.cli.speech import say
from taizhang.cli.spreading import spread_of
from taizhang.cli.text_files import write_text
from taizhang.cli.vectors import tell, vectors_of
from taizhang.engine.clustering.kinds import Finding
from taizhang.engine.clustering.problems import Problem, common_problems
from taizhang.engine.clusters import Group, Message, grouped


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.jsonl", help=say(_("messages: id, text, title, …")))
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help=say(_("where the groups go"))
    )
    parser.add_argument(
        "--explain",
        metavar="FILE",
        help=say(_("write here, as JSON lines, what the messages of each group share")),
    )
    spreading.configure(parser)
    vectors.configure(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the group of each message; the exit code."""
    server = vectors_of(arguments)
    given = messages(arguments.file)
    with spread_of(arguments) as spread:
        groups = grouped(given, spread=spread, vectors=server)
    rows = [(message.id, group.id) for group in groups for message in group.messages]
    write_rows(arguments.output, ("id", "group"), rows)
    several = [group for group in groups if len(group.messages) > 1]
    if arguments.explain:
        found = [*map(_reason, several), *map(_common, common_problems(given))]
        lines = [json.dumps(each, ensure_ascii=False) + "\n" for each in found]
        write_text(arguments.explain, "".join(lines))
    summary = _("{messages} messages, {groups} groups, {several} of them of two or more")
    fields = {"messages": len(rows), "groups": len(groups), "several": len(several)}
    joins = sum(len(group.alike) for group in groups)
    tell(server, messages=len(given), joined=joins)
    print(say(summary, **fields), file=sys.stderr)
    return 0


def messages(path: str) -> list[Message]:
    """The messages of a file of JSON lines."""
    return [
        Message(
            id=found["id"],
            text=found["text"],
            title=said(found, "title"),
            requester=said(found, "requester"),
            time=said(found, "time"),
            enterprise=said(found, "enterprise"),
            place=said(found, "place"),
            category=said(found, "category"),
            industry=said(found, "industry"),
            park=said(found, "park"),
            size=said(found, "size"),
        )
        for found in read_objects(path, ("id", "text"))
    ]


def _reason(group: Group) -> dict[str, object]:
    reason = group.reason
    return {
        "group": group.id,
        "messages": [message.id for message in group.messages],
        "requesters": group.requesters,
        "words": reason.words,
        "places": reason.places,
        "first": group.first,
        "last": group.last,
        "writers": reason.writers,
        **({"alike_by_vectors": group.alike} if group.alike else {}),
        **_told(group.finding),
    }


def _common(problem: Problem) -> dict[str, object]:
    """A common problem joins no groups: its members stay matters of their own."""
    found = problem.finding
    return {
        "problem": problem.id,
        "messages": [message.id for message in problem.messages],
        "requesters": len(problem.enterprises),
        "words": problem.words,
        "first": found.first,
        "last": found.last,
        **_told(found),
    }


def _told(found: Finding) -> dict[str, object]:
    return {
        "kind": found.kind.value,
        "why": [say(ground.message, **ground.fields) for ground in found.grounds],
        "serial": found.is_serial,
        "parties": found.parties,
        "quotes": [{"id": each.message, "quote": each.said} for each in found.quotes],
    }

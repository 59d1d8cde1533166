"""`taizhang classify`: classes for texts, learnt from texts that have one.

Reads JSON lines with id, text and label (and `"tokens": true` where the text is words apart by
blanks) to learn from, and id, text to judge; writes CSV id,label,sure,reason. Exit codes: 0 done ·
2 bad input.
"""

from __future__ import annotations

import argparse
import sys

from taizhang.cli.csv_files import write_rows
from taizhang.cli.json_lines import read_objects
from taizhang.cli.speech import say
from taizhang.engine.errors import BadInput
from taizhang.engine.triage import Example, Model, NoExamples

_SURE = 0.9


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NothingToLearn(BadInput):
    """The files to learn from hold no example."""

    code = "nothing_to_learn"
    message = _("There is nothing to learn from: no line has a text and a label.")
    remedy = _("Give --train a file whose lines have id, text and label.")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--train",
        metavar="FILE.jsonl",
        nargs="+",
        required=True,
        help=say(_("texts with their class: id, text, label")),
    )
    parser.add_argument(
        "--predict", metavar="FILE.jsonl", required=True, help=say(_("texts to judge: id, text"))
    )
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="-", help=say(_("where the classes go"))
    )


def run(arguments: argparse.Namespace) -> int:
    """Write a class for each text; the exit code."""
    examples = [
        Example(found["text"], found["label"], words=found.get("tokens") is True)
        for path in arguments.train
        for found in read_objects(path, ("id", "text", "label"))
    ]
    texts = list(read_objects(arguments.predict, ("id", "text")))
    try:
        model = Model.of(examples)
    except NoExamples:
        raise NothingToLearn from None
    proposals = model.propose([(text["text"], text.get("tokens") is True) for text in texts])
    rows = [
        (text["id"], proposal.label, f"{proposal.sure:.3f}", "、".join(proposal.words))
        for text, proposal in zip(texts, proposals, strict=True)
    ]
    write_rows(arguments.output, ("id", "label", "sure", "reason"), rows)
    sure = sum(proposal.sure >= _SURE for proposal in proposals)
    summary = _("{texts} texts, {sure} of them sure")
    print(say(summary, texts=len(rows), sure=sure), file=sys.stderr)
    return 0

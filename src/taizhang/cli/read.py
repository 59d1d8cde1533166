"""`taizhang read`: the articles of a document in reading order, lines rejoined."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from taizhang.cli.speech import say
from taizhang.engine.errors import BadInput
from taizhang.engine.formats import DEFAULT, read_bytes
from taizhang.engine.text import Article, RawText, articles, articles_to_json


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoSuchFile(BadInput):
    """The path given does not lead to a file that may be read."""

    code = "no_such_file"
    message = _("The file {name} cannot be opened.")
    remedy = _("Check the path; use - to read from standard input.")


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help=say(_("the document, or - for standard input"))
    )
    parser.add_argument("--json", action="store_true", help=say(_("print JSON for programs")))


def run(arguments: argparse.Namespace) -> int:
    """Print the articles; the exit code."""
    found = articles(load(arguments.file))
    if arguments.json:
        print(json.dumps({"articles": articles_to_json(found)}, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join(map(_readable, found)))
    return 0


def load(path: str) -> RawText:
    """The text of the file at `path`; never more of it is taken in than may be read."""
    most = DEFAULT.bytes + 1
    if path == "-":
        return read_bytes(sys.stdin.buffer.read(most), name="-")
    try:
        with Path(path).open("rb") as file:
            data = file.read(most)
    except OSError:
        raise NoSuchFile(name=path) from None
    return read_bytes(data, name=Path(path).name)


def _readable(article: Article) -> str:
    """Headline, sub-heads and paragraphs as a person reads them; doubts at the end."""
    body = set(article.body)
    lines = []
    for place, paragraph in enumerate(article.paragraphs):
        if paragraph.text == article.headline:
            lines.append(f"# {paragraph.text}")
        elif place not in body and paragraph.text in article.subheads:
            lines.append(f"## {paragraph.text}")
        else:
            lines.append(paragraph.text)
    lines.extend(f"[{say(doubt)}]" for doubt in article.doubts)
    return "\n".join(lines)

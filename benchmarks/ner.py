"""Entities per type against public sets: precision, recall and F1, strict spans.

    python benchmarks/ner.py cluener2020/cluener.jsonl resume_ner/resume.jsonl [--limit N]

A file holds one sentence a line: {"text": …, "entities": [[start, end, type, words], …]}. The rules
read local-government prose; these sets are sports, finance and curricula vitae. No target, but no
silent fall either.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from taizhang.engine.extract import Extraction, study
from taizhang.engine.text import Article, RawText, Rejoined, Span

# What the sets call a type → what we call it.
TYPES: Final = {
    "company": "enterprise",
    "government": "unit",
    "organization": "organisation",
    "ORG": "organisation",
    "position": "title",
    "TITLE": "title",
    "name": "person",
    "NAME": "person",
}
Place = tuple[int, int]


def found(text: str) -> dict[str, set[Place]]:
    """What the rules find in a sentence, by our types; an organisation is any of them."""
    read = _read(text)
    spans: dict[str, set[Place]] = {"person": set(), "title": set(), "organisation": set()}
    for person in read.people:
        spans["person"] |= {(m.start, m.end) for m in person.mentions}
        spans["title"] |= set(_titles(text, read, person.titles, person.mentions))
    for each in read.organisations:
        places = {(m.start, m.end) for m in each.mentions}
        spans.setdefault(each.kind, set()).update(places)
        spans["organisation"] |= places
    return spans


def _read(text: str) -> Extraction:
    paragraph = Rejoined.pick(text, range(len(text)))
    article = Article(
        id="a1",
        headline=None,
        subheads=(),
        paragraphs=(paragraph,),
        spans=(Span(0, len(text)),),
        body=(0,),
    )
    return study(RawText(text), (article,))


def _titles(
    text: str, read: Extraction, titles: tuple[str, ...], mentions: tuple[Span, ...]
) -> Iterator[Place]:
    """The bare title: the sets leave the unit before it out."""
    bodies = {name for each in read.organisations for name in (each.name, *each.aliases)}
    for title in titles:
        unit = max((b for b in bodies if title.startswith(b) and b != title), key=len, default="")
        start = text.rfind(title, 0, mentions[0].start)
        if start >= 0:
            yield start + len(unit), start + len(title)


def measure(path: Path, limit: int | None) -> None:
    """Print a row for each type of the set."""
    counts: dict[str, Counter[str]] = {}
    lines = path.read_text(encoding="utf-8").splitlines()[:limit]
    for line in lines:
        row = json.loads(line)
        mine = found(row["text"])
        for kind in {k for k in TYPES if _in_set(path, k)}:
            gold = {(start, end) for start, end, k, _words in row["entities"] if k == kind}
            ours = mine.get(TYPES[kind], set())
            count = counts.setdefault(kind, Counter())
            count["right"] += len(gold & ours)
            count["found"] += len(ours)
            count["there"] += len(gold)
    print(f"{path.name}: {len(lines)} sentences")
    for kind, count in sorted(counts.items()):
        precision = count["right"] / (count["found"] or 1)
        recall = count["right"] / (count["there"] or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        print(f"  {kind:13} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  of {count['there']}")


def _in_set(path: Path, kind: str) -> bool:
    return kind.isupper() == path.name.startswith("resume")


def main() -> None:
    """Measure every file named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    arguments = parser.parse_args()
    for path in arguments.files:
        measure(path, arguments.limit)


if __name__ == "__main__":
    main()

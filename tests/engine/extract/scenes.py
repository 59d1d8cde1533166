"""Scenes for the rules: paragraphs of running text, without the work of finding articles."""

from __future__ import annotations

from datetime import date
from typing import Any

from taizhang.engine.extract import Extraction, study, to_json
from taizhang.engine.extract.reading import Reading, read
from taizhang.engine.names import EMPTY, RosterNames
from taizhang.engine.text import Article, PartialDate, RawText, Rejoined, Span


def article(raw: str, *, start: int = 0, end: int | None = None, **parts: Any) -> Article:
    """Every line of `[start, end)` is a paragraph of running text, but for the headline."""
    last = len(raw) if end is None else end
    paragraphs, place = [], start
    for line in raw[start:last].split("\n"):
        if line.strip():
            paragraphs.append(Rejoined.pick(raw, range(place, place + len(line))))
        place += len(line) + 1
    headline = parts.pop("headline", None)
    bylines = parts.pop("byline_texts", ())
    body = tuple(
        i for i, p in enumerate(paragraphs) if p.text != headline and p.text not in bylines
    )
    return Article(
        id=parts.pop("id", "a1"),
        headline=headline,
        subheads=parts.pop("subheads", ()),
        paragraphs=tuple(paragraphs),
        spans=(Span(start, last),),
        body=body,
        **parts,
    )


def reading(raw: str, **parts: Any) -> Reading:
    return read(RawText(raw), (article(raw, **parts),))


def extraction(
    raw: str, *, roster: RosterNames = EMPTY, today: date | None = None, **parts: Any
) -> Extraction:
    return study(RawText(raw), (article(raw, **parts),), roster=roster, today=today)


def entries(raw: str, ledger: str | None = None, **parts: Any) -> list[dict[str, Any]]:
    """The entries as the contract gives them, with names in place of ids."""
    output: Any = to_json(extraction(raw, **parts))
    names = {each["id"]: each["name"] for each in output["organisations"]}
    for entry in output["entries"]:
        entry["enterprises"] = [names[each] for each in entry["enterprises"]]
        entry["co_units"] = [names[each] for each in entry["co_units"]]
        entry["lead_unit"] = names.get(entry["lead_unit"])
    return [e for e in output["entries"] if ledger is None or e["ledger"] == ledger]


def texts(raw: str, ledger: str, **parts: Any) -> list[str]:
    return [entry["text"] for entry in entries(raw, ledger, **parts)]


def day(month: int, number: int, year: int | None = None) -> PartialDate:
    return PartialDate(month, number, year)

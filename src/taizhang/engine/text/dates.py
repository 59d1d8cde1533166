"""The date an article is about, as its text says it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from taizhang.engine.text.article import PartialDate

_YEAR: Final = r"(?:(?P<year>(?:19|20)\s?\d\s?\d)\s?年\s?)?"
_DATE: Final = re.compile(rf"{_YEAR}(?<!\d)(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日")
_FULL: Final = re.compile(
    r"(?P<year>(?:19|20)\s?\d\s?\d)\s?年\s?(?P<month>\d\s?\d?)\s?月\s?(?P<day>\d\s?\d?)\s?日"
)


def article_date(paragraphs: Iterable[str]) -> PartialDate | None:
    """The first date of the first paragraph; else the last one said with its year (signed off)."""
    texts = list(paragraphs)
    for text in texts[:1]:
        for found in _DATE.finditer(text):
            date = _partial(found)
            if date is not None:
                return date
    for text in reversed(texts):
        for found in reversed(list(_FULL.finditer(text))):
            date = _partial(found)
            if date is not None:
                return date
    return None


def _partial(found: re.Match[str]) -> PartialDate | None:
    year, month, day = (found[name] and int("".join(found[name].split())) for name in ("year", "month", "day"))
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return PartialDate(month=month, day=day, year=year or None)

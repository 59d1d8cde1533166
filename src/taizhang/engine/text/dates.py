"""The date an article is about, as its text says it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from taizhang.engine.patterns import compiled
from taizhang.engine.text.article import PartialDate

MONTHS: Final = 12
DAYS: Final = 31

_YEAR: Final = r"(?P<year>(?:19|2\s?0)\s?\d\s?\d)\s?年\s?"
_DATE: Final = compiled(
    rf"(?:{_YEAR})?(?<!\d)(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日",
)
_SIGNED: Final = re.compile(
    rf"{_YEAR}(?P<month>\d\s?\d?)\s?月\s?(?P<day>\d\s?\d?)\s?日(?=\s*(?:$|印|[（(]|\s))",
)


def article_date(paragraphs: Iterable[str]) -> PartialDate | None:
    """The first date of the first paragraph; else the last date the text is signed with."""
    texts = list(paragraphs)
    said = (found for text in texts[:1] for found in _DATE.finditer(text))
    signed = (found for text in reversed(texts) for found in _SIGNED.finditer(text))
    return next((date for date in map(_partial, chain(said, signed)) if date is not None), None)


def _partial(found: re.Match[str]) -> PartialDate | None:
    month, day = _number(found["month"]), _number(found["day"])
    if not 1 <= month <= MONTHS or not 1 <= day <= DAYS:
        return None
    return PartialDate(month, day, year=_number(found["year"]) if found["year"] else None)


def _number(digits: str) -> int:
    return int("".join(digits.split()))

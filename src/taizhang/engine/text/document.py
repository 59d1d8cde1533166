"""A document in its own order: minutes, a notice, a briefing, a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile, zip_longest
from typing import Final

from taizhang.engine.text.article import Article
from taizhang.engine.text.assembly import Placed, Role, article
from taizhang.engine.text.bylines import dateline
from taizhang.engine.text.headings import LONGEST, tells_an_event
from taizhang.engine.text.layout import Layout
from taizhang.engine.text.lines import Block
from taizhang.engine.text.marks import balance, closed, enumerated
from taizhang.engine.text.parts import Kind, Part, parts_of

SHORTEST_HEADLINE: Final = 6
_PAPER: Final = re.compile(
    r"[\s（(]*(?:[一-鿿]{1,8}\s?)?(?:[〔\[［（(](?:19|20)\d\d[〕\]］）)]|(?:19|20)\d\d年)?\s?第?\s?[\d一二三四五六七八九十百]{1,4}\s?[号期][\s）)]*"
)
_DATE_ONLY: Final = re.compile(r"[（(]?[\d○〇零一二三四五六七八九十\s]{2,8}年[^，。]{2,12}日[）)]?")


def read_document(raw: str, blocks: Sequence[Block], layout: Layout) -> tuple[Article, ...]:
    """The articles; nearly always one."""
    parts = [part for block in blocks for part in parts_of(raw, block, layout)]
    pieces = _separate(_titled(parts))
    return tuple(article(number, _placed(piece)) for number, piece in enumerate(pieces, 1))


def _titled(parts: list[Part]) -> list[Part]:
    """The title may be longer than a sub-head or set on two lines."""
    first = parts[0]
    text = first.text.text
    if first.kind is Kind.BODY and len(parts) > 1 and _is_title(text):
        return [replace(first, kind=Kind.HEADING), *parts[1:]]
    return parts


def _is_title(text: str) -> bool:
    if len(text) > 2 * LONGEST or closed(text) or "。" in text or text.count("，") > 1:
        return False
    return balance(text) == (0, 0) and not enumerated(text) and not dateline(text)[0]


def _separate(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Several articles one below the other: each ends with a byline or begins with 本报讯."""
    piece: list[Part] = []
    for place, part in enumerate(parts):
        told = any(before.kind is Kind.BODY for before in piece)
        if told and _begins(piece[-1], part, parts[place + 1 : place + 3]):
            yield piece
            piece = []
        piece.append(part)
    yield piece


def _begins(above: Part, part: Part, below: Sequence[Part]) -> bool:
    if part.kind is Kind.BODY:
        return dateline(part.text.text)[0] > 0 and above.kind is not Kind.HEADING
    if part.kind is not Kind.HEADING or enumerated(part.text.text):
        return False
    if any(dateline(next_part.text.text)[0] for next_part in below):
        return above.kind is not Kind.HEADING
    return above.ends_article and tells_an_event(part.text.text)


def _signs(below: Part | None) -> bool:
    """Is it the name of who issued the text, at its end or above the date?"""
    return below is None or _DATE_ONLY.fullmatch(below.text.text) is not None


def _behind_number(piece: Sequence[Part]) -> int:
    """Where the title may stand: behind the number of an official paper, if one is above it.

    某市人民政府专题会议纪要 / 〔2019〕第5号 / 关于…的会议纪要
    """
    head = list(takewhile(lambda part: not _tells(part), piece))
    numbers = [n for n, part in enumerate(head) if _PAPER.fullmatch(part.text.text)]
    behind = numbers[0] + 1 if numbers else 0
    return behind if any(_is_name(part) for part in head[behind:]) else 0


def _tells(part: Part) -> bool:
    """Whether it is running text: not who issued the paper, and when."""
    text = part.text.text
    return part.kind is Kind.BODY and (closed(text) or len(text) > LONGEST)


def _is_name(part: Part) -> bool:
    return part.kind is Kind.HEADING and len(part.text.text) >= SHORTEST_HEADLINE


def _placed(piece: Sequence[Part]) -> list[Placed]:
    placed: list[Placed] = []
    named = False
    first = _behind_number(piece)
    for number, (part, below) in enumerate(zip_longest(piece, piece[1:])):
        if part.kind is Kind.HEADING and placed and _signs(below):
            placed.append(Placed(Role.OTHER, part))
        elif part.kind is Kind.HEADING:
            headed = number < first
            own = not (named or headed or any(before.role is Role.BODY for before in placed))
            if (
                placed
                and not own
                and len(part.text.text) < SHORTEST_HEADLINE
                and not enumerated(part.text.text)
            ):
                # Below the title a very short line is who issued it, not a sub-head.
                placed.append(Placed(Role.OTHER, part))
                continue
            placed.append(Placed(Role.HEADLINE if own else Role.SUBHEAD, part))
            named = named or not headed
        else:
            told = part.kind is Kind.BODY and number >= first
            placed.append(Placed(Role.BODY if told else Role.OTHER, part))
    return placed

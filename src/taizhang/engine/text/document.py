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
from taizhang.engine.text.margins import is_navigation
from taizhang.engine.text.marks import balance, closed, enumerated
from taizhang.engine.text.parts import Kind, Part, joined, parts_of

SHORTEST_HEADLINE: Final = 6
_PAPER: Final = re.compile(
    r"[\s（(]*(?:[一-鿿]{1,8}\s?)?(?:[〔\[［（(](?:19|20)\d\d[〕\]］）)]|(?:19|20)\d\d年)?\s?第?\s?[\d一二三四五六七八九十百]{1,4}\s?[号期][\s）)]*"
)
_TOP: Final = 8
"""Parts at the head of a paper among which its title stands."""
_ISSUER: Final = re.compile(
    r"^[一-鿿]{4,30}(?:办公室|委员会|管委会|人民政府|指挥部|领导小组|局|厅|中心)$"
)
_ABOUT: Final = re.compile(
    r"(?:关于|对|转发|印发)[^。！？\n]{4,80}(?:通报|通知|报告|意见|方案|函|答复|批复|请示|决定|公告|通告|纪要)$"
)
_PAPER_KIND: Final = re.compile(r"(?:纪要|通报|通知|周报|简报|要情|报告|方案|答复)$")
# 某办公室编 2026年9月14日: who made it, and when.
_IMPRINT: Final = re.compile(r"(?:编印?|主办|印发|室|会|局)\s*\d{4}年\d{1,2}月\d{1,2}日$")
_DATE_ONLY: Final = re.compile(r"[（(]?[\d○〇零一二三四五六七八九十\s]{2,8}年[^，。]{2,12}日[）)]?")


def read_document(raw: str, blocks: Sequence[Block], layout: Layout) -> tuple[Article, ...]:
    """The articles; nearly always one."""
    parts = [part for block in blocks for part in parts_of(raw, block, layout)]
    pieces = _separate(_with_issuer(_titled(parts)))
    return tuple(article(number, _placed(piece)) for number, piece in enumerate(pieces, 1))


def _titled(parts: list[Part]) -> list[Part]:
    """The title may be longer than a sub-head or set on two lines."""
    first = next((n for n, part in enumerate(parts) if not is_navigation(part.text.text)), 0)
    found = list(parts)
    for place in (first, *_below_number(parts)):
        part = parts[place]
        if part.kind is Kind.BODY and len(parts) > 1 and _is_title(part.text.text):
            found[place] = replace(part, kind=Kind.HEADING)
    return found


def _below_number(parts: Sequence[Part]) -> Iterator[int]:
    """园区快报 / 第五期 / …5月10日例会纪要: a title with a date in it, by the paper it names."""
    for place, part in enumerate(parts[1:_TOP], 1):
        numbered = _PAPER.fullmatch(parts[place - 1].text.text)
        if numbered and _PAPER_KIND.search(part.text.text):
            yield place


def _with_issuer(parts: list[Part]) -> list[Part]:
    """某办公室 / 关于…的通报: a title names who issues the paper, then its matter (GB/T 9704)."""
    for place in range(min(len(parts) - 1, _TOP)):
        issuer, matter = parts[place], parts[place + 1]
        if _ISSUER.search(issuer.text.text) and _ABOUT.match(matter.text.text):
            title = replace(matter, kind=Kind.HEADING, text=joined(issuer.text, matter.text))
            return [*parts[:place], title, *parts[place + 2 :]]
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
    text = part.text.text
    named = part.kind is Kind.HEADING and len(text) >= SHORTEST_HEADLINE
    return named and not _IMPRINT.search(text)


def _is_aside(part: Part, below: Part | None, *, above: bool, named: bool) -> bool:
    """Whether a web page put it there, or it says who made or signed the paper."""
    text = part.text.text
    if is_navigation(text) or (above and not named and _IMPRINT.search(text)):
        return True
    return part.kind is Kind.HEADING and above and _signs(below)


def _placed(piece: Sequence[Part]) -> list[Placed]:
    placed: list[Placed] = []
    named = False
    first = _behind_number(piece)
    for number, (part, below) in enumerate(zip_longest(piece, piece[1:])):
        if _is_aside(part, below, above=bool(placed), named=named):
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

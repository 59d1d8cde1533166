"""Which chunks make up one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from taizhang.engine.text.chunks import Chunk, Wording
from taizhang.engine.text.evidence import UNLIKE, Group, Page
from taizhang.engine.text.headings import is_slogan, tells_an_event
from taizhang.engine.text.linking import paths

ALIKE: Final = 1.6
"""Evidence from which two groups are one article although there are headlines for both."""
FITTING: Final = 1.0
"""Evidence below which the last group for a headline is kept although it begins like no article."""
LEADERLESS: Final = 0.5
"""The same where one of them begins like no article: without a date, a headline, a lead."""
AGAINST: Final = -1.0
"""Evidence below which two groups stay apart even if there is no headline for one of them."""
LONGEST_SUBHEAD: Final = 10

Row = tuple[float, Group, Group]


def groups(chunks: Sequence[Chunk], after: Mapping[int, int], wording: Wording) -> list[Group]:
    """Articles as groups of chunks; how many is told by the headlines, ends and beginnings."""
    headings = frozenset(i for i, chunk in enumerate(chunks) if chunk.is_heading)
    headlines = frozenset(place for place in headings if _is_headline(chunks, place))
    page = Page(chunks, headings, headlines, wording)
    found = [page.group(path) for path in paths(len(chunks), after) if page.tells(path[0])]
    most, least = len(headings), len(headlines)
    rows = [row for i, group in enumerate(found) for row in _compare(page, group, found[:i])]
    while pair := _next_pair(page, rows, len(found), most=most, least=least):
        found = [group for group in found if group not in pair]
        rows = [row for row in rows if row[1] not in pair and row[2] not in pair]
        both = page.union(*pair)
        rows += _compare(page, both, found)
        found.append(both)
    return sorted(found, key=lambda group: group.first)


def _is_headline(chunks: Sequence[Chunk], place: int) -> bool:
    """Is it the headline of an article rather than a sub-head?

    It tells an event, or is long enough to tell one and no slogan right under another. What
    leads in to it, above, or stands under it makes it neither more nor less.
    """
    texts = [part.text.text for part in chunks[place].parts]
    if any(map(tells_an_event, texts)):
        return True
    below = place > 0 and chunks[place - 1].is_heading
    return any(
        len(text) > LONGEST_SUBHEAD and not (below and ("，" in text or is_slogan(text)))
        for text in texts
    )


def _compare(page: Page, one: Group, others: Sequence[Group]) -> list[Row]:
    """`one` with each of the others that it may be put together with, the earlier group first."""
    rows = []
    for other in others:
        first, second = (one, other) if one.first <= other.first else (other, one)
        score = page.likeness(first, second)
        if score > UNLIKE / 2:
            rows.append((score, first, second))
    return rows


def _next_pair(
    page: Page, rows: Sequence[Row], count: int, *, most: int, least: int
) -> tuple[Group, Group] | None:
    """The two groups to be put together next, or nothing when the articles are complete."""
    # More groups than headlines: some must go together, unless all speaks against it.
    choice = [row for row in rows if row[0] >= (AGAINST if most else LEADERLESS)]
    if count <= max(most, 1) or not choice:
        # What begins in the middle is the rest of another, unless there is a headline for each.
        enough = FITTING if count <= least else UNLIKE
        choice = [r for r in rows if min(r[1].begins, r[2].begins) < 0 and r[0] >= enough]
        if not choice and most >= count > max(least, 1):
            choice = [row for row in rows if _alike(page, *row)]
    best = max(choice, key=_rank, default=None)
    return None if best is None else best[1:]


def _rank(row: Row) -> tuple[float, int, int]:
    """The most alike; of equals those that stand first."""
    return row[0], -row[1].first, -row[2].first


def _alike(page: Page, score: float, one: Group, other: Group) -> bool:
    weak = page.leaderless(one) or page.leaderless(other)
    return score >= (LEADERLESS if weak else ALIKE)

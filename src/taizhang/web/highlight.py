"""Spans of a text as tints; overlapping ones share the piece they share."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

Tint = tuple[int, int, str] | tuple[int, int, str, str]
"""Half-open span, what it is (a class name after `span-`), and a key that joins it to a draft."""


def marked(text: str, spans: Iterable[Tint]) -> SafeString:
    """`text` escaped, each piece under spans in one <mark>.

    Spans outside the text are cut to it: a wrong span must not break a page.
    """
    tints = [tint for tint in (_within(tint, len(text)) for tint in spans) if tint[0] < tint[1]]
    cuts = sorted({0, len(text)} | {cut for tint in tints for cut in tint[:2]})
    pieces = [
        _piece(text[start:end], [tint for tint in tints if tint[0] <= start and end <= tint[1]])
        for start, end in pairwise(cuts)
    ]
    return mark_safe("".join(pieces))  # noqa: S308  # every piece is escaped


def _within(tint: Tint, length: int) -> tuple[int, int, str, str]:
    start, end, kind, *key = tint
    return max(start, 0), min(end, length), kind, str(key[0]) if key else ""


def _piece(text: str, tints: list[tuple[int, int, str, str]]) -> str:
    if not tints:
        return escape(text)
    kinds = " ".join(dict.fromkeys(f"span-{kind}" for *_, kind, _key in tints))
    keys = " ".join(dict.fromkeys(key for *_, key in tints if key))
    if not keys:
        return format_html('<mark class="{}">{}</mark>', kinds, text)
    return format_html('<mark class="{}" data-spans="{}">{}</mark>', kinds, keys, text)

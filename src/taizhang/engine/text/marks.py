"""Punctuation that tells where a piece of text begins and ends."""

from __future__ import annotations

import re
from typing import Final

from taizhang.engine.text.sentences import CLOSERS, PAIRS

STOPS: Final = frozenset("。！？!?…")
TRAILERS: Final = CLOSERS | frozenset("\"'")
_LEADS_ON: Final = frozenset("；;：:")
_TRAILING: Final = "".join(sorted(TRAILERS))
NEVER_FIRST: Final = frozenset("，。、；：！？,.;:!?%％”’）)》」』】…·")

_PAIRED: Final = re.compile(f"[{re.escape(''.join(PAIRS | dict.fromkeys(CLOSERS)))}]")
_ENUMERATED: Final = re.compile(
    r"第[一二三四五六七八九十]{1,3}[章节条部]|[一二三四五六七八九十]{1,3}、|"
    r"[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[、．.](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]"
)


def ended(text: str) -> bool:
    """Does it end a sentence? A stop at the end, closing marks behind it aside."""
    last = text[-1:]
    return last in STOPS or (last in TRAILERS and text.rstrip(_TRAILING)[-1:] in STOPS)


def closed(text: str) -> bool:
    """May a paragraph end here? After a sentence, and after ；or ： before a list."""
    return text[-1:] in _LEADS_ON or ended(text)


def balance(text: str) -> tuple[int, int]:
    """How many marks are closed without being opened here, and opened without being closed."""
    missing, waiting = 0, 0
    for letter in _PAIRED.findall(text):
        if letter in PAIRS:
            waiting += 1
        elif waiting:
            waiting -= 1
        else:
            missing += 1
    return missing, waiting


def enumerated(text: str) -> bool:
    """Does it begin with the number of an item: 一、 （二） 3. ④ 第五条?"""
    return _ENUMERATED.match(text) is not None

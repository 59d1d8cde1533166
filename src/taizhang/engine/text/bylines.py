"""Who wrote it, who photographed it, where it was taken from: lines that tell nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from taizhang.engine.patterns import compiled
from taizhang.engine.text.article import Bylines

_ROLE: Final = (
    r"(?:本报|本刊|特约|见习|实习|首席|全媒体|融媒体?|[一-龥]{2,4}[日晚周时]?报)*"
    r"(?:记者|通讯员|实习生|撰稿人?|作者|报道员|特约撰稿)"
)
_WORK: Final = r"(?:文字?|图片?|摄影?|供图|报道|摄影报道|文图|图文|编辑|责编|责任编辑|校对|审核)"
_GAP: Final = r"[\s　:：/／|｜,，、・;；]"
_NAME: Final = r"[一-龥]{1,2}(?:[ 　]?[一-龥])?(?:·[一-龥]{1,6})?"

_TOKEN: Final = re.compile(
    rf"(?P<role>{_ROLE})|(?P<work>{_WORK}(?=$|{_GAP}|[)）]))|(?P<gap>{_GAP}+)|"
    rf"(?P<word>[一-龥·]+?(?={_ROLE}|{_GAP}|$|[(（)）]))|(?P<other>.)",
    re.DOTALL,
)
_APART: Final = re.compile(r"(?<![一-龥])([一-龥])[ 　]+([一-龥])(?![一-龥])")
_HAS_ROLE: Final = re.compile(r"记者|通讯员|实习生|撰稿|作者|报道员")
_DATELINE: Final = re.compile(
    r"(?:本报|本刊|本网|[一-龥]{2,6}[社网报])[一-龥]{0,6}(?:\d{1,2}月\s*\d{1,2}日)?(?:讯|电|消息)"
    r"[\s　]*(?:[（(](?P<who>[^（()）]{2,40})[）)])?"
)
_TRAILING: Final = compiled(r"[\s　]*[（(](?P<who>[^（()）]{2,40})[）)][\s　]*$")
_BARE_NAMES: Final = re.compile(rf"{_NAME}(?:[\s　、,，]+{_NAME}){{0,4}}")
_CREDIT: Final = re.compile(
    r"(?:供图|(?<!拍)摄影|摄影报道|图片由.{2,16}提供|图片来源[:：].{1,20}|制图|资料图片?)[)）]?$|"
    # A name before it: 拍摄 is what an article tells.
    r"(?:^|[\s　。！：:/／）)])[一-龥·]{1,8}[\s　]*(?<!拍)摄[)）]?$|"
    r"[一-龥]{2,8}发[（(].{1,20}[)）]$|"
    r"^(?:[▲△▼▽↑↓←→◀▶]|图为|[上下左右]图[为：:]|图[①-⑨\d一二三四五六][：:\s为])"
)
# Each of its turns holds one of these.
_PICTURED: Final = re.compile("[摄图发▲△▼▽↑↓←→◀▶]")
_SOURCE: Final = re.compile(
    r"[（(]?(?:来源|稿源|信息来源|责任编辑|责编|编辑|审核|校对|供稿|签发)[\s　]*[:：].{1,40}$"
)
_SIGNS: Final = compiled(
    r"^[（(]|记者|通讯员|实习生|撰稿|作者|报道员|摄|供图|图片|制图|资料图|发[（(]|来源|稿源|编|审核|校对|供稿|签发|"
    r"^[▲△▼▽↑↓←→◀▶图上下左右]"
)
_BULLETS: Final = "□■◎●○◆◇▲△★☆▍▌ \u3000"
"""Marks that papers set before a byline."""
_NOBODY: Final = Bylines()
NAME_LENGTHS: Final = range(2, 13)
LONGEST_CHINESE_NAME: Final = 4
LONGEST: Final = 60
"""Characters; who wrote a text is never said in more."""


def signs(text: str) -> bool:
    """May it be a byline, credit or source at all? Asked of every line, so it is quick."""
    return _SIGNS.search(text) is not None


@lru_cache(maxsize=8)  # several rules ask about a line in turn
def byline(text: str) -> Bylines | None:
    """The names, when `text` says nothing but who wrote it; otherwise nothing.

    Any combination of roles is read: 记者 甲 通讯员 乙 丙 文/图, （甲 乙 摄影报道）, 作者：甲.
    """
    bare = text.strip().lstrip(_BULLETS)
    if not bare or len(bare) > LONGEST or not _HAS_ROLE.search(bare):
        return None
    return _names(_inside(bare))


def dateline(text: str) -> tuple[int, Bylines]:
    """How far 本报讯（记者 甲） reaches at the beginning of a text, and the names in it."""
    found = _DATELINE.match(text)
    if found is None:
        return 0, _NOBODY
    return found.end(), (_names(found["who"]) or _NOBODY) if found["who"] else _NOBODY


def trailing(text: str) -> tuple[int, Bylines] | None:
    """Where names in brackets behind the last sentence begin, and the names: …。 (甲 乙)."""
    found = _TRAILING.search(text, max(0, len(text) - LONGEST))
    if found is None or not text[: found.start()].rstrip().endswith(("。", "！", "？", "”", "…")):
        return None
    who = found["who"].strip()
    if _HAS_ROLE.search(who):
        names = _names(who)
    elif _BARE_NAMES.fullmatch(who):
        names = Bylines(reporters=tuple(_people(who)))
    else:
        names = None
    return None if names is None else (found.start(), names)


def named_only(text: str) -> Bylines | None:
    """A line of its own that holds nothing but names in brackets: (甲 乙)."""
    bare = text.strip()
    if bare[:1] in "（(" and bare[-1:] in "）)" and _BARE_NAMES.fullmatch(bare[1:-1].strip()):
        return Bylines(reporters=tuple(_people(bare[1:-1])))
    return None


def is_credit(text: str) -> bool:
    """A photograph's caption or credit."""
    if len(text) > LONGEST or not _PICTURED.search(text):
        return False
    return _CREDIT.search(text) is not None


def is_source(text: str) -> bool:
    """Where the text was taken from, who edited it."""
    return len(text) <= LONGEST and _SOURCE.match(text) is not None


def _is_no_name(word: str) -> bool:
    """Longer than a Chinese name and not in parts as names from other languages are."""
    return len(word) > LONGEST_CHINESE_NAME and "·" not in word


def _inside(text: str) -> str:
    if text[0] in "（(【[" and text[-1] in "）)】]":
        return text[1:-1]
    return text


def _people(text: str) -> list[str]:
    return [name for name in re.split(r"[\s　、,，]+", text.strip()) if name]


def _names(text: str) -> Bylines | None:
    reporters: list[str] = []
    correspondents: list[str] = []
    current: list[str] | None = None
    said = False
    # A name of two characters is often set with a blank inside.
    for found in _TOKEN.finditer(_APART.sub(r"\1\2", text)):
        kind, word = str(found.lastgroup), found.group()
        if kind == "role":
            current = correspondents if "通讯员" in word or "报道员" in word else reporters
            said = True
        elif kind == "word" and current is not None and len(word) in NAME_LENGTHS:
            current.append(word)
        elif kind in {"word", "other"}:
            return None
    if not said or any(map(_is_no_name, reporters + correspondents)):
        return None
    return Bylines(tuple(dict.fromkeys(reporters)), tuple(dict.fromkeys(correspondents)))

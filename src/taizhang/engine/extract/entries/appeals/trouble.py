"""How much a passage tells of a difficulty or asks for something: weighed, with the words kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.matters import (
    ASKS,
    COMFORTS,
    HARDSHIPS,
    HARMLESS,
    NAMED,
    STRAINS,
    TROUBLES,
    UNNAMED,
)
from taizhang.engine.records import record
from taizhang.engine.sought import openings

_HARMLESS: Final = re.compile(either(HARMLESS))
_HARD: Final = re.compile(either(tuple({*TROUBLES, *HARDSHIPS} - {*STRAINS, *UNNAMED})))
# 销售困难, 用地的瓶颈: words that name none alone name one here.
_OF_WHAT: Final = re.compile(rf"(?:{either(NAMED)})(?:的|存在|有|上|方面)?(?:{either(UNNAMED)})")
# What does not come off, whatever the verb (运不进来, 用不上, 未硬化), and what takes too long.
_SHAPE: Final = re.compile(
    r"不(?<=[一-鿿]不)(?:了(?![解断结起])|进(?:来|去)?(?![行一])|出(?:来|去)(?!户)|上(?![班学报市下岗网线来去])|下(?:来|去)"
    r"|动(?![摇员产力])|起来|通(?![过知])|满(?![意足])|住|齐)"
    r"|[进出回过]不[去来]|没(?:有)?(?:通过|批|拿到|办下来|到位|解决|落实|兑现|着落)"
    r"|[交付租用买请养雇]不起|没(?:有)?(?:客人|客源|生意|订单|活干|收入)"
    r"|未(?:硬化|通(?!过)|接通|到位|解决|落实|兑[付现]|拨付|拆|搬|清|建成|安装|批|覆盖|打通)"
    r"|(?:周期|时间|流程|战线|耗时)(?:较|偏|太|过|很)?长|(?:较|偏)[长慢贵高窄少低重旧远小短弱差]"
    r"|多头(?:检查|执法|管理)|(?:没有?|未见)(?:结果|进展|答复|眉目)"
)
_STRAIN: Final = re.compile(either(STRAINS))
_UNNAMED: Final = re.compile(either(UNNAMED))
_ASK: Final = re.compile(either(ASKS))
_COMFORT: Final = re.compile(either(COMFORTS))
# 影响满负荷生产, 难以满产: comforts that are out of reach.
_OUT_OF_REACH: Final = re.compile("(?:影响|难以|无法|不能|未能)[^，。；]{1,6}")
_WORDS: Final = frozenset((*TROUBLES, *HARDSHIPS, *STRAINS, *UNNAMED, *ASKS, *COMFORTS))
# Where none of these stands there is no word: looked for much faster than the words.
_LETTERS: Final = re.compile(f"[{''.join(word for word in _WORDS if len(word) == 1)}]")
_OPENINGS: Final = openings(word for word in _WORDS if len(word) > 1)
_MOST: Final = 3
"""Of one kind so many words count: a long passage is no worse for being long."""


@record
class Trouble:
    """The weight of a passage and the words that speak for it."""

    hard: tuple[str, ...]
    strains: tuple[str, ...]
    asks: tuple[str, ...]
    comforts: tuple[str, ...]

    @property
    def value(self) -> int:
        """Difficulties and requests count twice, hints once; contentment takes away."""
        told = 2 * (min(len(self.hard), _MOST) + min(len(self.asks), _MOST))
        return told + min(len(self.strains), _MOST) - 3 * min(len(self.comforts), _MOST)

    @property
    def words(self) -> tuple[str, ...]:
        """What to show as the reason."""
        return (*self.hard, *self.asks, *self.strains)[:4]


_NONE: Final = Trouble((), (), (), ())


@lru_cache(maxsize=1024)
def weigh(text: str) -> Trouble:
    """The words of trouble in `text`, each once, without those that only look like one."""
    if not (_LETTERS.search(text) or _OPENINGS.search(text) or _SHAPE.search(text)):
        return _NONE
    plain = _HARMLESS.sub(lambda found: "　" * len(found.group()), text)
    named, rest = _taken(_OF_WHAT, plain)
    unnamed, rest = _taken(_UNNAMED, rest)
    shaped, rest = _taken(_SHAPE, rest)
    told, rest = _taken(_HARD, rest)
    hard = (*named, *told, *shaped)
    asks, rest = _taken(_ASK, rest)
    strains, _rest = _taken(_STRAIN, rest)
    comforts, _rest = _taken(_COMFORT, _OUT_OF_REACH.sub("　", text))
    return Trouble(hard, (*strains, *unnamed), asks, comforts)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[tuple[str, ...], str]:
    """The different words found, and the text without them."""
    found = tuple(dict.fromkeys(pattern.findall(text)))
    return found, pattern.sub("　", text) if found else text

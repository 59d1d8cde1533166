"""Messages that say the same in other words, and vectors that know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from taizhang.engine.clusters import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_WIDTH = 40
NOISE = ("半夜还在浇筑混凝土，老人孩子睡不着", "工地通宵轰鸣吵得全家失眠")
OTHERS = (
    "自来水压力太小", "公交班次太少", "路灯坏了很久", "井盖丢失", "树枝压电线", "垃圾没人清运",
    "电梯停运", "暖气不热", "停车位被占", "河水发臭", "校门口拥堵", "工资被拖欠", "油烟呛人",
    "宽带装不上", "房产证难办", "快递柜漏电", "广场舞太响", "下水道堵塞", "宠物伤人", "围墙倒塌",
    "施肥气味大", "招牌松动",
)  # fmt: skip


@dataclass
class Fake:
    """A vector for each text: its topic's, with a little of its own."""

    topics: tuple[tuple[str, ...], ...]
    most: int = 1_000
    scale: float = 0.0
    asked: list[str] = field(default_factory=list)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        self.asked += texts
        return np.stack([self._row(text) for text in texts])

    def _row(self, text: str) -> NDArray[np.float32]:
        row = np.zeros(_WIDTH, dtype=np.float32)
        for place, words in enumerate(self.topics):
            weight = self.scale if self.scale and place >= len(TOPICS) else 1
            row[place] += weight * any(word in text for word in words)
        row[_WIDTH - 1] = 0.2
        return row * (1 + len(text) % 3)


TOPICS = (NOISE, *((words,) for words in OTHERS))


def message(name: str, title: str, text: str, **more: str) -> Message:
    return Message(name, text, title=title, time=more.pop("time", "2026-03-01"), **more)


TEXTS = (
    "搅拌车进进出出，灯光刺眼，打过热线没有下文",
    "机器一直开到天亮，上班没有精神，谁来管一管",
)


def others() -> list[Message]:
    """Other matters, and the two about noise in the very same words at places of their own."""
    elsewhere = [
        message(f"e{n}", f"{NOISE[n]}，{place}", TEXTS[n], time=f"2026-02-2{n + 3}")
        for n, place in enumerate(("柏桥花园", "青禾花园"))
    ]
    return elsewhere + [
        message(f"o{n}", f"{words}", f"{words}，盼解决", time=f"2026-02-{n + 1:02d}")
        for n, words in enumerate(OTHERS)
    ]


def two(one: str = "雾松花园", other: str = "雾松花园") -> list[Message]:
    return [
        message("a", f"{NOISE[0]}，{one}", TEXTS[0]),
        message("b", f"{NOISE[1]}，{other}", TEXTS[1]),
    ]

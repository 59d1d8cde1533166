"""Units that stand behind their task in its own line: 完成…。牵头单位：某局  完成时限：6月底."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from taizhang.engine.extract.reading import Reading, Role
from taizhang.engine.extract.structure import (
    LABEL,
    LIMIT,
    Assignment,
    behind_marker,
    by_labels,
)
from taizhang.engine.extract.tables import Column

_INLINE: Final = re.compile(
    r"(?<=[。；，\s])(?:牵头|责任|主办|承办|主责|落实|整改)(?:责任)?(?:单位|部门)[：:]"
)
_SECTION: Final = re.compile(r"\s*(?:项目|实事|任务|事项|工程)[一二三四五六七八九十\d]{1,2}[：:]")
_PROBLEM: Final = re.compile(r"[一-鿿]{2,6}[：:]")
_SHORTEST: Final = 6


def behind(reading: Reading) -> Iterator[Assignment]:
    """Each task whose units its own line names behind it, without brackets."""
    text = reading.text
    if "单位：" not in text and "部门：" not in text:
        return
    for paragraph in reading.paragraphs:
        if paragraph.role is not Role.BODY:
            continue
        label = _INLINE.search(text, paragraph.start, paragraph.end)
        if label is None or text.count("（", paragraph.start, label.start()) > text.count(
            "）", paragraph.start, label.start()
        ):
            continue
        section = _SECTION.match(text, paragraph.start)
        start = behind_marker(text, section.end() if section else paragraph.start, label.start())
        labels = list(LABEL.finditer(text, label.start(), paragraph.end))
        long = label.start() - start >= _SHORTEST
        if long and labels and not _PROBLEM.match(text, start, label.start()):
            limit = LIMIT.search(text, label.start(), paragraph.end)
            due, words = limit["due"] if limit else "", (labels[0].group()[:20],)
            charge = by_labels(text, labels)
            yield Assignment(Column.TASK, start, label.start(), charge, due=due, words=words)

"""The date an article is about."""

from __future__ import annotations

import pytest

from taizhang.engine.text.dates import article_date


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["本报讯 3月 12日，云岭市召开会议。"], "--03-12"),
        (["2026 年3 月9 日上午，研究事项。"], "2026-03-09"),
        (["13月1日不是日期，3月40日也不是，4月2日才是。"], "--04-02"),
        (["各有关单位：", "请抓好落实。", "高新区管委会 202 6 年 3 月 1 0 日"], "2026-03-10"),
        (["各有关单位：", "2026年3月9日召开了会议。"], None),
        (["没有日期。"], None),
        ([], None),
    ],
)
def test_date_is_the_first_said_or_the_one_signed_with(
    paragraphs: list[str], expected: str | None
) -> None:
    found = article_date(paragraphs)
    assert (None if found is None else str(found)) == expected

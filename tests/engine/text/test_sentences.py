"""Where sentences and clauses end."""

from __future__ import annotations

import pytest

from taizhang.engine.text import clauses, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要办。要快办！", ["要办。", "要快办！"]),
        ("他说：“要办。要快办！”会后讨论。", ["他说：“要办。要快办！”", "会后讨论。"]),
        ("“投产了。”公司经理陶云介绍，很顺利。", ["“投产了。”公司经理陶云介绍，很顺利。"]),
        ("（见附件。）下文", ["（见附件。）", "下文"]),
        ("没关上“第一句。第二句。", ["没关上“第一句。", "第二句。"]),
        ("松涛精密、青禾食品……都来了。", ["松涛精密、青禾食品……", "都来了。"]),
        ("行不行？！行。", ["行不行？！", "行。"]),
        ("网址a?b=1，行吗?好!", ["网址a?b=1，行吗?", "好!"]),
        ("上一行\n下“一\n行”完。", ["上一行", "下“一", "行”完。"]),
        ("　先空格。 后空格 ", ["先空格。", "后空格"]),
        ("套“一层‘两层。’还在”里面。外", ["套“一层‘两层。’还在”里面。", "外"]),
        ("多余的”不算。好", ["多余的”不算。", "好"]),
        ("真的！！”好", ["真的！！”", "好"]),
        ("", []),
    ],
)
def test_sentences_end_at_stops_outside_quotations(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_clauses_end_at_semicolons_too() -> None:
    text = "一是查线路；二是（甲；乙）建清单；三是回访。"
    found = [span.of(text) for span in clauses(text)]
    assert found == ["一是查线路；", "二是（甲；乙）建清单；", "三是回访。"]

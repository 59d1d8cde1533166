"""Places of business without a legal form, told by what stands around them."""

from __future__ import annotations

import pytest

from taizhang.engine.extract.firms import firms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由镇里协调岭北采石场保证供料。", ["岭北采石场"]),
        ("1、岚江市钧达商贸物流中心（湖西路8号）：通道被占。", ["岚江市钧达商贸物流中心"]),
        ("2、砚栎火锅店，没有灭火器。", ["砚栎火锅店"]),
        ("砚栎宾馆经营者称，已经停业。", ["砚栎宾馆"]),
        ("昨天查看岚江市钧达购物中心。", ["岚江市钧达购物中心"]),
        ("在迎宾路的好再来饭店，管道没清洗。", ["好再来饭店"]),
        ("在林间的一排排民宿，住着客人。", []),
        ("建设一批农贸市场，改造老旧超市。", []),
        ("砚栎宾馆很好找。", []),
        ("镇里的饭店都来了。", []),
        ("区里设了“一线”服务工作室，旁边是“红星”火锅店。", ["“红星”火锅店"]),
    ],
)
def test_places_of_business(text: str, expected: list[str]) -> None:
    assert [each.name for each in firms(text) if each.why == "place of business"] == expected

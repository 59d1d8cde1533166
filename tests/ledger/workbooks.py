"""Workbooks on their way into a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taizhang.intake import services as intake
from taizhang.ledger import services
from tests.clock import NOW
from tests.forms_of_ledgers import book

if TYPE_CHECKING:
    from taizhang.intake.models import Import
    from tests.people import People

HEAD = ["序号", "企业名称", "问题描述", "问题类别", "责任单位", "完成时限"]
FIRM = "云岭澄泉水处理设备有限公司"


def received(people: People, rows: list[list[Any]], **more: Any) -> Import:
    data = book(("台账", rows))
    given = {"ledger": "appeal", "by": people.office, "now": NOW, **more}
    return intake.receive_import("报送.xlsx", data, **given)


def compared(people: People, rows: list[list[Any]], **more: Any) -> Import:
    one = received(people, rows, **more)
    found = services.propose_import(one)
    mapping = {
        str(at): {str(place): column.key for place, column in enumerate(table)}
        for at, table in enumerate(found)
    }
    return services.compare_import(one, mapping, by=people.office, now=NOW)


def outcomes(one: Import) -> list[str]:
    return list(one.rows.order_by("position").values_list("outcome", flat=True))


def mapped(people: People, rows: list[list[Any]], *keys: str, ledger: str = "appeal") -> Import:
    one = received(people, rows, ledger=ledger)
    mapping = {"0": {str(place): key for place, key in enumerate(keys)}}
    return services.compare_import(one, mapping, by=people.office, now=NOW)


def confirmed(people: People, one: Import) -> Import:
    return services.confirm_import(one, by=people.office, now=NOW)


def many(people: People, count: int = 12) -> Import:
    return compared(people, [HEAD, *([n, FIRM, f"第{n}件事。", "", "", ""] for n in range(count))])

"""Drafts and proposals of one matter find each other; what differs is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.intake import queries
from taizhang.intake.language_model import comparing
from taizhang.intake.language_model.comparing import Proposed, Row, rows
from taizhang.intake.language_model.models import ModelReading
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from tests.intake.conftest import Page
    from tests.people import People


def _proposed(page: Page, quote: str, **more: Any) -> Proposed:
    start = page.document.text.index(quote)
    given = {"key": "m1", "ledger": "appeal", "text": quote, **more}
    return Proposed(start=start, end=start + len(quote), **given)


def _rows(page: Page, *proposed: Proposed) -> list[Row]:
    return rows(page.document, list(queries.drafts(page.document)), proposed)


def _power(page: Page, **more: Any) -> Proposed:
    given = {
        "category": "utilities",
        "enterprises": ("澄泉水处理",),
        "due_text": "年内",
        "key": "m1",
    }
    return _proposed(page, "澄泉水处理反映的用电\n容量不足问题", **{**given, **more})


def test_what_both_say_alike_is_the_same(page: Page) -> None:
    first, *others = _rows(page, _power(page))

    assert (first.state, first.draft, first.differences) == ("same", page.power, ())
    assert [row.state for row in others] == ["drafts", "drafts"]


@pytest.mark.parametrize(
    ("more", "name", "ours", "theirs"),
    [
        ({"ledger": "hazard"}, "Ledger", "appeal", "hazard"),
        ({"category": ""}, "Category", "utilities", ""),
        ({"scope": "common"}, "Common or individual", "", "common"),
        ({"enterprises": ()}, "Enterprises", "云岭澄泉水处理设备有限公司", ""),
        (
            {"enterprises": ("澄泉水处理", "启明光学")},
            "Enterprises",
            "云岭澄泉水处理设备有限公司",
            "澄泉水处理、启明光学",
        ),
        ({"lead": "电力中心"}, "Lead unit", "", "电力中心"),
        ({"co_units": ("规建局",)}, "Co-units", "", "规建局"),
        ({"due_text": ""}, "Due", "年内", ""),
        ({"reply": "年内扩容"}, "Reply", "", "年内扩容"),
    ],
)
def test_a_fact_told_differently_is_named(
    page: Page, more: dict[str, Any], name: str, ours: str, theirs: str
) -> None:
    first = _rows(page, _power(page, **more))[0]

    assert first.state == "differs"
    (difference,) = first.differences
    assert (difference.name, difference.ours, difference.theirs) == (name, ours, theirs)


def test_a_lead_unit_of_the_roster_and_its_short_name_are_one(page: Page, people: People) -> None:
    Draft.objects.filter(pk=page.power.pk).update(lead_unit=people.lead)

    first = _rows(page, _power(page, lead=people.lead.name))[0]

    assert first.state == "same"


def test_what_only_one_side_says_stands_alone_in_the_order_of_the_text(page: Page) -> None:
    weather = _proposed(page, "天气晴好", key="m2")
    title = _proposed(page, "高新园召开企业", key="m3")

    found = _rows(page, weather, title)

    assert [row.state for row in found] == ["model", "drafts", "drafts", "drafts", "model"]
    assert [row.proposed and row.proposed.key for row in found] == ["m3", None, None, None, "m2"]
    assert Row(None, None).start == 0


def test_each_draft_meets_one_proposal_the_nearest_of_the_same_ledger(page: Page) -> None:
    same = _power(page, key="m1")
    other = _proposed(page, page.power.quote, key="m2", ledger="directive")
    slight = _proposed(page, "问题，电力中心答复年内扩容；针对启明光学\n反映的贷款周转", key="m3")

    found = _rows(page, other, same, slight)

    by_draft = {row.draft: row.proposed.key for row in found if row.draft and row.proposed}
    assert by_draft[page.power] == "m1"
    assert [row.proposed.key for row in found if row.state == "model" and row.proposed] == [
        "m2",
        "m3",
    ]


def test_stored_proposals_come_back_as_they_were(page: Page) -> None:
    entry: dict[str, Any] = {
        "id": "m1",
        "ledger": "appeal",
        "text": "用电",
        "span": [0, 2],
        "category": None,
        "scope": None,
        "enterprises": ["n1"],
        "lead_unit": None,
        "co_units": ["n2"],
        "due_text": None,
        "due": "2026-09-20",
        "reply": None,
    }
    asked = ModelReading(
        document=page.document,
        entries=[entry, {**entry, "id": "m2", "due": None, "lead_unit": "n2"}],
        organisations=[{"id": "n1", "name": "启明光学"}, {"id": "n2", "name": "规建局"}],
    )

    first, second = comparing.proposals(asked)

    assert (first.enterprises, first.co_units, first.lead) == (("启明光学",), ("规建局",), "")
    assert (first.due, second.due, second.lead) == (date(2026, 9, 20), None, "规建局")


def test_a_document_nobody_asked_about_has_nothing(page: Page) -> None:
    assert comparing.asked(page.document) is None

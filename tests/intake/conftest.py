"""A document of four sentences, with a draft for each of the first three."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from taizhang.intake.models import Document, Draft
    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "座谈会上，针对澄泉水处理反映的用电\n"
    "容量不足问题，电力中心答复年内扩容；针对启明光学\n"
    "反映的贷款周转问题，请规建局三日内对接银行。\n"
    "会议要求，各单位月底前报送整改台账。\n"
    "天气晴好。\n"
)


@dataclass(frozen=True, slots=True)
class Page:
    """The document and its drafts in reading order."""

    document: Document
    power: Draft
    loan: Draft
    order: Draft


@pytest.fixture
def page(people: People) -> Page:
    # Django is not ready when this file is loaded.
    from tests.factories import make_document, make_draft

    document = make_document(by=people.office, text=TEXT, reading=READING)
    kept = {"article": "a1", "confidence": 0.9}
    return Page(
        document,
        make_draft(
            document,
            quote="澄泉水处理反映的用电\n容量不足问题，电力中心答复年内扩容",
            text="澄泉水处理用电容量不足",
            enterprises=[{"name": "云岭澄泉水处理设备有限公司", "code": "enterprise"}],
            category="utilities",
            due_text="年内",
            **kept,
        ),
        make_draft(
            document,
            quote="启明光学\n反映的贷款周转问题，请规建局三日内对接银行",
            text="启明光学贷款周转困难",
            enterprises=[{"name": "云岭启明光学股份有限公司", "code": "other_enterprise"}],
            category="finance",
            lead_name="规建局",
            **kept,
        ),
        make_draft(
            document,
            quote="各单位月底前报送整改台账",
            text="各单位月底前报送整改台账",
            ledger="directive",
            article="a1",
            confidence=0.4,
        ),
    )


def _place(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


READING = {
    "articles": [
        {
            "id": "a1",
            "headline": "高新园召开企业座谈会",
            "subheads": [],
            "date": "--08-26",
            "bylines": {"reporters": ["某记者"], "correspondents": []},
            "paragraphs": [],
            "spans": [[0, TEXT.index("天气")]],
        }
    ],
    "activities": [],
    "people": [],
    "organisations": [
        {
            "id": "o1",
            "name": "云岭澄泉水处理设备有限公司",
            "kind": "enterprise",
            "aliases": ["澄泉水处理"],
            "mentions": [_place("澄泉水处理")],
        }
    ],
    "entries": [],
}

"""座谈会纪要: what was said, promised and put down, as a Word document."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document

from taizhang.engine.formats import read_bytes
from taizhang.intake.symposiums import services as symposiums
from taizhang.intake.symposiums.models import Symposium
from taizhang.ledger import services
from taizhang.reporting.papers.symposiums import minutes_paper
from tests.clock import NOW
from tests.factories import browser
from tests.intake.symposiums.conftest import Clerk, clerk, table

if TYPE_CHECKING:
    from tests.people import People

__all__ = ["clerk", "table"]
pytestmark = pytest.mark.django_db


def _saved(table: Symposium) -> bytes:
    file = io.BytesIO()
    minutes_paper(table, zone="云岭高新区管委会", at=NOW).save(file)
    return file.getvalue()


def test_the_minutes_hold_what_was_said_promised_and_put_down(
    clerk: Clerk, table: Symposium, people: People
) -> None:
    land = clerk.notes("扩产缺五十亩地。")
    clerk.notes(
        "十月底前提出地块方案。",
        kind="answered",
        speaker="钟明远",
        answers=land,
        unit=people.lead,
        due=date(2026, 10, 30),
    )
    clerk.notes("下周开用工专场。", kind="answered", speaker="钟明远")
    struck = clerk.notes("说错了的话。", seat=1)
    symposiums.strike(struck, by=people.office, now=NOW)
    land.refresh_from_db()
    entry = services.register_draft(land.draft, by=people.office, now=NOW)
    assert "尚未交办" in read_bytes(_saved(table), name="x.docx").text
    entry = services.dispatch(entry, lead=people.lead, by=people.office, now=NOW)
    said = read_bytes(_saved(table), name="x.docx").text
    for words in (
        "光学企业座谈会",
        "时间：2026年9月16日",
        "主持：管委会主任钟明远",
        "云岭远客有限公司",
        "云岭澄泉水处理设备有限公司：扩产缺五十亩地。",
        "答复（钟明远）：十月底前提出地块方案。",
        "2026年10月30日",
        "电力保障中心",
        "待明确",
        entry.number,
    ):
        assert words in said
    assert "说错了的话" not in said
    assert "尚未交办" not in said
    promises, entries = Document(io.BytesIO(_saved(table))).tables
    assert (len(promises.rows), len(entries.rows)) == (3, 2)


def test_an_empty_table_makes_a_paper_too(table: Symposium) -> None:
    said = read_bytes(_saved(table), name="x.docx").text
    assert "没有作出承诺" in said or "没有承诺" in said


def test_who_reads_the_minutes_downloads_them(table: Symposium, people: People) -> None:
    address = f"/intake/symposiums/{table.pk}/minutes.docx"
    answer = browser(people.office).get(address)
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    page = browser(people.office).get(f"/intake/symposiums/{table.pk}/minutes/")
    assert address in page.content.decode()
    assert browser(people.contact).get(address).status_code == 404

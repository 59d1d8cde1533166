"""The office changes the work calendar, and sees first what it moves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import AuditAct, Role
from taizhang.ledger import services
from taizhang.ledger.models import CalendarDay, CalendarYear
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.factories import browser, make_dispatched, make_person

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db

URL = "/settings/calendar/2026/"


def _text(people: People, extra: str) -> str:
    page = browser(people.office).get(URL)
    return f"{page.context['form'].initial['text']}\n{extra}"


def test_a_change_is_previewed_and_then_written(people: People) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead)
    entry = services.acknowledge(entry, by=people.lead_handler, now=NOW)
    due = entry.due
    assert due is not None
    text = _text(people, f"{due.isoformat()} 休 园区开放日")
    office = browser(people.office)
    preview = office.post(URL, {"text": text, "confirmed": "on", "source": "试验"})
    assert entry.number in preview.content.decode()
    assert preview.context["preview"].days == 1
    assert not CalendarDay.objects.filter(day=due).exists()
    done = office.post(
        URL, {"text": text, "confirmed": "on", "source": "试验", "write": "1"}, follow=True
    )
    assert "1" in "".join(str(one) for one in done.context["messages"])
    entry.refresh_from_db()
    assert entry.due is not None
    assert entry.due > due
    assert CalendarYear.objects.get(year=2026).source == "试验"


def test_a_pasted_notice_is_read(people: People) -> None:
    text = "2027年部分节假日安排\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
    office = browser(people.office)
    office.post("/settings/calendar/2027/", {"text": text, "confirmed": "on", "write": "1"})
    assert CalendarDay.objects.filter(day=date(2027, 1, 1), is_workday=False).exists()
    assert CalendarYear.objects.get(year=2027).confirmed


@pytest.mark.parametrize("text", ["", "下周再说", "2026-02-30 休 春节"])
def test_what_cannot_be_read_is_said_and_kept(people: People, text: str) -> None:
    page = browser(people.office).post(URL, {"text": text})
    assert page.status_code == 422
    assert text in page.content.decode()


def test_the_years_are_offered_with_what_is_not_checked(people: People) -> None:
    page = browser(people.office).get("/settings/calendar/").content.decode()
    assert "2027" in page


def test_two_who_change_a_year_hear_of_each_other(people: People) -> None:
    office, other = browser(people.office), browser(make_person("季安", Role.OFFICE))
    page = office.get(URL)
    first = {"seen": page.context["seen"], "confirmed": "on", "source": "试验", "write": "1"}
    mine = _text(people, "2026-11-11 休 园区开放日")
    theirs = _text(people, "2026-11-12 休 检修")
    assert other.post(URL, {**first, "text": theirs}).status_code == 302
    line = AuditLine.objects.get(act=AuditAct.CALENDAR_CHANGED)
    assert line.subject == "2026: 季安, 1 / 0"
    assert other.post(URL, {**first, "text": theirs}).status_code == 302  # a double click
    answer = office.post(URL, {**first, "text": mine})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "季安" in text
    assert "2026-11-11 休 园区开放日" in text
    assert not CalendarDay.objects.filter(day=date(2026, 11, 11)).exists()
    again = {**first, "text": mine, "seen": answer.context["seen"]}
    assert office.post(URL, again).status_code == 302
    assert CalendarDay.objects.filter(day=date(2026, 11, 11)).exists()
    assert AuditLine.objects.filter(act=AuditAct.CALENDAR_CHANGED).count() == 2

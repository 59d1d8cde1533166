"""The list, the empty table, the console, the minutes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from taizhang.intake.symposiums import services
from taizhang.intake.symposiums.models import Symposium
from taizhang.ledger import services as ledger
from tests.clock import NOW
from tests.factories import browser

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from tests.people import People
    from tests.web.symposiums.conftest import Clerk

HTMX = {"HX-Request": "true"}


def test_a_table_is_laid_with_known_firms_and_guests(office: Client, people: People) -> None:
    said = {
        "title": "光学企业座谈会",
        "held_on": "2026-09-16",
        "enterprises": ["澄泉水处理", "云岭远客有限公司", ""],
    }
    answer = office.post(reverse("intake:new_symposium"), said)
    made = Symposium.objects.get()
    assert answer["Location"] == reverse("intake:symposium", args=[made.pk])
    assert [(seat.name, seat.enterprise) for seat in made.seats.all()] == [
        (people.enterprise.name, people.enterprise),
        ("云岭远客有限公司", None),
    ]
    assert made.activity.held_on == date(2026, 9, 16)


def test_a_table_without_a_title_is_asked_again(office: Client) -> None:
    answer = office.post(reverse("intake:new_symposium"), {"held_on": "2026-02-30", "place": "厅"})
    assert answer.status_code == 422
    assert 'value="厅"' in answer.content.decode()
    assert not Symposium.objects.exists()


def test_the_console_shows_who_has_spoken(office: Client, clerk: Clerk) -> None:
    clerk.notes("用电容量不足。")
    text = office.get(reverse("intake:symposium", args=[clerk.table.pk])).content.decode()
    assert "用电容量不足。" in text
    assert text.count("未发言") == 2


def test_a_console_costs_as_many_queries_for_many_remarks(
    office: Client, clerk: Clerk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("intake:symposium", args=[clerk.table.pk])
    for count in range(6):
        clerk.notes(f"第{count}条，用电容量不足。", seat=count % 3)
    with django_assert_max_num_queries(26):
        office.get(address)
    for count in range(12):
        clerk.notes(f"又第{count}条，厂区道路坑洼。", seat=count % 3)
    with django_assert_max_num_queries(26):
        office.get(address)


def test_the_wall_has_nothing_to_type(office: Client, clerk: Clerk) -> None:
    text = office.get(reverse("intake:symposium", args=[clerk.table.pk]) + "?wall").content.decode()
    assert "data-wall" in text
    assert "data-note" not in text


def test_the_lines_alone_come_when_asked(office: Client, clerk: Clerk) -> None:
    clerk.notes("用电容量不足。")
    address = reverse("intake:symposium_said", args=[clerk.table.pk])
    part = office.get(address, headers=HTMX).content.decode()
    assert "<html" not in part
    assert "用电容量不足。" in part
    assert office.get(address).status_code == 302


def test_somebody_sits_down_and_twice_is_said(office: Client, clerk: Clerk) -> None:
    address = reverse("intake:symposium_seat", args=[clerk.table.pk])
    office.post(address, {"name": "云岭迟到有限公司"})
    assert clerk.table.seats.filter(name="云岭迟到有限公司").exists()
    text = office.post(address, {"name": "云岭迟到有限公司"}, follow=True).content.decode()
    assert "已在座" in text
    assert "请填写企业名称" in office.post(address, {}, follow=True).content.decode()


def test_minutes_list_what_was_promised(office: Client, clerk: Clerk, people: People) -> None:
    raised = clerk.notes("用电容量不足。")
    clerk.notes("下周核定负荷。", "answered", answers=raised, unit=people.lead, due_text="一周内")
    clerk.notes("尽快公布清单。", "answered", due_text="尽快")
    text = office.get(reverse("intake:symposium_minutes", args=[clerk.table.pk])).content.decode()
    assert "答复：下周核定负荷。（责任单位：电力保障中心；时限：2026年9月23日前）" in text
    assert "责任单位待定" in text
    assert "纪要</h1>" in text
    assert "尚无事项列入台账" in text


def test_minutes_say_to_whom_a_matter_went(office: Client, clerk: Clerk, people: People) -> None:
    raised = clerk.notes("用电容量不足。")
    raised.refresh_from_db()
    address = reverse("intake:symposium_minutes", args=[clerk.table.pk])
    entry = ledger.register_draft(raised.draft, by=people.office, now=NOW)
    assert "尚未交办" in office.get(address).content.decode()
    ledger.dispatch(entry, lead=people.lead, by=people.office, now=NOW)
    text = office.get(address).content.decode()
    assert "尚未交办" not in text
    assert f'data-name="牵头单位">{people.lead.name}</td>' in text


def test_closing_leads_to_the_minutes_and_going_on_back(office: Client, clerk: Clerk) -> None:
    minutes = reverse("intake:symposium_minutes", args=[clerk.table.pk])
    closed = office.post(reverse("intake:symposium_close", args=[clerk.table.pk]))
    assert closed["Location"] == minutes
    page = office.get(reverse("intake:symposium", args=[clerk.table.pk])).content.decode()
    assert "data-note" not in page
    office.post(reverse("intake:symposium_reopen", args=[clerk.table.pk]))
    clerk.table.refresh_from_db()
    assert clerk.table.is_open


def test_a_service_officer_sees_their_own_tables_only(people: People, clerk: Clerk) -> None:
    officer = browser(people.service_officer)
    own = services.open_symposium(
        title="走访座谈", held_on=NOW.date(), by=people.service_officer, now=NOW
    )
    text = officer.get(reverse("intake:symposiums")).content.decode()
    assert "走访座谈" in text
    assert "光学企业座谈会" not in text
    assert officer.get(reverse("intake:symposium", args=[own.pk])).status_code == 200
    assert officer.get(reverse("intake:symposium", args=[clerk.table.pk])).status_code == 404


def test_the_minutes_are_reviewed_like_any_document(office: Client, clerk: Clerk) -> None:
    clerk.notes("用电容量不足。")
    text = office.get(reverse("intake:document", args=[clerk.table.document_id])).content.decode()
    assert "座谈会现场录入" in text or "用电容量不足" in text

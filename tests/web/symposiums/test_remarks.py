"""Noting, correcting, striking out, dispatching; what stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from taizhang.engine.codes import Category
from taizhang.engine.lifecycle import State
from taizhang.intake.symposiums import services
from taizhang.intake.symposiums.models import Remark
from taizhang.ledger.models import Entry
from taizhang.matching import services as matching
from tests.clock import NOW
from tests.factories import browser, make_dispatched, make_entry

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People
    from tests.web.symposiums.conftest import Clerk

HTMX = {"HX-Request": "true"}


def said(clerk: Clerk, **more: str) -> dict[str, str]:
    seat = clerk.table.seats.order_by("position")[0]
    return {"key": "k1", "kind": "raised", "seat": str(seat.pk), "text": "用电容量不足。", **more}


def test_a_remark_sent_twice_is_noted_once(office: Client, clerk: Clerk) -> None:
    address = reverse("intake:symposium_note", args=[clerk.table.pk])
    for _again in range(2):
        part = office.post(address, said(clerk), headers=HTMX)
        assert part.status_code == 200
        assert "<html" not in part.content.decode()
    assert Remark.objects.count() == 1


def test_a_browser_without_script_comes_back_to_the_table(office: Client, clerk: Clerk) -> None:
    answer = office.post(reverse("intake:symposium_note", args=[clerk.table.pk]), said(clerk))
    assert answer["Location"] == reverse("intake:symposium", args=[clerk.table.pk])


@pytest.mark.parametrize(
    ("wrong", "status"), [({"text": ""}, 422), ({"seat": ""}, 409), ({"kind": "sung"}, 409)]
)
def test_what_cannot_be_noted_is_shown_again(
    office: Client, clerk: Clerk, wrong: dict[str, str], status: int
) -> None:
    address = reverse("intake:symposium_note", args=[clerk.table.pk])
    answer = office.post(address, {**said(clerk), **wrong})
    assert answer.status_code == status
    assert 'value="k1"' in answer.content.decode()
    assert not Remark.objects.exists()


def test_after_the_end_a_remark_is_refused_in_words(
    office: Client, clerk: Clerk, people: People
) -> None:
    services.close(clerk.table, by=people.office, now=NOW)
    address = reverse("intake:symposium_note", args=[clerk.table.pk])
    answer = office.post(address, said(clerk))
    assert answer.status_code == 409


def test_lines_come_from_a_file_too(office: Client, clerk: Clerk) -> None:
    text = "澄泉水处理：用电容量不足。\n答复：下周核定。".encode("gb18030")
    address = reverse("intake:symposium_lines", args=[clerk.table.pk])
    file = SimpleUploadedFile("记录.txt", text)
    assert "已记录 2 条" in office.post(address, {"file": file}, follow=True).content.decode()
    broken = SimpleUploadedFile("记录.docx", b"PK\x03\x04 broken")
    page = office.post(address, {"file": broken}, follow=True).content.decode()
    assert "message-error" in page
    assert Remark.objects.count() == 2


def test_what_fits_stands_beside(office: Client, clerk: Clerk, people: People) -> None:
    mine = make_entry(by=people.office, enterprises=[people.enterprise], title="自己的老问题")
    other = make_dispatched(
        by=people.office,
        lead=people.lead,
        enterprises=[people.other_enterprise],
        text="二期车间用电容量不足，希望尽快增容。",
        category=Category.UTILITIES,
    )
    seat = clerk.table.seats.order_by("position")[0]
    asked = {"seat": seat.pk, "text": "车间用电容量不足，希望增容。"}
    part = office.get(
        reverse("intake:symposium_beside", args=[clerk.table.pk]), asked, headers=HTMX
    ).content.decode()
    assert mine.number in part
    assert other.number in part
    assert people.other_enterprise.name in part
    assert "电力中心" in part


def test_an_open_common_problem_with_the_same_need_stands_beside(
    office: Client, clerk: Clerk, people: People
) -> None:
    members = [
        make_entry(
            by=people.office, enterprises=[firm], text="扩产缺少生产用地。", category="land_space"
        )
        for firm in (people.enterprise, people.other_enterprise)
    ]
    given = {"owner": people.leader, "lead": people.lead, "entries": members, "why": "都缺用地"}
    problem = matching.open_problem(sentence="缺生产用地", by=people.office, now=NOW, **given)
    matching.find_problems(now=NOW)
    address = reverse("intake:symposium_beside", args=[clerk.table.pk])
    asked = {"text": "二期扩产缺生产用地三十亩。"}
    assert problem.number in office.get(address, asked, headers=HTMX).content.decode()
    other = {"text": "职工公寓三号楼屋顶漏水。"}
    assert problem.number not in office.get(address, other, headers=HTMX).content.decode()


def test_what_a_person_may_not_see_stands_beside_nothing(clerk: Clerk, people: People) -> None:
    make_entry(
        by=people.office,
        enterprises=[people.other_enterprise],
        text="车间用电容量不足，希望增容。",
        category=Category.UTILITIES,
    )
    own = services.open_symposium(
        title="走访座谈",
        held_on=NOW.date(),
        enterprises=[people.enterprise],
        by=people.service_officer,
        now=NOW,
    )
    asked = {"seat": own.seats.get().pk, "text": "车间用电容量不足，希望增容。"}
    address = reverse("intake:symposium_beside", args=[own.pk])
    part = browser(people.service_officer).get(address, asked, headers=HTMX).content.decode()
    assert people.other_enterprise.name not in part


def test_a_remark_is_corrected_and_a_stale_form_keeps_its_words(
    office: Client, clerk: Clerk
) -> None:
    remark = clerk.notes("用电。")
    address = reverse("intake:remark_correct", args=[remark.pk])
    assert "用电。" in office.get(address).content.decode()
    better = said(clerk, key=remark.key, seen="1", text="用电容量缺 2 兆瓦。")
    assert office.post(address, better).status_code == 302
    stale = office.post(address, {**better, "text": "另一种写法。"})
    assert stale.status_code == 409
    assert "另一种写法。" in stale.content.decode()
    remark.refresh_from_db()
    assert remark.text == "用电容量缺 2 兆瓦。"


def test_a_remark_is_struck_out_and_put_in_again(office: Client, clerk: Clerk) -> None:
    remark = clerk.notes("用电。")
    address = reverse("intake:remark_strike", args=[remark.pk])
    assert "已删去" in office.post(address, {"seen": "1"}, headers=HTMX).content.decode()
    office.post(address, {"back": "1"})
    remark.refresh_from_db()
    assert not remark.is_struck


def test_it_is_dispatched_at_the_table(office: Client, clerk: Clerk, people: People) -> None:
    raised = clerk.notes("用电容量不足。")
    clerk.notes("下周核定负荷。", "answered", answers=raised, unit=people.lead, due_text="一周内")
    address = reverse("intake:remark_dispatch", args=[raised.pk])
    assert 'value="2026-09-23"' in office.get(address).content.decode()
    done = office.post(address, {"lead": "lead", "co_units": ["co"], "due": "2026-09-23"})
    assert done.status_code == 302
    entry = Entry.objects.get()
    assert (entry.state, entry.lead, entry.promise) == (
        State.DISPATCHED,
        people.lead,
        "下周核定负荷。",
    )
    assert entry.activity == clerk.table.activity
    again = office.post(address, {"lead": "lead", "due": "2026-09-23"})
    assert again.status_code == 409
    assert Entry.objects.count() == 1


def test_a_refused_dispatch_registers_nothing(office: Client, clerk: Clerk) -> None:
    raised = clerk.notes("用电容量不足。")
    address = reverse("intake:remark_dispatch", args=[raised.pk])
    assert office.post(address, {"lead": "lead", "due": "2020-01-01"}).status_code == 409
    assert office.post(address, {}).status_code == 422
    assert not Entry.objects.exists()


def test_a_note_is_not_dispatched(office: Client, clerk: Clerk) -> None:
    note = clerk.notes("茶歇。", "noted")
    address = reverse("intake:remark_dispatch", args=[note.pk])
    assert "不上台账" in office.get(address, follow=True).content.decode()


def test_a_service_officer_does_not_dispatch(people: People) -> None:
    own = services.open_symposium(
        title="走访座谈",
        held_on=NOW.date(),
        enterprises=[people.enterprise],
        by=people.service_officer,
        now=NOW,
    )
    words = services.remarks.Words(kind="raised", text="缺电。", seat=own.seats.get())
    remark = services.note(own, words, key="k", by=people.service_officer, now=NOW)
    address = reverse("intake:remark_dispatch", args=[remark.pk])
    assert browser(people.service_officer).post(address, {"lead": "lead"}).status_code == 404

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.models import Document, Draft
from taizhang.ledger import queries as ledger
from tests.factories import make_document, make_draft

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.intake.conftest import Page
    from tests.people import People


def test_both_sides_are_there_and_joined(office: Client, page: Page) -> None:
    html = office.get(f"/intake/{page.document.pk}/").text

    for draft in (page.power, page.loan, page.order):
        assert f'id="span-{draft.pk}"' in html
        assert f'id="draft-{draft.pk}"' in html
        assert f'href="#span-{draft.pk}"' in html
        assert f'href="#draft-{draft.pk}"' in html
    assert "3 条待确认，其中 2 条把握较高" in html


def test_the_source_is_there_word_by_word(office: Client, page: Page) -> None:
    html = office.get(f"/intake/{page.document.pk}/").text

    pieces = re.findall(r'data-s="(\d+)"[^>]*>([^<]*)<', html)
    text = page.document.text
    for start, words in pieces:
        assert text[int(start) : int(start) + len(words)] == words
    shown = "".join(words for _, words in sorted(pieces, key=lambda piece: int(piece[0])))
    assert shown == text.replace("\n", "")


def test_low_confidence_is_folded_last(office: Client, page: Page) -> None:
    html = office.get(f"/intake/{page.document.pk}/").text

    assert html.index(f'id="draft-{page.loan.pk}"') < html.index(
        '<details class="fold card folded"'
    )
    assert html.index('<details class="fold card folded"') < html.index(
        f'id="draft-{page.order.pk}"'
    )


def test_the_card_says_why_and_asks_for_a_date(office: Client, page: Page) -> None:
    Draft.objects.filter(pk=page.power.pk).update(category_words=["用电"], reply="年内扩容")

    html = office.get(f"/intake/{page.document.pk}/").text

    assert "依据：“用电”" in html
    assert "年内扩容" in html
    assert "请定日期" in html
    assert "原文没有时限，请定" in html
    assert "把握高" in html


def test_what_is_written_in_a_document_is_never_markup(office: Client, people: People) -> None:
    document = make_document(by=people.office, text="<b>用电</b><script>x</script>不足")
    make_draft(document)

    html = office.get(f"/intake/{document.pk}/").text

    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_a_document_in_which_nothing_was_found_says_what_to_do(
    office: Client, people: People
) -> None:
    document = make_document(by=people.office, text="天气晴好")

    assert "没有读出需要登记的事项" in office.get(f"/intake/{document.pk}/").text


def test_who_may_only_look_gets_no_acts(
    people: People, signed_in: Callable[[Person], Client], page: Page
) -> None:
    html = signed_in(people.zone_head).get(f"/intake/{page.document.pk}/").text

    assert page.power.text in html
    assert "/accept" not in html
    assert "/add" not in html


def test_nearly_the_same_document_is_pointed_out(
    office: Client, people: People, now: datetime
) -> None:
    text = "会议要求各单位做好用电保障工作，请电力中心尽快办结。" * 4
    first = services.read(services.receive_text("前一份", text, by=people.office, now=now))
    second = services.read(services.receive_text("后一份", text, by=people.office, now=now))

    html = office.get(f"/intake/{second.pk}/").text

    assert f'href="/intake/{first.pk}/"' in html
    assert "此前已收入" in html


def test_a_long_review_asks_the_database_no_more_often(
    office: Client, people: People, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    document = make_document(by=people.office, text="用电不足。" * 40)
    for place in range(40):
        make_draft(document, start=place * 5, end=place * 5 + 4, lead_unit=people.lead)

    with django_assert_max_num_queries(18):  # type: ignore[attr-defined]
        office.get(f"/intake/{document.pk}/")


def test_a_selection_becomes_a_draft(office: Client, page: Page) -> None:
    start = page.document.text.index("天气晴好")

    answer = office.post(
        f"/intake/{page.document.pk}/add/",
        {"start": start, "end": start + 4, "ledger": "deed"},
        headers={"HX-Request": "true"},
    )

    draft = Draft.objects.latest("pk")
    assert (draft.quote, draft.ledger) == ("天气晴好", "deed")
    assert answer.status_code == 200
    assert f'data-at="draft-{draft.pk}"' in answer.text
    assert "<html" not in answer.text


def test_a_quote_becomes_a_draft_without_a_script(office: Client, page: Page) -> None:
    answer = office.post(
        f"/intake/{page.document.pk}/add/", {"quote": "天气 晴好", "ledger": "unheard of"}
    )

    draft = Draft.objects.latest("pk")
    assert (draft.quote, draft.ledger) == ("天气晴好", "appeal")
    assert answer["Location"] == f"/intake/{page.document.pk}/#draft-{draft.pk}"


def test_a_quote_that_is_not_there_is_said(office: Client, page: Page) -> None:
    url = f"/intake/{page.document.pk}/add/"

    answer = office.post(url, {"quote": "没有的话"}, follow=True)
    assert "原文中没有这些文字" in answer.text
    answer = office.post(url, {"quote": "没有的话"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "原文中没有这些文字" in answer.text


def test_all_of_high_confidence_go_on_the_ledger(office: Client, page: Page) -> None:
    answer = office.post(f"/intake/{page.document.pk}/accept-high/", follow=True)

    assert "2 条草稿已登记上账" in answer.text
    statuses = list(Draft.objects.order_by("position").values_list("status", flat=True))
    assert statuses == ["accepted", "accepted", "waiting"]
    assert ledger.entries().count() == 2


def test_all_of_high_confidence_twice_changes_nothing_more(office: Client, page: Page) -> None:
    office.post(f"/intake/{page.document.pk}/accept-high/")

    answer = office.post(f"/intake/{page.document.pk}/accept-high/", follow=True)

    assert "没有待确认的高把握草稿" in answer.text
    assert ledger.entries().count() == 2


def test_what_cannot_be_registered_is_told_and_the_rest_goes_on(
    office: Client, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    from taizhang.intake.errors import TextMissing
    from taizhang.ledger import services as ledger_services

    real = ledger_services.register_draft

    def picky(draft: Draft, **more: object) -> object:
        if draft.pk == page.power.pk:
            raise TextMissing
        return real(draft, **more)

    monkeypatch.setattr(ledger_services, "register_draft", picky)

    answer = office.post(f"/intake/{page.document.pk}/accept-high/", follow=True)

    assert "1 条草稿已登记上账" in answer.text
    assert "事项没有内容" in answer.text


@pytest.mark.parametrize("role", ["zone_head", "lead_handler", "contact", "system_admin"])
@pytest.mark.parametrize("path", ["add", "accept-high"])
def test_others_find_no_such_act(
    people: People, signed_in: Callable[[Person], Client], page: Page, role: str, path: str
) -> None:
    answer = signed_in(getattr(people, role)).post(f"/intake/{page.document.pk}/{path}/")

    assert answer.status_code == 404
    assert Document.objects.get().drafts.filter(status="waiting").count() == 3


SYMPOSIUM = (
    "高新园召开企业座谈会\r\n"
    "本报讯 2026年9月10日，管委会副主任邵立言在青禾产业园主持召开企业座谈会。\r\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "现场安排电力保障中心9月30日前完成扩容。\r\n"
    "记者 叶小青\r\n"
)


def test_people_and_organisations_are_underlined_and_the_reply_is_marked(
    office: Client, people: People, now: datetime
) -> None:
    document = services.receive_file("座谈.txt", SYMPOSIUM.encode(), by=people.office, now=now)
    services.read(document)

    html = office.get(f"/intake/{document.pk}/").text

    assert re.search(r'class="said-who"[^>]*title="邵立言[^"]*"[^>]*>邵立言<', html)
    assert re.search(r'said-which"[^>]*title="云岭澄泉水处理设备有限公司"', html)
    assert "叶小青" in html
    assert "\r" not in html.split("data-source", 1)[1].split("</section>", 1)[0]


def test_a_date_with_its_year_keeps_it(office: Client, page: Page) -> None:
    reading = dict(page.document.reading)
    reading["articles"] = [{**reading["articles"][0], "date": "2026-08-26"}]
    url = f"/intake/{page.document.pk}/"
    assert "8月26日" in office.get(url).text

    Document.objects.update(reading=reading, dated="2026-08-26")

    assert "2026年8月26日" in office.get(url).text


def test_the_tint_of_a_draft_follows_what_was_decided(
    office: Client, page: Page, people: People, now: datetime
) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)
    services.accept(page.loan, by=people.office, now=now)

    html = office.get(f"/intake/{page.document.pk}/").text

    assert f'data-drafts="{page.power.pk}"' not in html
    assert "is-appeal is-accepted" in html


def test_where_a_reply_stands_is_marked(office: Client, page: Page) -> None:
    start = page.document.text.index("电力中心答复")
    Draft.objects.filter(pk=page.power.pk).update(reply_start=start, reply_end=start + 6)

    assert "is-reply" in office.get(f"/intake/{page.document.pk}/").text


def test_a_very_long_text_is_cut_and_says_so(
    office: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taizhang.web.intake.source.SHOWN", 8)
    monkeypatch.setattr("taizhang.web.intake.cards.SHOWN", 8)
    document = make_document(by=people.office, text="用电容量不足\n天气晴好很晴好")
    make_draft(document, quote="很晴好")

    assert "原文很长" in office.get(f"/intake/{document.pk}/").text

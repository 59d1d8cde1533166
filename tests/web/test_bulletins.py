"""Bulletins through the door: drawn up, edited, issued, read by whom they are for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from taizhang.engine.codes import Right
from taizhang.engine.formats import read_bytes
from taizhang.intake.models import Activity
from taizhang.ledger import services
from taizhang.ledger.models import Ledger, LedgerRight
from taizhang.reporting.models import Bulletin
from tests.clock import NOW
from tests.factories import browser, make_dispatched, make_entry

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People

pytestmark = pytest.mark.django_db
PLAN = {"kind": "weekly", "start": "2026-09-14", "end": "2026-09-20"}


def drawn(client: Client, **more: str) -> str:
    answer = client.post("/bulletins/new/", {**PLAN, **more})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_week_is_drawn_up_and_leads_to_its_rows(people: People) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, title="用电")
    client = browser(people.office)
    page = client.get(drawn(client)).content.decode()
    assert "本周新登记诉求1件。" in page
    assert "/ledger/?start=2026-09-14&amp;end=2026-09-20" in page
    rows = client.get("/ledger/?start=2026-09-14&end=2026-09-20").content.decode()
    assert entry.number in rows


def test_it_is_about_a_ledger_and_a_unit(people: People) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    make_dispatched(by=people.office, lead=people.co)
    client = browser(people.office)
    page = client.get(drawn(client, ledger="appeal", unit="lead")).content.decode()
    assert "电力保障中心诉求办理情况周报" in page
    assert "/ledger/appeal/?start=2026-09-14&amp;end=2026-09-20&amp;lead=lead" in page


def test_a_period_that_runs_backwards_is_told_at_its_field(people: People) -> None:
    answer = browser(people.office).post("/bulletins/new/", {**PLAN, "end": "2026-09-01"})
    assert answer.status_code == 422
    assert "end" in answer.context["form"].errors
    assert not Bulletin.objects.exists()


def test_it_is_edited_and_an_older_form_keeps_what_was_typed(people: People) -> None:
    first, second = browser(people.office), browser(people.office)
    url = drawn(first)
    assert first.get(f"{url}edit/").status_code == 200
    said = {"seen": "0", "title": "一周情况", "text-new": "本周平稳。", "more": "另：无。"}
    assert first.post(f"{url}edit/", said).status_code == 302
    page = first.get(url).content.decode()
    assert "本周平稳。" in page
    assert "人工改写" in page
    late = second.post(f"{url}edit/", {**said, "title": "另一个题目"})
    assert late.status_code == 422
    text = late.content.decode()
    assert f"期间{people.office.name}已修改这份文稿" in text
    assert "另一个题目" in text
    again = {**said, "title": "另一个题目", "seen": late.context["form"]["seen"].value()}
    assert second.post(f"{url}edit/", again).status_code == 302
    assert Bulletin.objects.get().title == "另一个题目"


def test_it_is_issued_once_and_stays(people: People) -> None:
    make_entry(by=people.office)
    client = browser(people.office)
    url = drawn(client)
    assert "edit/" in client.get(url).content.decode()
    assert client.get(f"{url}issue/").status_code == 200
    said = {"seen": "0", "is_circulated": "no"}
    assert client.post(f"{url}issue/", {"seen": "0"}).status_code == 422
    assert client.post(f"{url}issue/", said).status_code == 302
    page = client.get(url).content.decode()
    assert "2026年第1期" in page
    assert f'href="{url}edit/"' not in page
    make_entry(by=people.office)
    assert "本周新登记诉求1件。" in client.get(url).content.decode()
    assert client.post(f"{url}issue/", said).status_code == 422
    assert client.post(f"{url}discard/").status_code == 409
    assert client.post(f"{url}redraft/").status_code == 409
    assert "2026年第1期" in client.get("/bulletins/").content.decode()


def test_who_does_not_see_the_zone_reads_what_is_circulated_only(people: People) -> None:
    client = browser(people.office)
    urls = {}
    for circulated in ("no", "yes"):
        urls[circulated] = drawn(client)
        client.post(f"{urls[circulated]}issue/", {"seen": "0", "is_circulated": circulated})
    draft = drawn(client)
    for who, seen in (
        ("zone_head", {"no", "yes"}),
        ("leader", {"yes"}),
        ("stranger", {"yes"}),
        ("contact", set()),
        ("system_admin", set()),
    ):
        reader = browser(getattr(people, who))
        found = {name for name, url in urls.items() if reader.get(url).status_code == 200}
        assert found == seen, who
        assert reader.get(draft).status_code == 404
        for file in ("bulletin.docx", "bulletin.txt"):
            assert (reader.get(urls["no"] + file).status_code == 200) is ("no" in seen)
        assert reader.get("/bulletins/new/").status_code == 404
        assert reader.post(f"{draft}discard/").status_code == 404


def test_the_paper_has_a_masthead_and_says_what_the_page_says(people: People) -> None:
    make_dispatched(by=people.office, lead=people.lead, due=NOW.date())
    client = browser(people.office)
    url = drawn(client)
    client.post(f"{url}issue/", {"seen": "0", "is_circulated": "no"})
    data = b"".join(client.get(f"{url}bulletin.docx").streaming_content)  # type: ignore[attr-defined]
    text = read_bytes(data, name="x.docx").text
    for words in ("工作周报", "2026年第1期", "专班办公室", "一、总体情况", "本周新登记诉求1件。"):
        assert words in text
    plain = client.get(f"{url}bulletin.txt").content.decode()
    assert "一、总体情况" in plain
    assert "（专班办公室，2026年9月16日）" in plain


def test_a_draft_is_drawn_up_anew_and_thrown_away(people: People) -> None:
    client = browser(people.office)
    url = drawn(client)
    make_entry(by=people.office)
    assert client.post(f"{url}redraft/", {"seen": "0"}).status_code == 302
    assert "本周新登记诉求1件。" in client.get(url).content.decode()
    assert client.post(f"{url}redraft/", {"seen": "0"}).status_code == 409
    assert client.post(f"{url}discard/").status_code == 302
    assert client.get(url).status_code == 404


def test_the_list_asks_the_same_number_of_questions_for_any_length(people: People) -> None:
    client = browser(people.office)
    counts = []
    for _time in range(2):
        drawn(client)
        client.get("/bulletins/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/bulletins/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def symposium(people: People) -> Activity:
    activity = Activity.objects.create(
        kind="symposium",
        title="生物医药企业座谈会",
        held_on=NOW.date() - timedelta(days=1),
        place="青禾产业园",
        organizer="专班办公室",
    )
    activity.enterprises.add(people.enterprise)
    activity.people.add(people.zone_head)
    return activity


def test_a_symposium_becomes_a_news_brief_with_its_photo(people: People) -> None:
    activity = symposium(people)
    entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        title="用电",
        text="用电容量不足，希望增容。",
        promise="十日内完成勘查。",
        activity=activity,
        enterprises=[people.enterprise],
    )
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    photo = services.Upload(name="现场.png", data=PNG)
    services.report_progress(entry, text="已到场", files=[photo], by=people.lead_head, now=NOW)
    client = browser(people.office)
    assert f"/bulletins/news/{activity.pk}/" in client.get("/intake/activities/").content.decode()
    url = client.post(f"/bulletins/news/{activity.pk}/")["Location"]
    page = client.get(url).content.decode()
    for words in (
        "2026年9月15日，专班办公室在青禾产业园召开生物医药企业座谈会。管委会主任钟明远出席。",
        f"{people.enterprise.name}：用电容量不足，希望增容。",
        "对“用电”，现场答复：十日内完成勘查。",
        "提出的1件事项已登记台账，由电力保障中心牵头办理。",
        "photo/",
    ):
        assert words in page, words
    assert client.get(f"{url}photo/")["Content-Type"] == "image/png"
    data = b"".join(client.get(f"{url}bulletin.docx").streaming_content)  # type: ignore[attr-defined]
    assert b"word/media/image1.png" in data
    form = client.get(f"{url}edit/").context["form"]
    said = {"seen": "0", "title": "x", "photo": "0"}
    assert form["photo"].value() != "0"
    assert client.post(f"{url}edit/", said).status_code == 302
    assert client.get(f"{url}photo/").status_code == 404


def test_a_brief_without_entries_says_what_took_place(people: People) -> None:
    client = browser(people.office)
    activity = Activity.objects.create(kind="visit", title="走访")
    url = client.post(f"/bulletins/news/{activity.pk}/")["Location"]
    assert "开展“走访”活动。" in client.get(url).content.decode()
    assert client.get(f"{url}photo/").status_code == 404
    assert client.post("/bulletins/news/99999/").status_code == 404
    assert browser(people.leader).post(f"/bulletins/news/{activity.pk}/").status_code == 404


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""One pixel."""


def test_what_a_ledger_narrows_to_some_no_issue_for_all_tells(people: People) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    book = Ledger.objects.get(code="appeal")
    LedgerRight.objects.create(ledger=book, right=Right.SEE, unit=people.lead)
    client = browser(people.office)
    about_all, about_it = drawn(client), drawn(client, ledger="appeal")
    assert "新登记诉求1件" not in client.get(about_all).content.decode()
    assert "新登记1件" in client.get(about_it).content.decode().replace("诉求", "")
    Bulletin.objects.update(
        issued_at=NOW, issued_by=people.office, is_circulated=True, number=F("pk"), year=2026
    )
    stranger = browser(people.stranger)
    assert stranger.get(about_all).status_code == 200
    assert stranger.get(about_it).status_code == 404
    assert browser(people.lead_head).get(about_it).status_code == 200


def test_what_a_bulletin_leaves_out_it_says_and_its_lists_leave_it_out_too(
    people: People,
) -> None:
    secret = make_entry(by=people.office, title="暗访发现", ledger="hazard")
    services.put_on(secret, ledger="appeal", by=people.office, now=NOW)
    told = make_entry(by=people.office, title="用电")
    book = Ledger.objects.get(code="hazard")
    LedgerRight.objects.create(ledger=book, right=Right.SEE, unit=people.lead)
    client = browser(people.office)
    assert "暂不计入" in client.get("/bulletins/new/").content.decode()
    about_all, about_appeals = drawn(client), drawn(client, ledger="appeal")
    page = client.get(about_all).content.decode()
    assert "另有1本台账限定查看范围，未列入。" in page
    assert "暂不计入" in page
    for address in (about_all, about_appeals):
        sources = [
            source
            for block in Bulletin.objects.get(pk=address.strip("/").split("/")[-1]).blocks
            for source in block["sources"]
            if block["key"] == "new"
        ]
        assert [list(pair) for pair in sources[0]["query"]] == [
            ["start", "2026-09-14"],
            ["end", "2026-09-20"],
            ["open_to", "all"],
        ]
    assert "新登记1件" in client.get(about_appeals).content.decode().replace("诉求", "")
    rows = client.get("/ledger/?start=2026-09-14&end=2026-09-20&open_to=all").content.decode()
    assert (told.number in rows, secret.number in rows) == (True, False)
    other = client.get("/ledger/?open_to=some").content.decode()
    assert (told.number in other, secret.number in other) == (False, True)


def test_an_extension_does_not_hide_that_the_first_date_was_missed(people: People) -> None:
    handler, office = {"by": people.lead_handler}, {"by": people.office}
    entry = make_dispatched(by=people.office, lead=people.lead, now=NOW - timedelta(days=20))
    early = NOW - timedelta(days=19)
    entry = services.acknowledge(entry, now=early, **handler)
    until = (NOW + timedelta(days=2)).date()
    entry = services.request_extension(entry, reason="到货晚", due=until, now=early, **handler)
    entry = services.grant_extension(entry, now=early, **office)
    entry = services.answer(entry, reply="变压器已更换，今晚送电。", now=NOW, **handler)
    services.close(entry, impossible="电话停机", now=NOW, **office)
    page = browser(people.office).get(drawn(browser(people.office))).content.decode()
    assert "按时答复" in page
    assert "超过原定时限" in page
    assert "on_time_first=yes" in page

"""The enterprise's side: reports, reads, rates; its own matters and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.engine.lifecycle import State
from taizhang.ledger import queries, services
from tests.factories import make_dispatched, make_entry
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

REPLY = "北侧路灯已修复，今晚亮灯，联系人柳依依。"
PROBLEM = "厂区北侧路灯不亮已有一周。夜班职工出行不便，希望尽快修复。"


@pytest.fixture
def dispatched(people: People) -> Any:
    return make_dispatched(
        by=people.office,
        lead=people.lead,
        title="路灯不亮",
        enterprises=[people.enterprise, people.other_enterprise],
    )


@pytest.fixture
def answered(dispatched: Any, people: People, clock: Clock) -> Any:
    entry = services.acknowledge(dispatched, by=people.lead_handler, now=clock.now)
    return services.answer(entry, reply=REPLY, by=people.lead_handler, now=clock.now)


def test_a_report_waits_for_triage_under_the_enterprises_name(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.contact)
    photo = SimpleUploadedFile("路灯.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    assert client.get("/my/report/").status_code == 200
    answer = client.post(
        "/my/report/", {"token": "t", "text": PROBLEM, "files": [photo]}, follow=True
    )
    entry = queries.entries().get()
    assert (entry.state, entry.title) == ("triage", "厂区北侧路灯不亮已有一周")
    assert [one.enterprise for one in entry.requesters.all()] == [people.enterprise]
    page = answer.content.decode()
    assert "专班已收到" in page
    assert "路灯.png" in page
    assert entry.number in page


def test_the_same_report_arrives_once(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.contact)
    for _time in range(2):
        assert client.post("/my/report/", {"token": "t", "text": PROBLEM}).status_code == 302
    assert queries.entries().count() == 1


def test_an_empty_report_is_asked_back(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(people.contact).post("/my/report/", {"token": "t", "text": " "})
    assert answer.status_code == 422
    assert "请写明遇到了什么问题" in answer.content.decode()


def test_a_file_that_is_not_taken_keeps_the_words(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    file = SimpleUploadedFile("页面.png", b"<html><script>alert(1)</script></html>")
    data = {"token": "t", "text": PROBLEM, "files": [file]}
    answer = signed_in(people.contact).post("/my/report/", data)
    assert answer.status_code == 422
    assert PROBLEM in answer.content.decode()
    assert queries.entries().count() == 0


def test_the_list_says_in_plain_words_where_each_matter_stands(
    dispatched: Any, people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    client = signed_in(people.contact)
    assert "已交电力中心办理。答复期限9月23日（周三）。" in client.get("/my/").content.decode()
    services.acknowledge(dispatched, by=people.lead_handler, now=clock.now)
    assert "电力中心正在办。" in client.get("/my/").content.decode()
    clock.advance(days=10)
    page = signed_in(people.contact).get("/my/").content.decode()
    assert "现已超期，专班正在催办" in page


def test_what_waits_for_the_enterprise_stands_first(
    answered: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    make_entry(by=people.office, enterprises=[people.enterprise])
    rows = signed_in(people.contact).get("/my/").context["rows"]
    assert [row["asks"] for row in rows] == [True, False]


def test_others_matters_are_not_found(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office, enterprises=[people.other_enterprise])
    client = signed_in(people.contact)
    assert client.get(f"/my/{entry.number}/").status_code == 404
    assert client.post(f"/my/{entry.number}/rate/", {}).status_code == 404
    assert client.get("/my/SQ-2026-9999/").status_code == 404
    assert entry.number not in client.get("/my/").content.decode()
    assert signed_in(people.office).get("/my/").status_code == 404
    assert signed_in(people.other_contact).get(f"/my/{entry.number}/").status_code == 200


def test_nothing_raised_yet_says_what_to_do(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    assert "还没有上报事项" in signed_in(people.contact).get("/my/").content.decode()


def test_a_good_rating_is_kept(
    answered: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.contact)
    assert REPLY in client.get(f"/my/{answered.number}/").content.decode()
    data = {"seen": answered.version, "solved": "yes", "satisfaction": "very_satisfied"}
    answer = client.post(f"/my/{answered.number}/rate/", data, follow=True)
    assert "您的评价已记入台账" in answer.content.decode()
    assert "非常满意" in answer.content.decode()
    own = answered.requesters.get(enterprise=people.enterprise)
    assert (own.satisfaction, own.is_solved) == ("very_satisfied", True)


def test_a_bad_rating_reopens_and_says_so(
    answered: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    data = {
        "seen": answered.version,
        "solved": "no",
        "satisfaction": "dissatisfied",
        "comment": "只修了一盏",
    }
    answer = signed_in(people.contact).post(f"/my/{answered.number}/rate/", data, follow=True)
    page = answer.content.decode()
    assert "事项已重新办理" in page
    assert "只修了一盏" in page
    assert queries.entry_by_number(answered.number).state == "reopened"  # type: ignore[union-attr]


def test_a_rating_sent_twice_counts_once(
    answered: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.contact)
    data = {"seen": answered.version, "solved": "no", "satisfaction": "dissatisfied"}
    for _time in range(2):
        assert client.post(f"/my/{answered.number}/rate/", data).status_code == 302
    moves = [event.move for event in queries.events(answered)]
    assert (moves.count("rate"), moves.count("reopen")) == (1, 1)


@pytest.mark.parametrize(
    ("said", "field"), [({"solved": "yes"}, "satisfaction"), ({"satisfaction": "fair"}, "solved")]
)
def test_both_questions_are_asked(
    answered: Any,
    people: People,
    signed_in: Callable[[Person], Client],
    said: dict[str, str],
    field: str,
) -> None:
    answer = signed_in(people.contact).post(
        f"/my/{answered.number}/rate/", {"seen": answered.version, "comment": "还行", **said}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert "还行" in answer.content.decode()


def test_a_rating_before_the_reply_is_refused_and_its_words_kept(
    dispatched: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.contact)
    assert not client.get(f"/my/{dispatched.number}/").context["may_rate"]
    data = {
        "seen": dispatched.version,
        "solved": "no",
        "satisfaction": "fair",
        "comment": "还没有人来",
    }
    answer = client.post(f"/my/{dispatched.number}/rate/", data)
    assert answer.status_code == 409
    assert "还没有人来" in answer.content.decode()


def test_what_another_enterprise_said_stays_with_it(
    answered: Any, people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    services.call_back(
        answered,
        said="启明光学认为还需观察",
        enterprise=people.other_enterprise,
        by=people.office,
        now=clock.now,
    )
    page = signed_in(people.contact).get(f"/my/{answered.number}/").content.decode()
    assert "还需观察" not in page
    other = signed_in(people.other_contact).get(f"/my/{answered.number}/").content.decode()
    assert "还需观察" in other


def test_what_units_say_among_themselves_stays_inside(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    services.request_return(entry, reason="内部推诿的话", by=people.lead_head, now=clock.now)
    page = signed_in(people.contact).get(f"/my/{entry.number}/").content.decode()
    assert "内部推诿的话" not in page
    assert "专班正在核定承办单位" in page


def test_a_declined_matter_names_the_other_way(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    entry = make_entry(by=people.office, enterprises=[people.enterprise])
    services.decline(
        entry, reason="属劳动争议", route="请向仲裁院申请", by=people.office, now=clock.now
    )
    page = signed_in(people.contact).get(f"/my/{entry.number}/").content.decode()
    assert "属劳动争议" in page
    assert "请向仲裁院申请" in page


def test_a_stale_rating_is_kept_and_may_be_sent_again(
    answered: Any, people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    seen = answered.version
    services.call_back(
        answered, said="好", enterprise=people.enterprise, by=people.office, now=clock.now
    )
    client = signed_in(people.contact)
    data = {"seen": seen, "solved": "yes", "satisfaction": "fair", "comment": "灯亮了"}
    answer = client.post(f"/my/{answered.number}/rate/", data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "温如玉" in page
    assert "灯亮了" in page
    again = {**data, "seen": answer.context["form"]["seen"].value()}
    assert client.post(f"/my/{answered.number}/rate/", again).status_code == 302


def test_the_list_takes_the_same_number_of_queries_however_long(
    people: People,
    signed_in: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for _number in range(15):
        make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    client = signed_in(people.contact)
    with django_assert_max_num_queries(12):
        client.get("/my/")


@pytest.mark.parametrize("state", [state.value for state in State])
def test_a_matter_is_read_in_whatever_state_it_is(
    state: str, people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = getattr(Stages(people), state)()
    client = signed_in(people.contact)
    for language in ("zh-hans", "en"):
        people.contact.account.language = language
        people.contact.account.save()
        assert entry.title in client.get("/my/").content.decode()
        assert client.get(f"/my/{entry.number}/").context["standing"]


def test_a_merged_matter_has_a_reply_and_a_rating_of_its_own(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    stages = Stages(people)
    entry = stages.merged()
    client, url = signed_in(people.contact), f"/my/{entry.number}/"
    assert "一并办理" in client.get(url).content.decode()
    services.share_answer(entry, reply=REPLY, **stages.office)
    page = client.get(url)
    assert page.context["may_rate"]
    assert REPLY in page.content.decode()
    (row,) = [one for one in client.get("/my/").context["rows"] if one["entry"] == entry]
    assert row["asks"]
    said = {
        "solved": "yes",
        "satisfaction": "satisfied",
        "seen": page.context["form"]["seen"].value(),
    }
    assert client.post(f"{url}rate/", said).status_code == 302
    assert entry.requesters.get().satisfaction == "satisfied"


def test_more_time_is_told_with_the_first_date(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    stages = Stages(people)
    entry = services.grant_extension(stages.extension_requested(), **stages.office)
    page = signed_in(people.contact).get(f"/my/{entry.number}/")
    assert "10月12日" in page.context["standing"]
    assert "原定9月23日" in page.context["standing"]
    assert "批准延期" in page.content.decode()


def test_an_enterprise_takes_its_matter_back(
    people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    entry = Stages(people).in_progress()
    client, url = signed_in(people.contact), f"/my/{entry.number}/withdraw/"
    assert url in client.get(f"/my/{entry.number}/").content.decode()
    seen = client.get(url).context["form"]["seen"].value()
    assert client.post(url, {"seen": seen, "reason": " "}).status_code == 422
    services.report_progress(entry, text="在办", by=people.lead_handler, now=clock.now)
    stale = client.post(url, {"seen": seen, "reason": "已自行解决"})
    assert stale.status_code == 409
    assert "已自行解决" in stale.content.decode()
    again = {"seen": stale.context["form"]["seen"].value(), "reason": "已自行解决"}
    for _time in range(2):
        assert client.post(url, again).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "withdrawn"
    assert "不再办理" in client.get(f"/my/{entry.number}/").content.decode()
    assert signed_in(people.other_contact).get(url).status_code == 404


def test_of_a_matter_of_several_nobody_takes_back_what_is_anothers(
    dispatched: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.contact)
    assert not client.get(f"/my/{dispatched.number}/").context["may_withdraw"]
    assert client.get(f"/my/{dispatched.number}/withdraw/").status_code == 404

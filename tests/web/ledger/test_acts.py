"""Acts through the door a person uses: allowed, refused, wrong state, stale, twice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries, services
from taizhang.web.ledger.forms import FORMS
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.clock import Clock
    from tests.people import People

REPLY = "变压器已更换，今天 18 时恢复供电，联系人柳依依。"


def _url(entry: Any, move: Move) -> str:
    return f"/ledger/{entry.number}/{move.value}/"


def _now(entry: Any) -> Any:
    return queries.entry_by_number(entry.number)


@pytest.fixture
def given(people: People) -> Any:
    """An entry handed to the lead unit, with a co-unit."""
    return make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        enterprises=[people.enterprise],
    )


@pytest.fixture
def at_work(given: Any, people: People, clock: Clock) -> Any:
    return services.acknowledge(given, by=people.lead_handler, now=clock.now)


def test_every_move_of_an_official_has_a_form() -> None:
    assert set(Move) - set(FORMS) == {Move.REGISTER, Move.RATE, Move.REDATE}


def test_dispatch_proposes_the_lead_and_counts_the_date(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office)
    page = signed_in(people.office).get(_url(entry, Move.DISPATCH)).content.decode()
    assert 'value="2026-09-23"' in page  # seven days from 16 September
    assert 'name="lead"' in page
    assert 'value="committee"' not in page  # hands work out, never leads


def test_dispatch_names_only_the_people_of_the_lead_that_was_picked(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office)
    form = signed_in(people.office).get(_url(entry, Move.DISPATCH), {"lead": "co"}).context["form"]
    assert [one.code for one in form.fields["in_charge"].queryset] == ["co_handler", "co_head"]


def test_dispatch_hands_the_entry_over(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office)
    answer = signed_in(people.office).post(
        _url(entry, Move.DISPATCH),
        {
            "seen": entry.version,
            "lead": "lead",
            "co_units": ["co"],
            "in_charge": "lead_handler",
            "due": "2026-09-23",
            "watcher": "office",
        },
    )
    assert answer.status_code == 302
    entry = _now(entry)
    assert (entry.state, entry.lead, entry.in_charge) == (
        "dispatched",
        people.lead,
        people.lead_handler,
    )
    story = queries.due_story(entry)
    assert story is not None
    assert story.due_by == "rule"  # the proposed date, left alone, is the ledger's own


def test_dispatch_with_another_date_is_an_order(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office)
    data = {"seen": entry.version, "lead": "lead", "due": "2026-09-20"}
    signed_in(people.office).post(_url(entry, Move.DISPATCH), data)
    assert _now(entry).due == date(2026, 9, 20)


def test_dispatch_again_keeps_the_date_that_stands(
    given: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    form = signed_in(people.office).get(_url(given, Move.DISPATCH)).context["form"]
    assert form.fields["due"].initial == given.due
    assert form.fields["lead"].initial == "lead"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"co_units": ["lead"]}, "co_units"),
        ({"lead": ""}, "lead"),
        ({"due": "2026-09-01"}, "due"),
        ({"in_charge": "lead_handler", "watcher": "lead_handler"}, "watcher"),
        ({"due": "demain"}, "due"),
    ],
)
def test_dispatch_says_at_the_field_what_is_wrong(
    people: People,
    signed_in: Callable[[Person], Client],
    change: dict[str, Any],
    field: str,
) -> None:
    entry = make_entry(by=people.office)
    data = {"seen": entry.version, "lead": "lead", "due": "2026-09-23", **change}
    answer = signed_in(people.office).post(_url(entry, Move.DISPATCH), data)
    assert answer.status_code in {409, 422}
    assert answer.context["form"].errors[field]
    assert _now(entry).state == "accepted"


@pytest.mark.parametrize("who", ["stranger", "lead_handler", "leader", "guidance", "contact"])
def test_dispatch_is_nobody_elses(
    people: People, signed_in: Callable[[Person], Client], who: str
) -> None:
    entry = make_entry(by=people.office, enterprises=[people.enterprise])
    client = signed_in(getattr(people, who))
    assert client.get(_url(entry, Move.DISPATCH)).status_code == 404
    data = {"seen": entry.version, "lead": "lead"}
    assert client.post(_url(entry, Move.DISPATCH), data).status_code == 404
    assert _now(entry).state == "accepted"


def test_an_unknown_entry_and_an_unknown_move_are_not_found(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    assert client.get("/ledger/SQ-2026-9999/dispatch/").status_code == 404
    entry = make_entry(by=people.office)
    assert client.get(f"/ledger/{entry.number}/rate/").status_code == 404
    assert client.get(f"/ledger/{entry.number}/nonsense/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(people: People, client: Client) -> None:
    entry = make_entry(by=people.office)
    answer = client.get(_url(entry, Move.DISPATCH))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_an_act_that_the_state_forbids_leads_back_with_a_word(
    given: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(people.lead_handler).get(_url(given, Move.ANSWER), follow=True)
    assert answer.redirect_chain[-1][0] == f"/ledger/{given.number}/"
    assert "当前的状态" in answer.content.decode()


def test_an_act_sent_in_the_wrong_state_keeps_the_text(
    given: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    data = {"seen": given.version, "reply": REPLY}
    answer = signed_in(people.lead_handler).post(_url(given, Move.ANSWER), data)
    assert answer.status_code == 409
    assert REPLY in answer.content.decode()
    assert _now(given).state == "dispatched"


def test_a_stale_form_says_who_did_what_and_keeps_the_text(
    at_work: Any, people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    seen = at_work.version
    services.report_progress(at_work, text="已到现场。", by=people.lead_head, now=clock.now)
    client = signed_in(people.lead_handler)
    answer = client.post(_url(at_work, Move.ANSWER), {"seen": seen, "reply": REPLY})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "石敬之" in page
    assert "报进展" in page
    assert REPLY in page
    assert _now(at_work).state == "in_progress"
    assert f'name="seen" value="{seen + 1}"' in page
    again = client.post(_url(at_work, Move.ANSWER), {"seen": seen + 1, "reply": REPLY})
    assert again.status_code == 302
    assert _now(at_work).reply == REPLY


def test_a_stale_form_whose_act_is_over_offers_no_button(
    at_work: Any, people: People, signed_in: Callable[[Person], Client], clock: Clock
) -> None:
    seen = at_work.version
    services.answer(at_work, reply=REPLY, by=people.lead_head, now=clock.now)
    data = {"seen": seen, "reply": "我写的另一份答复，已办结用电增容。"}
    answer = signed_in(people.lead_handler).post(_url(at_work, Move.ANSWER), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "我写的另一份答复" in page
    assert "不能进行" in page
    assert not answer.context["still_possible"]


def test_a_form_sent_twice_acts_once(
    at_work: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.lead_handler)
    data = {"seen": at_work.version, "reply": REPLY}
    assert client.post(_url(at_work, Move.ANSWER), data).status_code == 302
    assert client.post(_url(at_work, Move.ANSWER), data).status_code == 302
    assert queries.events(at_work).filter(move="answer").count() == 1


def test_an_empty_receipt_is_no_reply(
    at_work: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    data = {"seen": at_work.version, "reply": "您的来件已收悉，正在办理中。"}
    answer = signed_in(people.lead_handler).post(_url(at_work, Move.ANSWER), data)
    assert answer.status_code == 409
    assert answer.context["form"].errors["reply"]
    assert "您的来件已收悉" in answer.content.decode()


def test_evidence_comes_with_the_reply_and_goes_out_as_a_file(
    at_work: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    photo = SimpleUploadedFile("配电房.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    data = {"seen": at_work.version, "reply": REPLY, "files": [photo]}
    client = signed_in(people.lead_handler)
    assert client.post(_url(at_work, Move.ANSWER), data).status_code == 302
    (file,) = queries.events(at_work).get(move="answer").attachments.all()
    answer = client.get(f"/ledger/attachments/{file.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert signed_in(people.stranger).get(f"/ledger/attachments/{file.pk}/").status_code == 404
    assert signed_in(people.contact).get(f"/ledger/attachments/{file.pk}/").status_code == 200
    assert "配电房.png" in client.get(f"/ledger/{at_work.number}/").content.decode()


@pytest.mark.parametrize(
    ("name", "data"), [("空.txt", b""), ("page.png", b"<script>alert(1)</script>")]
)
def test_a_file_that_is_not_taken_is_named_and_nothing_is_written(
    at_work: Any,
    people: People,
    signed_in: Callable[[Person], Client],
    name: str,
    data: bytes,
) -> None:
    answer = signed_in(people.lead_handler).post(
        _url(at_work, Move.ANSWER),
        {"seen": at_work.version, "reply": REPLY, "files": [SimpleUploadedFile(name, data)]},
    )
    assert answer.status_code in {409, 422}
    assert answer.context["form"].errors["files"]
    assert _now(at_work).state == "acknowledged"


def test_a_file_above_the_limit_is_refused_before_it_is_read(
    at_work: Any, people: People, signed_in: Callable[[Person], Client], settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 10
    file = SimpleUploadedFile("大.txt", "很长的文字".encode() * 3)
    data = {"seen": at_work.version, "reply": REPLY, "files": [file]}
    answer = signed_in(people.lead_handler).post(_url(at_work, Move.ANSWER), data)
    assert answer.status_code in {413, 422}
    assert _now(at_work).state == "acknowledged"


def _steps(people: People) -> list[tuple[str, Move, dict[str, Any], State]]:
    """A matter's whole way, with its detours: who, what, with which words, and where it leads."""
    return [
        ("office", Move.AMEND, {"title": "改过的标题", "text": "改过的正文"}, State.TRIAGE),
        ("office", Move.ACCEPT, {}, State.ACCEPTED),
        ("office", Move.DISPATCH, {"lead": "lead", "co_units": ["co"]}, State.DISPATCHED),
        ("lead_head", Move.REQUEST_RETURN, {"reason": "不属于本职"}, State.RETURN_REQUESTED),
        ("office", Move.REFUSE_RETURN, {"reason": "职责在你单位"}, State.DISPATCHED),
        ("lead_head", Move.ACKNOWLEDGE, {"in_charge": "lead_handler"}, State.ACKNOWLEDGED),
        ("co_handler", Move.CONTRIBUTE, {"text": "无规划障碍"}, State.ACKNOWLEDGED),
        ("lead_handler", Move.PROGRESS, {"text": "已看现场"}, State.IN_PROGRESS),
        (
            "lead_handler",
            Move.REQUEST_EXTENSION,
            {"reason": "设备未到", "due": "2026-09-30"},
            State.EXTENSION_REQUESTED,
        ),
        ("leader", Move.REFUSE_EXTENSION, {"reason": "请抓紧"}, State.IN_PROGRESS),
        (
            "lead_handler",
            Move.REQUEST_EXTENSION,
            {"reason": "设备仍未到", "due": "2026-09-29"},
            State.EXTENSION_REQUESTED,
        ),
        ("leader", Move.GRANT_EXTENSION, {}, State.IN_PROGRESS),
        (
            "lead_handler",
            Move.PARK,
            {"kind": "funds", "reason": "等预算", "review_on": "2026-10-20"},
            State.PARKED,
        ),
        ("lead_handler", Move.RESUME, {"note": "预算已批"}, State.IN_PROGRESS),
        ("lead_handler", Move.ANSWER, {"reply": REPLY}, State.ANSWERED),
        (
            "office",
            Move.CALL_BACK,
            {
                "said": "已恢复供电",
                "enterprise": "enterprise",
                "solved": "yes",
                "satisfaction": "satisfied",
            },
            State.CALLED_BACK,
        ),
        ("office", Move.CLOSE, {"note": "办结"}, State.CLOSED),
        ("office", Move.REOPEN, {"reason": "又停电了"}, State.REOPENED),
    ]


def test_a_matter_goes_its_whole_way_through_the_forms(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office, accepted=False, enterprises=[people.enterprise])
    for who, move, said, state in _steps(people):
        client = signed_in(getattr(people, who))
        assert client.get(_url(entry, move)).status_code == 200, move
        answer = client.post(_url(entry, move), {"seen": _now(entry).version, **said})
        assert answer.status_code == 302, (move, answer.context["form"].errors)
        assert _now(entry).state == state, move
    page = signed_in(people.office).get(f"/ledger/{entry.number}/").content.decode()
    for words in ("申请退回", "批准延期至", "提交配合意见", "又停电了", "等预算", "不同意延期"):
        assert words in page, words


def test_declining_names_the_other_way(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office)
    client = signed_in(people.office)
    data = {"seen": entry.version, "reason": "属劳动争议"}
    answer = client.post(_url(entry, Move.DECLINE), data)
    assert answer.status_code == 422
    assert "属劳动争议" in answer.content.decode()
    client.post(_url(entry, Move.DECLINE), {**data, "route": "请向仲裁院申请仲裁"})
    assert _now(entry).state == "declined"


def test_htmx_gets_the_form_alone(
    given: Any, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.lead_handler)
    page = client.get(_url(given, Move.ACKNOWLEDGE), headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert "<html" not in page.content.decode()
    assert 'name="in_charge"' in page.content.decode()


def test_amending_notes_what_was_changed_and_nothing_else(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office, title="旧标题", category="finance")
    data = {"seen": entry.version, "title": "新标题", "text": entry.text, "category": "finance"}
    client = signed_in(people.office)
    for _time in range(2):  # a double click
        assert client.post(_url(entry, Move.AMEND), data).status_code == 302
    event = queries.events(entry).get(move="amend")
    assert event.payload == {"title": "新标题"}


def test_amending_nothing_is_said_so(people: People, signed_in: Callable[[Person], Client]) -> None:
    entry = make_entry(by=people.office)
    data = {"seen": entry.version, "title": entry.title, "text": entry.text}
    answer = signed_in(people.office).post(_url(entry, Move.AMEND), data)
    assert answer.status_code == 409
    assert answer.context["form"].errors["title"]

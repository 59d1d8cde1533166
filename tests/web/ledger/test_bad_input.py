"""Every act of every form with bad input: named, with a remedy, nothing changed, one audit line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.access.acts import may_ever
from taizhang.engine.codes import AuditAct
from taizhang.engine.lifecycle import RULES, Move, State
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, Event, Ledger
from taizhang.roster.models import AuditLine
from taizhang.web.ledger.forms import FORMS
from tests.clock import NOW
from tests.factories import make_entry
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

pytestmark = pytest.mark.django_db
REPLY = "变压器已更换，今天 18 时恢复供电。"
_BY_THE_UNIT = {
    Move.ACKNOWLEDGE,
    Move.REQUEST_RETURN,
    Move.PROGRESS,
    Move.REQUEST_EXTENSION,
    Move.PARK,
    Move.RESUME,
    Move.ANSWER,
}
_BY_CO_UNIT = {Move.CONTRIBUTE, Move.ACKNOWLEDGE_PART, Move.REQUEST_CO_EXTENSION}
_ON_A_CO_UNIT = {Move.GRANT_CO_EXTENSION, Move.REFUSE_CO_EXTENSION}
_OF_CO_UNITS = {Move.REQUEST_CO_EXTENSION, *_ON_A_CO_UNIT}
_STAGE = {
    Move.ACCEPT: "triage",
    Move.DECLINE: "triage",
    Move.DISPATCH: "accepted",
    Move.ACKNOWLEDGE: "dispatched",
    Move.REQUEST_RETURN: "dispatched",
    Move.REFUSE_RETURN: "return_requested",
    Move.GRANT_EXTENSION: "extension_requested",
    Move.REFUSE_EXTENSION: "extension_requested",
    Move.RESUME: "parked",
    Move.CALL_BACK: "answered",
    Move.CLOSE: "called_back",
    Move.REOPEN: "closed",
    Move.UNMERGE: "merged",
    Move.SHARE_ANSWER: "merged",
}
_SAID: dict[Move, dict[str, Any]] = {
    Move.AMEND: {"title": "改过的标题", "text": "改过的正文"},
    Move.DECLINE: {"reason": "涉诉", "route": "人民法院"},
    Move.DISPATCH: {"lead": "lead", "due": "2026-09-30"},
    Move.PROGRESS: {"text": "已看现场"},
    Move.CONTRIBUTE: {"text": "图纸已送"},
    Move.REQUEST_EXTENSION: {"reason": "设备未到", "due": "2026-09-30"},
    Move.REQUEST_CO_EXTENSION: {"reason": "图未齐", "due": "2026-09-22"},
    Move.GRANT_CO_EXTENSION: {"unit": "co"},
    Move.REFUSE_CO_EXTENSION: {"unit": "co", "reason": "来得及"},
    Move.PARK: {"kind": "funds", "reason": "等预算", "review_on": "2026-10-20"},
    Move.ANSWER: {"reply": REPLY},
    Move.CALL_BACK: {"said": "已送电", "enterprise": "enterprise", "solved": "yes"},
    Move.ESCALATE: {"level": "leader", "reason": "跨部门"},
    Move.PLAN_VISIT: {"on": "2026-09-20", "visitor": "co_head"},
    Move.VISIT: {"text": "看过了"},
    Move.SHARE_ANSWER: {"reply": REPLY},
    Move.HAND_OVER: {"in_charge": "lead_head"},
    Move.LIST: {"ledger": "hazard"},
    Move.UNLIST: {"ledger": "hazard", "reason": "列错了"},
}
_REASON = {"reason": "理由充分"}


def _said(move: Move, other: Entry) -> dict[str, Any]:
    if move is Move.MERGE:
        return {"into": other.number, **_REASON}
    return _SAID.get(move, _REASON)


@pytest.fixture
def stages(people: People) -> Stages:
    return Stages(people)


@pytest.fixture
def ready(stages: Stages, people: People) -> Callable[[Move], tuple[Entry, Person]]:
    """An entry on which the move is possible, and who may make it."""

    def made(move: Move) -> tuple[Entry, Person]:
        if move in _OF_CO_UNITS:
            Ledger.objects.update(preset="quanzhou")  # where co-units have dates of their own
        entry = getattr(stages, _STAGE.get(move, "in_progress"))()
        if move in _ON_A_CO_UNIT:
            asked = {"reason": "图未齐", "due": date(2026, 9, 22)}
            services.request_co_extension(entry, **asked, by=people.co_handler, now=NOW)
        if move is Move.VISIT:
            services.plan_visit(entry, on=NOW.date(), visitor=people.co_head, **stages.office)
        if move is Move.UNLIST:
            services.put_on(entry, ledger="hazard", **stages.office)
        who = people.lead_handler if move in _BY_THE_UNIT else people.office
        return Entry.objects.get(pk=entry.pk), people.co_handler if move in _BY_CO_UNIT else who

    return made


@pytest.fixture
def refused(signed_in: Callable[[Person], Client]) -> Callable[..., HttpResponse]:
    """Send the form of an act; assert that it was refused, changed nothing and left one line."""

    def sent(entry: Entry, move: Move, person: Person, data: dict[str, Any]) -> HttpResponse:
        client = signed_in(person)
        row = Entry.objects.filter(pk=entry.pk).values().get()
        events, lines = Event.objects.count(), AuditLine.objects.count()
        answer = client.post(f"/ledger/{entry.number}/{move.value}/", data)
        assert answer.status_code in {404, 409, 413, 422}, move
        assert Entry.objects.filter(pk=entry.pk).values().get() == row
        assert Event.objects.count() == events
        assert AuditLine.objects.count() == lines + 1
        line = AuditLine.objects.latest("pk")
        assert (line.succeeded, line.actor) == (False, person.account.username)
        assert line.reference
        assert f"/ledger/{entry.number}/{move.value}/" in line.subject
        return answer

    return sent


def _line() -> tuple[str, str]:
    line = AuditLine.objects.latest("pk")
    return line.act, line.subject.rpartition(" ")[2]


@pytest.mark.parametrize("move", FORMS)
def test_who_may_not_finds_nothing_and_the_trail_says_who_tried(
    move: Move, ready: Any, refused: Any, people: People
) -> None:
    entry, _person = ready(move)
    for who in ("stranger", "guidance", "other_contact", "system_admin"):
        person = getattr(people, who)
        assert not may_ever(person, entry, move)
        answer = refused(entry, move, person, {"seen": entry.version, **_said(move, entry)})
        assert answer.status_code == 404
        assert _line()[0] == AuditAct.ACCESS_REFUSED


@pytest.mark.parametrize("move", FORMS)
def test_a_stale_form_says_who_was_quicker_and_loses_no_word(
    move: Move, ready: Any, refused: Any, people: People, stages: Stages
) -> None:
    entry, person = ready(move)
    other = stages.accepted()
    other_person: dict[str, Any] = {"by": people.zone_head, "now": NOW}
    if entry.state in RULES[Move.AMEND].begins:
        services.amend(entry, title="旁人改过的标题", **other_person)
    elif entry.state == State.MERGED:
        services.share_answer(entry, reply=REPLY, **other_person)
    else:
        services.plan_visit(entry, on=NOW.date(), visitor=people.co_head, **other_person)
    words = "我写了很久的一段话，一个字也不能丢。"
    typed = {"reason", "text", "reply", "said"} & set(FORMS[move].base_fields)
    data = {"seen": entry.version, **_said(move, other), **dict.fromkeys(typed, words)}
    answer = refused(entry, move, person, data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert people.zone_head.name in page
    assert words in page or not typed
    assert _line() == (AuditAct.ACT_REFUSED, "stale_entry")


_LONG = [
    (move, key)
    for move in FORMS
    for key in ("reason", "text", "reply", "said", "note", "route", "title")
    if key in FORMS[move].base_fields
]


@pytest.mark.parametrize(("move", "key"), _LONG)
def test_a_text_of_a_hundred_thousand_characters_is_refused_and_kept(
    move: Move, key: str, ready: Any, refused: Any, stages: Stages
) -> None:
    entry, person = ready(move)
    long = "长" * 100_000
    answer = refused(
        entry, move, person, {"seen": entry.version, **_said(move, stages.accepted()), key: long}
    )
    (error,) = answer.context["form"].errors[key]
    assert "100000" in error
    assert long in answer.content.decode()
    assert _line() == (AuditAct.ACT_REFUSED, "form_invalid")


_DAYS = [
    (Move.DISPATCH, "due"),
    (Move.REQUEST_EXTENSION, "due"),
    (Move.PARK, "review_on"),
    (Move.PLAN_VISIT, "on"),
]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "9月31日", "0001-01-01", "2025-09-16"])
@pytest.mark.parametrize(("move", "key"), _DAYS)
def test_a_day_that_is_none_or_has_passed_is_refused_at_its_field(
    move: Move, key: str, day: str, ready: Any, refused: Any
) -> None:
    entry, person = ready(move)
    data = {"seen": entry.version, **_said(move, entry), key: day}
    answer = refused(entry, move, person, data)
    assert answer.context["form"].errors[key]
    assert day in answer.content.decode()


_WITH_FILES = [move for move in FORMS if "files" in FORMS[move].base_fields]
_FORBIDDEN = {
    "病毒.exe": b"MZ\x90\x00" + b"\x00" * 60,
    "页面.html": b"<!doctype html><script>alert(1)</script>",
    "改名.png": b"PK\x03\x04" + b"\x00" * 60,
    "空的.pdf": b"",
}


@pytest.mark.parametrize("name", _FORBIDDEN)
@pytest.mark.parametrize("move", _WITH_FILES)
def test_a_file_of_a_forbidden_kind_is_named(
    move: Move, name: str, ready: Any, refused: Any
) -> None:
    entry, person = ready(move)
    file = SimpleUploadedFile(name, _FORBIDDEN[name])
    data = {"seen": entry.version, **_said(move, entry), "files": [file]}
    answer = refused(entry, move, person, data)
    (error,) = answer.context["form"].errors["files"]
    assert name in error or not _FORBIDDEN[name]


@pytest.fixture(params=[move for move in FORMS if move is not Move.UNDO])
def closed_to(request: pytest.FixtureRequest, stages: Stages) -> tuple[Move, Entry]:
    """A move and an entry in a state from which it does not start."""
    move: Move = request.param
    wrong = next(
        state
        for state in (State.DECLINED, State.IN_PROGRESS, State.ACCEPTED)
        if state not in RULES[move].begins
    )
    return move, getattr(stages, wrong.value)()


def test_an_act_in_the_wrong_state_is_refused_by_name(
    closed_to: tuple[Move, Entry], people: People, refused: Any, stages: Stages
) -> None:
    move, entry = closed_to
    who = people.lead_handler if move in _BY_THE_UNIT else people.office
    person = people.co_handler if move in _BY_CO_UNIT else who
    if not may_ever(person, entry, move):  # of no unit yet: nobody's to do
        refused(entry, move, person, {"seen": entry.version, **_said(move, entry)})
        return
    fields = FORMS[move](entry=entry, now=NOW, by=person).fields
    said = {k: v for k, v in _said(move, stages.accepted()).items() if k in fields}
    answer = refused(entry, move, person, {"seen": entry.version, **said})
    assert answer.status_code in {409, 422}
    assert answer.context["form"].errors


def test_an_act_that_is_done_leaves_no_line_of_refusal(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = make_entry(by=people.office)
    client = signed_in(people.office)
    data = {"seen": entry.version, "reason": "涉诉", "route": "人民法院"}
    assert client.post(f"/ledger/{entry.number}/decline/", data).status_code == 302
    assert client.get(f"/ledger/{entry.number}/accept/").status_code == 302
    assert client.get("/ledger/SQ-2026-9999/").status_code == 404
    assert not AuditLine.objects.filter(succeeded=False).exists()
    assert queries.events(entry).count() == 2


def test_a_refusal_that_no_screen_answers_leaves_a_line_too(
    people: People, signed_in: Callable[[Person], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise services.OwnLedger

    monkeypatch.setattr("taizhang.web.settings.calendar._days", lambda _text: {})
    monkeypatch.setattr("taizhang.web.settings.calendar.add_refusal", refuse)
    monkeypatch.setattr("taizhang.ledger.services.preview_days", refuse)
    answer = signed_in(people.office).post("/settings/calendar/2026/", {"text": "2026-10-01 off"})
    assert answer.status_code == 409
    assert _line() == (AuditAct.ACT_REFUSED, "own_ledger")


@pytest.mark.parametrize("move", FORMS)
def test_a_form_that_is_sent_twice_is_done_once(
    move: Move, ready: Any, stages: Stages, signed_in: Callable[[Person], Client]
) -> None:
    entry, person = ready(move)
    client, url = signed_in(person), f"/ledger/{entry.number}/{move.value}/"
    data = {"seen": entry.version, **_said(move, stages.accepted())}
    if move is Move.CLOSE:
        data = {"seen": entry.version}
    events = Event.objects.count()
    for _time in range(2):
        answer = client.post(url, data)
        errors = answer.context and answer.context["form"].errors
        assert answer.status_code == 302, errors
        assert Event.objects.count() == events + 1
    assert not AuditLine.objects.filter(act=AuditAct.ACT_REFUSED).exists()


@pytest.mark.parametrize("move", FORMS)
def test_a_refusal_is_said_in_the_readers_language(
    move: Move, ready: Any, refused: Any, people: People, stages: Stages
) -> None:
    entry, person = ready(move)
    person.account.language = "en"
    person.account.save(update_fields=["language"])
    other = stages.accepted()
    plan = {"on": NOW.date(), "visitor": people.co_head, **stages.office}
    services.plan_visit(entry, **plan) if entry.state != State.MERGED else services.share_answer(
        entry, reply=REPLY, **stages.office
    )
    typed = {"reason", "text", "reply", "said"} & set(FORMS[move].base_fields)
    data = {"seen": entry.version, **_said(move, other), **dict.fromkeys(typed, "typed by me")}
    page = refused(entry, move, person, data).content.decode()
    assert "The entry has changed while you were writing" in page
    assert "Nothing you typed is lost" in page or "This act is no longer possible" in page
    if "reason" in FORMS[move].base_fields and move is not Move.HAND_OVER:
        answer = refused(Entry.objects.get(pk=entry.pk), move, person, {"seen": 0, "reason": ""})
        assert "This field is required" in str(answer.context["form"].errors["reason"])

"""Putting a matter on a ledger."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine import refusals
from taizhang.engine.codes import Category, LedgerKind, Scope
from taizhang.engine.lifecycle import Move, State
from taizhang.intake.models import Activity
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, Ledger, Numbering, Requester
from tests.clock import NOW
from tests.factories import make_document, make_draft
from tests.ledger.conftest import PHOTO

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_register_numbers_by_ledger_and_year_without_gaps(people: People) -> None:
    def number(kind: LedgerKind, now: datetime = NOW) -> str:
        given: dict[str, Any] = {"title": "一件事", "text": "正文", "by": people.office}
        return services.register(ledger=kind, now=now, **given).number

    assert number(LedgerKind.APPEAL) == "SQ-2026-0001"
    assert number(LedgerKind.APPEAL) == "SQ-2026-0002"
    assert number(LedgerKind.HAZARD) == "YH-2026-0001"
    # One minute past midnight in the zone is still last year in Greenwich.
    new_year = datetime(2027, 1, 1, 0, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert number(LedgerKind.APPEAL, new_year) == "SQ-2027-0001"
    assert number(LedgerKind.APPEAL) == "SQ-2026-0003"


def test_a_refused_registration_uses_up_no_number(people: People) -> None:
    given: dict[str, Any] = {"ledger": LedgerKind.DEED, "by": people.office, "now": NOW}
    with pytest.raises(refusals.TextMissing):
        services.register(title="标题", text=" ", **given)
    assert services.register(title="标题", text="正文", **given).number == "SS-2026-0001"


def test_register_keeps_all_that_was_said(people: People, stages: Stages) -> None:
    activity = Activity.objects.create(kind="visit", title="走访", held_on=date(2026, 9, 15))
    entry = stages.accepted(
        category=Category.UTILITIES,
        scope=Scope.COMMON,
        requester_names=["某供应商", "某供应商", " "],
        due_text="9月底前",
        promise="下周派人查看",
        quote="用电容量不足",
        activity=activity,
        watcher=people.lead_head,
    )
    assert (entry.category, entry.scope, entry.due) == ("utilities", "common", date(2026, 9, 30))
    assert (entry.original_due, entry.watcher) == (date(2026, 9, 30), people.lead_head)
    assert (entry.activity, entry.registered_by, entry.version) == (activity, people.office, 1)
    names = list(entry.requesters.values_list("name", "enterprise__code"))
    assert names == [("云岭澄泉水处理设备有限公司", "enterprise"), ("某供应商", None)]
    event = entry.events.get()
    assert (event.move, event.by_name, event.by_unit) == (
        Move.REGISTER,
        people.office.name,
        people.office.unit.name if people.office.unit else "",
    )
    assert event.payload["watcher_name"] == people.lead_head.name


@pytest.mark.parametrize(
    ("held_on", "end"), [(date(2025, 3, 3), date(2025, 3, 8)), (None, date(2026, 9, 21))]
)
def test_a_due_text_counts_from_the_day_it_was_said(
    stages: Stages, held_on: date | None, end: date
) -> None:
    activity = Activity.objects.create(kind="visit", title="走访", held_on=held_on)
    assert stages.accepted(due_text="5日内", activity=activity).due == end


def test_a_vague_due_text_gives_no_date(stages: Stages) -> None:
    entry = stages.accepted(due_text="尽快")
    assert (entry.due, entry.due_text) == (None, "尽快")


@pytest.mark.parametrize(
    ("kind", "accepted", "state"),
    [
        (LedgerKind.APPEAL, True, State.ACCEPTED),
        (LedgerKind.APPEAL, False, State.TRIAGE),
        (LedgerKind.DIRECTIVE, False, State.ACCEPTED),  # a ledger without triage
    ],
)
def test_only_a_ledger_with_triage_lets_a_matter_wait(
    stages: Stages, kind: LedgerKind, accepted: bool, state: State
) -> None:
    assert stages.accepted(ledger=kind, accepted=accepted).state == state


def test_control_characters_are_left_out(stages: Stages) -> None:
    entry = stages.accepted(title="用\x00电\x07", text="第一行\r\n第二行\x1b")
    assert (entry.title, entry.text) == ("用电", "第一行\n第二行")


def test_register_refuses_a_text_beyond_the_limit(stages: Stages) -> None:
    with pytest.raises(refusals.TextTooLong):
        stages.accepted(text="长" * 5001)
    assert not Entry.objects.exists()


def test_register_may_bring_files(stages: Stages) -> None:
    entry = stages.triage(files=[PHOTO])
    attachment = entry.events.get().attachments.get()
    assert (attachment.name, attachment.media_type, entry.evidence) == ("现场.png", "image/png", 1)
    with queries.open_attachment(attachment) as file:
        assert file.read() == PHOTO.data


def test_a_draft_becomes_an_entry_once(people: People) -> None:
    document = make_document(by=people.office, dated=date(2026, 9, 10), text="澄泉用电不足。")
    draft = make_draft(
        document,
        category="utilities",
        scope="individual",
        due_text="3日内",
        reply="已派人",
        enterprises=[
            {"name": "澄泉水处理", "code": "enterprise"},
            {"name": "未入库企业", "code": None},
            {"name": "已注销企业", "code": "gone"},
        ],
    )
    entry = services.register_draft(draft, by=people.office, now=NOW)
    draft.refresh_from_db()
    assert (entry.draft, draft.status, entry.quote) == (draft, "accepted", draft.quote)
    assert (entry.due, entry.promise, entry.title) == (date(2026, 9, 13), "已派人", "澄泉用电不足")
    names = [str(one) for one in entry.requesters.all()]
    assert names == [people.enterprise.name, "未入库企业", "已注销企业"]
    assert queries.numbers_of_drafts([draft.pk, 0]) == {draft.pk: entry.number}
    with pytest.raises(services.DraftAlreadyRegistered, match=entry.number):
        services.register_draft(draft, by=people.office, now=NOW)
    assert Entry.objects.count() == 1


def test_a_draft_without_codes_is_registered_too(people: People) -> None:
    draft = make_draft(make_document(by=people.office), ledger="directive", due_text="尽快")
    entry = services.register_draft(draft, by=people.office, now=NOW)
    assert (entry.ledger.code, entry.category, entry.due) == ("directive", "", None)


def test_a_draft_that_cannot_be_registered_stays_a_draft(people: People) -> None:
    document = make_document(by=people.office, text="长" * 6000)
    draft = make_draft(document)
    with pytest.raises(refusals.TextTooLong):
        services.register_draft(draft, by=people.office, now=NOW)
    draft.refresh_from_db()
    assert draft.status == "waiting"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("用电不足。请协调。", "用电不足"),
        ("第一行\n第二行", "第一行"),
        ("。", "。"),
        ("甲" * 30 + "，" + "乙" * 40, "甲" * 30),
        ("甲" * 80, "甲" * 59 + "…"),
    ],
)
def test_a_title_is_the_first_sentence_cut_to_length(text: str, title: str) -> None:
    assert services.title_of(text) == title


def test_the_number_is_unique(stages: Stages) -> None:
    entry = stages.accepted()
    other = stages.accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=other.pk).update(number=entry.number)


def test_a_ledger_counts_a_year_once(stages: Stages) -> None:
    stages.accepted()
    ledger = Ledger.objects.get(code="appeal")
    with pytest.raises(IntegrityError), transaction.atomic():
        Numbering.objects.create(ledger=ledger, year=2026)
    assert str(Numbering.objects.get()) == "appeal 2026: 1"


def test_a_requester_stands_once_in_an_entry(people: People, stages: Stages) -> None:
    entry = stages.accepted()
    with pytest.raises(IntegrityError), transaction.atomic():
        Requester.objects.create(entry=entry, name=people.enterprise.name)


def test_registering_starts_the_forward_clock(stages: Stages) -> None:
    entry = stages.accepted()
    clock = entry.clocks.get()
    assert (clock.name, clock.due - clock.started_on) == ("forward", timedelta(days=1))

"""A person gives the blocks another order, or the document another date; decisions stay."""

from __future__ import annotations

from datetime import date, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.text import Span
from taizhang.intake import queries, services
from taizhang.intake.errors import (
    BlocksNotOfThisPage,
    NoOrderToTakeBack,
    NotReadYet,
    ReadingFailed,
    StaleDocument,
)
from taizhang.intake.models import Document, Draft
from taizhang.intake.services import reading, rereading
from tests.factories import make_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "本报讯 9月10日，管委会副主任邵立言在青禾产业园主持召开企业座谈会。\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "现场安排电力保障中心9月30日前完成扩容。\n"
    "针对云岭启明光学股份有限公司反映的贷款周转困难问题，邵立言表示将对接银行。\n"
    "记者 叶小青\n"
)


@pytest.fixture
def document(people: People, now: datetime) -> Document:
    return services.receive_text(
        "座谈会", TEXT, by=people.office, now=now, dated=date(2026, 9, 16), read_now=True
    )


def _order(document: Document) -> list[list[Span]]:
    return [[block.span for block in each] for each in queries.page_blocks(document).articles]


def _swapped(document: Document) -> list[list[Span]]:
    """The two matters of the page in the other order."""
    (spans,) = _order(document)
    power = next(s for s in spans if "用电" in s.of(document.text))
    loan = next(s for s in spans if "贷款" in s.of(document.text))
    return [[{power: loan, loan: power}.get(span, span) for span in spans]]


def _appeals(document: Document) -> list[Draft]:
    return [draft for draft in queries.drafts(document) if draft.ledger == "appeal"]


def test_the_document_is_read_in_the_new_order(
    document: Document, people: People, now: datetime
) -> None:
    order = _swapped(document)

    again = services.reorder(document, order, by=people.office, now=now, seen=1)

    assert (again.version, again.change, again.changed_by) == (2, "ordered", people.office)
    assert _order(again) == order
    first, second = _appeals(again)
    assert "贷款" in first.text
    assert "用电" in second.text
    for draft in queries.drafts(again):
        assert again.text[draft.start : draft.end] == draft.quote


def test_what_was_decided_or_changed_stays(
    document: Document, people: People, now: datetime
) -> None:
    power, loan = _appeals(document)
    services.accept(power, by=people.office, now=now)
    services.edit(loan, by=people.office, now=now, text="启明光学要周转贷款")
    added = services.add(document, 0, 10, by=people.office, now=now)

    again = services.reorder(document, _swapped(document), by=people.office, now=now)

    assert [draft.pk for draft in _appeals(again)] == [added.pk, loan.pk, power.pk]
    power.refresh_from_db()
    loan.refresh_from_db()
    assert (power.status, loan.text) == (Draft.Status.ACCEPTED, "启明光学要周转贷款")


def test_a_waiting_draft_that_is_found_again_keeps_its_card(
    document: Document, people: People, now: datetime
) -> None:
    before = {draft.pk for draft in queries.drafts(document)}

    again = services.reorder(document, _swapped(document), by=people.office, now=now)

    assert {draft.pk for draft in queries.drafts(again)} == before


def test_what_the_order_leaves_out_is_not_read(
    document: Document, people: People, now: datetime
) -> None:
    (spans,) = _order(document)
    order = [[span for span in spans if "贷款" not in span.of(document.text)]]

    again = services.reorder(document, order, by=people.office, now=now)

    assert not [draft for draft in queries.drafts(again) if "贷款" in draft.text]
    assert "贷款" in queries.page_blocks(again).rest[0].text.text


def test_an_activity_that_is_told_still_stays_the_same_row(
    document: Document, people: People, now: datetime
) -> None:
    before = list(document.activities.values_list("pk", flat=True))
    assert before

    again = services.reorder(document, _swapped(document), by=people.office, now=now)

    assert list(again.activities.values_list("pk", flat=True)) == before


def test_an_activity_that_nothing_tells_of_any_more_goes(
    document: Document, people: People, now: datetime
) -> None:
    (spans,) = _order(document)
    order = [[span for span in spans if "贷款" in span.of(document.text)]]

    again = services.reorder(document, order, by=people.office, now=now)

    assert not again.activities.filter(title__contains="座谈会", drafts__isnull=True).exists()


def test_reorder_refuses_a_stale_form(document: Document, people: People, now: datetime) -> None:
    order = _order(document)
    services.reorder(document, _swapped(document), by=people.office, now=now)

    with pytest.raises(StaleDocument) as refusal:
        services.reorder(document, order, by=people.service_officer, now=now, seen=1)

    assert refusal.value.fields["by"] == people.office.name


def test_the_same_order_twice_is_one(document: Document, people: People, now: datetime) -> None:
    order = _swapped(document)
    for _ in range(2):
        services.reorder(document, order, by=people.office, now=now, seen=1)

    assert document.orders.count() == 1


def test_reorder_refuses_what_is_no_block(
    document: Document, people: People, now: datetime
) -> None:
    with pytest.raises(BlocksNotOfThisPage):
        services.reorder(document, [[Span(1, 3)]], by=people.office, now=now)

    assert not document.orders.exists()


def test_a_document_that_is_being_read_cannot_be_ordered(people: People, now: datetime) -> None:
    document = make_document(by=people.office, status=Document.Status.READING)

    with pytest.raises(NotReadYet):
        services.reorder(document, [[Span(0, 3)]], by=people.office, now=now)


def test_an_order_can_be_taken_back(document: Document, people: People, now: datetime) -> None:
    swapped = _swapped(document)
    services.reorder(document, swapped, by=people.office, now=now)
    services.reorder(document, [swapped[0][1:]], by=people.office, now=now)

    once = services.take_order_back(document, by=people.office, now=now)
    assert _order(once) == swapped
    assert once.orders.count() == 3


def test_the_first_order_taken_back_leaves_the_machines_own(
    document: Document, people: People, now: datetime
) -> None:
    own = _order(document)
    services.reorder(document, _swapped(document), by=people.office, now=now)

    again = services.take_order_back(document, by=people.office, now=now)

    assert _order(again) == own
    with pytest.raises(NoOrderToTakeBack):
        services.take_order_back(document, by=people.office, now=now)


def test_taking_back_refuses_when_there_is_no_order_or_a_newer_one(
    document: Document, people: People, now: datetime
) -> None:
    with pytest.raises(NoOrderToTakeBack):
        services.take_order_back(document, by=people.office, now=now)
    services.reorder(document, _swapped(document), by=people.office, now=now)

    with pytest.raises(StaleDocument):
        services.take_order_back(document, by=people.office, now=now, seen=1)


def test_another_date_infers_the_years_anew(
    document: Document, people: People, now: datetime
) -> None:
    assert document.activities.get().held_on == date(2026, 9, 10)

    again = services.redate(document, date(2025, 9, 20), by=people.office, now=now, seen=1)

    activity = again.activities.get()
    assert (activity.held_on, activity.year_inferred) == (date(2025, 9, 10), True)
    assert {d.due for d in queries.drafts(again) if d.due} == {date(2025, 9, 30)}
    assert (again.dated, again.change) == (date(2025, 9, 20), "dated")


def test_the_same_date_twice_is_one_change(
    document: Document, people: People, now: datetime
) -> None:
    for _ in range(2):
        services.redate(document, date(2025, 9, 20), by=people.office, now=now, seen=1)

    assert Document.objects.get(pk=document.pk).version == 2


def test_redate_refuses_a_stale_form(document: Document, people: People, now: datetime) -> None:
    services.redate(document, date(2025, 9, 20), by=people.office, now=now)

    with pytest.raises(StaleDocument):
        services.redate(document, date(2024, 9, 20), by=people.office, now=now, seen=1)


def test_a_document_whose_file_is_gone_is_read_again_from_its_text(
    document: Document, people: People, now: datetime
) -> None:
    read_before = {"kind": "txt", "stored_as": "gone", "form": None}
    Document.objects.filter(pk=document.pk).update(**read_before)
    document.refresh_from_db()

    again = services.redate(document, date(2025, 9, 20), by=people.office, now=now)

    assert again.activities.get().held_on == date(2025, 9, 10)


def test_the_form_of_its_file_is_kept_so_that_it_is_not_opened_again(
    people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "材料", "a@example.invalid", "b@example.invalid"
    mail["Date"] = "Mon, 09 Mar 2026 10:20:00 +0800"
    mail.set_content("请阅附件。\n")
    mail.add_attachment(TEXT, filename="座谈会.txt")
    document = services.receive_file(
        "材料.eml", mail.as_bytes(), by=people.office, now=now, read_now=True
    )
    assert document.dated == date(2026, 3, 9)
    assert len(document.reading["articles"]) == 2
    before = _order(document)
    monkeypatch.setattr(reading, "stored_bytes", _unread)

    again = services.reorder(document, before[::-1], by=people.office, now=now)

    assert [a["headline"] for a in again.reading["articles"]] == ["高新园召开企业座谈会", "材料"]
    Document.objects.filter(pk=document.pk).update(form=None)
    document.refresh_from_db()
    with pytest.raises(AssertionError):
        queries.page_blocks(document)


def _unread(document: Document) -> bytes:
    raise AssertionError(document)


@pytest.fixture
def long(document: Document, monkeypatch: pytest.MonkeyPatch) -> Document:
    """The document, as if it were too long to be read while somebody waits."""
    monkeypatch.setattr(rereading, "_WITHIN_A_REQUEST", len(document.text) - 1)
    return document


def test_a_long_document_is_read_again_in_the_background(
    long: Document,
    people: People,
    now: datetime,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    (power, loan) = _appeals(long)
    services.accept(power, by=people.office, now=now)
    with django_capture_on_commit_callbacks() as queued:
        waits = services.redate(long, date(2025, 9, 20), by=people.office, now=now)
    assert (waits.status, waits.done, waits.dated) == ("reading", 0, date(2025, 9, 20))
    assert long.activities.get().held_on == date(2026, 9, 10)
    assert queries.remaining_seconds(waits, now) is None

    for callback in queued:
        callback()

    again = Document.objects.get(pk=long.pk)
    assert (again.status, again.activities.get().held_on) == ("ready", date(2025, 9, 10))
    assert {draft.pk for draft in _appeals(again)} == {power.pk, loan.pk}


def test_what_was_read_before_stands_when_the_background_fails(
    long: Document,
    people: People,
    now: datetime,
    django_capture_on_commit_callbacks: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError

    before = {draft.pk for draft in queries.drafts(long)}
    monkeypatch.setattr(reading, "record", broken)
    with django_capture_on_commit_callbacks(execute=True):
        services.redate(long, date(2025, 9, 20), by=people.office, now=now)

    again = Document.objects.get(pk=long.pk)
    assert (again.status, again.done, again.failure) == ("ready", 100, "reading_failed")
    assert isinstance(queries.failure(again), ReadingFailed)
    assert {draft.pk for draft in queries.drafts(again)} == before


def test_a_reading_that_succeeds_takes_the_failure_away(
    document: Document, people: People, now: datetime
) -> None:
    Document.objects.filter(pk=document.pk).update(failure="reading_failed")

    again = services.redate(document, date(2025, 9, 20), by=people.office, now=now)

    assert queries.failure(again) is None


def test_the_time_left_counts_from_the_change(
    document: Document, people: People, now: datetime
) -> None:
    document.status, document.done = Document.Status.READING, 50
    document.changed_at = now
    document.received_at = now - timedelta(days=3)

    assert queries.remaining_seconds(document, now + timedelta(seconds=8)) == 8

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.intake import queries, services
from taizhang.intake.errors import ReadingFailed, ReadingGoesOn
from taizhang.intake.models import Activity, Document, Draft
from taizhang.intake.services.reading import read_document
from tests.factories import make_document

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tests.clock import Clock
    from tests.people import People

TEXT = (
    "高新园召开企业座谈会\n"
    "本报讯 9月10日，管委会副主任邵立言在青禾产业园主持召开企业座谈会。\n"
    "座谈会上，针对云岭澄泉水处理设备有限公司反映的用电容量不足问题，"
    "现场安排电力保障中心9月30日前完成扩容。\n"
    "记者 叶小青\n"
)


@pytest.fixture
def document(people: People, now: datetime) -> Document:
    return services.receive_text("座谈会", TEXT, by=people.office, now=now)


def test_reading_makes_drafts_that_quote_the_text(document: Document) -> None:
    read = services.read(document)

    assert (read.status, read.done) == (Document.Status.READY, 100)
    drafts = list(queries.drafts(read))
    assert drafts
    for draft in drafts:
        assert read.text[draft.start : draft.end] == draft.quote
    appeal = next(draft for draft in drafts if draft.ledger == "appeal")
    assert appeal.category == "utilities"
    assert appeal.enterprises == [{"name": "云岭澄泉水处理设备有限公司", "code": "enterprise"}]
    assert appeal.reasons


def test_reading_keeps_the_contract_and_a_fingerprint(document: Document) -> None:
    read = services.read(document)

    assert set(read.reading) >= {"articles", "activities", "people", "organisations", "entries"}
    assert read.fingerprint is not None


def test_a_lead_unit_is_found_on_the_roster(document: Document, people: People) -> None:
    services.read(document)

    assert people.lead in {draft.lead_unit for draft in Draft.objects.all()}


def test_a_year_that_is_not_said_is_inferred_and_marked(document: Document) -> None:
    services.read(document)

    activity = Activity.objects.get()
    assert (activity.held_on, activity.year_inferred) == (date(2026, 9, 10), True)
    assert Document.objects.get().dated is None


def test_a_year_is_inferred_from_the_documents_own_date(people: People, now: datetime) -> None:
    document = services.receive_text(
        "旧报", TEXT, by=people.office, now=now, dated=date(2024, 10, 1)
    )

    services.read(document)

    assert Activity.objects.get().held_on == date(2024, 9, 10)
    assert Document.objects.get().dated == date(2024, 10, 1)


def test_reading_twice_gives_one_set_of_drafts(document: Document) -> None:
    first = services.read(document)
    keys = list(first.drafts.values_list("pk", flat=True))

    again = services.read(first)

    assert list(again.drafts.values_list("pk", flat=True)) == keys
    assert Activity.objects.count() == 1


def test_a_text_without_matters_is_read_and_has_no_drafts(people: People, now: datetime) -> None:
    document = services.receive_text("天气", "今日天气晴好。", by=people.office, now=now)

    assert services.read(document).status == Document.Status.READY
    assert not document.drafts.exists()


def test_a_line_of_ten_thousand_characters_is_read(people: People, now: datetime) -> None:
    document = services.receive_text("长", "会议要求加强管理" * 1300, by=people.office, now=now)

    assert services.read(document).status == Document.Status.READY


def test_a_refusal_ends_the_reading_with_its_code(
    people: People, now: datetime, uploads: Path
) -> None:
    document = services.receive_file("周报.txt", TEXT.encode(), by=people.office, now=now)
    (uploads / document.stored_as).unlink()

    read = services.read(document)

    assert (read.status, read.failure) == (Document.Status.FAILED, "file_gone")
    assert queries.failure(read).code == "file_gone"
    assert not read.drafts.exists()


def test_an_error_of_ours_is_logged_under_a_reference(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("taizhang.engine.extract.extract", broken)

    read = services.read(document)

    assert read.failure == "reading_failed"
    failure = queries.failure(read)
    assert isinstance(failure, ReadingFailed)
    assert failure.fields["reference"]


def test_nothing_is_half_written_when_recording_breaks(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("taizhang.intake.services.recording.fingerprint", broken)

    read = services.read(document)

    assert read.status == Document.Status.FAILED
    assert not Draft.objects.exists()
    assert not Activity.objects.exists()


def test_a_document_that_kills_its_readers_is_given_up(document: Document) -> None:
    Document.objects.update(attempts=3)

    assert services.read(document).failure == "reading_failed"


def test_an_unknown_failure_code_is_still_explained(document: Document) -> None:
    Document.objects.update(status=Document.Status.FAILED, failure="of_old")
    document.refresh_from_db()

    assert isinstance(queries.failure(document), ReadingFailed)


def test_a_document_that_is_gone_is_nothing_to_read(db: None) -> None:
    read_document.func(4711)


def test_progress_is_written_as_it_goes(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    from taizhang.engine import extract

    seen: list[int] = []
    real = extract.extract

    def watched(*args: object, progress: object, **more: object) -> object:
        def tell(percent: int) -> None:
            progress(percent)  # type: ignore[operator]
            seen.append(Document.objects.get().done)

        return real(*args, progress=tell, **more)

    monkeypatch.setattr(extract, "extract", watched)

    services.read(document)

    assert seen == sorted(seen)
    assert 0 < seen[0] < seen[-1] < 100


def test_a_failed_reading_can_be_started_again(
    document: Document,
    people: People,
    now: datetime,
    django_capture_on_commit_callbacks: object,
) -> None:
    Document.objects.update(status=Document.Status.FAILED, failure="reading_failed", attempts=3)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.start_again(document, by=people.office, now=now)

    assert Document.objects.get().status == Document.Status.READY


def test_a_silent_reading_can_be_started_again(
    document: Document, people: People, clock: Clock
) -> None:
    assert not queries.is_stalled(document, clock())
    later = clock.advance(seconds=61)

    services.start_again(document, by=people.office, now=later)

    assert Document.objects.get().progress_at == later


def test_a_living_reading_is_not_started_again(
    document: Document, people: People, now: datetime
) -> None:
    with pytest.raises(ReadingGoesOn):
        services.start_again(document, by=people.office, now=now)


def test_a_document_that_was_read_is_not_read_again(
    document: Document, people: People, now: datetime
) -> None:
    services.read(document)

    with pytest.raises(ReadingGoesOn):
        services.start_again(document, by=people.office, now=now + timedelta(days=1))


def test_the_remaining_time_is_judged_by_the_time_so_far(document: Document, now: datetime) -> None:
    document.done = 25

    assert queries.remaining_seconds(document, now + timedelta(seconds=10)) == 30
    document.done = 5
    assert queries.remaining_seconds(document, now + timedelta(seconds=10)) is None


def test_nearly_the_same_text_is_pointed_out(people: People, now: datetime) -> None:
    first = services.read(services.receive_text("一", TEXT * 3, by=people.office, now=now))
    second = services.read(
        services.receive_text(
            "二", (TEXT * 3).replace("叶小青", "叶大青"), by=people.office, now=now
        )
    )
    other = make_document(by=people.office, text="完全不同的一篇文字" * 20)
    Document.objects.filter(pk=other.pk).update(fingerprint=second.fingerprint)

    near = queries.near_identical(second)

    assert [(one.document, one.same_file) for one in near] == [(first, False)]
    assert 80 <= near[0].per_cent < 100


def test_a_document_without_text_is_like_no_other(people: People) -> None:
    assert queries.near_identical(make_document(by=people.office)) == []

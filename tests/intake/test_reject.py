from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.errors import (
    DraftDecided,
    DraftNotRejected,
    RejectReasonMissing,
    StaleDraft,
)
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


def test_reject_keeps_the_reason(page: Page, people: People, now: datetime) -> None:
    services.reject(page.power, " 不是诉求 ", by=people.office, now=now, seen=1)

    draft = Draft.objects.get(pk=page.power.pk)
    assert (draft.status, draft.reject_reason) == (Draft.Status.REJECTED, "不是诉求")
    assert (draft.decided_by, draft.decided_at) == (people.office, now)


@pytest.mark.parametrize("reason", ["", "  "])
def test_reject_needs_a_reason(page: Page, people: People, now: datetime, reason: str) -> None:
    with pytest.raises(RejectReasonMissing):
        services.reject(page.power, reason, by=people.office, now=now)

    assert Draft.objects.get(pk=page.power.pk).status == Draft.Status.WAITING


def test_reject_twice_by_one_person_is_one_rejection(
    page: Page, people: People, now: datetime
) -> None:
    for _ in range(2):
        services.reject(page.power, "已办结", by=people.office, now=now, seen=1)

    assert Draft.objects.get(pk=page.power.pk).version == 2


def test_reject_refuses_what_another_person_rejected(
    page: Page, people: People, now: datetime
) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)

    with pytest.raises(DraftDecided):
        services.reject(page.power, "已办结", by=people.service_officer, now=now)


def test_reject_refuses_an_accepted_draft(page: Page, people: People, now: datetime) -> None:
    services.accept(page.power, by=people.office, now=now)

    with pytest.raises(DraftDecided):
        services.reject(page.power, "不是诉求", by=people.office, now=now)


def test_reject_refuses_a_stale_form(page: Page, people: People, now: datetime) -> None:
    services.edit(page.power, by=people.office, now=now, text="别的")

    with pytest.raises(StaleDraft):
        services.reject(page.power, "不是诉求", by=people.office, now=now, seen=1)


def test_reject_refuses_a_draft_that_is_gone(page: Page, people: People, now: datetime) -> None:
    Draft.objects.filter(pk=page.power.pk).delete()

    with pytest.raises(Draft.DoesNotExist):
        services.reject(page.power, "不是诉求", by=people.office, now=now)


def test_restore_lets_a_rejected_draft_wait_again(
    page: Page, people: People, now: datetime
) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)

    services.restore(page.power, by=people.service_officer, now=now, seen=2)

    draft = Draft.objects.get(pk=page.power.pk)
    assert (draft.status, draft.reject_reason) == (Draft.Status.WAITING, "")
    assert (draft.decided_by, draft.decided_at) == (None, None)


def test_restore_twice_by_one_person_is_one_restoring(
    page: Page, people: People, now: datetime
) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)

    for _ in range(2):
        services.restore(page.power, by=people.office, now=now, seen=2)

    assert Draft.objects.get(pk=page.power.pk).version == 3


def test_restore_refuses_a_draft_that_waits(page: Page, people: People, now: datetime) -> None:
    with pytest.raises(DraftNotRejected):
        services.restore(page.power, by=people.office, now=now)


def test_restore_refuses_an_accepted_draft(page: Page, people: People, now: datetime) -> None:
    services.accept(page.power, by=people.office, now=now)

    with pytest.raises(DraftNotRejected):
        services.restore(page.power, by=people.office, now=now)


def test_restore_refuses_a_stale_form(page: Page, people: People, now: datetime) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)

    with pytest.raises(StaleDraft):
        services.restore(page.power, by=people.office, now=now, seen=1)

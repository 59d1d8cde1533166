from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.errors import DraftDecided, StaleDraft
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


def test_accept_decides_the_draft(page: Page, people: People, now: datetime) -> None:
    services.accept(page.power, by=people.office, now=now, seen=1)

    draft = Draft.objects.get(pk=page.power.pk)
    assert draft.status == Draft.Status.ACCEPTED
    assert (draft.decided_by, draft.decided_at, draft.version) == (people.office, now, 2)


def test_accept_refuses_a_stale_form(page: Page, people: People, now: datetime) -> None:
    services.edit(page.power, by=people.office, now=now, text="别的")

    with pytest.raises(StaleDraft):
        services.accept(page.power, by=people.service_officer, now=now, seen=1)

    assert Draft.objects.get(pk=page.power.pk).status == Draft.Status.WAITING


def test_accept_twice_is_refused(page: Page, people: People, now: datetime) -> None:
    services.accept(page.power, by=people.office, now=now)

    with pytest.raises(DraftDecided) as refusal:
        services.accept(page.power, by=people.office, now=now)

    assert refusal.value.fields["by"] == people.office.name


def test_accept_refuses_a_draft_that_is_gone(page: Page, people: People, now: datetime) -> None:
    Draft.objects.filter(pk=page.power.pk).delete()

    with pytest.raises(Draft.DoesNotExist):
        services.accept(page.power, by=people.office, now=now)

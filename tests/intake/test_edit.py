from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from taizhang.intake import services
from taizhang.intake.errors import DraftDecided, StaleDraft, TextMissing
from taizhang.intake.models import Draft

if TYPE_CHECKING:
    from datetime import datetime

    from tests.intake.conftest import Page
    from tests.people import People


def test_edit_changes_what_the_draft_says(page: Page, people: People, now: datetime) -> None:
    services.edit(
        page.power,
        by=people.office,
        now=now,
        seen=1,
        text="澄泉公司需要增容",
        ledger="directive",
        category="",
        scope="individual",
        lead_unit=people.lead,
        due=date(2026, 12, 31),
        reply="年内扩容",
    )

    draft = Draft.objects.get(pk=page.power.pk)
    assert (draft.text, draft.ledger, draft.category) == ("澄泉公司需要增容", "directive", "")
    assert (draft.lead_unit, draft.due, draft.reply) == (
        people.lead,
        date(2026, 12, 31),
        "年内扩容",
    )
    assert (draft.version, draft.edited) == (2, True)
    assert (draft.changed_by, draft.changed_at, draft.change) == (people.office, now, "edited")
    assert draft.quote == page.document.text[draft.start : draft.end]


def test_edit_twice_with_the_same_words_is_one_change(
    page: Page, people: People, now: datetime
) -> None:
    for _ in range(2):
        services.edit(page.power, by=people.office, now=now, seen=1, text="新的说法")

    assert Draft.objects.get(pk=page.power.pk).version == 2


def test_edit_refuses_a_form_older_than_another_persons_change(
    page: Page, people: People, now: datetime
) -> None:
    services.edit(page.power, by=people.service_officer, now=now, seen=1, text="先改的")

    with pytest.raises(StaleDraft) as refusal:
        services.edit(
            page.power, by=people.office, now=now + timedelta(minutes=1), seen=1, text="后改的"
        )

    assert refusal.value.fields["by"] == people.service_officer.name
    assert refusal.value.fields["at"] == now
    assert Draft.objects.get(pk=page.power.pk).text == "先改的"


def test_edit_refuses_a_matter_without_words(page: Page, people: People, now: datetime) -> None:
    with pytest.raises(TextMissing):
        services.edit(page.power, by=people.office, now=now, text=" \n")


def test_edit_refuses_a_decided_draft(page: Page, people: People, now: datetime) -> None:
    services.reject(page.power, "已办结", by=people.office, now=now)

    with pytest.raises(DraftDecided):
        services.edit(page.power, by=people.office, now=now, text="再改")


def test_edit_refuses_a_draft_that_is_gone(page: Page, people: People, now: datetime) -> None:
    Draft.objects.filter(pk=page.power.pk).delete()

    with pytest.raises(Draft.DoesNotExist):
        services.edit(page.power, by=people.office, now=now, text="再改")


def test_a_chosen_enterprise_is_kept_by_its_code(page: Page, people: People, now: datetime) -> None:
    draft = services.set_enterprises(
        page.power, [("澄泉", "enterprise")], by=people.office, now=now
    )

    assert draft.enterprises == [{"name": "澄泉", "code": "enterprise"}]


def test_a_written_short_name_is_found_on_the_roster(
    page: Page, people: People, now: datetime
) -> None:
    draft = services.set_enterprises(
        page.loan, [(" 澄泉水处理 ", None), ("", None)], by=people.office, now=now
    )

    assert draft.enterprises == [{"name": "澄泉水处理", "code": "enterprise"}]


def test_a_name_that_several_enterprises_bear_offers_them(
    page: Page, people: People, now: datetime
) -> None:
    from tests.factories import make_enterprise

    make_enterprise("云岭澄泉科技有限公司", code="second")

    draft = services.set_enterprises(page.power, [("云岭澄泉", None)], by=people.office, now=now)

    item = draft.enterprises[0]
    assert item["code"] is None
    assert {candidate["code"] for candidate in item["candidates"]} == {"enterprise", "second"}

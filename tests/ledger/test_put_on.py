"""An entry that is put on a ledger of the office's own says what that ledger asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Category, LedgerKind
from taizhang.engine.ledger_plans import PlannedColumn
from taizhang.engine.sheets import Known
from taizhang.ledger import queries, rebuilding, services
from taizhang.ledger.models import Entry, Numbering
from taizhang.ledger.verification import verify
from tests.factories import browser
from tests.ledger.test_opening import COLUMNS, opened

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_what_the_ledger_asks_for_is_missed_by_name(stages: Stages, unchanged: Unchanged) -> None:
    opened()
    entry = stages.in_progress()
    for values in (None, {}, {"zh_2": " "}, {"zh_3": 5}):
        with unchanged(entry), pytest.raises(services.ValueMissing) as refusal:
            services.put_on(entry, ledger="zh", values=values, **stages.office)
        assert refusal.value.fields["column"] == "类型"
    with unchanged(entry), pytest.raises(services.NotAChoice):
        services.put_on(entry, ledger="zh", values={"zh_2": "车辆"}, **stages.office)
    assert not Numbering.objects.filter(ledger__code="zh").exists()


def test_what_is_said_stands_under_its_columns_and_survives_a_rebuild(stages: Stages) -> None:
    opened()
    given = {"zh_2": "厂房", "zh_3": "1,200"}
    entry = services.put_on(stages.in_progress(), ledger="zh", values=given, **stages.office)
    assert entry.values == {"zh_2": "厂房", "zh_3": 1200}
    assert entry.events.latest("version").payload["values"] == entry.values
    shown = {one.column.name: one.text for one in queries.shown_values(entry)}
    assert (shown["类型"], shown["损失"]) == ("厂房", "1200")
    assert verify().misfit is None
    rebuilding.rebuild()
    assert Entry.objects.get(pk=entry.pk).values == entry.values
    entry = services.undo(Entry.objects.get(pk=entry.pk), reason="错列", **stages.office)
    assert entry.values == {}
    assert verify().misfit is None


def test_what_stood_there_before_is_not_asked_for_again(stages: Stages) -> None:
    opened()
    entry = services.put_on(
        stages.in_progress(), ledger="zh", values={"zh_2": "厂房"}, **stages.office
    )
    entry = services.take_off(entry, ledger="zh", reason="列错了", **stages.office)
    assert entry.values == {"zh_2": "厂房"}
    entry = services.put_on(entry, ledger="zh", **stages.office)
    assert "values" not in entry.events.latest("version").payload
    assert entry.listings.get().number == "ZH-2026-0002"


def test_facts_of_the_entry_fill_their_columns_or_are_missed(
    stages: Stages, unchanged: Unchanged
) -> None:
    category = PlannedColumn("类别", known=Known.CATEGORY, is_required=True)
    opened(columns=(COLUMNS[0], category))
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(services.ValueMissing, match="类别"):
        services.put_on(entry, ledger="zh", **stages.office)
    entry = services.amend(entry, category=Category.UTILITIES, **stages.office)
    assert services.put_on(entry, ledger="zh", **stages.office).listings.exists()


def test_the_form_shows_the_columns_of_the_ledger_that_was_picked(
    people: People, stages: Stages
) -> None:
    opened()
    entry = stages.in_progress()
    office, url = browser(people.office), f"/ledger/{entry.number}/list/"
    assert not [name for name in fields(office.get(url)) if name.startswith("value-")]
    page = office.get(url, {"ledger": "zh"})
    assert [name for name in fields(page) if name.startswith("value-")] == [
        f"value-zh_{place}" for place in range(2, 7)
    ]
    said = {"seen": entry.version, "ledger": "zh"}
    page = office.post(url, said)  # without a script they come now
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"value-zh_2"}
    said |= {"value-zh_2": "厂房", "value-zh_3": "3", "value-zh_4": "2026-09-20"}
    assert office.post(url, said).status_code == 302
    entry.refresh_from_db()
    assert entry.values == {"zh_2": "厂房", "zh_3": 3, "zh_4": "2026-09-20"}
    assert office.post(url, said).status_code == 302  # a double click
    other = office.post(url, {**said, "value-zh_3": "4"})  # something else from the old page
    assert other.status_code == 409
    assert other.context["form"]["value-zh_3"].value() == "4"
    assert entry.events.count() == entry.version


def test_many_at_once_leave_out_by_name_what_lacks_a_value(people: People, stages: Stages) -> None:
    opened()
    entry = stages.accepted(ledger=LedgerKind.HAZARD)
    said = {"move": "list", "ledger": "zh", "row": f"{entry.number}:{entry.version}", "look": "1"}
    page = browser(people.office).post("/ledger/bulk/", said)
    assert "类型" in page.context["left_out"][0].left_out


def fields(page: object) -> list[str]:
    return list(page.context["form"].fields)  # type: ignore[attr-defined]

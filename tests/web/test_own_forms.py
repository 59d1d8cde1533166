"""The entry form of a ledger of the office's own: a field for every type, old values kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from taizhang.engine.ledger_plans import LedgerPlan, PlannedColumn
from taizhang.engine.sheets import ColumnType, Known
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW
from tests.factories import browser
from tests.forms_of_ledgers import relief
from tests.web.test_own_ledgers import upload

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_a_ledger_without_a_form_has_none_to_give(people: People) -> None:
    plan = LedgerPlan("台账", "zz", "ZZ", columns=(PlannedColumn("事项", known=Known.TITLE),))
    services.open_ledger(plan, by=None, now=NOW)
    assert browser(people.office).get("/ledger/zz/workbook/").status_code == 404
    assert browser(people.office).get("/settings/ledgers/of/zz/").status_code == 200


COLUMNS = (
    PlannedColumn("标题", known=Known.TITLE),
    PlannedColumn("内容", known=Known.TEXT),
    PlannedColumn("类别", known=Known.CATEGORY),
    PlannedColumn("时限", known=Known.DUE),
    PlannedColumn("牵头", known=Known.LEAD),
    PlannedColumn("甲", ColumnType.CHOICE, ("一", "二"), is_required=True),
    PlannedColumn("乙", ColumnType.YES_NO, ("√", "×"), is_required=True),
    PlannedColumn("丙", ColumnType.DATE),
    PlannedColumn("丁", ColumnType.NUMBER),
    PlannedColumn("戊", ColumnType.LONG_TEXT),
    PlannedColumn("己", ColumnType.TEXT),
)


def test_every_type_has_its_field_and_shows_what_was_written_before(people: People) -> None:
    book = services.open_ledger(LedgerPlan("台账", "zz", "ZZ", columns=COLUMNS), by=None, now=NOW)
    office = browser(people.office)
    said = {"token": "t", "title": "x", "text": "", "category": "utilities", "due": "2026-01-01"}
    said |= {
        "value-zz_6": "二",
        "value-zz_7": "yes",
        "value-zz_8": "2026-10-01",
        "value-zz_11": "注",
    }
    page = office.post("/ledger/new/?ledger=zz", said)
    assert page.status_code == 422
    assert "due" in page.context["form"].errors
    office.post("/ledger/new/?ledger=zz", {**said, "due": ""})
    entry = Entry.objects.get()
    assert (entry.title, entry.text, entry.category) == ("x", "x", "utilities")
    wanted = [
        services.WantedColumn(PlannedColumn(one.name, type_, choices, one.known), f"zz_{at}")
        for at, (one, type_, choices) in enumerate(
            zip(
                COLUMNS,
                [
                    *[ColumnType.TEXT] * 5,
                    ColumnType.DATE,
                    ColumnType.CHOICE,
                    ColumnType.YES_NO,
                    ColumnType.DATE,
                    ColumnType.TEXT,
                    ColumnType.NUMBER,
                ],
                [*[()] * 6, ("早", "晚"), (), (), (), ()],
                strict=True,
            ),
            start=1,
        )
    ]
    services.change_columns(book, wanted, by=None, now=NOW)
    url = reverse("ledger:act", args=[entry.number, "amend"])
    page = office.get(url)
    form = page.context["form"]
    assert form["value-zz_6"].help_text == "原填：二"
    assert form["value-zz_8"].help_text == "原填：2026-10-01"
    data = {"seen": entry.version, "title": "y", "text": "x", "category": "utilities", "scope": ""}
    data |= {name: form[name].value() or "" for name in form.fields if name.startswith("value-")}
    assert office.post(url, data).status_code == 302
    entry.refresh_from_db()
    assert entry.title == "y"
    assert entry.values["zz_6"] == "二"
    services.amend(entry, values={"zz_6": "2026-09-09"}, by=people.office, now=NOW)
    assert office.get(url).context["form"]["value-zz_6"].value() == date(2026, 9, 9)


def test_a_kind_in_the_address_is_chosen_in_the_form(people: People) -> None:
    page = browser(people.office).get("/ledger/new/?ledger=hazard")
    assert page.context["form"]["ledger"].value() == "hazard"


def test_forms_speak_english_too(people: People) -> None:
    people.office.account.language = "en"
    people.office.account.save(update_fields=["language"])
    office = browser(people.office)
    text = upload(office, relief(), follow=True).content.decode()
    assert "13710 (1 days, 3 days, 7 days, 1 months)" in text
    assert "Its cells offer a list to choose from." in text

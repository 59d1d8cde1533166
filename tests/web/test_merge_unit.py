"""A unit ends in another one, on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.ledger.models import Entry
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

pytestmark = pytest.mark.django_db
URL = "/roster/units/lead/merge/"


def test_all_that_a_unit_has_goes_over_in_one_act(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = Stages(people).in_progress()
    office = signed_in(people.office)
    assert URL in office.get("/roster/units/lead/").content.decode()
    page = office.get(URL).content.decode()
    assert entry.number in page
    assert people.lead_handler.name in page
    answer = office.post(URL, {"into": "elsewhere", "reason": "机构改革"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/roster/units/elsewhere/"
    assert "并入" in answer.content.decode()
    people.lead.refresh_from_db()
    assert not people.lead.is_active
    assert Entry.objects.get(pk=entry.pk).lead == people.elsewhere
    again = office.post(URL, {"into": "elsewhere"})
    assert again.status_code in {404, 422}


def test_a_unit_is_not_merged_into_itself_or_nothing(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    office = signed_in(people.office)
    for into in ("lead", "", "nowhere"):
        answer = office.post(URL, {"into": into})
        assert answer.status_code == 422
        assert answer.context["form"].errors["into"]
    people.lead.refresh_from_db()
    assert people.lead.is_active


def test_what_the_ledger_refuses_is_said_on_the_form(
    people: People, signed_in: Callable[[Person], Client]
) -> None:
    entry = Stages(people).dispatched(lead=people.co, co_units=[], watcher=people.other_leader)
    people.co.leader = entry.accountable
    people.co.save()
    answer = signed_in(people.office).post("/roster/units/co/merge/", {"into": "elsewhere"})
    assert answer.status_code == 422
    assert entry.number in str(answer.context["form"].non_field_errors())


def test_it_is_the_offices_alone(people: People, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(people.leader).get(URL).status_code == 404

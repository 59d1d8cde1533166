"""The clocks in the settings: looked at, changed, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.deadlines import PRESETS
from taizhang.ledger.models import PresetVersion
from taizhang.ledger.presets import preset_in_force
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

from taizhang.web.ledger.ladder import PRESET_NAMES

pytestmark = pytest.mark.django_db
URL = "/settings/clocks/p13710/"


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)


def said(**more: Any) -> dict[str, Any]:
    """The form as it stands, with some fields changed."""
    data: dict[str, Any] = {"seen": preset_in_force("p13710").version, "start": "2026-09-16"}
    for one in PRESETS["p13710"].milestones:
        data |= {
            f"{one.name}-amount": one.amount,
            f"{one.name}-unit": one.unit.value,
            f"{one.name}-starts": one.starts.value,
            **({f"{one.name}-roll": "on"} if one.roll else {}),
            **({f"{one.name}-parked": "on"} if one.pauses else {}),
        }
    return data | more


def test_every_preset_is_listed_with_its_ledgers(office: Client) -> None:
    page = office.get("/settings/clocks/").content.decode()
    for code in PRESETS:
        assert f"/settings/clocks/{code}/" in page
        assert office.get(f"/settings/clocks/{code}/").status_code == 200
    assert "/settings/clocks/" in office.get("/settings/calendar/").content.decode()


def test_the_dates_are_shown_before_anything_is_written(office: Client) -> None:
    answer = office.post(URL, said(**{"resolve-amount": 10}))
    tried = {one.title: (str(one.now), str(one.then)) for one in answer.context["tried"]}
    assert ("2026-09-23", "2026-09-27") not in tried.values()
    assert ("2026-09-23", "2026-09-28") in tried.values()  # the tenth day is a Saturday
    assert not PresetVersion.objects.exists()


def test_a_new_version_counts_from_now_on_and_explains_itself(
    office: Client, people: People
) -> None:
    answer = office.post(URL, said(**{"resolve-amount": 10, "write": "1"}), follow=True)
    assert "101" in answer.content.decode()
    entry = Stages(people).dispatched()
    page = office.get(f"/ledger/{entry.number}/").content.decode()
    assert "第 101 版" in page
    again = office.post(URL, said(**{"resolve-amount": 9, "seen": 1, "write": "1"}))
    assert again.status_code == 409
    assert again.context["form"].non_field_errors()


@pytest.mark.parametrize(
    "wrong",
    [{"resolve-amount": 0}, {"resolve-unit": "moon"}, {"warn": 99}, {"start": "2026-02-30"}],
)
def test_what_cannot_be_is_refused_at_its_field(office: Client, wrong: dict[str, Any]) -> None:
    answer = office.post(URL, said(**wrong))
    assert answer.status_code == 422
    assert not PresetVersion.objects.exists()


def test_unknown_clocks_and_other_people_find_nothing(
    office: Client, people: People, signed_in: Callable[[Person], Client]
) -> None:
    assert office.get("/settings/clocks/nonsense/").status_code == 404
    assert signed_in(people.leader).get(URL).status_code == 404


@pytest.mark.parametrize("code", sorted(PRESETS))
def test_a_preset_that_ships_has_a_name_in_the_readers_language(code: str) -> None:
    assert code in PRESET_NAMES


def test_the_due_date_runs_from_no_later_than_the_dispatch(office: Client) -> None:
    refused = office.post(URL, said(**{"resolve-starts": "acknowledge", "write": "1"}))
    assert refused.status_code == 422
    assert not PresetVersion.objects.exists()
    taken = office.post(URL, said(**{"report-starts": "acknowledge", "write": "1"}))
    assert taken.status_code == 302

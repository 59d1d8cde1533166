"""The office says who decides on a ledger; two who do it at once hear of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Role
from taizhang.ledger.models import Ledger
from tests.factories import browser, make_person

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db
URL = "/settings/ledgers/rules/appeal/"
SAID = {"extensions": "2", "extension_days": "5", "extension_by": "unit_head"}


def test_a_built_in_ledger_names_who_decides(people: People) -> None:
    office = browser(people.office)
    assert URL in office.get("/settings/ledgers/").content.decode()
    assert office.post(URL, {**SAID, "seen": "0"}).status_code == 302
    book = Ledger.objects.get(code="appeal")
    assert (book.extensions, book.extension_days, book.extension_by) == (2, 5, "unit_head")
    assert office.get(URL).context["form"]["extension_by"].value() == "unit_head"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"extensions": "-1"}, "extensions"),
        ({"extension_days": "0"}, "extension_days"),
        ({"extension_by": "anybody"}, "extension_by"),
        ({"extension_by": "person"}, "extension_person"),
        ({"extension_by": "person", "extension_person": "lead_handler"}, "extension_person"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    people: People, wrong: dict[str, str], field: str
) -> None:
    answer = browser(people.office).post(URL, {**SAID, **wrong})
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert Ledger.objects.get(code="appeal").extension_by == "office_or_leader"


def test_two_at_once_hear_of_each_other(people: People) -> None:
    office, other = browser(people.office), browser(make_person("季安", Role.OFFICE))
    assert other.post(URL, {**SAID, "seen": "0"}).status_code == 302
    mine = {**SAID, "extension_by": "person", "extension_person": "leader", "seen": "0"}
    answer = office.post(URL, mine)
    assert answer.status_code == 409
    assert "季安" in answer.content.decode()
    assert any("5" in one for one in answer.context["meanwhile"])
    assert answer.context["form"]["extension_person"].value() == "leader"
    assert office.post(URL, {**mine, "seen": answer.context["seen"]}).status_code == 302
    answer = other.post(URL, {**SAID, "seen": "0"})
    assert any("leader" in one or people.leader.name in one for one in answer.context["meanwhile"])


def test_an_unknown_ledger_and_a_stranger_find_nothing(people: People) -> None:
    assert browser(people.office).get("/settings/ledgers/rules/none/").status_code == 404
    for person in (people.leader, people.lead_head, people.system_admin):
        assert browser(person).get(URL).status_code == 404
        assert browser(person).post(URL, SAID).status_code == 404


def test_the_rights_are_ticked_and_kept_when_refused(people: People) -> None:
    office = browser(people.office)
    url = "/settings/ledgers/rules/hazard/"
    said = {"rights": "1", "seen": "0", "see_roles": ["leader"], "see_units": ["lead"]}
    assert office.post(url, said).status_code == 302
    narrowing = office.get(url).context["narrowing"]
    assert narrowing["see_roles"].value() == ["leader"]
    assert narrowing["see_units"].value() == ["lead"]
    other = browser(make_person("季安", Role.OFFICE))
    answer = other.post(url, {**said, "see_units": ["co"]})
    assert answer.status_code == 409
    assert any(people.lead.name in one for one in answer.context["meanwhile"])
    assert answer.context["narrowing"]["see_units"].value() == ["co"]
    wrong = {**said, "seen": answer.context["seen"], "see_roles": ["king"]}
    assert other.post(url, wrong).status_code == 422

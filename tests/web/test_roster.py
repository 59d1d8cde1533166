"""名册 on the screen: who sees it, what is found, how many questions it asks the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import Role
from taizhang.roster.models import EnterpriseAlias
from tests.factories import make_dispatched, make_enterprise, make_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from taizhang.roster.models import Person
    from tests.people import People

    SignedIn = Callable[[Person], Client]


OFFICIALS = {
    *(Role.OFFICE, Role.LEADER, Role.UNIT_HEAD, Role.HANDLER),
    *(Role.SERVICE_OFFICER, Role.GUIDANCE),
}
SCREENS = [
    "/roster/",
    "/roster/units/lead/",
    "/roster/enterprises/",
    "/roster/enterprises/enterprise/",
    "/roster/people/",
]


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("role", Role)
def test_the_roster_is_for_officials(
    people: People, signed_in: SignedIn, path: str, role: Role
) -> None:
    status = signed_in(people.in_role(role)).get(path).status_code
    assert status == (200 if role in OFFICIALS else 404)


@pytest.mark.parametrize("path", ["units/nowhere", "enterprises/nobody"])
def test_what_is_not_on_the_roster_is_not_found(
    people: People, signed_in: SignedIn, path: str
) -> None:
    assert signed_in(people.office).get(f"/roster/{path}/").status_code == 404


def test_units_are_found_by_name_and_by_duty(people: People, signed_in: SignedIn) -> None:
    people.lead.duties = "统筹供电增容"
    people.lead.save(update_fields=["duties"])
    client = signed_in(people.office)
    for words, count in (("电力", 1), ("供电 增容", 1), ("局", 2), ("查无", 0)):
        page = client.get("/roster/", {"q": words}).content.decode()
        assert page.count("<tr data-row") == count, words


@pytest.mark.parametrize("words", ["澄泉", "澄泉水处理", "清水公司", "水处理 云岭"])
def test_an_enterprise_is_found_by_any_of_its_names(
    people: People, signed_in: SignedIn, words: str
) -> None:
    EnterpriseAlias.objects.create(enterprise=people.enterprise, name="清水公司")
    page = signed_in(people.office).get("/roster/enterprises/", {"q": words}).content.decode()
    assert people.enterprise.name in page
    assert people.other_enterprise.name not in page


def test_enterprises_are_narrowed_by_park_size_and_officer(
    people: People, signed_in: SignedIn
) -> None:
    make_enterprise("云岭第九机电有限公司", park=people.park, size="small")
    client = signed_in(people.service_officer)

    def found(**wanted: str) -> int:
        page = client.get("/roster/enterprises/", wanted).content.decode()
        return page.count("<tr data-row")

    assert found() == 3
    assert found(park="park") == 2
    assert found(park="park", size="small") == 1
    assert found(officer=people.service_officer.code) == 1
    assert found(q="查无此名") == 0


def test_a_page_too_far_shows_the_last_one(people: People, signed_in: SignedIn) -> None:
    for number in range(60):
        make_enterprise(f"云岭翻页{number:02d}有限公司")
    client = signed_in(people.office)
    for asked in ("99", "0", "many", "-3"):
        assert client.get("/roster/enterprises/", {"page": asked}).status_code == 200
    second = client.get("/roster/enterprises/", {"page": "2", "q": "云岭"}).content.decode()
    assert "page=1" in second
    assert "q=%E4%BA%91%E5%B2%AD" in second, "the filter goes along"


@pytest.mark.parametrize(
    ("words", "side", "count"),
    [("柳依依", "", 1), ("澄泉", "", 1), ("电力", "unit", 2), ("", "enterprise", 2)],
)
def test_people_are_found_by_name_unit_and_enterprise(
    people: People, signed_in: SignedIn, words: str, side: str, count: int
) -> None:
    answer = signed_in(people.office).get("/roster/people/", {"q": words, "side": side})
    assert answer.content.decode().count("<tr data-row") == count


def test_units_show_open_entries_that_the_reader_may_see(
    people: People, signed_in: SignedIn
) -> None:
    make_dispatched(by=people.office, lead=people.lead)
    seen = signed_in(people.office).get("/roster/").content.decode()
    assert "lead=lead&amp;state=open" in seen
    unseen = signed_in(people.stranger).get("/roster/").content.decode()
    assert "lead=lead&amp;state=open" not in unseen


def test_an_enterprise_page_lists_its_matters_to_who_may_see_them(
    people: People, signed_in: SignedIn
) -> None:
    entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    address = "/roster/enterprises/enterprise/"
    assert entry.number in signed_in(people.office).get(address).content.decode()
    assert entry.number in signed_in(people.service_officer).get(address).content.decode()
    assert entry.number not in signed_in(people.stranger).get(address).content.decode()


def test_list_screens_ask_the_same_number_of_questions_for_many_rows(
    people: People, signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_enterprise(f"云岭数数{number:02d}有限公司", park=people.park)
        make_person(f"数数{number}", Role.HANDLER, unit=people.lead)
    client = signed_in(people.office)
    for path in ("/roster/", "/roster/enterprises/", "/roster/people/"):
        with django_assert_max_num_queries(17):
            assert client.get(path).status_code == 200

"""Who holds what on the roster, and who goes."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine.codes import AuditAct, UnitKind
from taizhang.roster import queries, services
from taizhang.roster.models import Enterprise, Park, Unit
from tests.factories import make_enterprise, make_park, make_person, make_unit
from tests.people import People

pytestmark = pytest.mark.django_db


def test_what_is_new_on_the_roster_comes_with_who_holds_it() -> None:
    one, two, three = (make_person() for _place in range(3))
    unit = services.create_unit(
        code="u", name="甲局", kind=UnitKind.BUREAU, leader=one, head=two, watcher=three
    )
    park = services.create_park(code="p", name="东园", officer=one, watcher=two)
    firm = services.create_enterprise(
        code="e", name="云岭试验有限公司", service_officer=one, watcher=three
    )
    held = {(post.thing, post.role) for post in queries.posts(three)}
    assert held == {(unit, "watcher"), (firm, "watcher")}
    assert {(post.thing, post.role) for post in queries.posts(one)} == {
        (unit, "leader"),
        (park, "officer"),
        (firm, "service_officer"),
    }


def test_a_post_is_emptied_and_what_is_not_named_stays() -> None:
    unit = make_unit(leader=make_person(), head=make_person())
    services.set_holders(unit, head=None)
    unit.refresh_from_db()
    assert unit.head is None
    assert unit.leader is not None


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (make_unit, "leader"),
        (make_unit, "head"),
        (make_park, "officer"),
        (make_enterprise, "service_officer"),
    ],
)
def test_nobody_watches_over_their_own_work(make: object, role: str) -> None:
    person = make_person()
    thing = make(**{role: person})  # type: ignore[operator]
    with pytest.raises(services.WatchesOwnWork):
        services.set_holders(thing, watcher=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).update(watcher=person)


def test_a_post_goes_to_nobody_who_has_left() -> None:
    with pytest.raises(services.HolderHasLeft):
        services.set_holders(make_unit(), head=make_person(is_active=False))


def test_a_thing_has_only_its_own_posts() -> None:
    with pytest.raises(TypeError):
        services.set_holders(make_park(), head=make_person())


def test_who_holds_nothing_leaves_with_the_account(people: People, now: datetime) -> None:
    services.leave(people.stranger, by=people.system_admin, now=now)
    people.stranger.refresh_from_db()
    assert not people.stranger.is_active
    assert not people.stranger.account.is_active
    assert queries.audit_lines()[0].act == AuditAct.PERSON_LEFT
    lines = queries.audit_lines().count()
    services.leave(people.stranger, by=people.system_admin, now=now)
    assert queries.audit_lines().count() == lines


def test_a_person_without_an_account_leaves_too(people: People, now: datetime) -> None:
    person = make_person(unit=people.lead)
    services.leave(person, by=None, now=now)
    assert not person.is_active


@pytest.mark.parametrize("thing", [Unit, Park, Enterprise])
def test_who_holds_a_post_does_not_leave(people: People, now: datetime, thing: type) -> None:
    post = next(queries.posts(people.service_officer), None)
    assert post is not None
    services.set_holders(post.thing, **{post.role: None})
    makers = {Unit: make_unit, Park: make_park, Enterprise: make_enterprise}
    makers[thing](watcher=people.service_officer)
    with pytest.raises(services.PersonStillHolds) as caught:
        services.leave(people.service_officer, by=people.system_admin, now=now)
    assert caught.value.fields["posts"] == 1
    rows = type(people.service_officer).objects.filter(pk=people.service_officer.pk)
    with pytest.raises(IntegrityError, match="still holds"), transaction.atomic():
        rows.update(is_active=False)


def test_posts_of_what_is_at_work_no_longer_hold_nobody_back(people: People, now: datetime) -> None:
    person = make_person()
    make_unit(head=person, is_active=False)
    make_enterprise(watcher=person, is_active=False)
    services.leave(person, by=people.system_admin, now=now)
    assert not person.is_active


def test_nobody_takes_themselves_off(people: People, now: datetime) -> None:
    with pytest.raises(services.NotToOneself):
        services.leave(people.system_admin, by=people.system_admin, now=now)


def test_the_last_administrator_does_not_leave(people: People, now: datetime) -> None:
    with pytest.raises(services.LastAdministrator):
        services.leave(people.audit_admin, by=people.system_admin, now=now)
    people.audit_admin.refresh_from_db()
    assert people.audit_admin.is_active


def test_a_unit_takes_over_people_parks_parts_and_names(people: People, now: datetime) -> None:
    part = make_unit("第九科", parent=people.lead)
    park = make_park(centre=people.lead)
    old = people.lead
    services.take_over_unit(old, part, by=people.office, now=now)
    for row in (people.lead_handler, park, part, old):
        row.refresh_from_db()
    assert people.lead_handler.unit == part
    assert (park.centre, part.parent) == (part, None)
    assert not old.is_active
    assert list(part.guided_by.all()) == [people.group]
    assert queries.roster_names().units["电力保障中心"] == part.code
    assert queries.audit_lines()[0].act == AuditAct.UNITS_MERGED


def test_parts_of_the_old_unit_become_parts_of_the_new_one(people: People, now: datetime) -> None:
    part = make_unit(parent=people.lead)
    services.take_over_unit(people.lead, people.co, by=people.office, now=now)
    part.refresh_from_db()
    assert part.parent == people.co


def test_a_unit_is_not_taken_over_by_itself_or_by_one_that_is_gone(
    people: People, now: datetime
) -> None:
    with pytest.raises(services.UnitMergedIntoItself):
        services.take_over_unit(people.lead, people.lead, by=None, now=now)
    with pytest.raises(services.UnitIsGone):
        services.take_over_unit(people.lead, make_unit(is_active=False), by=None, now=now)
    assert people.lead.is_active

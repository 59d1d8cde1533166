"""The cast that every other test relies on."""

from __future__ import annotations

import pytest

from taizhang.engine.codes import Role
from tests.people import People


@pytest.mark.parametrize("role", Role)
def test_the_cast_has_a_person_in_every_role(people: People, role: Role) -> None:
    assert people.in_role(role).duties.get().role == role


def test_everybody_can_sign_in(people: People) -> None:
    assert people.contact.account.check_password("云岭-登高-望远-2026")

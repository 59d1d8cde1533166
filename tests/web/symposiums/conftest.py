"""A table that the office laid, and browsers at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.symposiums.conftest import Clerk, clerk, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

__all__ = ["Clerk", "clerk", "table"]


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)

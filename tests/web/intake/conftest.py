"""The review's document and a browser of the campaign office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.conftest import Page, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

__all__ = ["Page", "page"]


@pytest.fixture
def office(people: People, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(people.office)

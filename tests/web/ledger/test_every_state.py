"""An entry is read and its acts are offered in whatever state it is, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.lifecycle import State
from tests.factories import browser
from tests.ledger.conftest import Stages

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["office"])
@pytest.mark.parametrize("state", [state.value for state in State])
def test_every_act_that_is_offered_has_its_page(state: str, who: str, people: People) -> None:
    entry, person = getattr(Stages(people), state)(), getattr(people, who)
    client = browser(person)
    for language in ("zh-hans", "en"):
        person.account.language = language
        person.account.save(update_fields=["language"])
        page = client.get(f"/ledger/{entry.number}/")
        if page.status_code == 404:
            continue  # not theirs to see
        assert page.status_code == 200
        for one in (*page.context["buttons"], *page.context["more_buttons"]):
            answer = client.get(one.url)
            assert answer.status_code == 200, one.move
            assert answer.context["form"].says, one.move
        for place in ("/ledger/", "/"):
            assert client.get(place).status_code == 200

"""One directive to many units: answered unit by unit, each by its own date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import State
from taizhang.ledger import services
from tests.clock import NOW
from tests.ledger.conftest import REPLY

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(stages: Stages, people: People) -> Entry:
    """Collected by the lead unit, answered by two others."""
    units = [people.co, people.elsewhere]
    entry = stages.dispatched(co_units=units, broadcast=True)
    entry = services.acknowledge(entry, **stages.handler)
    return services.report_progress(entry, text="已布置。", **stages.handler)


def test_every_unit_signs_and_answers_for_itself(sent: Entry, people: People) -> None:
    services.acknowledge_part(sent, by=people.co_handler, now=NOW)
    services.contribute(sent, text="本单位已开会。", by=people.co_handler, now=NOW)
    parts = {one.unit.code: one for one in sent.assignments.filter(part="co_unit")}
    assert parts["co"].contribution == "本单位已开会。"
    assert parts["co"].acknowledged_at
    assert parts["elsewhere"].contributed_at is None
    assert {one.due for one in parts.values()} == {sent.due}


def test_it_is_answered_when_all_have_or_when_it_is_said_why_not(
    sent: Entry, stages: Stages, people: People, unchanged: Unchanged
) -> None:
    services.contribute(sent, text="本单位已开会。", by=people.co_handler, now=NOW)
    with unchanged(sent), pytest.raises(refusals.UnitsSilent) as caught:
        services.answer(sent, reply=REPLY, **stages.handler)
    assert caught.value.fields == {"count": 1}
    answered = services.answer(sent, reply=REPLY, missing="档案局撤并", **stages.handler)
    assert answered.state == State.ANSWERED


def test_it_is_answered_without_a_word_when_all_units_have(
    sent: Entry, stages: Stages, people: People
) -> None:
    for person in (people.co_handler, people.stranger):
        services.contribute(sent, text="本单位已开会。", by=person, now=NOW)
    assert services.answer(sent, reply=REPLY, **stages.handler).state == State.ANSWERED


def test_nothing_is_broadcast_to_nobody(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.accepted()
    with unchanged(entry), pytest.raises(refusals.BroadcastToNobody):
        services.dispatch(entry, lead=people.lead, broadcast=True, **stages.office)


def test_a_unit_that_was_not_asked_does_not_answer(
    sent: Entry, stages: Stages, unchanged: Unchanged
) -> None:
    with unchanged(sent), pytest.raises(refusals.NotACoUnit):
        services.contribute(sent, text="我们也说两句。", **stages.office)

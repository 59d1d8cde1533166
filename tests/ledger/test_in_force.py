"""Which assignments are in force is kept beside them, and never wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.access.scopes import visible_entries
from taizhang.ledger import services
from taizhang.ledger.in_force import mark_all, wrongly_said
from taizhang.ledger.models import Assignment
from taizhang.ledger.rebuilding import rebuild
from taizhang.ledger.verification import ROW_DIFFERS, verify
from tests.clock import NOW

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


def _said(entry: Entry) -> set[tuple[str, int, bool]]:
    rows = Assignment.objects.filter(entry=entry)
    return set(rows.values_list("unit__code", "dispatch", "is_in_force"))


def test_only_the_newest_dispatch_is_in_force(stages: Stages, people: People) -> None:
    entry = stages.return_requested()
    before = {unit for unit, _dispatch, is_in_force in _said(entry) if is_in_force}
    assert people.lead.code in before
    entry = services.dispatch(entry, lead=people.elsewhere, by=people.office, now=NOW)
    assert {one for one in _said(entry) if one[2]} == {(people.elsewhere.code, 2, True)}
    assert {unit for unit, dispatch, _is in _said(entry) if dispatch == 1} == before
    assert not wrongly_said().exists()
    assert not visible_entries(people.lead_head).filter(pk=entry.pk).exists()


def test_undoing_a_dispatch_puts_the_one_before_in_force(stages: Stages, people: People) -> None:
    entry = stages.return_requested()
    before = _said(entry)
    entry = services.dispatch(entry, lead=people.elsewhere, by=people.office, now=NOW)
    entry = services.undo(entry, reason="派错了", by=people.office, now=NOW)
    assert _said(entry) == before
    assert verify().misfit is None


@pytest.mark.parametrize("said", [True, False])
def test_what_is_said_wrongly_is_found_and_rebuilt(
    stages: Stages, people: People, *, said: bool
) -> None:
    entry = stages.return_requested()
    entry = services.dispatch(entry, lead=people.elsewhere, by=people.office, now=NOW)
    before = _said(entry)
    Assignment.objects.filter(entry=entry).update(is_in_force=said)
    misfit = verify().misfit
    assert misfit is not None
    assert (misfit.number, misfit.what, misfit.columns) == (
        entry.number,
        ROW_DIFFERS,
        ("assignments",),
    )
    assert misfit.sequence == entry.version
    rebuild()
    assert _said(entry) == before
    assert verify().misfit is None


def test_what_is_said_rightly_is_left_alone(stages: Stages) -> None:
    stages.dispatched()
    assert mark_all() == 0

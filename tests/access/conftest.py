"""Four matters that differ in who has to do with them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from taizhang.ledger.models import Entry
from tests.factories import make_dispatched, make_document, make_draft, make_entry
from tests.people import People


@dataclass(frozen=True)
class Matters:
    """One entry for each relation that opens or shuts a door."""

    waiting: Entry
    """Of `enterprise`, not given to any unit yet."""
    ours: Entry
    """Of `enterprise`: `lead` leads, `co` assists."""
    elsewhere: Entry
    """Of `other_enterprise`: `elsewhere` leads."""
    moved: Entry
    """Of nobody: was with `lead`, is with `elsewhere` now."""


@pytest.fixture
def matters(people: People) -> Matters:
    from taizhang.ledger import services
    from tests.clock import NOW

    office = people.office
    moved = make_dispatched(by=office, lead=people.lead)
    moved = services.acknowledge(moved, by=people.lead_head, now=NOW)
    moved = services.request_return(moved, reason="职责不在我单位", by=people.lead_head, now=NOW)
    return Matters(
        waiting=make_entry(by=office, enterprises=[people.enterprise]),
        ours=make_dispatched(
            by=office, lead=people.lead, co_units=[people.co], enterprises=[people.enterprise]
        ),
        elsewhere=make_dispatched(
            by=office, lead=people.elsewhere, enterprises=[people.other_enterprise]
        ),
        moved=services.dispatch(moved, lead=people.elsewhere, by=office, now=NOW),
    )


@pytest.fixture
def quoted(people: People) -> Entry:
    """An entry with `lead`, out of a document that the service officer brought in."""
    from taizhang.ledger import services
    from tests.clock import NOW

    document = make_document(by=people.service_officer, text="云岭某厂反映道路积水。")
    draft = make_draft(document)
    entry = services.register_draft(draft, by=people.office, now=NOW)
    return services.dispatch(entry, lead=people.lead, by=people.office, now=NOW)

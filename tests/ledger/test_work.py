"""What lead and co-units report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.lifecycle import State
from taizhang.ledger import services
from tests.clock import NOW
from tests.ledger.conftest import PHOTO

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_progress_moves_on_and_meets_the_report_clock(stages: Stages) -> None:
    entry = services.report_progress(
        stages.acknowledged(), text="已到现场。", files=[PHOTO], **stages.handler
    )
    assert (entry.state, entry.evidence) == (State.IN_PROGRESS, 1)
    assert entry.clocks.get(name="report").met_on is not None
    assert entry.events.latest("version").payload["files"][0]["name"] == "现场.png"


def test_progress_without_words_is_refused(stages: Stages, unchanged: Unchanged) -> None:
    entry = stages.acknowledged()
    with unchanged(entry), pytest.raises(refusals.TextMissing):
        services.report_progress(entry, text="", files=[PHOTO], **stages.handler)


def test_progress_may_be_reported_again_and_again(stages: Stages) -> None:
    entry = services.report_progress(stages.in_progress(), text="第二次查看。", **stages.handler)
    assert entry.version == 5


def test_a_double_click_reports_once(stages: Stages) -> None:
    entry = stages.acknowledged()
    for _click in range(2):
        services.report_progress(
            entry, text="已到现场。", files=[PHOTO], seen=entry.version, **stages.handler
        )
    assert entry.events.count() == 4


def test_a_co_unit_contributes_without_moving_the_matter(stages: Stages, people: People) -> None:
    entry = services.contribute(
        stages.dispatched(), text="管线图已送。", by=people.co_handler, now=NOW
    )
    part = entry.assignments.get(unit=people.co)
    assert (entry.state, part.contribution, part.contributed_at) == (
        State.DISPATCHED,
        "管线图已送。",
        NOW,
    )


def test_another_unit_does_not_contribute(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    entry = stages.dispatched()
    with unchanged(entry), pytest.raises(refusals.NotACoUnit):
        services.contribute(entry, text="我来", by=people.stranger, now=NOW)

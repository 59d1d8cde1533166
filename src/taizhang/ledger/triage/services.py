"""Learning anew, by itself: from what people decided, measured before it is used."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import structlog
from django.db import transaction

from taizhang.engine import teaching
from taizhang.engine.triage import Model
from taizhang.ledger.triage.codes import Target
from taizhang.ledger.triage.decisions import decisions
from taizhang.ledger.triage.models import Learnt
from taizhang.ledger.triage.opinions import (
    catalogue,
    cold_opinion,
    forget_loaded,
    model_in_use,
    nobody,
    opinion,
)
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from taizhang.engine.teaching import Lesson, Measured, Opinion

log = structlog.get_logger(__name__)

FEWEST: Final = 40
"""Fewer decisions teach nothing yet: words and duties do better."""
NEW: Final = 20
"""So many must have been taken since the last attempt."""


def retrain(*, now: datetime) -> list[Learnt]:
    """Learn anew whatever there are new decisions about; what was attempted."""
    attempts = (_attempt(target, now) for target in Target)
    return [one for one in attempts if one is not None]


def _attempt(target: Target, now: datetime) -> Learnt | None:
    told = teaching.lesson(decisions(target))
    last = Learnt.objects.filter(target=target).order_by("-version").first()
    fresh = teaching.since(told, last.until if last else None)
    labels = {one.label for one in told.decisions}
    too_few = len(told.decisions) < FEWEST or len(fresh.decisions) < NEW
    if too_few or len(labels) < 2:  # noqa: PLR2004 - of one label there is nothing to choose
        return None
    rest, held = teaching.parted(told)
    words = cold_opinion(target, catalogue())
    words_gain = teaching.measured(words, held).gain
    fallback = words if words_gain >= 0 else nobody
    trial = opinion(Model.of(rest.examples), fallback)
    measured = teaching.measured(trial, held)
    compared, before = _compared(target, held, fallback)
    gain = teaching.measured(trial, compared).gain
    is_better = gain >= before.gain and measured.gain > 0
    return _kept(
        target,
        told,
        measured,
        {
            "learnt_at": now,
            "was_better": is_better,
            "gain": gain,
            "gain_before": before.gain,
            "compared": before.decisions,
            "scores_before": [asdict(one) for one in before.scores],
            "words_gain": words_gain,
        },
    )


def _compared(target: Target, held: Lesson, fallback: Opinion) -> tuple[Lesson, Measured]:
    """What was in use, on those of the newest decisions that it had not seen either."""
    standing = Learnt.objects.filter(target=target, is_in_use=True).first()
    model = model_in_use(target)
    said: Opinion
    if standing is None or model is None:
        compared, said = held, fallback
    else:
        compared, said = teaching.since(held, standing.until), opinion(model, fallback)
    return compared, teaching.measured(said, compared)


def _kept(target: Target, told: Lesson, measured: Measured, found: dict[str, Any]) -> Learnt:
    """Note the attempt; what was better learns from the newest decisions too, and is used."""
    state = Model.of(told.examples).dumped() if found["was_better"] else b""
    people = roster.people().filter(code__in=[one.by for one in told.teachers])
    names = dict(people.values_list("code", "name"))
    with transaction.atomic():
        earlier = Learnt.objects.filter(target=target).order_by("-version")
        last = earlier.select_for_update().first()
        if found["was_better"]:
            earlier.update(is_in_use=False, state=b"")
        learnt = Learnt.objects.create(
            target=target,
            version=last.version + 1 if last else 1,
            until=told.decisions[-1].at,
            decisions=len(told.decisions),
            is_in_use=found["was_better"],
            scores=[asdict(one) for one in measured.scores],
            teachers=[{**asdict(one), "name": names.get(one.by, one.by)} for one in told.teachers],
            state=state,
            **found,
        )
    forget_loaded()
    log.info(
        "triage_learnt",
        target=target.value,
        version=learnt.version,
        used=learnt.is_in_use,
        gain=learnt.gain,
        before=learnt.gain_before,
    )
    return learnt

"""How a random walk tries an act: by whom, and what a refusal must leave alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine

from taizhang.access.acts import allowed_moves
from taizhang.engine import refusals
from taizhang.engine.errors import TaizhangError
from taizhang.engine.lifecycle import Move
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry, Event
from taizhang.ledger.verification import verify
from tests.clock import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.roster.models import Person
    from tests.ledger.simple_model import Model
    from tests.people import People

WHO = ("office", "lead_handler", "leader", "lead_head", "co_handler", "service_officer", "stranger")
DONE: Counter[str] = Counter()
"""What all walks did: a walk that is refused everything proves nothing."""


class Walk(RuleBasedStateMachine):
    """One database in which nothing stays, the models of its entries, and the time."""

    people: People

    def __init__(self) -> None:
        super().__init__()
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.models: dict[int, Model] = {}
        self.now: datetime = NOW
        self.done: Counter[str] = Counter()

    def teardown(self) -> None:
        found = verify()
        assert found.misfit is None
        assert found.events == sum(model.events for model in self.models.values())
        DONE.update(self.done)
        transaction.set_rollback(True)
        self.atom.__exit__(None, None, None)

    def person(self, who: str) -> Person:
        return getattr(self.people, who)

    def attempt(self, pk: int, move: Move, who: str, service: Any, **given: Any) -> str:
        """Try it; who did it: who was drawn or else somebody who may, so that walks get somewhere.

        What the state forbids must be refused by name, what is offered may be.
        """
        entry = Entry.objects.get(pk=pk)
        able = (one for one in (who, *WHO) if move in allowed_moves(self.person(one), entry))
        doer = next(able, "")
        forbidden = move not in queries.permitted_moves(entry)
        if not doer and not forbidden:
            return ""  # nobody's to do as yet, which screens see to
        events = Event.objects.count()
        given |= {"by": self.person(doer or who), "now": self.now, "seen": entry.version}
        try:
            service(Entry.objects.get(pk=pk), **given)
        except TaizhangError:
            assert Event.objects.count() == events
            self.done["refused"] += 1
            return ""
        assert not forbidden
        self.done[move.value] += 1
        return doer

    def silent(self, pk: int) -> list[int]:
        """Entries merged into this one that have no reply of their own."""
        merged = Entry.objects.filter(merged_into=pk, answered_at=None)
        assert {one.pk for one in merged} <= {k for k, m in self.models.items() if m.into == pk}
        return [one.pk for one in merged]

    def only_others_may_close(self, pk: int) -> None:
        """Who handled it is neither offered to close it nor lets it be closed; the others are."""
        model, entry = self.models[pk], Entry.objects.get(pk=pk)
        handlers = model.worked | {model.in_charge, model.answered_by}
        for who in sorted(handlers):
            assert Move.CLOSE not in allowed_moves(self.person(who), entry)
            with pytest.raises(refusals.HandlerMayNotClose):
                services.close(entry, by=self.person(who), now=self.now)
        for who in {"office", "lead_handler", "co_handler"} - handlers:
            assert Move.CLOSE in allowed_moves(self.person(who), entry)

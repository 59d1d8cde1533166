"""Random acts by random people against a small model of what each must come to.

The model knows states, holders, dates and counts, nothing of events; after every act the rows, a
replay of the events and the model must agree. Short and always the same by default; longer with
`--walks N`: that many walks of a hundred acts each, other ones at every run.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from taizhang.engine.codes import Role, Satisfaction
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import services
from taizhang.ledger.facts import facts_of
from taizhang.ledger.models import Entry
from taizhang.ledger.models import Ledger as LedgerRow
from taizhang.ledger.orphans import breaches
from taizhang.ledger.replaying import facts_at
from taizhang.roster.models import Duty
from tests.clock import NOW
from tests.ledger.simple_model import Model, after, seen, taken_up
from tests.ledger.walking import DONE, WHO
from tests.ledger.walking_aside import AsideWalk
from tests.people import cast

if TYPE_CHECKING:
    from tests.people import People

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST = 3
"""Entries of one walk: few enough to meet each other often."""
OPEN = {state for state in State if state.is_open}
WORK = {State.ACKNOWLEDGED, State.IN_PROGRESS, State.REOPENED}


class Ledger(AsideWalk):
    """One office, its people, a few entries, and time that goes on."""

    entries = AsideWalk.entries

    @initialize(
        target=entries,
        far=st.tuples(st.integers(0, 7), st.integers(0, 7)),
        has_own_clocks=st.booleans(),
    )
    def people_come(self, far: tuple[int, int], has_own_clocks: bool) -> Any:
        """Everybody, and two entries that are so many steps on their way already."""
        if has_own_clocks:  # of co-units, which end before the lead's
            LedgerRow.objects.filter(code="appeal").update(preset="quanzhou")
        self.people: People = cast()
        for unit in (self.people.lead, self.people.co, self.people.elsewhere):
            head = getattr(self.people, f"{unit.code}_head", self.people.stranger)
            unit.leader, unit.head, unit.watcher = self.people.leader, head, self.people.office
            unit.save()
        # Who handles it may sit in the office as well: what they handled they do not close.
        Duty.objects.create(person=self.people.lead_handler, role=Role.OFFICE)
        Duty.objects.create(person=self.people.co_handler, role=Role.OFFICE)
        office = self.people.campaign_office
        office.leader, office.head = self.people.zone_head, self.people.office
        office.watcher = self.people.guidance
        office.save()
        keys = [self.register(accepted=False) for _one in far]
        for pk, steps in zip(keys, far, strict=True):
            self.go_on(pk, "office", days=7, steps=steps)
        return multiple(*keys)

    @rule(pk=entries, who=st.sampled_from(WHO), days=st.integers(0, 30), steps=st.integers(1, 6))
    def go_on(self, pk: int, who: str, days: int, steps: int) -> None:
        """What usually comes next: random acts alone would hardly ever close anything."""
        for _step in range(steps):
            self.next_step(pk, who, days)

    def next_step(self, pk: int, who: str, days: int) -> None:
        state = self.models[pk].state
        if state is State.TRIAGE:
            self.triage(pk, who, yes=True)
        elif state in {State.ACCEPTED, State.RETURN_REQUESTED}:
            self.dispatch(pk, who, "lead", days)
        elif state is State.DISPATCHED:
            self.acknowledge(pk, who)
        elif state is State.ACKNOWLEDGED:
            self.progress(pk, who)
        elif state in {State.IN_PROGRESS, State.REOPENED}:
            self.answer(pk, who)
        else:
            self.call_back_and_close(pk, who)

    @precondition(lambda self: len(self.models) < MOST)
    @rule(target=entries, accepted=st.booleans())
    def register(self, accepted: bool) -> int:
        entry = services.register(
            ledger="appeal",
            title="用电容量不足",
            text="园区变压器容量不足。",
            enterprises=[self.people.enterprise],
            accepted=accepted,
            by=self.people.office,
            now=self.now,
        )
        state = State.ACCEPTED if accepted else State.TRIAGE
        self.models[entry.pk] = Model(state, in_charge=self.people.office.code)
        return entry.pk

    @rule(hours=st.integers(1, 200))
    def time_goes_on(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(pk=entries, who=st.sampled_from(WHO), yes=st.booleans())
    def triage(self, pk: int, who: str, yes: bool) -> None:
        model = self.models[pk]
        if yes and self.attempt(pk, Move.ACCEPT, who, services.accept):
            assert model.state is State.TRIAGE
            self.models[pk] = after(model, state=State.ACCEPTED)
        given = {"reason": "涉诉", "route": "法院"}
        if not yes and self.attempt(pk, Move.DECLINE, who, services.decline, **given):
            assert model.state in {State.TRIAGE, State.ACCEPTED}
            self.models[pk] = after(model, state=State.DECLINED)

    @rule(
        pk=entries,
        who=st.sampled_from(WHO),
        to=st.sampled_from(["lead", "co"]),
        days=st.integers(-3, 30),
    )
    def dispatch(self, pk: int, who: str, to: str, days: int) -> None:
        model = self.models[pk]
        due = self.now.astimezone(NOW.tzinfo).date() + timedelta(days=days)
        given = {"lead": getattr(self.people, to), "due": due}
        if self.attempt(pk, Move.DISPATCH, who, services.dispatch, **given):
            assert days >= 0
            assert model.state in WORK | {State.ACCEPTED, State.DISPATCHED, State.RETURN_REQUESTED}
            self.models[pk] = after(
                model,
                state=State.DISPATCHED,
                back_to=None,
                lead=to,
                in_charge=f"{to}_head",
                due=due,
                original=model.original or due,
                asked=None,
                dispatches=model.dispatches + 1,
                asked_of=frozenset(),
                signed=frozenset(),
                told=frozenset(),
                asking=frozenset(),
                given=frozenset(),
                is_broadcast=False,
                worked=frozenset(),
            )

    @rule(pk=entries, who=st.sampled_from(WHO))
    def acknowledge(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if signed := self.attempt(pk, Move.ACKNOWLEDGE, who, services.acknowledge):
            assert model.state is State.DISPATCHED
            unit = self.person(signed).unit
            assert unit is not None
            assert unit.code == model.lead
            default = model.in_charge == f"{model.lead}_head"  # nobody was named: who signs
            in_charge = signed if default else model.in_charge
            self.models[pk] = after(model, state=State.ACKNOWLEDGED, in_charge=in_charge)

    @rule(pk=entries, who=st.sampled_from(WHO), to=st.sampled_from(["ask", "refuse"]))
    def give_back(self, pk: int, who: str, to: str) -> None:
        model, reason = self.models[pk], {"reason": "职责不清"}
        if to == "ask" and self.attempt(
            pk, Move.REQUEST_RETURN, who, services.request_return, **reason
        ):
            assert model.state in {State.DISPATCHED, State.ACKNOWLEDGED}
            self.models[pk] = after(model, state=State.RETURN_REQUESTED, back_to=model.state)
        if to == "refuse" and self.attempt(
            pk, Move.REFUSE_RETURN, who, services.refuse_return, **reason
        ):
            assert model.back_to is not None
            self.models[pk] = after(model, state=model.back_to, back_to=None)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def progress(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if told := self.attempt(pk, Move.PROGRESS, who, services.report_progress, text="在办"):
            waits = model.state is State.EXTENSION_REQUESTED
            assert waits or model.state in WORK
            state = model.state if waits else State.IN_PROGRESS
            self.models[pk] = after(model, state=state, worked=model.worked | {told})

    @rule(pk=entries, who=st.sampled_from(WHO), days=st.integers(-2, 20))
    def ask_for_time(self, pk: int, who: str, days: int) -> None:
        model = self.models[pk]
        wanted = (model.due or NOW.date()) + timedelta(days=days)
        given = {"reason": "设备未到", "due": wanted}
        if self.attempt(pk, Move.REQUEST_EXTENSION, who, services.request_extension, **given):
            assert model.state in WORK
            assert model.due is not None
            assert wanted > model.due >= self.now.astimezone(NOW.tzinfo).date()
            assert model.extensions == 0  # the ledger allows one
            self.models[pk] = after(
                model, state=State.EXTENSION_REQUESTED, back_to=model.state, asked=wanted
            )

    @rule(pk=entries, who=st.sampled_from(WHO), yes=st.booleans())
    def decide(self, pk: int, who: str, yes: bool) -> None:
        model = self.models[pk]
        back = {"state": model.back_to, "back_to": None, "asked": None}
        if yes and self.attempt(pk, Move.GRANT_EXTENSION, who, services.grant_extension):
            more = {"due": model.asked, "extensions": model.extensions + 1}
            self.models[pk] = after(model, **back, **more)
        if not yes and self.attempt(
            pk, Move.REFUSE_EXTENSION, who, services.refuse_extension, reason="来得及"
        ):
            self.models[pk] = after(model, **back)

    @rule(pk=entries, who=st.sampled_from(WHO), days=st.integers(0, 40))
    def park(self, pk: int, who: str, days: int) -> None:
        model = self.models[pk]
        review = self.now.astimezone(NOW.tzinfo).date() + timedelta(days=days)
        given = {"kind": "funds", "reason": "等预算", "review_on": review}
        if self.attempt(pk, Move.PARK, who, services.park, **given):
            assert days > 0
            assert model.state in WORK
            self.models[pk] = after(model, state=State.PARKED, back_to=model.state)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def resume(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if self.attempt(pk, Move.RESUME, who, services.resume):
            due = Entry.objects.get(pk=pk).due  # the days it stood still are given back
            assert model.due is not None
            assert due is not None
            assert due >= model.due
            self.models[pk] = after(model, state=model.back_to, back_to=None, due=due)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def answer(self, pk: int, who: str) -> None:
        model, reply = self.models[pk], f"第{self.models[pk].events}次答复：已增容。"
        if told := self.attempt(pk, Move.ANSWER, who, services.answer, reply=reply):
            assert not model.is_broadcast or model.told == model.asked_of
            assert model.state in WORK | {State.EXTENSION_REQUESTED}
            answered = {"state": State.ANSWERED, "reply": reply, "answered_by": told}
            self.models[pk] = after(model, back_to=None, asked=None, **answered)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def call_back_and_close(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if self.attempt(pk, Move.CALL_BACK, who, services.call_back, said="已送电", solved=True):
            assert model.state in {State.ANSWERED, State.CALLED_BACK}
            self.models[pk] = after(model, state=State.CALLED_BACK)
            self.only_others_may_close(pk)
        elif closed_by := self.attempt(pk, Move.CLOSE, who, services.close):
            assert model.state is State.CALLED_BACK
            assert closed_by not in model.worked | {model.in_charge, model.answered_by}
            self.models[pk] = after(model, state=State.CLOSED)

    @rule(pk=entries, good=st.booleans())
    def rate(self, pk: int, good: bool) -> None:
        model = self.models[pk]
        rating = Satisfaction.SATISFIED if good else Satisfaction.DISSATISFIED
        given = {"enterprise": self.people.enterprise, "satisfaction": rating, "solved": good}
        if not self.attempt(pk, Move.RATE, "contact", services.rate, **given):
            return
        assert model.reply
        model = after(model)
        if not good and model.state is State.MERGED:
            model = after(model, state=model.back_to, back_to=None, into=0, answered_by="")
        elif not good:
            model = taken_up(model)
        self.models[pk] = model

    @rule(pk=entries, who=st.sampled_from(WHO))
    def reopen(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if self.attempt(pk, Move.REOPEN, who, services.reopen, reason="又断电"):
            assert model.state not in OPEN or model.state in {State.ANSWERED, State.CALLED_BACK}
            self.models[pk] = taken_up(model)

    @rule(pk=entries, who=st.sampled_from(WHO), level=st.sampled_from(["office", "leader", "zone"]))
    def escalate(self, pk: int, who: str, level: str) -> None:
        model, order = self.models[pk], ["", "office", "leader", "zone"]
        given = {"level": level, "reason": "跨部门"}
        if self.attempt(pk, Move.ESCALATE, who, services.escalate, **given):
            assert order.index(level) > order.index(model.level)
            self.models[pk] = after(model, level=level)

    @rule(pk=entries, into=entries, who=st.sampled_from(WHO))
    def merge(self, pk: int, into: int, who: str) -> None:
        model, head = self.models[pk], self.models[into]
        given = {"into": Entry.objects.get(pk=into), "reason": "同一件事"}
        if self.attempt(pk, Move.MERGE, who, services.merge, **given):
            assert pk != into
            assert head.state in OPEN
            assert not self.silent(pk)
            back = model.back_to or model.state
            changes = {"state": State.MERGED, "back_to": back, "asked": None, "into": into}
            due = Entry.objects.get(pk=pk).due  # a parked clock runs on
            self.models[pk] = after(model, **changes, due=due)

    @rule(pk=entries, who=st.sampled_from(WHO), share=st.booleans())
    def take_out_or_share(self, pk: int, who: str, share: bool) -> None:
        model, reply = self.models[pk], "线路同步增容。"
        if share and (
            told := self.attempt(pk, Move.SHARE_ANSWER, who, services.share_answer, reply=reply)
        ):
            self.models[pk] = after(model, reply=reply, answered_by=told)
        if not share and self.attempt(pk, Move.UNMERGE, who, services.unmerge, reason="不同"):
            own = {"state": model.back_to, "back_to": None, "answered_by": ""}
            self.models[pk] = after(model, **own, into=0)

    @rule(pk=entries, who=st.sampled_from([*WHO, "contact"]))
    def withdraw(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if self.attempt(pk, Move.WITHDRAW, who, services.withdraw, reason="不需要了"):
            assert model.state in OPEN
            due = Entry.objects.get(pk=pk).due
            self.models[pk] = after(model, state=State.WITHDRAWN, back_to=None, asked=None, due=due)

    @rule(pk=entries, who=st.sampled_from(WHO), to=st.sampled_from(["lead_head", "lead_handler"]))
    def hand_over(self, pk: int, who: str, to: str) -> None:
        model = self.models[pk]
        given = {"in_charge": self.person(to)}
        if self.attempt(pk, Move.HAND_OVER, who, services.hand_over, **given):
            assert model.in_charge != to
            self.models[pk] = after(model, in_charge=to)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def put_on_another_ledger(self, pk: int, who: str) -> None:
        if self.attempt(pk, Move.LIST, who, services.put_on, ledger="hazard"):
            self.models[pk] = after(self.models[pk])

    @rule(pk=entries, who=st.sampled_from(WHO))
    def undo(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if self.attempt(pk, Move.UNDO, who, services.undo, reason="点错了"):
            assert model.before is not None
            self.models[pk] = replace(model.before, events=model.events + 1, before=None)

    @precondition(lambda self: self.models)
    @rule()
    def the_day_ends(self) -> None:
        """What happens by itself: parked ones come back, late ones are raised."""
        before = dict(Entry.objects.values_list("pk", "version"))
        services.tick(now=self.now)
        for entry in Entry.objects.all():
            if entry.version == before[entry.pk]:
                continue
            model = self.models[entry.pk]
            for event in entry.events.filter(version__gt=before[entry.pk]).order_by("version"):
                if event.move == Move.RESUME:
                    assert model.state is State.PARKED
                    model = after(model, state=model.back_to, back_to=None, due=entry.due)
                else:
                    assert event.move == Move.ESCALATE
                    model = after(model, level=event.payload["level"])
            self.models[entry.pk] = model

    @invariant()
    def rows_model_and_events_agree(self) -> None:
        for entry in Entry.objects.all():
            facts, model = facts_of(entry), self.models[entry.pk]
            assert facts == facts_at(entry, entry.version)
            said = seen(facts, entry)
            assert said == model

    @invariant()
    def nobody_is_forgotten(self) -> None:
        assert [one for one in breaches() if one.where.value == "entry"] == []
        merged = Entry.objects.filter(state=State.MERGED, answered_at=None)
        assert all(State(one.merged_into.state).is_open for one in merged if one.merged_into)


def test_random_acts_come_to_what_a_simple_model_says(request: pytest.FixtureRequest) -> None:
    walks = request.config.getoption("--walks")
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=walks or 4,
            stateful_step_count=100 if walks else 20,
            derandomize=not walks,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {Move.DISPATCH, Move.ANSWER, Move.CALL_BACK, "refused"} <= set(DONE)
    if walks:
        assert {Move.VISIT, Move.ACKNOWLEDGE_PART, Move.CONTRIBUTE, Move.UNDO} <= set(DONE)
        assert {Move.REQUEST_CO_EXTENSION, Move.GRANT_CO_EXTENSION} <= set(DONE)

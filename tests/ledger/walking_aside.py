"""What random walks do beside the straight way: visits, and one directive to many units."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule

from taizhang.engine.lifecycle import Move, Part, State
from taizhang.ledger import services
from taizhang.ledger.models import Assignment
from tests.clock import NOW
from tests.ledger.simple_model import after
from tests.ledger.walking import WHO, Walk

if TYPE_CHECKING:
    from datetime import date

GOES = ("office", "lead_handler", "service_officer")


class AsideWalk(Walk):
    """Rules that leave the state of an entry alone, or send it to many."""

    entries = Bundle("entries")

    @property
    def today(self) -> date:
        return self.now.astimezone(NOW.tzinfo).date()

    @rule(
        pk=entries,
        who=st.sampled_from(WHO),
        goes=st.sampled_from(GOES),
        days=st.integers(-2, 10),
    )
    def plan_a_visit(self, pk: int, who: str, goes: str, days: int) -> None:
        model, on = self.models[pk], self.today + timedelta(days=days)
        given = {"on": on, "visitor": self.person(goes)}
        if self.attempt(pk, Move.PLAN_VISIT, who, services.plan_visit, **given):
            assert days >= 0
            assert model.state.is_open or model.state is State.CLOSED
            self.models[pk] = after(model, visit_on=on, visitor=goes)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def go_there(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if self.attempt(pk, Move.VISIT, who, services.visit, text="变压器已到货"):
            assert model.visit_on is not None
            self.models[pk] = after(model, visit_on=None, visitor="")

    @rule(pk=entries, who=st.sampled_from(WHO), days=st.integers(-3, 30), answers=st.integers(0, 2))
    def broadcast(self, pk: int, who: str, days: int, answers: int) -> None:
        """To many: the lead unit collects what two others answer, some of them at once."""
        model, due = self.models[pk], self.today + timedelta(days=days)
        units = [self.people.co, self.people.elsewhere]
        given = {"lead": self.people.lead, "co_units": units, "due": due, "broadcast": True}
        if self.attempt(pk, Move.DISPATCH, who, services.dispatch, **given):
            assert days >= 0
            self.models[pk] = after(
                model,
                state=State.DISPATCHED,
                back_to=None,
                lead="lead",
                in_charge="lead_head",
                due=due,
                original=model.original or due,
                asked=None,
                dispatches=model.dispatches + 1,
                asked_of=frozenset({"co", "elsewhere"}),
                signed=frozenset(),
                told=frozenset(),
                asking=frozenset(),
                given=frozenset(),
                is_broadcast=True,
                worked=frozenset(),
            )
            for other in ("co_handler", "stranger")[:answers]:
                self.answer_a_part(pk, other)

    @rule(pk=entries, who=st.sampled_from(WHO))
    def sign_for_a_part(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if signed := self.attempt(pk, Move.ACKNOWLEDGE_PART, who, services.acknowledge_part):
            unit = self._unit_of(signed)
            assert unit in model.asked_of
            self.models[pk] = after(model, signed=model.signed | {unit})

    @rule(pk=entries, who=st.sampled_from(WHO))
    def answer_a_part(self, pk: int, who: str) -> None:
        model = self.models[pk]
        if told := self.attempt(pk, Move.CONTRIBUTE, who, services.contribute, text="已开会"):
            unit = self._unit_of(told)
            assert unit in model.asked_of
            answered = {"told": model.told | {unit}, "asking": model.asking - {unit}}
            self.models[pk] = after(model, **answered, worked=model.worked | {told})

    @rule(pk=entries, who=st.sampled_from(WHO), days=st.integers(-2, 6))
    def ask_for_time_of_a_part(self, pk: int, who: str, days: int) -> None:
        model = self.models[pk]
        own = Assignment.objects.filter(entry=pk, is_in_force=True, part=Part.CO_UNIT)
        dates = [one.due or model.due or self.today for one in own] or [self.today]
        given = {"reason": "材料未齐", "due": min(dates) + timedelta(days=days)}
        move = Move.REQUEST_CO_EXTENSION
        if asker := self.attempt(pk, move, who, services.request_co_extension, **given):
            unit = self._unit_of(asker)
            assert unit in model.asked_of - model.told - model.asking - model.given
            self.models[pk] = after(model, asking=model.asking | {unit})

    @rule(pk=entries, days=st.integers(1, 6), yes=st.booleans())
    def a_part_needs_longer(self, pk: int, days: int, yes: bool) -> None:
        """Long before the lead's date: chance alone would hardly ever let it be asked."""
        self.broadcast(pk, "office", days=20, answers=0)
        self.ask_for_time_of_a_part(pk, "co_handler", days)
        self.decide_on_a_part(pk, "office", "co", yes)

    @rule(
        pk=entries,
        who=st.sampled_from(WHO),
        unit=st.sampled_from(["co", "elsewhere"]),
        yes=st.booleans(),
    )
    def decide_on_a_part(self, pk: int, who: str, unit: str, yes: bool) -> None:
        model = self.models[pk]
        asked = {"unit": getattr(self.people, unit)}
        if yes and self.attempt(
            pk, Move.GRANT_CO_EXTENSION, who, services.grant_co_extension, **asked
        ):
            assert unit in model.asking
            self.models[pk] = after(model, asking=model.asking - {unit}, given=model.given | {unit})
        if not yes and self.attempt(
            pk,
            Move.REFUSE_CO_EXTENSION,
            who,
            services.refuse_co_extension,
            reason="来得及",
            **asked,
        ):
            assert unit in model.asking
            self.models[pk] = after(model, asking=model.asking - {unit})

    def _unit_of(self, who: str) -> str:
        unit = self.person(who).unit
        assert unit is not None
        return unit.code

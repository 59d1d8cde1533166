"""By which rules a ledger raises its matters: set, refused, and used in the next round."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.escalation import EscalationRule, Ground
from taizhang.engine.lifecycle import Level
from taizhang.ledger import services, verification
from taizhang.ledger.errors import (
    LedgerChanged,
    RaisesToNobody,
    RuleCountWrong,
    RuleTwice,
    TooManyRules,
)
from taizhang.ledger.models import Entry, Ledger, RaisingRule
from taizhang.ledger.queries import escalations
from taizhang.ledger.queries.escalations import (
    LedgerRule,
    by_its_clocks,
    raising_rules,
    rules_in_force,
    to_raise,
)
from taizhang.roster.models import AuditLine
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def rule(ground: Ground, count: int, level: Level, *, is_on: bool = True) -> LedgerRule:
    return LedgerRule(EscalationRule(ground, count, level), is_on)


TWICE = rule(Ground.DISPATCHED, 2, Level.ZONE)
THREE = rule(Ground.DEPARTMENTS, 2, Level.JOINT)


def appeal() -> Ledger:
    return Ledger.objects.get(code="appeal")


def change(people: People, rules: list[LedgerRule], **more: Any) -> Ledger:
    return services.change_raising_rules(appeal(), rules, by=people.office, now=NOW, **more)


def raised() -> dict[int, tuple[Level, Ground]]:
    found = to_raise(rules_in_force(), TODAY)
    return {one.key: (one.why.level, one.why.ground) for one in found}


def test_without_rules_of_its_own_a_ledger_has_those_of_its_clocks(people: People) -> None:
    book = appeal()
    assert raising_rules(book) == by_its_clocks(book)
    assert rules_in_force()[book.pk] == tuple(one.rule for one in by_its_clocks(book))
    change(people, [TWICE])
    change(people, by_its_clocks(book))
    assert not RaisingRule.objects.exists()


def test_its_own_rules_raise_in_the_next_round(stages: Stages, people: People) -> None:
    several, other = stages.dispatched(), stages.accepted(ledger="deed")
    change(people, [TWICE, THREE])
    assert raised() == {several.pk: (Level.JOINT, Ground.DEPARTMENTS)}
    assert services.tick(now=NOW).escalated == 1
    assert services.tick(now=NOW).escalated == 0
    several.refresh_from_db()
    other.refresh_from_db()
    assert (several.level, other.level) == (Level.JOINT, "")
    assert verification.verify(workers=1).misfit is None


def test_a_matter_dispatched_twice_and_still_open_is_raised(stages: Stages, people: People) -> None:
    change(people, [TWICE])
    entry = stages.return_requested()
    assert raised() == {}
    services.dispatch(entry, lead=people.co, **stages.office)
    assert raised() == {entry.pk: (Level.ZONE, Ground.DISPATCHED)}


def test_what_each_unit_answers_for_itself_has_one_department(
    stages: Stages, people: People
) -> None:
    change(people, [THREE])
    entry = stages.dispatched()
    assert set(raised()) == {entry.pk}
    Entry.objects.filter(pk=entry.pk).update(is_broadcast=True)
    assert raised() == {}


@pytest.mark.parametrize("stage", ["triage", "parked", "answered", "closed", "declined"])
def test_what_waits_or_is_over_is_not_raised(stage: str, stages: Stages, people: People) -> None:
    change(people, [rule(Ground.AGE, 1, Level.ZONE)])
    entry = getattr(stages, stage)()
    Entry.objects.filter(pk=entry.pk).update(registered_at=NOW - timedelta(days=400))
    assert raised() == {}


def test_more_than_are_looked_up_at_once_are_all_found(
    stages: Stages, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(escalations, "CHUNK", 2)
    change(people, [THREE])
    entries = [stages.dispatched() for _time in range(5)]
    assert set(raised()) == {entry.pk for entry in entries}


def test_a_rule_that_is_off_raises_nothing(stages: Stages, people: People) -> None:
    stages.dispatched()
    change(people, [rule(Ground.DEPARTMENTS, 2, Level.JOINT, is_on=False)])
    assert raised() == {}
    assert appeal().pk not in rules_in_force(), "all are off: not those of the clocks"
    (stands,) = raising_rules(appeal())
    assert not stands.is_on


def test_no_rules_at_all_are_those_of_the_clocks(stages: Stages, people: People) -> None:
    change(people, [TWICE])
    change(people, [])
    assert raising_rules(appeal()) == by_its_clocks(appeal())


def test_each_change_stands_in_the_audit_trail_and_saying_it_twice_does_not(
    people: People,
) -> None:
    change(people, [TWICE])
    lines = AuditLine.objects.filter(act=AuditAct.LEDGER_CHANGED)
    first = lines.count()
    assert first == 1 + len(by_its_clocks(appeal()))
    assert any("+ dispatched 2 → zone" in line.subject for line in lines)
    edition = appeal().edition
    change(people, [TWICE], seen=0)
    change(people, [rule(Ground.DISPATCHED, 2, Level.ZONE, is_on=False)])
    assert appeal().edition == edition + 1
    assert lines.all().count() == first + 2
    assert appeal().edited_by == people.office.name


def test_who_was_overtaken_is_told_by_whom(people: People) -> None:
    seen = appeal().edition
    change(people, [TWICE], seen=seen)
    with pytest.raises(LedgerChanged) as refused:
        change(people, [THREE], seen=seen)
    assert people.office.name in str(refused.value.fields["by"])
    assert raising_rules(appeal()) == [TWICE]


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ([TWICE, rule(Ground.DISPATCHED, 3, Level.ZONE)], RuleTwice),
        ([rule(Ground.AGE, 0, Level.ZONE)], RuleCountWrong),
        ([rule(Ground.AGE, 1000, Level.ZONE)], RuleCountWrong),
        ([rule(Ground.AGE, 9, Level.UNIT)], RaisesToNobody),
        ([rule(Ground.AGE, count, Level.ZONE) for count in range(1, 22)], TooManyRules),
    ],
)
def test_what_no_ledger_may_say_is_refused(
    rules: list[LedgerRule], refusal: type[Exception], people: People
) -> None:
    with pytest.raises(refusal):
        change(people, rules)
    assert not RaisingRule.objects.exists()
    assert not AuditLine.objects.filter(act=AuditAct.LEDGER_CHANGED).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"count": 0}, {"count": 1000}, {"level": "unit"}, {"level": ""}, {"ground": "mood"}],
)
def test_the_database_refuses_such_rules(wrong: dict[str, Any], people: People) -> None:
    given = {"ledger": appeal(), "ground": "age", "count": 9, "level": "zone"}
    RaisingRule.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        RaisingRule.objects.create(**given)
    with pytest.raises(IntegrityError), transaction.atomic():
        RaisingRule.objects.create(**{**given, **wrong})


def test_how_many_are_asked_does_not_depend_on_how_many_there_are(
    stages: Stages,
    people: People,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    change(people, [THREE])
    for _time in range(3):
        stages.dispatched()
    with django_assert_num_queries(4):  # rules, ledgers, entries, what was taken back
        assert len(raised()) == 3

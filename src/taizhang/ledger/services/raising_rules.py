"""By which rules a ledger raises its matters: set by the office, used in the next round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from taizhang.engine.codes import AuditAct
from taizhang.engine.escalation import MOST_COUNTED, MOST_RULES
from taizhang.engine.lifecycle import Level
from taizhang.ledger.errors import (
    LedgerChanged,
    RaisesToNobody,
    RuleCountWrong,
    RuleTwice,
    TooManyRules,
)
from taizhang.ledger.models import Ledger, RaisingRule
from taizhang.ledger.queries.books import name_of
from taizhang.ledger.queries.escalations import LedgerRule, by_its_clocks, raising_rules
from taizhang.ledger.services.opening import mark_edited
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from taizhang.engine.escalation import EscalationRule
    from taizhang.roster.models import Person


def check_raising_rules(rules: Sequence[EscalationRule]) -> None:
    """Refuse what no ledger may say."""
    if len(rules) > MOST_RULES:
        raise TooManyRules(most=MOST_RULES)
    for rule in rules:
        if not 1 <= rule.count <= MOST_COUNTED:
            raise RuleCountWrong(most=MOST_COUNTED)
        if rule.level is Level.UNIT:
            raise RaisesToNobody
    twice = Counter((rule.ground, rule.level) for rule in rules)
    for (ground, level), times in twice.items():
        if times > 1:
            raise RuleTwice(ground=ground, level=level)


@transaction.atomic
def change_raising_rules(
    ledger: Ledger,
    rules: Sequence[LedgerRule],
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    origin: trail.Origin | None = None,
) -> Ledger:
    """Let it raise its matters by `rules`; by exactly those of its clocks it has none of its own.

    `seen` is the edition that a form was made from; saying what stands already changes nothing.
    """
    check_raising_rules([one.rule for one in rules])
    ledger = Ledger.objects.select_for_update().get(pk=ledger.pk)
    wanted, stands = set(rules), set(raising_rules(ledger))
    if wanted == stands:
        return ledger
    if seen is not None and seen != ledger.edition:
        raise LedgerChanged(by=ledger.edited_by, at=ledger.edited_at)
    RaisingRule.objects.filter(ledger=ledger).delete()
    if wanted != set(by_its_clocks(ledger)):
        RaisingRule.objects.bulk_create(_row(ledger, one) for one in rules)
    mark_edited(ledger, by, now)
    for one in sorted(wanted ^ stands, key=str):
        said = "+" if one in wanted else "-"
        trail.audit(
            AuditAct.LEDGER_CHANGED,
            now=now,
            actor=trail.actor_name(by),
            subject=f"{name_of(ledger)}: {said} {_words(one)}",
            origin=origin,
        )
    return ledger


def _row(ledger: Ledger, one: LedgerRule) -> RaisingRule:
    rule = one.rule
    return RaisingRule(
        ledger=ledger, ground=rule.ground, count=rule.count, level=rule.level, is_on=one.is_on
    )


def _words(one: LedgerRule) -> str:
    rule = one.rule
    return f"{rule.ground} {rule.count} → {rule.level}{'' if one.is_on else ' (off)'}"

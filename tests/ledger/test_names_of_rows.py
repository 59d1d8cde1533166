"""What rows are called where a program shows them: in the log, in an error, in a shell."""

from __future__ import annotations

import pytest
from django.db.models import Model

from taizhang.engine.codes import Right, Role
from taizhang.engine.escalation import Ground
from taizhang.engine.moves import Level
from taizhang.ledger.models import (
    Column,
    Entry,
    Ledger,
    LedgerRight,
    Listing,
    RaisingRule,
    View,
)
from taizhang.ledger.models.finding import EntryValue, FirstView
from taizhang.ledger.triage.codes import Target
from taizhang.ledger.triage.models import Learnt
from taizhang.roster.models import Person, Unit

BOOK, ANN = Ledger(name="诉求台账", code="appeal"), Person(name="安宁", code="ann")
VIEW = View(name="我的急件")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Listing(number="SS-2026-0001"), "SS-2026-0001"),
        (VIEW, "我的急件"),
        (FirstView(person=ANN, view=VIEW), f"{ANN}: 我的急件"),
        (LedgerRight(ledger=BOOK, right=Right.SEE, role=Role.OFFICE), f"{BOOK} see: office"),
        (
            LedgerRight(ledger=BOOK, right=Right.SEE, unit=Unit(name="水务局")),
            f"{BOOK} see: 水务局",
        ),
        (
            EntryValue(entry=Entry(number="SQ-2026-0001"), column=Column(name="损失")),
            f"SQ-2026-0001 {Column(name='损失')}",
        ),
        (
            RaisingRule(ledger=BOOK, ground=Ground.OVERDUE, count=3, level=Level.OFFICE),
            f"{BOOK}: overdue 3 → office",
        ),
        (Learnt(target=Target.LEAD, version=3), f"{Target.LEAD} 3"),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Model) else "",
)
def test_a_row_is_called_by_what_tells_it_from_others(row: Model, expected: str) -> None:
    assert str(row) == expected

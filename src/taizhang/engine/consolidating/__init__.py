"""Workbooks of many units put together into one ledger, without a database.

`read_source` takes a file in, `consolidated` puts what was read together, `write` makes the
workbook of it and `report` the account of every row. Nothing is guessed and nothing dropped
unsaid: a row is taken over, refused with its reason, or recognised as no entry.
"""

from __future__ import annotations

from taizhang.engine.consolidating.counting import UnitCount, by_unit
from taizhang.engine.consolidating.deciding import Answer, Decision, Kind
from taizhang.engine.consolidating.forms import Form, Target, form_of, form_of_columns
from taizhang.engine.consolidating.putting import (
    Input,
    Result,
    Settings,
    consolidated,
    first_form,
)
from taizhang.engine.consolidating.questions import Question, Side, questions
from taizhang.engine.consolidating.refusals import (
    FormUnknown,
    MapColumnUnknown,
    MapUnreadable,
    NoSource,
    NotATable,
    TooManyRowsTogether,
)
from taizhang.engine.consolidating.reporting import report
from taizhang.engine.consolidating.sources import LIMITS, Source, read_source
from taizhang.engine.consolidating.workbook import write

__all__ = [
    "LIMITS",
    "Answer",
    "Decision",
    "Form",
    "FormUnknown",
    "Input",
    "Kind",
    "MapColumnUnknown",
    "MapUnreadable",
    "NoSource",
    "NotATable",
    "Question",
    "Result",
    "Settings",
    "Side",
    "Source",
    "Target",
    "TooManyRowsTogether",
    "UnitCount",
    "by_unit",
    "consolidated",
    "first_form",
    "form_of",
    "form_of_columns",
    "questions",
    "read_source",
    "report",
    "write",
]

from __future__ import annotations

from datetime import date

import pytest

from taizhang.engine.text.article import PartialDate


@pytest.mark.parametrize(
    ("said", "on", "day", "is_inferred"),
    [
        (None, date(2026, 9, 16), None, False),
        (PartialDate(8, 26, 2024), date(2026, 9, 16), date(2024, 8, 26), False),
        (PartialDate(8, 26, 2026, inferred=True), date(2026, 9, 16), date(2026, 8, 26), True),
        (PartialDate(8, 26), date(2026, 9, 16), date(2026, 8, 26), True),
        (PartialDate(10, 1), date(2026, 9, 16), date(2026, 10, 1), True),
        (PartialDate(12, 28), date(2026, 1, 3), date(2025, 12, 28), True),
        (PartialDate(2, 29), date(2025, 3, 1), date(2024, 2, 29), True),
        (PartialDate(2, 29), date(2026, 3, 1), None, False),
    ],
)
def test_a_day_without_a_year_lies_near_the_documents_date(
    said: PartialDate | None, on: date, day: date | None, is_inferred: bool
) -> None:
    from taizhang.intake.services.recording import inferred

    assert inferred(said, on) == (day, is_inferred)

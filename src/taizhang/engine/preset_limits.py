"""What a rule of practice allows beside its clocks: to dispute a dispatch, to ask for more time.

Anyang: return within 24 hours, five working days more at most. Quanzhou: ask for more time a
working day before. A preset that says nothing leaves it to the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from taizhang.engine.codes import Labelled


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class TimeUnit(Labelled):
    """What a period counts."""

    HOUR = "hour", _("hours")
    CALENDAR_DAY = "calendar_day", _("days")
    WORKING_DAY = "working_day", _("working days")
    MONTH = "month", _("months")


@dataclass(frozen=True, slots=True)
class Span:
    """So much of a unit of time."""

    amount: int
    unit: TimeUnit


@dataclass(frozen=True, slots=True)
class Limits:
    """What a preset limits; None is what the ledger itself says."""

    returns: Span | None = None
    """How long a dispatch may be disputed."""
    extension: Span | None = None
    """By how much a date is extended at most, once."""
    ask_before: int | None = None
    """How many working days before its end more time is asked for at the latest."""

    def as_values(self) -> dict[str, Any]:
        """JSON values out of which `limits_from` makes the same."""
        said: dict[str, Any] = {"ask_before": self.ask_before} if self.ask_before else {}
        for name, span in (("return", self.returns), ("extension", self.extension)):
            if span is not None:
                said[name] = {"amount": span.amount, "unit": span.unit.value}
        return said


NO_LIMITS: Final = Limits()


def limits_from(said: Mapping[str, Any]) -> Limits:
    """Out of plain values; raises `KeyError` or `ValueError` for what it does not know."""
    unknown = set(said) - {"return", "extension", "ask_before"}
    if unknown:
        message = f"limits {sorted(unknown)} are not known"
        raise ValueError(message)
    before = said.get("ask_before")
    return Limits(
        returns=_span(said.get("return")),
        extension=_span(said.get("extension")),
        ask_before=None if before is None else _counted(before),
    )


def _span(said: Mapping[str, Any] | None) -> Span | None:
    return None if said is None else Span(_counted(said["amount"]), TimeUnit(said["unit"]))


def _counted(amount: Any) -> int:  # noqa: ANN401  # what a file says
    if int(amount) < 1:
        message = f"{amount} is below 1"
        raise ValueError(message)
    return int(amount)

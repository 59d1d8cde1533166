"""The figures of a campaign: by ledger and by unit, each part with the whole it is a part of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from taizhang.ledger import queries as ledger
from taizhang.reporting.queries import By, Fact, figures, totals

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Campaign, Entry, Ledger


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


RATES: Final = (
    (_("Closed"), Fact.CLOSED, Fact.REGISTERED),
    (_("On time"), Fact.ON_TIME, Fact.FELL_DUE),
    (_("By the first date"), Fact.ON_TIME_FIRST, Fact.FELL_DUE_FIRST),
    (_("Solved"), Fact.SOLVED, Fact.SAID_SOLVED),
    (_("Satisfied"), Fact.SATISFIED, Fact.RATED),
)
"""What is told of each line: a name, the part, the whole."""
NO_UNIT: Final = "-"
"""Key of the line of what no unit has yet."""
NARROWED: Final = "*"
"""Key of a ledger that is narrowed to others."""
COUNTS: Final = (
    (_("Registered"), Fact.REGISTERED),
    (_("Still open"), Fact.OPEN),
    (_("Overdue"), Fact.OVERDUE),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One ledger or unit, or all of them."""

    key: str
    """Its code; empty for all, a dash for no unit yet."""
    name: str
    counts: dict[str, int]
    """By fact."""

    def as_json(self) -> dict[str, Any]:
        return {"key": self.key, "name": self.name, "counts": self.counts}

    def unnamed(self) -> Line:
        """The counts of a ledger whose name is not for this reader."""
        return Line(NARROWED, "", self.counts)

    @property
    def title(self) -> str:
        """Its name, or what stands for one, as a msgid."""
        return self.name or {NARROWED: _("Open to some only"), NO_UNIT: _("No lead unit yet")}.get(
            self.key, _("All")
        )


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """As they stand on a day."""

    until: date
    ledgers: list[Line]
    units: list[Line]
    total: Line
    left_out: int = 0
    """How many of its ledgers are narrowed to others: neither named nor counted."""
    issuer: str = ""
    """The unit that ended the campaign, by the name it had; empty while it runs."""

    def as_json(self) -> dict[str, Any]:
        """To be frozen."""
        return {
            "until": self.until.isoformat(),
            "ledgers": [line.as_json() for line in self.ledgers],
            "units": [line.as_json() for line in self.units],
            "total": self.total.as_json(),
            "left_out": self.left_out,
            "issuer": self.issuer,
        }


def frozen_figures(campaign: Campaign, books: QuerySet[Ledger]) -> CampaignFigures:
    """The figures with which a campaign ended; of its ledgers only those among `books` are named.

    What was counted stays counted when a ledger is narrowed to some later; its name does not stay.
    """
    said = campaign.report
    open_to_reader = set(books.values_list("code", flat=True))
    lines = [Line(**line) for line in said["ledgers"]]
    return CampaignFigures(
        until=date.fromisoformat(said["until"]),
        ledgers=[one if one.key in open_to_reader else one.unnamed() for one in lines],
        units=[Line(**line) for line in said["units"]],
        total=Line(**said["total"]),
        left_out=said.get("left_out", 0),
        issuer=said.get("issuer", ""),
    )


def campaign_figures(
    campaign: Campaign, entries: QuerySet[Entry], books: QuerySet[Ledger], *, today: date
) -> CampaignFigures:
    """Of those of `entries` that belong to it; its units also when they have nothing.

    `books` are the ledgers of which whoever reads it may know.
    """
    found = ledger.entries_of_campaign(campaign, entries, today)
    total = totals(found, today=today)
    units = {unit.code: unit.name for unit in campaign.units.all()}
    lines = [
        Line(one.key or NO_UNIT, one.label if one.key else "", _plain(one.counts))
        for one in figures(found, By.UNIT, today=today)
    ]
    nothing = dict.fromkeys((fact.value for fact in Fact), 0)
    seen = {line.key for line in lines}
    silent = [Line(code, name, dict(nothing)) for code, name in units.items() if code not in seen]
    of_ledgers = []
    for book in books.filter(campaign=campaign).order_by("id"):
        # What stands on several of its ledgers counts on each of them, in the total once.
        here = totals(ledger.entries_of(book, found), today=today)
        of_ledgers.append(Line(book.code, ledger.name_of(book), _plain(here.counts)))
    return CampaignFigures(
        until=today,
        ledgers=of_ledgers,
        units=[*lines, *silent],
        total=Line("", "", _plain(total.counts)),
        left_out=campaign.ledgers.count() - len(of_ledgers),
    )


def _plain(counts: dict[Fact, int]) -> dict[str, int]:
    return {fact.value: count for fact, count in counts.items()}

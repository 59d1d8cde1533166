"""读得准不准: how well documents are read, measured by what people made of the drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission
from taizhang.access.scopes import visible_drafts
from taizhang.engine.codes import Category, LedgerKind
from taizhang.engine.examples import (
    Calibration,
    Example,
    Figures,
    Outcome,
    Part,
    by_tenth,
    calibration,
    figures,
    figures_by,
    parts_changed,
)
from taizhang.intake import queries
from taizhang.intake.examples import examples
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from taizhang.web.request import Request

_PER_PAGE: Final = 50
_MONTHS: Final = 12
_HIGHEST_TENTH: Final = 9
_STEP: Final = 72
_BAR: Final = 34
_HEIGHT: Final = 120
_HEAD: Final = 22
_FOOT: Final = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a group, its figures, and the way to its rows."""

    name: str
    found: Figures
    query: str

    @property
    def cells(self) -> list[tuple[Outcome, int, str]]:
        """Each outcome with its count and its rows."""
        counts = (self.found.as_is, self.found.edited, self.found.rejected, self.found.missed)
        joint = f"{self.query}&" if self.query else ""
        return [
            (outcome, count, f"{joint}outcome={outcome.value}")
            for outcome, count in zip(Outcome, counts, strict=True)
        ]

    @property
    def precision(self) -> int | None:
        """In per cent."""
        return None if self.found.precision is None else round(100 * self.found.precision)

    @property
    def recall(self) -> int | None:
        """In per cent."""
        return None if self.found.recall is None else round(100 * self.found.recall)


@dataclass(frozen=True, slots=True)
class Bar:
    """A month in the plot."""

    row: Row
    left: int
    middle: int
    pieces: tuple[tuple[str, int, int, str], ...]
    """Class, top, height and title of each outcome."""


def _bars(rows: list[Row]) -> dict[str, Any]:
    """The plot: a bar for each month, its outcomes one above the other."""
    most = max((sum(n for _o, n, _q in row.cells) for row in rows), default=0)
    bars = []
    for place, row in enumerate(rows):
        bottom, pieces = _HEAD + _HEIGHT, []
        for outcome, count, _query in row.cells:
            height = round(_HEIGHT * count / most) if most else 0
            bottom -= height
            title = f"{row.name} · {_(outcome.label)} {count}"
            pieces.append((outcome.value.replace("_", "-"), bottom, height, title))
        left = place * _STEP + (_STEP - _BAR) // 2
        bars.append(Bar(row, left, left + _BAR // 2, tuple(pieces)))
    return {
        "bars": bars,
        "width": max(1, len(rows)) * _STEP,
        "height": _HEAD + _HEIGHT + _FOOT,
        "base": _HEAD + _HEIGHT,
        "label": _HEAD + _HEIGHT + 16,
        "bar": _BAR,
    }


@dataclass(frozen=True, slots=True)
class Level:
    """One line of the table of confidence: what was given, what was confirmed."""

    name: str
    found: Calibration
    query: str

    @property
    def given(self) -> str:
        return f"{self.found.given:.2f}"

    @property
    def share(self) -> str:
        return f"{self.found.share:.2f}"


def _levels(every: list[Example]) -> list[Level]:
    """First all of high confidence, then each tenth."""
    high = calibration(one for one in every if _is_high(one))
    levels = []
    if high:
        name = _("{least} and above").format(least=queries.HIGH)
        levels.append(Level(name, high, "high=1"))
    for tenth, found in by_tenth(every).items():
        to = "1.00" if tenth == _HIGHEST_TENTH else f"0.{tenth}9"
        levels.append(Level(f"0.{tenth}0–{to}", found, f"tenth={tenth}"))
    return levels


def _is_high(example: Example) -> bool:
    return example.confidence is not None and example.confidence >= queries.HIGH


def _month(example: Example) -> str:
    return f"{example.on:%Y-%m}"


def _rows(groups: Mapping[str, Figures], field: str, names: Mapping[str, str]) -> list[Row]:
    return [
        Row(names.get(name, name), found, urlencode({field: name}))
        for name, found in groups.items()
    ]


_LEDGERS: Final = {kind.value: kind.label for kind in LedgerKind}
_CATEGORIES: Final = {category.value: category.label for category in Category}


def _said(names: Mapping[str, str]) -> dict[str, str]:
    return {code: _(label) for code, label in names.items()}


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def quality(request: Request) -> HttpResponse:
    """Precision and recall over time, by ledger and by category."""
    every = examples(visible_drafts(request.person))
    months = _rows(figures_by(every, _month), "month", {})
    ledgers = figures_by(every, lambda example: example.ledger)
    appeals = [one for one in every if one.ledger == LedgerKind.APPEAL]
    categories = figures_by(appeals, lambda example: example.category or Category.OTHER.value)
    in_order = {code: ledgers[code] for code in _LEDGERS if code in ledgers}
    by_number = sorted(categories.items(), key=lambda item: (-item[1].wanted, item[0]))
    context = {
        "total": Row(_("All"), figures(every), ""),
        "months": months[::-1],
        "plot": _bars(months[-_MONTHS:]),
        "ledgers": _rows(in_order, "ledger", _said(_LEDGERS)),
        "categories": _rows(dict(by_number), "category", _said(_CATEGORIES)),
        "parts": [
            (_(part.label), count, urlencode({"part": part.value}))
            for part, count in parts_changed(every).items()
        ],
        "outcomes": [(o.value.replace("_", "-"), _(o.label)) for o in Outcome],
        "levels": _levels(every),
    }
    return page(request, "intake/quality.html", context)


def _fits(example: Example, asked: Mapping[str, str]) -> bool:
    says = {
        "outcome": example.outcome.value,
        "month": _month(example),
        "tenth": str(example.tenth),
        "ledger": example.ledger,
        "category": example.category or Category.OTHER.value,
    }
    if asked.get("category") and example.ledger != LedgerKind.APPEAL:
        return False
    part = asked.get("part")
    if part and part not in example.parts:
        return False
    if asked.get("high") and not _is_high(example):
        return False
    return all(not asked.get(name) or asked[name] == value for name, value in says.items())


def _asked(asked: Mapping[str, str]) -> list[str]:
    """What the rows are narrowed to, in words."""
    names = {
        "outcome": {o.value: _(o.label) for o in Outcome},
        "ledger": _said(_LEDGERS),
        "category": _said(_CATEGORIES),
        "part": {part.value: _(part.label) for part in Part},
    }
    if asked.get("high"):
        asked = {**asked, "tenth": _("{least} and above").format(least=queries.HIGH)}
    elif asked.get("tenth"):
        asked = {**asked, "tenth": f"0.{asked['tenth'][:1]}…"}
    wanted = ("tenth", "month", "ledger", "category", "outcome", "part")
    return [names.get(key, {}).get(asked[key], asked[key]) for key in wanted if asked.get(key)]


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def quality_rows(request: Request) -> HttpResponse:
    """The drafts behind a figure: what was claimed first, what a person made of it."""
    asked = request.GET.dict()
    found = [one for one in examples(visible_drafts(request.person)) if _fits(one, asked)]
    rows = Paginator(found[::-1], _PER_PAGE).get_page(request.GET.get("page"))
    drafts = visible_drafts(request.person).select_related("document", "decided_by")
    known = drafts.in_bulk([one.draft for one in rows])
    context = {
        "rows": rows,
        "lines": [
            (known[one.draft], _(one.outcome.label), [_(part.label) for part in one.parts])
            for one in rows
        ],
        "asked": _asked(asked),
    }
    return page(request, "intake/quality_rows.html", context)

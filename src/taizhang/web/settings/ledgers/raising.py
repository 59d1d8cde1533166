"""By which rules a ledger raises its matters: of every ledger, built in or own."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_any_ledger
from taizhang.engine.errors import TaizhangError
from taizhang.engine.escalation import (
    MOST_COUNTED,
    MOST_RULES,
    EscalationRule,
    Ground,
    in_order,
)
from taizhang.engine.moves import Level
from taizhang.ledger import queries, services
from taizhang.ledger.queries.escalations import (
    LedgerRule,
    by_its_clocks,
    has_own_rules,
    raising_rules,
    to_raise,
)
from taizhang.web.errors import add_refusal, in_words
from taizhang.web.ledger.fields import labelled
from taizhang.web.origin import origin
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse, QueryDict

    from taizhang.ledger.models import Ledger
    from taizhang.web.request import Request

NEW_ROWS: Final = 2
"""Empty rows below the rules, for new ones."""
_HIGHER: Final = [level for level in Level if level is not Level.UNIT]


class RuleForm(forms.Form):
    """One rule; without a number it is none."""

    ground = forms.ChoiceField(label=_("Raised when"))
    count = forms.IntegerField(
        label=_("From how many on"), min_value=1, max_value=MOST_COUNTED, required=False
    )
    level = forms.ChoiceField(label=_("Raised to"))
    is_on = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["ground"].choices = [
            (one.value, gettext(one.label).format(count="…")) for one in Ground
        ]
        self.fields["level"].choices = labelled(_HIGHER)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def said(self) -> LedgerRule | None:
        """The rule; None for an empty row."""
        said = self.cleaned_data
        if said["count"] is None:
            return None
        rule = EscalationRule(Ground(said["ground"]), said["count"], Level(said["level"]))
        return LedgerRule(rule, is_on=said["is_on"])


class RulesForm(forms.Form):
    """What belongs to all of them; refusals that concern no single row stand here."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class Tried(NamedTuple):
    """How many running entries would be raised to a level today."""

    level: str
    now: int
    then: int


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def raising(request: Request, code: str) -> HttpResponse:
    """The rules as rows; what they would raise is shown before they are written."""
    book = get_any_ledger(request.person, code)
    data = request.POST if request.method == "POST" else None
    form = RulesForm(data, initial={"seen": book.edition})
    rows = _sent(data) if data is not None else _rows(raising_rules(book))
    context: dict[str, Any] = {
        "tab": "ledgers",
        "ledger": book,
        "name": queries.name_of(book),
        "form": form,
        "rows": rows,
        "seen": data.get("seen", "") if data is not None else book.edition,
        "has_own": has_own_rules(book),
    }
    if data is None:
        return page(request, "settings/ledgers/raising.html", context)
    if not all([form.is_valid(), *(row.is_valid() for row in rows)]):
        return page(request, "settings/ledgers/raising.html", context, status=422)
    wanted = by_its_clocks(book) if "clocks" in data else _said(rows)
    return _tried_or_written(request, book, wanted, context)


def _tried_or_written(
    request: Request, book: Ledger, wanted: Sequence[LedgerRule], context: dict[str, Any]
) -> HttpResponse:
    status = HTTPStatus.OK
    try:
        services.check_raising_rules([one.rule for one in wanted])
        if {"write", "clocks"} & set(request.POST):
            return _written(request, book, wanted, context["form"].cleaned_data["seen"])
        context |= {"tried": _tried(request, book, wanted)}
    except services.LedgerChanged as refusal:
        fresh = get_any_ledger(request.person, book.code)
        context |= {"stale": in_words(refusal), "meanwhile": _stands(fresh), "seen": fresh.edition}
        status = HTTPStatus.CONFLICT
    except TaizhangError as refusal:
        add_refusal(context["form"], refusal)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return page(request, "settings/ledgers/raising.html", context, status=status)


def _written(
    request: Request, book: Ledger, wanted: Sequence[LedgerRule], seen: int
) -> HttpResponse:
    services.change_raising_rules(
        book, wanted, by=request.person, now=request.now, seen=seen, origin=origin(request)
    )
    messages.success(request, gettext("The rules are changed; the next round goes by them."))
    return redirect("settings:ledger_raising", book.code)


def _rows(rules: Sequence[LedgerRule]) -> list[RuleForm]:
    """A row for each rule, and some for new ones."""
    filled = [
        {
            "ground": one.rule.ground.value,
            "count": one.rule.count,
            "level": one.rule.level.value,
            "is_on": one.is_on,
        }
        for one in rules
    ]
    empty = [{"level": Level.OFFICE.value, "is_on": True}] * NEW_ROWS
    return [
        RuleForm(prefix=f"rule-{place}", initial=first)
        for place, first in enumerate([*filled, *empty])
    ]


def _sent(data: QueryDict) -> list[RuleForm]:
    """The rows as they were sent, however many."""
    places = range(MOST_RULES + NEW_ROWS)
    prefixes = [f"rule-{place}" for place in places if f"rule-{place}-ground" in data]
    return [RuleForm(data, prefix=prefix) for prefix in prefixes]


def _said(rows: Sequence[RuleForm]) -> list[LedgerRule]:
    said = {one.rule: one for row in rows if (one := row.said()) is not None}
    return [said[rule] for rule in in_order(said)]


def _tried(request: Request, book: Ledger, wanted: Sequence[LedgerRule]) -> list[Tried]:
    """By level; those that neither the old nor the new rules raise anything to are left out."""
    both = [
        Counter(
            one.why.level
            for one in to_raise(
                {book.pk: [rule.rule for rule in rules if rule.is_on]}, request.today
            )
        )
        for rules in (raising_rules(book), wanted)
    ]
    now, then = both
    return [
        Tried(gettext(level.label), now[level], then[level])
        for level in _HIGHER
        if now[level] or then[level]
    ]


def _stands(book: Ledger) -> list[str]:
    """What the rules say by now."""
    return [
        f"{gettext(one.rule.ground.label).format(count=one.rule.count)} → "
        f"{gettext(one.rule.level.label)}{'' if one.is_on else gettext(' (not in use)')}"
        for one in raising_rules(book)
    ]

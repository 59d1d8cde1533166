"""`taizhang extract --since-review`: how well it read, by what people made of the drafts."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from taizhang.cli.framework import require_database, setup
from taizhang.cli.speech import say
from taizhang.engine.codes import LedgerKind
from taizhang.engine.errors import BadInput
from taizhang.engine.examples import Figures, Outcome, figures, figures_by


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class NoSuchDay(BadInput):
    code = "no_such_day"
    message = _("“{said}” is no day.")
    remedy = _("Write it as year-month-day, such as 2026-09-30.")


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise NoSuchDay(said=said) from error


def run(said: str, *, as_json: bool) -> int:
    """Print precision and recall of the drafts decided since that day; the exit code."""
    since = _day(said)
    setup()
    require_database()
    # Django has to be ready before tables can be imported.
    from taizhang.intake.examples import examples
    from taizhang.intake.queries import all_drafts

    every = examples(all_drafts(), since)
    groups = figures_by(every, lambda example: example.ledger)
    if as_json:
        said_of = {"all": figures(every), **groups}
        print(json.dumps({k: _numbers(v) for k, v in said_of.items()}, indent=1))
        return 0
    if not every:
        print(say(_("Nobody decided a draft yet: there is nothing to measure.")))
        return 0
    print(_line(say(_("All")), figures(every)))
    for kind in LedgerKind:
        if kind.value in groups:
            print(_line(say(kind.label), groups[kind.value]))
    return 0


def _numbers(found: Figures) -> dict[str, float | int | None]:
    return {**asdict(found), "precision": found.precision, "recall": found.recall}


def _line(name: str, found: Figures) -> str:
    counts = zip(Outcome, (found.as_is, found.edited, found.rejected, found.missed), strict=True)
    return say(
        _("{name}: right {right}/{claimed}{precision}, found {right}/{wanted}{recall} ({counts})"),
        name=name,
        right=found.right,
        claimed=found.claimed,
        wanted=found.wanted,
        precision=_share(found.precision),
        recall=_share(found.recall),
        counts=" · ".join(f"{say(outcome.label)} {count}" for outcome, count in counts),
    )


def _share(share: float | None) -> str:
    return "" if share is None else f" = {share:.2f}"

"""A bulletin drawn up from the ledger: which parts a kind has, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import translation
from django.utils.translation import gettext, ngettext

from taizhang.ledger.queries import name_of
from taizhang.reporting.bulletins import cases, sentences
from taizhang.reporting.bulletins.blocks import Block, BlockKind, Source
from taizhang.reporting.bulletins.flow import Flow, Scope
from taizhang.reporting.bulletins.news import held, news_blocks
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.written import day, span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from taizhang.intake.models import Activity


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_ACTIVITIES: Final = 12
_PERIODS: Final = {
    BulletinKind.WEEKLY: _("This week"),
    BulletinKind.MONTHLY: _("This month"),
}
_PERIOD: Final = _("In the period")
_UNIT_HEAD: Final = (
    _("Lead unit"),
    _("Newly registered"),
    _("Closed"),
    _("Open"),
    _("Overdue"),
    _("On time / closed"),
    _("Satisfied / rated"),
)
_UNIT_WIDTHS: Final = (10, 3, 3, 3, 3, 5, 5)


@dataclass(frozen=True)
class Plan:
    """What is to be drawn up."""

    kind: BulletinKind
    scope: Scope
    activities: tuple[Activity, ...] = ()
    """What took place in the period; of a news brief the one it is about."""


def drawn_up(plan: Plan) -> tuple[str, list[Block]]:
    """Title and blocks, in Chinese whoever asks."""
    with translation.override("zh-hans"):
        if plan.kind is BulletinKind.NEWS:
            return plan.activities[0].title, news_blocks(plan.activities[0], plan.scope)
        return _title(plan), [one for part in _PARTS[plan.kind] for one in part(plan)]


def _title(plan: Plan) -> str:
    scope = plan.scope
    about = name_of(scope.ledger) if scope.ledger else gettext("Matters of the ledger")
    if scope.unit:
        about = gettext("{unit}: {about}").format(unit=scope.unit.name, about=about)
    said = {
        BulletinKind.WEEKLY: _("Weekly report on {about}"),
        BulletinKind.MONTHLY: _("Monthly report on {about}"),
        BulletinKind.BRIEF: _("Bulletin on {about}"),
        BulletinKind.CIRCULAR: _("Circular on {about}, {period}"),
        BulletinKind.COMMON: _("Report on common problems, {about}, {period}"),
    }[plan.kind]
    return gettext(said).format(about=about, period=span(scope.period))


def _headed(key: str, words: str, blocks: Iterable[Block]) -> list[Block]:
    """Under its heading; nothing at all when there is nothing to say."""
    found = list(blocks)
    return [Block(f"head-{key}", BlockKind.HEADING, words), *found] if found else []


def _overall(plan: Plan) -> list[Block]:
    scope = plan.scope
    counts = scope.count()
    period = gettext(_PERIODS.get(plan.kind, _PERIOD))
    by_kind = [] if scope.ledger else _by_kind(scope)
    if scope.ledger:
        by_kind = [(name_of(scope.ledger), counts[Flow.NEW])]

    def said(key: str, text: str, *flows: Flow) -> list[Block]:
        sources = tuple(scope.source(flow, gettext(flow.label)) for flow in flows)
        return [Block(key, BlockKind.TEXT, text, sources)] if text else []

    blocks = [
        *said("new", sentences.registered(counts, by_kind, period), Flow.NEW),
        *said("closed", sentences.closed(counts, period), Flow.CLOSED, Flow.CARRIED),
        *said("open", sentences.standing(counts, scope.today), Flow.OPEN, Flow.OVERDUE),
    ]
    for one in sentences.RATES:
        blocks += said(f"rate-{one.part}", sentences.rate(one, counts), one.part, one.whole)
    return _headed("overall", gettext("Overall"), [*blocks, *_left_out(scope)])


def _left_out(scope: Scope) -> list[Block]:
    """That ledgers which are open to some only are not counted."""
    if not scope.left_out:
        return []
    said = ngettext(
        "{n} ledger that is open to some only is not included.",
        "{n} ledgers that are open to some only are not included.",
        scope.left_out,
    ).format(n=scope.left_out)
    return [Block("left-out", BlockKind.TEXT, said)]


def _by_kind(scope: Scope) -> list[tuple[str, int]]:
    """New matters by the ledger they stand on, by its own name where it has one."""
    groups = scope.by("ledger__kind", "ledger__name")
    return [(name or kind, counts[Flow.NEW]) for (kind, name), counts in groups]


def _units(plan: Plan) -> list[Block]:
    """By lead unit, in the order of their codes: a ledger is no race."""
    scope = plan.scope
    rows: list[tuple[str | int, ...]] = []
    for (code, name), counts in scope.by("lead__code", "lead__name"):
        rows.append(
            (
                name if code else gettext("No lead unit yet"),
                counts[Flow.NEW],
                counts[Flow.CLOSED],
                counts[Flow.OPEN],
                counts[Flow.OVERDUE],
                _of(counts[Flow.ON_TIME], counts[Flow.TIMED]),
                _of(counts[Flow.SATISFIED], counts[Flow.RATED]),
            )
        )
    if not rows:
        return []
    flows = (Flow.NEW, Flow.CLOSED, Flow.OPEN, Flow.OVERDUE)
    table = Block(
        "units",
        BlockKind.TABLE,
        gettext(
            "Each unit, newly registered and closed in the period, open and overdue on {day}:"
        ).format(day=day(scope.today)),
        tuple(scope.source(flow, gettext(flow.label)) for flow in flows),
        tuple(gettext(word) for word in _UNIT_HEAD),
        tuple(rows),
        _UNIT_WIDTHS,
    )
    return _headed("units", gettext("How each unit stands"), [table])


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "—"


def _activities(plan: Plan) -> list[Block]:
    """What took place, one sentence each."""
    found = []
    for one in plan.activities[:MOST_ACTIVITIES]:
        said = gettext("{day}{what}{place}.").format(
            day=day(one.held_on) + "，" if one.held_on else "",
            what=held(one),
            place=gettext(" at {place}").format(place=one.place) if one.place else "",
        )
        source = Source(one.title, activity=one.pk)
        found.append(Block(f"activity-{one.pk}", BlockKind.TEXT, said, (source,)))
    return _headed("activities", gettext("What took place"), found)


def _cases(plan: Plan) -> list[Block]:
    solved = _headed("solved", gettext("What was solved"), cases.solved_cases(plan.scope))
    return solved + _headed("hard", gettext("Begun again"), cases.hard_cases(plan.scope))


def _overdue(plan: Plan) -> list[Block]:
    scope = plan.scope
    count = scope.rows().filter(scope.holds(Flow.OVERDUE)).count()
    return _headed("overdue", gettext("What is overdue"), cases.overdue(scope, count))


def _asked(plan: Plan) -> list[Block]:
    """What a circular asks of those whose matters are late."""
    scope = plan.scope
    if not scope.rows().filter(scope.holds(Flow.OVERDUE)).exists():
        return []
    said = gettext(
        "The lead units of what is overdue say of each matter why it is late, what is done next and"
        " when the reply will be given. A matter stays on the ledger until it is closed."
    )
    source = scope.source(Flow.OVERDUE, gettext(Flow.OVERDUE.label))
    return _headed(
        "asked", gettext("What is asked"), [Block("asked", BlockKind.TEXT, said, (source,))]
    )


def _common(plan: Plan) -> list[Block]:
    return _headed("common", gettext("Common problems"), cases.common(plan.scope, in_full=False))


def _common_in_full(plan: Plan) -> list[Block]:
    blocks = cases.common(plan.scope, in_full=True)
    if blocks:
        return [*blocks, *_left_out(plan.scope)]
    said = gettext("In the period no common problem was registered.")
    source = plan.scope.source(Flow.COMMON, gettext(Flow.COMMON.label))
    return [Block("common-none", BlockKind.TEXT, said, (source,)), *_left_out(plan.scope)]


_PARTS: Final[dict[BulletinKind, tuple[Callable[[Plan], list[Block]], ...]]] = {
    BulletinKind.WEEKLY: (_overall, _units, _cases, _overdue, _common),
    BulletinKind.MONTHLY: (_overall, _units, _cases, _overdue, _common),
    BulletinKind.BRIEF: (_activities, _overall, _cases, _common),
    BulletinKind.CIRCULAR: (_overall, _units, _overdue, _asked),
    BulletinKind.COMMON: (_common_in_full,),
}

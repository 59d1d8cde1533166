"""The line of clocks, ready to be drawn: 1 · 3 · 7 · 1 month · 0, with today on it.

No style is written into the page: how far a stretch is filled is a class in tenths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from taizhang.engine.deadlines import TimeUnit
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries
from taizhang.ledger.presets import preset_of
from taizhang.web import provisional, wording
from taizhang.web.ledger.endings import ending_of, story_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from taizhang.engine.deadlines import Milestone, Step
    from taizhang.engine.preset_limits import Span
    from taizhang.ledger.models import Clock, Entry
    from taizhang.web.ledger.endings import Ending

TENTHS = 10


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_NAMES = {
    "forward": _("to dispatch"),
    "acknowledge": _("to acknowledge"),
    "report": _("to report back"),
    "resolve": _("to solve"),
    "complex": _("if hard"),
    "recheck": _("to re-check"),
    "zero": _("to zero"),
    "assist": _("for co-units"),
    "notice": _("to say whether it is taken up"),
}
_AFTER = {
    Move.REGISTER: _("once it is registered"),
    Move.ACCEPT: _("once it is accepted"),
    Move.ACKNOWLEDGE: _("once it is acknowledged"),
    Move.DISPATCH: _("once it is dispatched"),
    Move.ANSWER: _("once it is answered"),
    Move.REQUEST_EXTENSION: _("once more time is asked for"),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One milestone on the line."""

    title: str
    when: str
    says: str
    look: str
    """met, late, near, missed, or empty for what lies ahead."""
    fill: int
    """How much of the stretch before it has passed, in tenths."""
    why: tuple[str, ...] = ()
    is_today: bool = False


def ladder(entry: Entry, *, today: date) -> list[Rung]:
    """The milestones of the entry's ledger in the order of their dates, and the zero at the end."""
    preset, ending = preset_of(entry), ending_of(entry)
    clocks = {one.clock.name: one for one in queries.clocks(entry)}
    rungs, before = [], timezone.localdate(entry.registered_at)
    for milestone in preset.milestones:
        counted = clocks.get(milestone.name)
        if counted is None:
            rungs.append(_unbegun(milestone, ending))
            continue
        rungs.append(_begun(milestone, counted, before, today, ending))
        before = max(before, counted.clock.due)
    return [*rungs, _zero(entry, rungs, ending)]


def _begun(
    milestone: Milestone,
    counted: queries.CountedClock,
    before: date,
    today: date,
    ending: Ending | None,
) -> Rung:
    clock = counted.clock
    look, says = _ended(clock, ending) or _standing(clock, today)
    return Rung(
        title=milestone_name(milestone),
        when=_when(clock),
        says=says,
        look=look,
        fill=_filled(before, clock, ending.on if ending else today),
        why=(*explained(counted.steps), *_version(clock.rule)),
        is_today=clock.due == today and ending is None,
    )


def _ended(clock: Clock, ending: Ending | None) -> tuple[str, str] | None:
    """Nobody waits for a date any more that was not kept before the entry ended."""
    if ending is None or clock.met_on is not None:
        return None
    return "late" if ending.on > clock.due else "", ending.words


def _when(clock: Clock) -> str:
    """Its date; of one that still runs, whether holidays may move it."""
    words = wording.day(clock.due)
    return words if clock.met_on else provisional.marked(words, clock.due)


PRESET_NAMES = {
    "p13710": _("13710"),
    "hazard_general": _("General hazard"),
    "hazard_major": _("Major hazard"),
    "deed": _("Practical deed"),
    "hotline_anyang": _("Hotline (Anyang)"),
    "hotline_weifang": _("Hotline (Weifang)"),
    "information_request": _("Request for government information"),
    "environment_henan": _("Business environment complaint (Henan)"),
    "environment_jinan": _("Business environment complaint (Jinan)"),
    "arrears": _("Arrears owed to small firms"),
    "petition": _("Petition"),
    "quanzhou": _("Enterprise problem (Quanzhou)"),
    "bureau_complaint": _("Municipal bureau, complaints"),
    "bureau_consult": _("Municipal bureau, questions"),
    "bureau_urgent": _("Municipal bureau, urgent"),
    "escalate_bozhou": _("Raised matter (Bozhou)"),
    "hotline_beijing": _("Hotline (Beijing)"),
    "hotline_beijing_hard": _("Hotline (Beijing), hard"),
    "hotline_beijing_urgent": _("Hotline (Beijing), urgent"),
    "hotline_beijing_utilities": _("Hotline (Beijing), utilities"),
    "petition_review": _("Petition, review"),
}
"""What ships with the product, in the reader's language; a site's own version keeps the name."""


def _version(rule: str) -> tuple[str, ...]:
    """By which version it was counted; entries from before versions say none."""
    code, _slash, version = rule.partition("/")
    if not version:
        return ()
    name = gettext(PRESET_NAMES.get(code, code))
    return (gettext("Counted by {preset}, version {n}.").format(preset=name, n=version),)


def _standing(clock: Clock, today: date) -> tuple[str, str]:
    if clock.met_on is not None and clock.met_on <= clock.due:
        return "met", gettext("kept on {day}").format(day=wording.day(clock.met_on))
    if clock.met_on is not None:
        return "late", gettext("done late on {day}").format(day=wording.day(clock.met_on))
    if clock.paused_on is not None:
        return "", gettext("stands still since {day}").format(day=wording.day(clock.paused_on))
    left = (clock.due - today).days
    if left < 0:
        return "missed", wording.days_left(left, clock.due)
    look = "near" if left <= 1 else ""
    return look, wording.days_left(left, clock.due) if left <= wording.SOON else ""


def _filled(before: date, clock: Clock, today: date) -> int:
    """A kept milestone's stretch is full; else the share of its days that has passed."""
    if clock.met_on is not None or today >= clock.due:
        return TENTHS
    length = (clock.due - before).days
    passed = (today - before).days
    return max(0, min(TENTHS, round(TENTHS * passed / length))) if length > 0 else 0


def _unbegun(milestone: Milestone, ending: Ending | None) -> Rung:
    title = milestone_name(milestone)
    if ending is not None:
        return Rung(title, gettext("did not begin"), "", "", 0)
    after = _AFTER.get(milestone.starts, "")
    return Rung(title, gettext(after) if after else "", "", "", 0)


def _zero(entry: Entry, rungs: list[Rung], ending: Ending | None) -> Rung:
    title = gettext("to zero")
    if ending is not None:
        return Rung(title, ending.words, "", "", 0)
    if entry.state == State.CLOSED.value and entry.closed_at is not None:
        return Rung(title, wording.day(timezone.localdate(entry.closed_at)), "", "met", TENTHS)
    answered = entry.answered_at is not None and all(rung.fill == TENTHS for rung in rungs)
    when = gettext("closed after the call-back")
    return Rung(title, when, "", "", TENTHS // 2 if answered else 0)


def milestone_name(milestone: Milestone) -> str:
    """3 天 to report back."""
    return f"{length(milestone)} {gettext(_NAMES.get(milestone.name, milestone.name))}"


def length(span: Milestone | Span) -> str:
    """1 天 · 3 个工作日 · 1 个月."""
    amount = span.amount
    words = {
        TimeUnit.HOUR: ngettext("{n} hour", "{n} hours", amount),
        TimeUnit.CALENDAR_DAY: ngettext("{n} day", "{n} days", amount),
        TimeUnit.WORKING_DAY: ngettext("{n} working day", "{n} working days", amount),
        TimeUnit.MONTH: ngettext("{n} month", "{n} months", amount),
    }
    return words[span.unit].format(n=amount)


_STORIES = {
    "order": _("The reply is due on {day}: set when it was dispatched."),
    "promise": _("The reply is due on {day}: promised in the text or at registration."),
    "rule": _("The reply is due on {day}: by the ledger's own clock."),
    "extension": _("The reply is due on {day}: extended; first it was {first}."),
}


def due_story(entry: Entry) -> str:
    """Where the date in force comes from, in a sentence; how it ended where nobody replied."""
    if ending := ending_of(entry):
        return story_of(entry, ending)
    story = queries.due_story(entry)
    if story is None and entry.merged_into is not None:
        words = gettext("It has no reply date of its own: the work goes on in {number}.")
        return words.format(number=entry.merged_into.number)
    if story is None:
        return gettext("No reply date yet; it is set when the matter is dispatched.")
    first = wording.day(story.original_due) if story.original_due else ""
    until = wording.day(story.due)
    if entry.answered_at is None:
        until = provisional.marked(until, story.due)
    return gettext(_STORIES[story.due_by]).format(day=until, first=first)


def explained(steps: Iterable[Step]) -> list[str]:
    """How a date was counted, a sentence for each step."""
    return [
        gettext(step.message).format(
            first=wording.day(step.first),
            last=wording.day(step.last),
            amount=step.amount,
            unit=gettext(step.unit.label) if step.unit is not None else "",
            name=gettext(step.name) if step.name else "",
        )
        for step in steps
    ]

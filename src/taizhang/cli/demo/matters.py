"""The course of one appeal, directive, hazard or deed, from its text to its last act."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from taizhang.cli.demo import fates
from taizhang.cli.demo.content import content
from taizhang.engine.codes import Satisfaction
from taizhang.engine.due_texts import parse_due

if TYPE_CHECKING:
    from taizhang.cli.demo.plot import Plot

EVIDENCE: Final = "整改后照片.png"
_MONTH: Final = timedelta(days=30)


def _phrases(name: str) -> list[Any]:
    phrases: list[Any] = content("phrases")[name]
    return phrases


def appeal(plot: Plot, text: dict[str, Any], *, firms: tuple[str, ...]) -> None:
    """An appeal that is on the ledger: who gets it, how it goes, what the enterprise says."""
    plot.lead, plot.co_units = text["lead"], tuple(text.get("with", ()))
    if text["course"] == "untouched":
        return
    if text["course"] == "declined" or (text["is_again"] and plot.chance(0.05)):
        plot.then("decline", plot.office(), 1, **plot.one_of(_phrases("declines")))
        return
    course = plot.rng.choices(("plain", "late", "extended", "parked"), weights=(69, 12, 12, 7))[0]
    if text["course"]:
        _cut_short(plot, text, firms)
        return
    fates.dispatched(plot, late=course == "late" and plot.chance(0.3))
    if plot.forgotten(0.08):
        if plot.chance(0.5):
            fates.acknowledged(plot, plot.rng.randint(1, 3))
            plot.then("report_progress", plot.handler(), 8, text=text["steps"][0])
        return
    fates.acknowledged(plot)
    if course == "extended":
        fates.extended(plot)
        fates.worked_on(plot, text["steps"], pace=(2, 4))
    elif course == "parked":
        fates.worked_on(plot, text["steps"][:1])
        fates.parked(plot, fits="parent_company" if text["category"] == "ownership" else "")
        if plot.chance(0.5):
            return
        plot.then("resume", plot.head(), plot.rng.randint(15, 25), note="条件已具备，恢复办理。")
    else:
        pace = (3, 5) if course == "late" else (0, 1)
        fates.worked_on(plot, text["steps"], pace=pace)
    _answered(plot, text, firms)


def _cut_short(plot: Plot, text: dict[str, Any], firms: tuple[str, ...]) -> None:
    """One of the newest: brought to the act after which it waits for somebody today."""
    plot.then("dispatch", plot.office(), 0, lead=plot.lead, co_units=plot.co_units)
    if text["course"] == "returned":
        reason = plot.one_of(_phrases("refused_return_asks"))
        plot.then("request_return", plot.head(), 0, reason=reason)
        return
    if text["course"] == "dispatched":
        return
    fates.acknowledged(plot)
    if text["course"] == "acknowledged":
        return
    if text["course"] in {"in progress", "review"}:
        plot.then("report_progress", plot.handler(), 0, text=text["steps"][0])
        if text["course"] == "review":
            fates.parked(plot, fits="other", review=plot.end - timedelta(days=1))
        return
    if text["course"] == "answered":
        plot.then("answer", plot.handler(), 0, reply=text["reply"])
        return
    if text["course"] == "extension asked":
        reason = plot.one_of(_phrases("extensions"))
        due = plot.hours.calendar.next_workday(plot.today + _MONTH)
        plot.then("request_extension", plot.head(), 0, reason=reason, due=due)
        return
    plot.then("answer", plot.handler(), 1, reply=plot.one_of(_phrases("first_replies")))
    words = plot.one_of(_phrases("bad"))
    contact = plot.cast.enterprises[firms[0]].contact
    said = {"satisfaction": "dissatisfied", "solved": False, "comment": words["said"]}
    plot.then("rate", contact, 0, enterprise=firms[0], **said)


def _answered(plot: Plot, text: dict[str, Any], firms: tuple[str, ...]) -> None:
    weak = plot.chance(0.12)
    reply = plot.one_of(_phrases("first_replies")) if weak else text["reply"]
    plot.then("answer", plot.handler(), plot.rng.randint(0, 1), reply=reply)
    verdict = fates.heard(plot, enterprises=firms, firm=firms[0])
    if verdict is None or not verdict.is_bad:
        fates.struck_off(plot, content_with=verdict)
        return
    again = plot.one_of(_phrases("second_prefixes"))
    step = f"{again}{text['steps'][-1]}"
    plot.then("report_progress", plot.handler(), 1, text=step)
    second = f"{again}{text['reply']}" if not weak else text["reply"]
    plot.then("answer", plot.handler(), plot.rng.randint(2, 5), reply=second)
    whose = {"enterprise": firms[0]} if len(firms) > 1 else {}
    if plot.chance(0.35):
        words = plot.one_of(_phrases("bad"))["said"]
        said = {"said": words, "satisfaction": "dissatisfied", "solved": False, **whose}
        plot.then("call_back", plot.office(), 2, **said)
        fates.struck_off(plot, content_with=Satisfaction.DISSATISFIED)
        return
    words = plot.one_of(_phrases("good"))
    said = {"said": words, "satisfaction": "satisfied", "solved": True, **whose}
    plot.then("call_back", plot.office(), 2, **said)
    fates.struck_off(plot, content_with=None)


def hazard(plot: Plot, text: dict[str, Any]) -> None:
    """A hazard: put right, re-checked by somebody else, sometimes found wanting."""
    plot.lead = text["lead"]
    major = text.get("level") == "major"
    due = plot.hours.calendar.next_workday(plot.today + _MONTH) if major else None
    checker, fixer = plot.head(), plot.cast.units[plot.lead].handlers[0]
    plot.then(
        "dispatch", plot.office(), 0, lead=plot.lead, in_charge=fixer, due=due, watcher=checker
    )
    plot.then("acknowledge", fixer, 0)
    if plot.forgotten(0.12):
        return
    if major:
        for line in _phrases("hazard_steps")[: plot.rng.randint(1, 3)]:
            plot.then("report_progress", fixer, plot.rng.randint(1, 3), text=line)
    elif plot.chance(0.4):
        plot.then("report_progress", fixer, 0, text=_phrases("hazard_steps")[0])
    wait = plot.rng.randint(3, 12) if major else plot.rng.choices((0, 1, 3), (60, 25, 15))[0]
    plot.then("answer", fixer, wait, reply=text["reply"], files=(EVIDENCE,))
    if plot.chance(0.09):
        reason = plot.one_of(_phrases("recheck_fails"))
        plot.then("reopen", checker, 1, reason=reason)
        plot.then("report_progress", fixer, 0, text=f"已按复查意见继续整改：{reason}")
        second = f"按复查意见补充整改。{text['reply']}"
        plot.then("answer", fixer, 1, reply=second, files=(EVIDENCE,))
    recheck = plot.one_of(_phrases("rechecks"))
    plot.then("close", checker, plot.rng.randint(1, 2), note=recheck)


def directive(plot: Plot, text: dict[str, Any]) -> None:
    """A directive of a meeting: broken down, reported on, answered."""
    plot.lead, plot.co_units = text["lead"], tuple(text.get("with", ()))
    due = parse_due(text["due_text"], plot.today) or plot.today + timedelta(days=45)
    due = max(due, plot.today + timedelta(days=3))
    plot.then("dispatch", plot.office(), 1, lead=plot.lead, co_units=plot.co_units, due=due)
    fates.acknowledged(plot, plot.rng.randint(0, 1))
    span = plot.hours.calendar.workdays_between(plot.today, due)
    pace = max(1, span // (len(text["steps"]) + 1))
    fates.worked_on(plot, text["steps"], pace=(max(1, pace - 2), pace))
    if plot.forgotten(0.2):
        return
    late = plot.rng.randint(2, 8) if plot.chance(0.15) else 0
    plot.then("answer", plot.handler(), max(1, pace - 1) + late, reply=text["reply"])
    note = "反馈内容具体，佐证材料齐全，予以销号。"
    plot.then("close", plot.office(), plot.rng.randint(1, 4), note=note)


def deed(plot: Plot, text: dict[str, Any]) -> None:
    """A deed: three months, a line now and then, open to the residents' eyes."""
    plot.lead = text["lead"]
    plot.then("dispatch", plot.office(), 1, lead=plot.lead)
    fates.acknowledged(plot, plot.rng.randint(0, 2))
    for line in text["steps"]:
        plot.then("report_progress", plot.handler(), plot.rng.randint(8, 18), text=line)
    if plot.chance(0.2):
        slow = plot.one_of(_phrases("deed_delays"))
        plot.then("report_progress", plot.handler(), 12, text=slow)
    plot.then(
        "answer", plot.handler(), plot.rng.randint(12, 30), reply=text["reply"], files=(EVIDENCE,)
    )
    plot.then("close", plot.office(), 3, note="现场核实已建成投用，群众代表参加验收，予以销号。")

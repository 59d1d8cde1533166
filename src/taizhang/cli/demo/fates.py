"""What can become of a matter: answered, late, twice; returned, extended, parked, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from taizhang.cli.demo.content import content
from taizhang.engine.codes import Satisfaction

if TYPE_CHECKING:
    from datetime import date

    from taizhang.cli.demo.plot import Plot

_GOOD: Final = (Satisfaction.VERY_SATISFIED, Satisfaction.SATISFIED)
_ADMINISTRATION: Final = ("dzb", "fgj", "spj", "cgj", "scj")
"""Units that matters are now and then handed to by mistake."""


def _phrases(name: str) -> list[Any]:
    phrases: list[Any] = content("phrases")[name]
    return phrases


def dispatched(plot: Plot, *, late: bool = False, **said: object) -> None:
    """Handed over within a day, now and then to the wrong unit first."""
    office = plot.office()
    watcher = plot.one_of([code for code in plot.cast.office() if code != office])
    right, helpers = plot.lead, plot.co_units
    said = {**said, "watcher": watcher}
    wrong = [unit for unit in _ADMINISTRATION if unit != right and unit not in helpers]
    if plot.chance(0.07):
        plot.lead = plot.one_of(wrong)
        plot.then("dispatch", office, 1 if late else 0, lead=plot.lead, **said)
        reason = plot.one_of(_phrases("returns")).format(right=plot.cast.units[right].short)
        plot.then("request_return", plot.head(), 1, reason=reason)
        plot.lead = right
        plot.then("dispatch", office, 0, lead=right, co_units=helpers, **said)
    else:
        workdays = 2 if late else int(plot.chance(0.35))
        plot.then("dispatch", office, workdays, lead=right, co_units=helpers, **said)
    if plot.chance(0.04):
        plot.then(
            "request_return", plot.head(), 0, reason=plot.one_of(_phrases("refused_return_asks"))
        )
        plot.then("refuse_return", office, 0, reason=plot.one_of(_phrases("refuse_returns")))


def acknowledged(plot: Plot, workdays: int = 0) -> None:
    plot.then("acknowledge", plot.handler(), workdays)


def worked_on(plot: Plot, lines: list[str], *, pace: tuple[int, int] = (0, 1)) -> None:
    """The progress lines of the matter, and what co-units contribute."""
    for line in lines:
        plot.then("report_progress", plot.handler(), plot.rng.randint(*pace), text=line)
    for unit in plot.co_units:
        if plot.chance(0.55):
            helper = plot.cast.units[unit].handlers or (plot.cast.units[unit].head,)
            plot.then("contribute", helper[0], 0, text=plot.one_of(_phrases("contributions")))


def extended(plot: Plot) -> bool:
    """Ask for more time on the day after signing; whether it was granted."""
    due = plot.hours.calendar.next_workday(plot.today + timedelta(days=plot.rng.randint(16, 27)))
    reason = plot.one_of(_phrases("extensions"))
    plot.then("request_extension", plot.head(), 0, reason=reason, due=due)
    if plot.chance(0.2):
        refusal = plot.one_of(_phrases("refuse_extensions"))
        plot.then("refuse_extension", plot.office(), 1, reason=refusal)
        return False
    plot.then("grant_extension", plot.office(), 1)
    return True


def parked(plot: Plot, *, fits: str = "", review: date | None = None) -> None:
    """Put aside with a reason and a day on which it comes back."""
    choices = [one for one in _phrases("parks") if one["kind"] == fits] or _phrases("parks")
    why = plot.one_of(choices)
    review = review or plot.hours.calendar.next_workday(
        plot.today + timedelta(days=plot.rng.randint(25, 60))
    )
    plot.then("park", plot.head(), 1, kind=why["kind"], reason=why["reason"], review_on=review)


def heard(plot: Plot, *, enterprises: tuple[str, ...], firm: str) -> Satisfaction | None:
    """The requester says what the answer is worth: by itself, or when called."""
    mood = plot.rng.choices(("good", "fair", "bad", "silent"), weights=(76, 11, 9, 4))[0]
    caller = plot.office()
    if mood == "silent":
        plot.then("call_back", caller, 2, said=plot.one_of(_phrases("silent")))
        return None
    if mood == "good":
        words = plot.one_of(_phrases("good"))
        verdict = plot.rng.choices(_GOOD, weights=(45, 55))[0]
    elif mood == "fair":
        words, verdict = plot.one_of(_phrases("fair")), Satisfaction.FAIR
    else:
        return _bad(plot, enterprises=enterprises, firm=firm)
    if enterprises and plot.chance(0.3):
        plot.then(
            "rate",
            plot.cast.enterprises[firm].contact,
            1,
            enterprise=firm,
            satisfaction=verdict,
            solved=True,
            comment=words,
        )
        plot.then("call_back", caller, 1, said="企业已在线评价，电话核实评价属实。")
    else:
        _called(plot, caller, words, verdict, enterprises=enterprises, firm=firm)
    return verdict


def _called(
    plot: Plot,
    caller: str,
    words: str,
    verdict: Satisfaction,
    *,
    enterprises: tuple[str, ...],
    firm: str,
) -> None:
    whose = {"enterprise": firm} if len(enterprises) > 1 else {}
    plot.then(
        "call_back",
        caller,
        plot.rng.randint(1, 2),
        said=words,
        satisfaction=verdict,
        solved=None if verdict is Satisfaction.FAIR and plot.chance(0.4) else not verdict.is_bad,
        **whose,
    )


def _bad(plot: Plot, *, enterprises: tuple[str, ...], firm: str) -> Satisfaction:
    """Not content: rated by the enterprise, or heard on the telephone and reopened."""
    words = plot.one_of(_phrases("bad"))
    verdict = plot.one_of([Satisfaction.DISSATISFIED, Satisfaction.VERY_DISSATISFIED])
    if enterprises and plot.chance(0.6):
        plot.then(
            "rate",
            plot.cast.enterprises[firm].contact,
            1,
            enterprise=firm,
            satisfaction=verdict,
            solved=False,
            comment=words["said"],
        )
    else:
        caller = plot.office()
        _called(plot, caller, words["said"], verdict, enterprises=enterprises, firm=firm)
        plot.then("reopen", caller, 0, reason=words["reason"])
    return verdict


def struck_off(plot: Plot, *, content_with: Satisfaction | None, reached: bool = True) -> None:
    """Closed by the office, which neither handled nor answered it."""
    closer = plot.office()
    impossible = "" if reached else _phrases("impossible")
    if content_with is not None and content_with.is_bad:
        impossible = _phrases("impossible")
    note = plot.one_of(_phrases("closes"))
    plot.then("close", closer, plot.rng.randint(0, 1), note=note, impossible=impossible)

"""The papers of one matter: 问题交办单, 督办单 in three colours, 回访记录.

A paper is offered only when what it certifies has happened. It says who was given the matter as the
event says it, by the names of that day: drawn up again in a year it says the same.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from django.utils import timezone, translation
from django.utils.translation import gettext

from taizhang.engine.codes import Labelled, Satisfaction
from taizhang.engine.deadlines import Signal
from taizhang.engine.lifecycle import Level, Move
from taizhang.ledger import queries
from taizhang.reporting.papers.paper import Paper
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taizhang.ledger.models import Entry, Event

_T = TypeVar("_T")


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class PaperKind(Labelled):
    """What can be drawn up about one matter."""

    DISPATCH = "dispatch", _("Dispatch slip")
    SUPERVISION = "supervision", _("Supervision slip")
    CALL_BACK = "call_back", _("Record of call-backs")


TITLES: Final = {
    Signal.BLUE: _("Supervision slip (blue)"),
    Signal.ORANGE: _("Supervision slip (orange)"),
    Signal.RED: _("Supervision slip (red)"),
}
COLOURS: Final = {Signal.BLUE: "1F4E9E", Signal.ORANGE: "C55A11", Signal.RED: "C00000"}
"""Of the title; its words say the same to a printer without colours."""
_DEMANDS: Final = {
    Signal.BLUE: _(
        "Please finish it by its date. What stands in the way is to be reported before."
    ),
    Signal.ORANGE: _(
        "Please give the reply by its date. Who needs more time asks for it before the date is"
        " past, with the reason."
    ),
    Signal.RED: _(
        "Please say in writing why it is late, what is done next and when the reply will be given."
        " The matter stays on the ledger until it is closed."
    ),
}
_DUE_BY: Final = {
    "order": _("as ordered"),
    "promise": _("as promised to the requester"),
    "rule": _("by the rule of its ledger"),
    "extension": _("as extended"),
}
_WIDTHS: Final = (5, 3, 7, 3, 3)
"""Of the table of call-backs; a whole date stands in one line."""


class _Drawn(NamedTuple):
    """Where and when a paper is drawn up."""

    zone: str
    today: date


def papers_of(entry: Entry, events: Iterable[Event], *, today: date) -> list[PaperKind]:
    """The papers whose facts exist; `events` are the entry's, in order."""
    history = _in_force(events)
    stands = {
        PaperKind.DISPATCH: _last(history, Move.DISPATCH) is not None,
        PaperKind.SUPERVISION: _is_late(entry, today),
        PaperKind.CALL_BACK: _last(history, Move.CALL_BACK) is not None,
    }
    return [kind for kind, exists in stands.items() if exists]


def paper_of(entry: Entry, kind: PaperKind, *, zone: str, at: datetime) -> Paper | None:
    """The paper in Chinese, or None when nothing has happened that it could certify.

    `zone` signs where no unit did the act, `at` is when it is drawn up.
    """
    today = timezone.localdate(at)
    events = list(queries.events(entry))
    if kind not in papers_of(entry, events, today=today):
        return None
    write = {
        PaperKind.DISPATCH: _dispatch,
        PaperKind.SUPERVISION: _supervision,
        PaperKind.CALL_BACK: _call_back,
    }[kind]
    with translation.override("zh-hans"):
        subject = f"{gettext(kind.label)} {entry.number}"
        paper = Paper(subject=subject, author=zone, at=at)
        write(paper, entry, _in_force(events), _Drawn(zone, today))
    return paper


def _provisional(paper: Paper, due: date) -> None:
    """That a counted date may still move with holidays that are not announced."""
    if due.year not in queries.confirmed_years():
        said = gettext("The holidays of {year} are not announced yet; the date may still move.")
        paper.paragraph(said.format(year=due.year))


def _dispatch(paper: Paper, entry: Entry, history: list[Event], drawn: _Drawn) -> None:
    event = _certain(_last(history, Move.DISPATCH))
    said = event.payload
    paper.title(gettext(PaperKind.DISPATCH.label))
    paper.note(gettext("Number: {number}").format(number=entry.number))
    paper.addressee(said["lead_name"])
    paper.paragraph(
        gettext(
            "The matter “{title}”, registered on {day}, is handed to you. Please deal with it and"
            " give the reply by {due} ({due_by})."
        ).format(
            title=entry.title,
            day=day(timezone.localdate(entry.registered_at)),
            due=day(date.fromisoformat(said["due"])),
            due_by=gettext(_DUE_BY[said.get("due_by", "order")]),
        )
    )
    if said.get("due_by") == "rule":
        _provisional(paper, date.fromisoformat(said["due"]))
    _matter(paper, entry)
    paper.heading(gettext("Units and persons responsible"))
    _people(paper, said)
    if until := said.get("return_by"):
        paper.heading(gettext("Returning it"))
        paper.paragraph(
            gettext(
                "A unit that does not answer for the matter says so with the reason by {moment};"
                " after that it is its own."
            ).format(moment=_moment(datetime.fromisoformat(until)))
        )
    paper.signature(event.by_unit or drawn.zone, timezone.localdate(event.at))


def _supervision(paper: Paper, entry: Entry, history: list[Event], drawn: _Drawn) -> None:
    colour = queries.signal_of(entry, drawn.today)
    paper.title(gettext(TITLES[colour]), colour=COLOURS[colour])
    paper.note(gettext("Number: {number}").format(number=entry.number))
    paper.addressee(_certain(entry.lead).name)
    paper.paragraph(_standing(entry, drawn.today))
    _matter(paper, entry)
    paper.heading(gettext("How it stands"))
    for sentence in _so_far(entry, history):
        paper.paragraph(sentence)
    paper.heading(gettext("What is asked"))
    paper.paragraph(gettext(_DEMANDS[colour]))
    paper.signature(drawn.zone, drawn.today)


def _standing(entry: Entry, today: date) -> str:
    """The date, and how far it is."""
    due = _certain(entry.due)
    late = (today - due).days
    if late > 0:
        sentence = gettext(
            "You lead in the matter “{title}”. Its reply was due on {due}; on {today} it is {days}"
            " days overdue."
        )
    elif late == 0:
        sentence = gettext("You lead in the matter “{title}”. Its reply is due today, {due}.")
    else:
        sentence = gettext(
            "You lead in the matter “{title}”. Its reply is due on {due}; on {today} {days} days"
            " are left."
        )
    return sentence.format(title=entry.title, due=day(due), today=day(today), days=abs(late))


def _so_far(entry: Entry, history: list[Event]) -> Iterable[str]:
    given = _last(history, Move.DISPATCH)
    if given:
        yield gettext("It was dispatched on {day}.").format(day=_day_of(given))
    if entry.extension_count and entry.original_due:
        yield gettext("Its date was put off {times} times; at first it was {due}.").format(
            times=entry.extension_count, due=day(entry.original_due)
        )
    if entry.level:
        yield gettext("It has been raised to: {level}.").format(
            level=gettext(Level(entry.level).label)
        )
    newest = _last(history, Move.PROGRESS)
    if newest is None:
        yield gettext("No progress has been reported.")
    else:
        yield gettext("The newest progress, of {day}: {text}").format(
            day=_day_of(newest), text=newest.payload.get("text", "")
        )


def _call_back(paper: Paper, entry: Entry, history: list[Event], drawn: _Drawn) -> None:
    calls = [event for event in history if event.move == Move.CALL_BACK]
    paper.title(gettext(PaperKind.CALL_BACK.label))
    paper.note(gettext("Number: {number}").format(number=entry.number))
    _matter(paper, entry)
    reply = _last(history, Move.ANSWER)
    if reply:
        paper.heading(gettext("Reply"))
        paper.paragraph(f"{_day_of(reply)}，{reply.by_unit or reply.by_name}：")
        paper.paragraphs(reply.payload["reply"])
    paper.heading(gettext("Call-backs"))
    requesters = [one.name for one in entry.requesters.all()]
    headings = [
        gettext(word)
        for word in (
            _("Day"),
            _("Who called"),
            _("Requester"),
            _("Whether solved"),
            _("Satisfaction"),
        )
    ]
    paper.table(headings, [_call(event, requesters) for event in calls], _WIDTHS)
    for event in calls:
        paper.paragraph(f"{_day_of(event)}，{event.by_name}：{event.payload['said']}")
    rated = [event for event in history if event.move == Move.RATE]
    if rated:
        paper.heading(gettext("The requesters' own ratings"))
        for event in rated:
            paper.paragraph(_rating(event))
    paper.signature(calls[-1].by_unit or drawn.zone, timezone.localdate(calls[-1].at))


def _call(event: Event, requesters: list[str]) -> list[str]:
    """A row of the table; who calls an entry's only requester need not say whom."""
    said = event.payload
    only = requesters[0] if len(requesters) == 1 else ""
    return [
        _day_of(event),
        event.by_name,
        said.get("requester") or only,
        _solved(said.get("solved")),
        _satisfaction(said.get("satisfaction")),
    ]


def _rating(event: Event) -> str:
    said = event.payload
    parts = [said["requester"], _satisfaction(said["satisfaction"]), said.get("comment", "")]
    return f"{_day_of(event)}，{'，'.join(part for part in parts if part)}。"


def _solved(value: bool | None) -> str:  # noqa: FBT001  # three-valued: nobody may have said
    return gettext("not said") if value is None else gettext("yes") if value else gettext("no")


def _satisfaction(code: str | None) -> str:
    return gettext(Satisfaction(code).label) if code else gettext("not said")


def _matter(paper: Paper, entry: Entry) -> None:
    paper.heading(gettext("Matter"))
    names = "、".join(one.name for one in entry.requesters.all())
    if names:
        paper.paragraph(gettext("Whose matter it is: {names}").format(names=names))
    paper.paragraphs(entry.text)
    if entry.promise:
        paper.paragraph(gettext("Promised on the spot: {promise}").format(promise=entry.promise))


def _people(paper: Paper, said: dict[str, Any]) -> None:
    names = {
        _("Lead unit"): said["lead_name"],
        _("Co-units"): "、".join(_co_unit(said, code, name) for code, name in _co_units(said)),
        _("Accountable leader"): said.get("accountable_name", ""),
        _("Person in charge"): said.get("in_charge_name", ""),
        _("Watcher"): said.get("watcher_name", ""),
    }
    for word, name in names.items():
        if name:
            paper.paragraph(f"{gettext(word)}：{name}")


def _co_units(said: dict[str, Any]) -> list[tuple[str, str]]:
    return list(zip(said.get("co_units", []), said.get("co_units_name", []), strict=True))


def _co_unit(said: dict[str, Any], code: str, name: str) -> str:
    """With its own date, where it has one."""
    ends = said.get("co_dues", {}).get(code)
    if not ends:
        return name
    return gettext("{name} (by {due})").format(name=name, due=day(date.fromisoformat(ends)))


def _in_force(events: Iterable[Event]) -> list[Event]:
    """A history without what was undone."""
    history = list(events)
    undone = {event.payload["undone"] for event in history if event.move == Move.UNDO}
    return [event for event in history if event.version not in undone]


def _last(history: list[Event], move: Move) -> Event | None:
    return next((event for event in reversed(history) if event.move == move), None)


def _is_late(entry: Entry, today: date) -> bool:
    """Whether its date has a colour, and a unit answers for it."""
    return entry.lead is not None and queries.signal_of(entry, today) is not Signal.NONE


def _certain(thing: _T | None) -> _T:
    """What `papers_of` has seen to be there."""
    if thing is None:
        raise LookupError
    return thing


def _day_of(event: Event) -> str:
    return day(timezone.localdate(event.at))


def _moment(at: datetime) -> str:
    at = timezone.localtime(at)
    return f"{day(at.date())}{at.hour}时{at.minute:02d}分"

"""A tailored plan for one enterprise (一企一策方案), as far as its file can fill it.

Facts, open matters with measures, owners and dates, what is solved. Measures that nobody wrote down
are left free for a person: none is made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext

from taizhang.engine.lifecycle import Move, State
from taizhang.ledger.queries.listing import NOT_OVER
from taizhang.reporting.papers.paper import Paper
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Enterprise


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_OPEN: Final = 40
MOST_SOLVED: Final = 10
_HEAD: Final = (
    _("Matter"),
    _("Measures"),
    _("Lead unit"),
    _("Person in charge"),
    _("Due date"),
)
_WIDTHS: Final = (6, 9, 4, 3, 5)


def tailored_plan(firm: Enterprise, entries: QuerySet[Entry], *, zone: str, at: datetime) -> Paper:
    """The plan in Chinese; `entries` are those that who draws it up sees."""
    today = timezone.localdate(at)
    found = entries.filter(requesters__enterprise=firm).distinct()
    waiting = list(
        found.filter(state__in=NOT_OVER)
        .select_related("lead", "in_charge")
        .prefetch_related("events")
        .order_by(F("due").asc(nulls_last=True), "id")[:MOST_OPEN]
    )
    shut = found.filter(state=State.CLOSED.value)
    with translation.override("zh-hans"):
        title = gettext("Tailored plan for {name}").format(name=firm.name)
        paper = Paper(subject=title, author=zone, at=at)
        paper.title(title)
        paper.heading(gettext("About the enterprise"))
        for sentence in _facts(firm):
            paper.paragraph(sentence)
        _problems(paper, waiting, today)
        _measures(paper, waiting)
        _solved(paper, shut)
        paper.heading(gettext("Fair competition"))
        paper.paragraph(
            gettext(
                "A measure that grants this enterprise tax relief, subsidies or favours in prices"
                " of land, power or fees without a basis in law is not taken. Measures of that kind"
                " pass the review of fair competition first."
            )
        )
        paper.signature(zone, today)
    return paper


def _facts(firm: Enterprise) -> list[str]:
    """Only what is known, in as many sentences as it needs."""
    known = [
        (gettext("credit code {value}"), firm.credit_code),
        (gettext("in {value}"), firm.park),
        (gettext("industry {value}"), firm.industry),
        (gettext("size {value}"), gettext(firm.get_size_display()) if firm.size else ""),
        (gettext("address {value}"), firm.address),
    ]
    first = [said.format(value=value) for said, value in known if value]
    sentences = [f"{firm.name}{''.join(f'，{one}' for one in first)}。"]
    more = []
    if firm.employees is not None:
        more.append(gettext("{n} employees").format(n=firm.employees))
    if firm.revenue is not None:
        more.append(gettext("revenue of last year {n}").format(n=f"{firm.revenue.normalize():f}"))
    if firm.parent_company:
        more.append(gettext("parent company {name}").format(name=firm.parent_company))
    if firm.service_officer:
        more.append(gettext("served by {name}").format(name=firm.service_officer.name))
    if more:
        sentences.append("，".join(more) + "。")
    return sentences


def _problems(paper: Paper, waiting: list[Entry], today: date) -> None:
    paper.heading(gettext("Problems and wishes"))
    if not waiting:
        paper.paragraph(gettext("On {day} no matter of it is open.").format(day=day(today)))
        return
    paper.paragraph(
        gettext("On {day} {n} matters of it are open.").format(day=day(today), n=len(waiting))
    )
    for entry in waiting:
        paper.heading(f"{entry.title}（{entry.number}）", rank=2)
        paper.paragraphs(entry.text)


def _measures(paper: Paper, waiting: list[Entry]) -> None:
    if not waiting:
        return
    paper.heading(gettext("Measures, owners and dates"))
    rows = [
        (
            entry.title,
            _measure(entry),
            str(entry.lead or gettext("to be named")),
            str(entry.in_charge or ""),
            entry.due.isoformat() if entry.due else entry.due_text,
        )
        for entry in waiting
    ]
    paper.table([gettext(word) for word in _HEAD], rows, _WIDTHS)


def _measure(entry: Entry) -> str:
    """What was answered, reported last or promised; empty where nobody has said anything."""
    told = [event for event in entry.events.all() if event.move == Move.PROGRESS]
    newest = max(told, key=lambda event: event.version, default=None)
    progress = str(newest.payload.get("text", "")) if newest else ""
    return entry.reply or progress or entry.promise


def _solved(paper: Paper, shut: QuerySet[Entry]) -> None:
    count = shut.count()
    if not count:
        return
    paper.heading(gettext("What is solved"))
    said = (
        gettext("{n} matters of it are closed:")
        if count <= MOST_SOLVED
        else gettext("{n} matters of it are closed, the newest {most}:")
    )
    paper.paragraph(said.format(n=count, most=MOST_SOLVED))
    for place, entry in enumerate(shut.order_by("-closed_at", "-id")[:MOST_SOLVED], start=1):
        paper.paragraph(f"{place}.{entry.title}（{entry.number}）。")

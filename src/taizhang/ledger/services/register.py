"""Putting a matter on a ledger (登记) and correcting its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from taizhang.engine.codes import Category, LedgerKind, Scope
from taizhang.engine.deadlines import parse_due
from taizhang.engine.lifecycle import Move
from taizhang.intake import services as intake
from taizhang.ledger import transitions
from taizhang.ledger.errors import DraftAlreadyRegistered, RegisterShutOut
from taizhang.ledger.evidence import Kept, Upload, kept
from taizhang.ledger.models import Entry
from taizhang.ledger.queries.rights import may_register
from taizhang.ledger.services.defaults import at_register
from taizhang.ledger.services.filling import checked_changes, checker
from taizhang.ledger.services.wording import person_said, plain
from taizhang.ledger.work_calendar import work_calendar
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from taizhang.engine.calendar import WorkCalendar
    from taizhang.intake.models import Activity, Draft
    from taizhang.roster.models import Enterprise, Person

_TITLE_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Matter:
    """What is said of a matter when it is put on a ledger."""

    title: str
    text: str
    category: Category | None = None
    scope: Scope | None = None
    enterprises: Sequence[Enterprise] = ()
    requester_names: Sequence[str] = ()
    due_text: str = ""
    due: date | None = None
    promise: str = ""
    quote: str = ""
    draft: Draft | None = None
    activity: Activity | None = None
    watcher: Person | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    files: Sequence[Upload] = ()


def register(
    *,
    ledger: LedgerKind | str,
    title: str,
    text: str,
    by: Person,
    now: datetime,
    category: Category | None = None,
    scope: Scope | None = None,
    enterprises: Sequence[Enterprise] = (),
    requester_names: Sequence[str] = (),
    due_text: str = "",
    due: date | None = None,
    promise: str = "",
    quote: str = "",
    draft: Draft | None = None,
    activity: Activity | None = None,
    watcher: Person | None = None,
    values: Mapping[str, Any] | None = None,
    accepted: bool = True,
    files: Sequence[Upload] = (),
) -> Entry:
    """Put a matter on `ledger`; not `accepted` means that it waits for triage first.

    Whoever registers it is in charge until it is handed to a unit; of an enterprise's own report
    it is the enterprise's service officer. Their unit's leader is accountable; the enterprise's
    officer or watcher watches, or the unit's.
    """
    matter = Matter(
        title=title,
        text=text,
        category=category,
        scope=scope,
        enterprises=enterprises,
        requester_names=requester_names,
        due_text=due_text,
        due=due,
        promise=promise,
        quote=quote,
        draft=draft,
        activity=activity,
        watcher=watcher,
        values=values or {},
        files=files,
    )
    (entry,) = register_all([matter], ledger=ledger, by=by, now=now, accepted=accepted)
    return entry


def register_all(
    matters: Sequence[Matter],
    *,
    ledger: LedgerKind | str,
    by: Person,
    now: datetime,
    accepted: bool = True,
) -> list[Entry]:
    """Put many matters on `ledger`, all of them or none, each with its own number and event."""
    if not may_register(by, ledger):
        raise RegisterShutOut(ledger=ledger)
    checked, calendar = checker(ledger), cache(work_calendar)
    with ExitStack() as stack:
        beginnings = [
            _beginning(
                one,
                by=by,
                due=one.due or _due_said(one, now, calendar),
                values=checked(one.values),
                files=stack.enter_context(kept(one.files)),
            )
            for one in matters
        ]
        return transitions.begin(ledger, beginnings, by=by, now=now, accepted=accepted)


def _beginning(
    matter: Matter,
    *,
    by: Person,
    due: date | None,
    values: Mapping[str, Any],
    files: Sequence[Kept],
) -> transitions.Beginning:
    holders = at_register(by, matter.enterprises, matter.watcher)
    payload: dict[str, Any] = {
        "title": plain(matter.title)[:200],
        "text": plain(matter.text),
        "quote": matter.quote,
        "category": matter.category or "",
        "scope": matter.scope or "",
        "due_text": plain(matter.due_text)[:100],
        "due": due.isoformat() if due else None,
        "promise": plain(matter.promise),
        "requesters": _requesters(matter.enterprises, matter.requester_names),
        "values": values,
        "draft": matter.draft.pk if matter.draft else None,
        "activity": matter.activity.pk if matter.activity else None,
        **holders.said(),
    }
    return transitions.Beginning(
        {key: value for key, value in payload.items() if value not in (None, "", [], {})},
        mentions=holders.people(),
        enterprises={enterprise.code: enterprise for enterprise in matter.enterprises},
        files=files,
        draft=matter.draft,
        activity=matter.activity,
    )


def _due_said(
    matter: Matter, now: datetime, calendar_of: Callable[[date], WorkCalendar]
) -> date | None:
    """The day that the due text names, counted from when it was said."""
    if not matter.due_text:
        return None
    said_on = timezone.localdate(now)
    if matter.activity and matter.activity.held_on:
        said_on = matter.activity.held_on
    elif matter.draft and matter.draft.document.dated:
        said_on = matter.draft.document.dated
    return parse_due(matter.due_text, said_on, calendar_of(said_on))


def _requesters(enterprises: Iterable[Enterprise], names: Iterable[str]) -> list[dict[str, str]]:
    """Each requester once: those on the roster by code, others by name alone."""
    found = {one.name: {"name": one.name, "code": one.code} for one in enterprises}
    for name in map(plain, names):
        if name:
            found.setdefault(name[:200], {"name": name[:200]})
    return list(found.values())


@transaction.atomic
def register_draft(draft: Draft, *, by: Person, now: datetime, seen: int | None = None) -> Entry:
    """Accept a draft and put what it says on its ledger, both or neither."""
    existing = Entry.objects.filter(draft=draft).first()
    if existing:
        raise DraftAlreadyRegistered(number=existing.number)
    draft = intake.accept(draft, by=by, now=now, seen=seen)
    codes = [item["code"] for item in draft.enterprises if item.get("code")]
    enterprises = list(roster.enterprises().filter(code__in=codes))
    known = {enterprise.code for enterprise in enterprises}
    return register(
        ledger=LedgerKind(draft.ledger),
        title=title_of(draft.text),
        text=draft.text,
        by=by,
        now=now,
        category=Category(draft.category) if draft.category else None,
        scope=Scope(draft.scope) if draft.scope else None,
        enterprises=enterprises,
        requester_names=[
            item["name"] for item in draft.enterprises if item.get("code") not in known
        ],
        due_text=draft.due_text,
        due=draft.due,
        promise=draft.reply,
        quote=draft.quote,
        draft=draft,
        activity=draft.activity,
    )


def title_of(text: str) -> str:
    """The first sentence of a text, cut at a comma or in the middle when it is long."""
    line = plain(text).split("\n", 1)[0]
    for stop in "。；;！!？?":
        line = line.split(stop, 1)[0]
    if len(line) <= _TITLE_LENGTH:
        return line or plain(text)[:_TITLE_LENGTH]
    comma = max(line.rfind(sign, 10, _TITLE_LENGTH) for sign in "，,、")
    return line[:comma] if comma > 0 else line[: _TITLE_LENGTH - 1] + "…"


def amend(
    entry: Entry,
    *,
    by: Person,
    now: datetime,
    seen: int | None = None,
    title: str | None = None,
    text: str | None = None,
    category: Category | str | None = None,
    scope: Scope | str | None = None,
    watcher: Person | None = None,
    values: Mapping[str, Any] | None = None,
) -> Entry:
    """Correct what the entry says; None leaves a field as it is, the old words stay in history.

    `values` are those of its ledgers' own columns that change, by key; None empties one.
    """
    said: dict[str, Any] = {
        "title": None if title is None else plain(title)[:200],
        "text": None if text is None else plain(text),
        "category": None if category is None else str(category),
        "scope": None if scope is None else str(scope),
        "values": checked_changes(entry, values) if values else None,
    }
    payload = {key: value for key, value in said.items() if value is not None}
    return transitions.apply(
        entry,
        Move.AMEND,
        by=by,
        now=now,
        seen=seen,
        payload={**payload, **person_said("watcher", watcher)},
        mentions=[watcher] if watcher else [],
    )

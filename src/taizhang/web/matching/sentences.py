"""What happened to a common problem, one sentence per event, in the reader's language."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext, pgettext

from taizhang.matching.codes import ProblemAct
from taizhang.web import wording
from taizhang.web.ledger.sentences import Day as DayOfEvents
from taizhang.web.ledger.sentences import Told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from taizhang.matching.models import ProblemEvent


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_SENTENCES: Final = {
    ProblemAct.OPEN: _("{who} opened it with {entries}"),
    ProblemAct.LINK: _("{who} linked {entry}"),
    ProblemAct.UNLINK: _("{who} unlinked {entry}"),
    ProblemAct.NOT_THE_SAME: _("{who} decided that {entry} is not the same"),
    ProblemAct.BELONGS_HERE: _("{who} decided that {entry} belongs here"),
    ProblemAct.HAND_OVER: _("{who} handed it over: owner {owner_name}, lead unit {lead_name}"),
    ProblemAct.PLAN: _("{who} wrote the plan"),
    ProblemAct.GIVE_TASK: _("{who} gave {unit_name} a task, due {due}: {task}"),
    ProblemAct.COMPLETE_TASK: _("{who} completed a task: {task}"),
    ProblemAct.DROP_TASK: _("{who} dropped a task: {task}"),
    ProblemAct.PROGRESS: _("{who} wrote down progress"),
    ProblemAct.REMEDY: _("{who} put a remedy in force since {on}"),
    ProblemAct.DRAFT_ANSWER: _("{who} drafted the group answer"),
    ProblemAct.GIVE_ANSWER: _("{who} looked at {members} and gave the group answer"),
    ProblemAct.TAKE_ANSWER_BACK: _("{who} took the group answer back from {back}"),
    ProblemAct.POLICY_GAP: _("{who} noted a policy gap"),
    ProblemAct.THEME: _("{who} made it the theme of {year}-{month}"),
    ProblemAct.DROP_THEME: _("{who} dropped it as the theme of {year}-{month}"),
    ProblemAct.MERGE: _("{who} merged it into {into}, with {entries}"),
    ProblemAct.TAKE_IN: _("{who} merged {source} into it, with {entries}"),
    ProblemAct.SPLIT: _("{who} split {entries} off as {into}"),
    ProblemAct.FINISH: _("{who} finished it"),
    ProblemAct.REOPEN: _("{who} reopened the common problem"),
}
_BESIDES: Final = {
    "own_words": _("{entries} in words of its own"),
    "told": _("{entries} told only, and left as it was"),
    "kept": _("{entries} called or rated since, and left as it was"),
}
"""What is said besides of the entries that an act named, where there are any."""
_WORDS: Final = ("sentence", "why", "reason", "aim", "text", "remedy", "note", "result")
"""What a person wrote, in the order in which it is read."""
_DAYS: Final = ("due", "on")


def timeline(events: Iterable[ProblemEvent]) -> list[DayOfEvents]:
    """By day, the newest first."""
    told = sorted(events, key=lambda event: event.version, reverse=True)
    return [
        DayOfEvents(day, tuple(_told(event) for event in some))
        for day, some in groupby(told, key=lambda event: wording.local_date(event.at))
    ]


def _told(event: ProblemEvent) -> Told:
    said = event.payload
    who = " ".join(word for word in (event.by_unit, event.by_name) if word)
    fields: dict[str, Any] = {"who": who}
    for name, value in said.items():
        if name in _DAYS:
            fields[name] = wording.day(date.fromisoformat(value))
        else:
            fields[name] = "、".join(value) if isinstance(value, list) else value
    fields["back"] = fields.get("back") or gettext("nobody")
    told = [gettext(_SENTENCES[ProblemAct(event.act)]).format(**fields)]
    told += [
        gettext(words).format(entries=fields[name])
        for name, words in _BESIDES.items()
        if said.get(name)
    ]
    measures = [f"{place}. {words}" for place, words in enumerate(said.get("measures", ()), 1)]
    told_already = {"result"} if event.act == ProblemAct.MERGE else set()  # the reason again
    words = [said[name] for name in _WORDS if said.get(name) and name not in told_already]
    return Told(event.at, pgettext("clauses", ", ").join(told), (*words, *measures))

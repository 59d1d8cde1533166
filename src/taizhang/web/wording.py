"""Dates, codes and spans of days in the reader's own words."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext_noop, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from taizhang.engine import codes
from taizhang.engine.lifecycle import Level, Move, State
from taizhang.matching.codes import (
    AnswerState,
    ProblemAct,
    ProblemState,
    ShareState,
    Verdict,
)
from taizhang.reporting.kinds import BulletinKind, PaperFor

KINDS: Final[dict[str, type[codes.Labelled]]] = {
    "ledger": codes.LedgerKind,
    "category": codes.Category,
    "scope": codes.Scope,
    "role": codes.Role,
    "unit": codes.UnitKind,
    "activity": codes.ActivityKind,
    "satisfaction": codes.Satisfaction,
    "state": State,
    "move": Move,
    "level": Level,
    "audit": codes.AuditAct,
    "bulletin": BulletinKind,
    "paper": PaperFor,
    "problem": ProblemState,
    "problem_act": ProblemAct,
    "answer": AnswerState,
    "share": ShareState,
    "verdict": Verdict,
}
OF_FORMS: Final = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
"""What the framework's forms say: our catalogue says it in plainer Chinese than theirs does."""
SOON: Final = 3
"""Days before a date at which it turns blue."""
_ZH_DAYS: Final = "一二三四五六日"
_EN_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def label(code: str | None, kind: str = "") -> str:
    """The word for a code; a code nobody knows any more is shown as it is."""
    if not code:
        return ""
    if not isinstance(code, codes.Labelled):
        try:
            code = KINDS[kind](code)
        except (KeyError, ValueError):
            return str(code)
    return _(code.label)


def actor(name: str) -> str:
    """Who did what the audit trail tells; the machine's operator has no user name."""
    return _("(command line)") if name == "(command line)" else name


def concerned(subject: str) -> str:
    """Whom a line of the audit trail concerns; a duty's code at its end as a word."""
    whom, mark, code = subject.rpartition(" · ")
    return f"{whom}{mark}{label(code, 'role')}"


def is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def local_time(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def local_date(value: date) -> date:
    return local_time(value).date() if isinstance(value, datetime) else value


def day(value: date) -> str:
    """8月26日（周四） · Thu 26 Aug; the year only when it is not this one."""
    return _day(local_date(value), _this_year(), is_chinese=is_chinese())


@lru_cache(maxsize=2000)
def _day(value: date, this_year: int, *, is_chinese: bool) -> str:
    """As `day`: the dates of a page are few, and stand there often."""
    other_year = value.year != this_year
    if is_chinese:
        year = f"{value.year}年" if other_year else ""
        return f"{year}{value.month}月{value.day}日（周{_ZH_DAYS[value.weekday()]}）"
    year = f" {value.year}" if other_year else ""
    return f"{_EN_DAYS[value.weekday()]} {value.day} {_EN_MONTHS[value.month - 1]}{year}"


def _this_year() -> int:
    return timezone.localdate().year


def moment(value: datetime) -> str:
    """8月26日 16:20 · 26 Aug 16:20."""
    value = local_time(value)
    other_year = value.year != _this_year()
    if is_chinese():
        year = f"{value.year}年" if other_year else ""
        return f"{year}{value.month}月{value.day}日 {value:%H:%M}"
    year = f" {value.year}" if other_year else ""
    return f"{value.day} {_EN_MONTHS[value.month - 1]}{year} {value:%H:%M}"


def signal(left: int) -> str:
    """The colour of a deadline `left` days away."""
    if left < 0:
        return "red"
    if left <= 1:
        return "orange"
    return "blue" if left <= SOON else ""


def days_left(left: int, due: date) -> str:
    """The word that always stands with the colour."""
    if left < 0:
        text = ngettext("overdue by %(days)d day", "overdue by %(days)d days", -left)
        return text % {"days": -left}
    if left == 0:
        return _("due today")
    if left == 1:
        return _("due tomorrow")
    if left <= SOON:
        return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
    return _("due %(day)s") % {"day": day(due)}


def readable(value: object) -> object:
    """A field of a message as a person reads it: codes as words, dates as dates."""
    if isinstance(value, codes.Labelled):
        return _(value.label)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        mark = "、" if is_chinese() else ", "
        return mark.join(str(readable(item)) for item in value)
    return value

"""Tags and filters of every template (builtins: nothing to load).

{% asset "taizhang.css" %} · {{ date|day }} · {{ time|moment }} · {{ code|label:"category" }} ·
{% state_badge state %} · {% ledger_badge code %} · {{ ledger|ledger_name }} ·
{% deadline due today %} · {% marked text spans %}
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from taizhang.engine.codes import LedgerKind, Role
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries
from taizhang.web import dates, highlight, wording

if TYPE_CHECKING:
    from taizhang.ledger.models import Ledger

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file; before the first build a plain one, so that pages still show."""
    try:
        return staticfiles_storage.url(name)
    except ValueError:
        return f"/{settings.STATIC_URL.lstrip('/')}{name}"


register.filter(dates.day)


@register.filter
def moment(value: datetime | None) -> str:
    """8月26日 16:20 or "26 Aug 16:20", as <time>."""
    if not value:
        return ""
    when = wording.local_time(value)
    stamp = when.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, wording.moment(when))


@register.filter
def label(code: str | None, kind: str = "") -> str:
    """The translated word for a code: {{ entry.category|label:"category" }}."""
    return wording.label(code, kind)


@register.filter
def actor(name: str) -> str:
    """Who stands in a line of the audit trail."""
    return wording.actor(name)


@register.filter
def concerned(subject: str) -> str:
    """Whom a line of the audit trail concerns, codes as words."""
    return wording.concerned(subject)


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """The state of an entry as word and shape."""
    return format_html(
        '<span class="badge state-{}">{}</span>', str(state), wording.label(State(state))
    )


@register.simple_tag
def ledger_badge(ledger: str | Ledger) -> SafeString:
    """The ledger of an entry by its code, or one of the office's own by itself, in a word."""
    if isinstance(ledger, str):
        return format_html(
            '<span class="badge badge-{}">{}</span>', ledger, wording.label(LedgerKind(ledger))
        )
    name = queries.name_of(ledger)
    return format_html('<span class="badge badge-{}">{}</span>', ledger.kind, name)


@register.filter
def ledger_name(ledger: Ledger) -> str:
    """What a ledger is called."""
    return queries.name_of(ledger)


register.simple_tag(dates.deadline)


@register.simple_tag
def marked(text: str, spans: Iterable[highlight.Tint]) -> SafeString:
    """`text` with its spans tinted: (start, end, kind) or (start, end, kind, key)."""
    return highlight.marked(text, spans)


@register.filter
def described(field: BoundField) -> str:
    """The control of a form field, tied to its hint and its error for those who cannot see them."""
    attributes: dict[str, str] = {}
    ids = [f"{field.auto_id}_{part}" for part in ("hint", "error") if _speaks(field, part)]
    if ids:
        attributes["aria-describedby"] = " ".join(ids)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


def _speaks(field: BoundField, part: str) -> bool:
    return bool(field.help_text) if part == "hint" else bool(field.errors)


@register.simple_tag(takes_context=True)
def may_lead(context: dict[str, Any]) -> bool:
    """Whether the reader has units to answer for."""
    return Role.LEADER in context["request"].person.roles


ON_DESK: Final = 5
"""Reminders on the desk; the rest is a link away."""


@register.inclusion_tag("ledger/parts/reminders.html", takes_context=True)
def my_reminders(context: dict[str, Any]) -> dict[str, Any]:
    """What the reader is reminded of, on the desk."""
    request = context["request"]
    found = list(queries.reminders_of(request.person)[: ON_DESK + 1])
    return {
        "reminders": found[:ON_DESK],
        "more": len(found) > ON_DESK,
        "today": request.today,
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the field is a group of boxes or dots: its label is then a legend."""
    return bool(getattr(field.field.widget, "input_type", "") in {"radio", "checkbox"}) and hasattr(
        field.field.widget, "choices"
    )


@register.simple_tag
def other_language(code: str) -> tuple[str, str]:
    """The language to switch to: its code and its own name."""
    return ("en", "English") if code.startswith("zh") else ("zh-hans", "中文")


@register.filter
def percent(part: int, whole: int) -> str:
    """Of a count, never alone: show numerator and denominator beside it."""
    return f"{round(100 * part / whole)} %" if whole else _("none")

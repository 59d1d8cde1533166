"""The one catalogue of fields: the columns of the ledger's lists, and what a paper adds to them.

A field goes by its heading in both languages and by its key; whatever is added to the columns of
`reporting.columns` is a field at once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import pgettext_lazy as _c

from taizhang.engine.lifecycle import Level, Move
from taizhang.engine.sheets import Known
from taizhang.engine.templates import Catalogue, Field
from taizhang.reporting.columns import Column, columns_for
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from taizhang.ledger.models import Entry, Ledger

LANGUAGES: Final = ("zh-hans", "en")
"""A field is shown by the first of its names."""
LISTS: Final = ("清单", "条目", "entries")
"""What the list is called in “for … in …”."""
ROW_NUMBER: Final = "row_number"
_ALIASES: Final = {
    "title": ("标题", "事项名称"),
    "text": ("内容", "具体内容"),
    "source": ("来源",),
    "enterprise": ("企业", "诉求方"),
    "category": ("类别",),
    "park": ("园区",),
    "registered": ("登记日期",),
    "due": ("时限", "办结时限"),
    "state": ("状态",),
    "progress": ("进展",),
    "reply": ("答复", "答复内容"),
    "satisfaction": ("评价",),
    "credit_code": ("信用代码",),
    "officer": ("首席服务官",),
}
"""What offices write as well; each is one field's alone."""
_KNOWN: Final = {
    "number": Known.NUMBER,
    "title": Known.TITLE,
    "text": Known.TEXT,
    "enterprise": Known.ENTERPRISES,
    "credit_code": Known.CREDIT_CODE,
    "park": Known.PARK,
    "category": Known.CATEGORY,
    "source": Known.SOURCE,
    "registered": Known.REGISTERED_ON,
    "dispatched": Known.DISPATCHED_ON,
    "lead": Known.LEAD,
    "co_units": Known.CO_UNITS,
    "accountable": Known.ACCOUNTABLE,
    "in_charge": Known.IN_CHARGE,
    "watcher": Known.WATCHER,
    "due": Known.DUE,
    "state": Known.STATE,
    "progress": Known.PROGRESS,
    "reply": Known.REPLY,
    "closed": Known.CLOSED,
    "closed_on": Known.CLOSED_ON,
    ROW_NUMBER: Known.ROW,
}


class Once(NamedTuple):
    """A field that a paper has once, whatever it is about."""

    key: str
    name: StrOrPromise
    also: tuple[str, ...] = ()


AROUND: Final = (
    Once("zone", _c("template field", "Zone"), ("落款单位",)),
    Once("today", _c("template field", "Drawn up on"), ("打印日期", "今日")),
    Once("unit", _c("template field", "Drawn up by unit")),
    Once("by", _c("template field", "Drawn up by person")),
)
OF_LIST: Final = (
    Once("list_name", _c("template field", "Name of the list")),
    Once("count", _c("template field", "How many"), ("总数",)),
    Once("chosen", _c("template field", "What was chosen")),
)
OF_VISIT: Final = (
    Once("visit_subject", _c("template field", "Subject of the visit")),
    Once("visit_day", _c("template field", "Day of the visit"), ("走访时间",)),
    Once("visit_place", _c("template field", "Place of the visit")),
    Once("visit_people", _c("template field", "Who went"), ("参加人员",)),
    Once("visit_caller", _c("template field", "Called by")),
    Once("visit_firms", _c("template field", "Enterprises visited"), ("被走访企业",)),
    Once("visit_code", _c("template field", "Credit code of the enterprise visited")),
    Once("visit_park", _c("template field", "Park of the enterprise visited")),
    Once("visit_contact", _c("template field", "Contact of the enterprise visited")),
    Once("visit_phone", _c("template field", "Telephone of the enterprise visited")),
    Once("count", _c("template field", "How many"), ("总数",)),
)
_ROW_NUMBER: Final = Once(ROW_NUMBER, _c("column", "Row"))


def _told(entry: Entry) -> str:
    """All progress reported, a line each."""
    reported = [event for event in entry.events.all() if event.move == Move.PROGRESS]
    return "\n".join(
        f"{day(timezone.localdate(event.at))}，{event.by_unit or event.by_name}："
        f"{event.payload.get('text', '')}"
        for event in sorted(reported, key=lambda event: event.version)
    )


DETAILED: Final = (
    Column("promise", _c("column", "Answered on the spot"), 28, lambda entry: entry.promise),
    Column("due_text", _c("column", "Date in words"), 16, lambda entry: entry.due_text),
    Column(
        "level",
        _c("column", "Raised to"),
        12,
        lambda entry: entry.level or "",
        words=lambda: {one.value: gettext(one.label) for one in Level if one.label},
    ),
    Column("told", _c("column", "Progress in full"), 48, _told, needs="events"),
)
"""Of an entry whose whole row is read: not of lists of thousands."""


def columns_of(paper: PaperFor, ledger: Ledger | None) -> dict[str, Column]:
    """By key of the field, the columns that an entry brings to this kind of paper."""
    more = () if paper is PaperFor.LIST else DETAILED
    return {_key(one.key): one for one in (*columns_for(ledger), *more)}


def once_of(paper: PaperFor) -> tuple[Once, ...]:
    """The fields that the paper has once, beside those of an entry."""
    own = {PaperFor.ENTRY: (), PaperFor.LIST: OF_LIST, PaperFor.VISIT: OF_VISIT}[paper]
    return (*AROUND, *own)


def catalogue_of(paper: PaperFor, ledger: Ledger | None = None) -> Catalogue:
    """What may stand in the braces."""
    has_list = paper is not PaperFor.ENTRY
    own = [
        _field(key, column.heading, of_row=has_list, also=_ALIASES.get(key, ()))
        for key, column in columns_of(paper, ledger).items()
    ]
    once = [_field(one.key, one.name, also=one.also) for one in once_of(paper)]
    if not has_list:
        return Catalogue([*own, *once])
    number = _field(_ROW_NUMBER.key, _ROW_NUMBER.name, of_row=True)
    return Catalogue([number, *own, *once], LISTS)


def shown_name(field: Field) -> str:
    """The name in the reader's language."""
    chinese = (translation.get_language() or "zh").startswith("zh")
    return field.names[0 if chinese else 1]


def _field(
    key: str, name: StrOrPromise, *, of_row: bool = False, also: tuple[str, ...] = ()
) -> Field:
    names = []
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(name))
    return Field(key, (*names, *also), _KNOWN.get(key), of_row=of_row)


def _key(key: str) -> str:
    """A key as the small language of templates takes it."""
    return re.sub(r"\W", "_", key)

"""A news brief of what took place: who, when, where, what was raised, what was promised; a photo.

Only what the activity and its entries say: who was there by the names that are known, promises in
the words that were taken down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext

from taizhang.engine.codes import ActivityKind
from taizhang.ledger.models import Attachment
from taizhang.reporting.bulletins.blocks import Block, BlockKind, Source
from taizhang.reporting.bulletins.cases import who_asked
from taizhang.reporting.bulletins.sentences import clipped, ended
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.intake.models import Activity
    from taizhang.ledger.models import Entry
    from taizhang.reporting.bulletins.flow import Scope


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


MOST_MATTERS: Final = 12
_HELD: Final = {
    ActivityKind.SYMPOSIUM: _("{title} was held"),
    ActivityKind.MEETING: _("{title} was held"),
}
_TOOK_PLACE: Final = _("{title} took place")
_MOST_NAMES: Final = 5
_LONGEST: Final = 120
PICTURES: Final = ("image/jpeg", "image/png")


def news_blocks(activity: Activity, scope: Scope) -> list[Block]:
    """The brief of an activity, of its entries that who draws it up sees."""
    entries = list(
        scope.entries.filter(activity=activity)
        .select_related("lead", "ledger")
        .prefetch_related("requesters")
        .order_by("id")
    )
    source = Source(activity.title, activity=activity.pk)
    blocks = [Block("lead", BlockKind.TEXT, _opening(activity, entries), (source,))]
    photo = photos(activity, scope.entries).first()
    if photo is not None:
        blocks.append(Block("photo", BlockKind.PHOTO, activity.title, attachment=photo.pk))
    shown = entries[:MOST_MATTERS]
    blocks += [
        Block(f"raised-{one.number}", BlockKind.TEXT, _raised(one), _sources(one)) for one in shown
    ]
    blocks += [
        Block(f"promise-{one.number}", BlockKind.TEXT, _promised(one), _sources(one))
        for one in shown
        if one.promise
    ]
    if entries:
        leads = list(dict.fromkeys(one.lead.name for one in entries if one.lead))
        end = _closing(len(entries), leads)
        sources = tuple(Source(one.number, number=one.number) for one in entries)
        blocks.append(Block("end", BlockKind.TEXT, end, sources))
    return blocks


def photos(activity: Activity, entries: QuerySet[Entry]) -> QuerySet[Attachment]:
    """The pictures that came with its entries, oldest first."""
    return Attachment.objects.filter(
        event__entry__in=entries.filter(activity=activity).values("pk"), media_type__in=PICTURES
    ).order_by("event__at", "pk")


def _sources(entry: Entry) -> tuple[Source, ...]:
    return (Source(entry.number, number=entry.number),)


def _opening(activity: Activity, entries: list[Entry]) -> str:
    """When, who, where, what; with whom."""
    said = gettext("{day}{organizer}{place}{what}.").format(
        day=day(activity.held_on) + "，" if activity.held_on else "",
        organizer=activity.organizer,
        place=gettext("at {place}").format(place=activity.place) if activity.place else "",
        what=held(activity),
    )
    names = [f"{one.title.split('、')[0]}{one.name}" for one in activity.people.all()]
    if names:
        said += gettext("{names} took part.").format(names="、".join(names))
    firms = [one.name for one in activity.enterprises.all()]
    if not firms:
        firms = list(dict.fromkeys(one.name for e in entries for one in e.requesters.all()))
    if firms:
        said += gettext("Enterprises present: {names}.").format(names=_some(firms))
    return said


def held(activity: Activity) -> str:
    """That it took place, as one says it of its kind."""
    said = _HELD.get(ActivityKind(activity.kind), _TOOK_PLACE)
    return gettext(said).format(title=activity.title)


def _some(names: list[str]) -> str:
    if len(names) <= _MOST_NAMES:
        return "、".join(names)
    return gettext("{names} and others, {n} in all").format(
        names="、".join(names[:_MOST_NAMES]), n=len(names)
    )


def _raised(entry: Entry) -> str:
    text = ended(clipped(entry.text, _LONGEST))
    who = who_asked(entry)
    return gettext("{who}: {text}").format(who=who, text=text) if who else text


def _promised(entry: Entry) -> str:
    return gettext("To “{title}” it was answered on the spot: {promise}").format(
        title=entry.title.rstrip("。"), promise=ended(clipped(entry.promise, _LONGEST))
    )


def _closing(count: int, leads: list[str]) -> str:
    if not leads:
        return gettext("{n} matters raised are on the ledger.").format(n=count)
    return gettext("{n} matters raised are on the ledger, with {units}.").format(
        n=count, units=_some(leads)
    )


def photo_file(key: int) -> Attachment | None:
    """The picture of this key."""
    return Attachment.objects.filter(pk=key, media_type__in=PICTURES).first() if key else None

"""The acts on reporting's own rows: a bulletin is drawn up, edited, issued. All else is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from taizhang.engine.codes import AuditAct
from taizhang.ledger.services.wording import plain
from taizhang.reporting.bulletins import Block, BlockKind, blocks_of, drawn_up
from taizhang.reporting.bulletins.blocks import OWN, with_edits
from taizhang.reporting.errors import BulletinChanged, BulletinEmpty, BulletinIssued
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.models import Bulletin
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from taizhang.reporting.bulletins import Plan
    from taizhang.roster.models import Person

LONGEST_TEXT = 4000


@transaction.atomic
def draft_bulletin(plan: Plan, *, by: Person, now: datetime) -> Bulletin:
    """Draw it up from the ledger; a person goes on from there."""
    title, blocks = drawn_up(plan)
    scope = plan.scope
    return Bulletin.objects.create(
        kind=plan.kind,
        title=title[:200],
        starts_on=scope.period.start,
        ends_on=scope.period.end,
        as_of=scope.today,
        ledger=scope.ledger,
        unit=scope.unit,
        activity=plan.activities[0] if plan.kind is BulletinKind.NEWS else None,
        blocks=[one.as_json() for one in blocks],
        drafted_at=now,
        drafted_by=by,
        edited_by=by.name,
    )


@transaction.atomic
def redraft_bulletin(bulletin: Bulletin, plan: Plan, *, by: Person, seen: int) -> Bulletin:
    """With today's figures; what a person wrote stays."""
    bulletin = _still_a_draft(bulletin)
    _unchanged(bulletin, seen)
    _title, fresh = drawn_up(plan)
    bulletin.as_of = plan.scope.today
    return _save(bulletin, bulletin.title, with_edits(fresh, blocks_of(bulletin)), by)


@transaction.atomic
def edit_bulletin(
    bulletin: Bulletin,
    *,
    title: str,
    texts: Mapping[str, str],
    by: Person,
    seen: int,
    more: str = "",
    photo: int | None = None,
) -> Bulletin:
    """Put a person's words for those of some blocks, by key; `more` becomes further paragraphs.

    An empty text leaves the block out. Figures in tables stay as they were counted. The same form
    sent twice is done once.
    """
    bulletin = _still_a_draft(bulletin)
    old = blocks_of(bulletin)
    blocks = [one.with_text(_said(texts[one.key])) if one.key in texts else one for one in old]
    if photo is not None:
        blocks = [
            replace(one, attachment=photo) if one.kind is BlockKind.PHOTO else one for one in blocks
        ]
    blocks += _own(more, old)
    wanted = plain(title)[:200] or bulletin.title
    if blocks == old and wanted == bulletin.title:
        return bulletin
    _unchanged(bulletin, seen)
    return _save(bulletin, wanted, blocks, by)


@transaction.atomic
def issue_bulletin(
    bulletin: Bulletin,
    *,
    by: Person,
    now: datetime,
    seen: int,
    issuer: str,
    is_circulated: bool,
    origin: trail.Origin | None = None,
) -> Bulletin:
    """Give it the next number of its kind and year; from then on it stays as it is."""
    bulletin = _still_a_draft(bulletin)
    _unchanged(bulletin, seen)
    if not any(one.text or one.rows for one in blocks_of(bulletin)):
        raise BulletinEmpty
    bulletin.year = timezone.localdate(now).year
    bulletin.number = _next_number(bulletin)
    bulletin.issuer, bulletin.is_circulated = issuer, is_circulated
    bulletin.issued_at, bulletin.issued_by = now, by
    bulletin.save()
    trail.audit(
        AuditAct.BULLETIN_ISSUED,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{bulletin.kind} {bulletin.year}-{bulletin.number} {bulletin.title}"[:200],
        origin=origin,
    )
    return bulletin


@transaction.atomic
def discard_bulletin(bulletin: Bulletin) -> None:
    """Throw a draft away; one that is gone already is gone."""
    for row in Bulletin.objects.select_for_update().filter(pk=bulletin.pk):
        _still_a_draft(row).delete()


def _still_a_draft(bulletin: Bulletin) -> Bulletin:
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if bulletin.issued_at is not None:
        raise BulletinIssued(title=bulletin.title, number=bulletin.number)
    return bulletin


def _unchanged(bulletin: Bulletin, seen: int) -> None:
    if seen != bulletin.edition:
        raise BulletinChanged(by=bulletin.edited_by)


def _next_number(bulletin: Bulletin) -> int:
    """One more than the last; who issues at the same time waits for the whole kind."""
    same = Bulletin.objects.select_for_update().filter(kind=bulletin.kind).order_by("pk")
    list(same.values_list("pk"))
    issued = Bulletin.objects.filter(kind=bulletin.kind, year=bulletin.year)
    last: int | None = issued.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _save(bulletin: Bulletin, title: str, blocks: Iterable[Block], by: Person) -> Bulletin:
    bulletin.title = title
    bulletin.blocks = [one.as_json() for one in blocks]
    bulletin.edition += 1
    bulletin.edited_by = by.name
    bulletin.save()
    return bulletin


def _own(more: str, old: list[Block]) -> list[Block]:
    """Paragraphs that a person added: they lead nowhere, and the screen says so."""
    taken = sum(one.key.startswith(OWN) for one in old)
    lines = [line for line in _said(more).splitlines() if line.strip()]
    return [
        Block(f"{OWN}{taken + place}", BlockKind.TEXT, line.strip(), is_edited=True)
        for place, line in enumerate(lines, start=1)
    ]


def _said(text: str) -> str:
    return plain(text)[:LONGEST_TEXT]

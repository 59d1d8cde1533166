"""The acts on templates: uploaded, put into use, taken out of use, thrown away."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from taizhang.engine.codes import AuditAct
from taizhang.engine.templates import looked_through
from taizhang.ledger.services.wording import plain
from taizhang.reporting.errors import (
    TemplateNameTaken,
    TemplateRenamed,
    TemplateUnfit,
    TemplateVersionStays,
)
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.models import OfficeTemplate, TemplateVersion
from taizhang.reporting.office_templates.fields import catalogue_of
from taizhang.reporting.office_templates.filling import specimen
from taizhang.roster.services import trail

if TYPE_CHECKING:
    from datetime import datetime

    from taizhang.engine.templates import Template
    from taizhang.ledger.models import Ledger
    from taizhang.roster.models import Person


@transaction.atomic
def open_template(
    *,
    name: str,
    paper: PaperFor,
    ledger: Ledger | None,
    file_name: str,
    data: bytes,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> TemplateVersion:
    """Keep a template with its first version; papers are printed with it once it is in use."""
    wanted = plain(name)[:100]
    if OfficeTemplate.objects.filter(name=wanted).exists():
        raise TemplateNameTaken(name=wanted)
    found = _tried(data, paper, ledger)
    try:
        with transaction.atomic():
            template = OfficeTemplate.objects.create(
                name=wanted,
                paper=paper,
                ledger=None if paper is PaperFor.VISIT else ledger,
                opened_at=now,
                opened_by=by,
            )
    except IntegrityError:  # somebody else gave this name in the same moment
        raise TemplateNameTaken(name=wanted) from None
    return _kept(template, found, file_name, data, by=by, now=now, origin=origin)


@transaction.atomic
def rename_template(
    template: OfficeTemplate,
    *,
    name: str,
    seen: str,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> OfficeTemplate:
    """Call it something else; `seen` is the name that was read. What was printed stays as it is."""
    template = OfficeTemplate.objects.select_for_update().get(pk=template.pk)
    wanted, was = plain(name)[:100], template.name
    if wanted == was:
        return template
    if was != seen:
        raise TemplateRenamed(name=was)
    if OfficeTemplate.objects.filter(name=wanted).exists():
        raise TemplateNameTaken(name=wanted)
    template.name = wanted
    template.save(update_fields=["name"])
    trail.audit(
        AuditAct.TEMPLATE_RENAMED,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{was} → {wanted}",
        origin=origin,
    )
    return template


@transaction.atomic
def add_version(
    template: OfficeTemplate,
    *,
    file_name: str,
    data: bytes,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> TemplateVersion:
    """Keep a newer file; the one in use stays in use. The newest file again changes nothing."""
    template = OfficeTemplate.objects.select_for_update().get(pk=template.pk)
    newest = template.versions.order_by("-number").first()
    if newest is not None and newest.sha256 == _hash(data):
        return newest
    found = _tried(data, PaperFor(template.paper), template.ledger)
    return _kept(template, found, file_name, data, by=by, now=now, origin=origin)


@transaction.atomic
def put_into_use(
    version: TemplateVersion,
    *,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> TemplateVersion:
    """From now on papers are printed with it, and with no other version of its template."""
    template, version = _locked(version)
    if version.is_in_use:
        return version
    report = looked_through(
        bytes(version.data), catalogue_of(PaperFor(template.paper), template.ledger)
    ).report
    if not report.is_fit or not version.is_fit:
        count = len(report.problems) + len(report.unknown)
        raise TemplateUnfit(count=count, names="、".join(one.name for one in report.unknown))
    template.versions.filter(is_in_use=True).update(is_in_use=False)
    version.is_in_use, version.activated_at, version.activated_by = True, now, by
    version.save(update_fields=["is_in_use", "activated_at", "activated_by"])
    _note(AuditAct.TEMPLATE_USED, version, by=by, now=now, origin=origin)
    return version


@transaction.atomic
def take_out_of_use(
    template: OfficeTemplate,
    *,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> OfficeTemplate:
    """No paper is printed with it until a version is put into use again; all of them stay."""
    template = OfficeTemplate.objects.select_for_update().get(pk=template.pk)
    for version in template.versions.filter(is_in_use=True):
        version.is_in_use = False
        version.save(update_fields=["is_in_use"])
        _note(AuditAct.TEMPLATE_RETIRED, version, by=by, now=now, origin=origin)
    return template


@transaction.atomic
def discard_version(
    version: TemplateVersion,
    *,
    by: Person,
    now: datetime,
    origin: trail.Origin | None = None,
) -> bool:
    """Throw away a file that was never in use; the template goes with its last one.

    Whether the template is still there.
    """
    template, version = _locked(version)
    if version.activated_at is not None:
        raise TemplateVersionStays(number=version.number)
    _note(AuditAct.TEMPLATE_DISCARDED, version, by=by, now=now, origin=origin)
    version.delete()
    if template.versions.exists():
        return True
    template.delete()
    return False


def _locked(version: TemplateVersion) -> tuple[OfficeTemplate, TemplateVersion]:
    """Who changes a template waits for who is changing it."""
    template = OfficeTemplate.objects.select_for_update().get(pk=version.template_id)
    return template, TemplateVersion.objects.get(pk=version.pk)


def _tried(data: bytes, paper: PaperFor, ledger: Ledger | None) -> Template:
    """Looked through, and filled once if nothing stands in the way: what breaks, breaks now."""
    found = looked_through(data, catalogue_of(paper, ledger))
    if not found.report.problems:
        found.fill(*specimen(found), io.BytesIO())
    return found


def _kept(
    template: OfficeTemplate,
    found: Template,
    file_name: str,
    data: bytes,
    *,
    by: Person,
    now: datetime,
    origin: trail.Origin | None,
) -> TemplateVersion:
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    version = TemplateVersion.objects.create(
        template=template,
        number=last + 1,
        file_name=plain(file_name)[-200:],
        kind=found.kind,
        data=data,
        sha256=_hash(data),
        is_fit=found.report.is_fit,
        uploaded_at=now,
        uploaded_by=by,
    )
    _note(AuditAct.TEMPLATE_UPLOADED, version, by=by, now=now, origin=origin)
    return version


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _note(
    act: AuditAct,
    version: TemplateVersion,
    *,
    by: Person,
    now: datetime,
    origin: trail.Origin | None,
) -> None:
    trail.audit(
        act,
        now=now,
        actor=trail.actor_name(by),
        subject=f"{version.template.name} {version.number} {version.sha256[:12]}",
        origin=origin,
    )

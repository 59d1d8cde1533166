"""One object, or 404: what does not exist and what is none of one's business look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model
from django.http import Http404

from taizhang.access.acts import related
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import (
    own_matters,
    templates_to_print,
    visible_activities,
    visible_bulletins,
    visible_consolidations,
    visible_documents,
    visible_drafts,
    visible_enterprises,
    visible_entries,
    visible_imports,
    visible_ledgers,
    visible_parks,
    visible_people,
    visible_symposiums,
    visible_templates,
    visible_units,
    visible_views,
)
from taizhang.engine.lifecycle import Move
from taizhang.intake.symposiums import queries as symposiums
from taizhang.ledger import queries as ledger
from taizhang.ledger.models import Attachment
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.intake.models import Activity, Document, Draft, Import
    from taizhang.intake.symposiums.models import Remark, Symposium
    from taizhang.ledger.models import Campaign, Entry, Ledger, View, Workbook
    from taizhang.reporting.kinds import PaperFor
    from taizhang.reporting.models import (
        Bulletin,
        Consolidation,
        OfficeTemplate,
        TemplateVersion,
    )
    from taizhang.roster.models import Account, Enterprise, Park, Person, Unit

_M = TypeVar("_M", bound=Model)


def _one(person: Person, found: QuerySet[_M], permission: Permission, **key: object) -> _M:
    thing = found.filter(**key).first() if can(person, permission) else None
    if thing is None:
        raise Http404
    return thing


def get_entry(person: Person, number: str, permission: Permission = Permission.ENTRY_VIEW) -> Entry:
    """The entry, when the person sees it and it is theirs to do this with."""
    entry = _one(person, visible_entries(person), permission, number=number)
    if not related(person, entry, permission):
        raise Http404
    return entry


def get_matter(
    person: Person, number: str, permission: Permission = Permission.MATTER_REPORT
) -> Entry:
    """The enterprise's own matter, for who speaks for the enterprise."""
    return _one(person, own_matters(person), permission, number=number)


def get_attachment(person: Person, pk: int) -> Attachment:
    """A file of an entry the person sees.

    An enterprise gets what it sent itself and what came with the reply, not the units' papers.
    """
    found = Attachment.objects.select_related("event__entry").filter(
        event__entry__in=visible_entries(person).values("pk")
    )
    if not can(person, Permission.ENTRY_VIEW):
        open_to_it = (Move.REGISTER, Move.ANSWER)
        found = found.filter(event__move__in=open_to_it)
    file = found.filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def get_view(person: Person, code: str) -> View:
    """The view of this code, when the person may open it."""
    return _one(person, visible_views(person), Permission.ENTRY_VIEW, code=code)


def get_own_view(person: Person, code: str) -> View:
    """The view of this code, when it is the person's own."""
    mine = visible_views(person).filter(owner=person)
    return _one(person, mine, Permission.ENTRY_VIEW, code=code)


def get_document(
    person: Person, pk: int, permission: Permission = Permission.DOCUMENT_VIEW
) -> Document:
    """The document, when the person may open it."""
    return _one(person, visible_documents(person), permission, pk=pk)


def get_draft(person: Person, pk: int, permission: Permission = Permission.DRAFT_DECIDE) -> Draft:
    """The draft, when the person may open its document."""
    return _one(person, visible_drafts(person), permission, pk=pk)


def get_import(person: Person, pk: int) -> Import:
    """A workbook on its way into a ledger, for who may import."""
    return _one(person, visible_imports(person), Permission.LEDGER_IMPORT, pk=pk)


def get_consolidation(person: Person, pk: int) -> Consolidation:
    """Workbooks that are put together, for who may import."""
    return _one(person, visible_consolidations(person), Permission.LEDGER_IMPORT, pk=pk)


def get_activity(
    person: Person, pk: int, permission: Permission = Permission.DOCUMENT_VIEW
) -> Activity:
    """The activity, when the person may open its document."""
    return _one(person, visible_activities(person), permission, pk=pk)


def get_symposium(
    person: Person, pk: int, permission: Permission = Permission.DOCUMENT_VIEW
) -> Symposium:
    """The symposium, when the person may open its minutes."""
    return _one(person, visible_symposiums(person), permission, pk=pk)


def get_remark(person: Person, pk: int, permission: Permission = Permission.DOCUMENT_ADD) -> Remark:
    """The remark, when the person may open the minutes it stands in."""
    return _one(person, symposiums.remarks_at(visible_symposiums(person)), permission, pk=pk)


def get_enterprise(
    person: Person, code: str, permission: Permission = Permission.ROSTER_VIEW
) -> Enterprise:
    """The enterprise of this code."""
    return _one(person, visible_enterprises(person), permission, code=code)


def get_unit(person: Person, code: str, permission: Permission = Permission.ROSTER_VIEW) -> Unit:
    """The unit of this code."""
    return _one(person, visible_units(person), permission, code=code)


def get_park(person: Person, code: str, permission: Permission = Permission.ROSTER_VIEW) -> Park:
    """The park of this code."""
    return _one(person, visible_parks(person), permission, code=code)


def get_person(
    person: Person, code: str, permission: Permission = Permission.ROSTER_VIEW
) -> Person:
    """Somebody on the roster: for officials to look up, for administrators to give a duty."""
    return _one(person, visible_people(person), permission, code=code)


def get_account(
    person: Person, username: str, permission: Permission = Permission.ACCOUNT_MANAGE
) -> Account:
    """The account of this name, for who manages accounts."""
    return _one(person, roster.accounts(), permission, username=username)


def get_ledger(
    person: Person, code: str, permission: Permission = Permission.LEDGER_OPEN
) -> Ledger:
    """A ledger that the office opened itself, when it is not narrowed to others."""
    seen = ledger.own_ledgers().filter(pk__in=visible_ledgers(person).values("pk"))
    return _one(person, seen, permission, code=code)


def get_any_ledger(
    person: Person, code: str, permission: Permission = Permission.LEDGER_OPEN
) -> Ledger:
    """A ledger, built in or of the office's own."""
    return _one(person, ledger.ledgers(), permission, code=code)


def get_workbook(person: Person, pk: int) -> Workbook:
    """A form that waits for its ledger to be opened."""
    return _one(person, ledger.waiting_workbooks(), Permission.LEDGER_OPEN, pk=pk)


def get_campaign(
    person: Person, code: str, permission: Permission = Permission.REPORT_VIEW
) -> Campaign:
    """A campaign, for whoever reads reports."""
    return _one(person, ledger.campaigns(), permission, code=code)


def get_bulletin(
    person: Person, pk: int, permission: Permission = Permission.REPORT_VIEW
) -> Bulletin:
    """A bulletin that the person may read, or write with that permission."""
    return _one(person, visible_bulletins(person), permission, pk=pk)


def get_template(person: Person, pk: int) -> OfficeTemplate:
    """A form of the office's own, for who looks after them."""
    return _one(person, visible_templates(person), Permission.TEMPLATE_MANAGE, pk=pk)


def get_template_version(person: Person, pk: int, number: int) -> TemplateVersion:
    """One file of it."""
    versions = get_template(person, pk).versions.all()
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise Http404
    return found


def get_template_to_print(
    person: Person,
    pk: int,
    paper: PaperFor,
    permission: Permission = Permission.ENTRY_VIEW,
) -> TemplateVersion:
    """The version in use of a template for this kind of paper."""
    found = templates_to_print(person).filter(template__paper=paper)
    return _one(person, found, permission, template=pk)

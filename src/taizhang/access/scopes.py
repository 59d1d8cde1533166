"""What a person may see: one query for each kind of thing.

Each role opens its own part of the zone; who holds two roles sees both parts. The door reads the
tables themselves: the queries of an app join and count for its screens, which is not for here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q

from taizhang.access.permissions import Permission, can
from taizhang.engine.codes import Right, Role, UnitKind
from taizhang.engine.lifecycle import Part
from taizhang.intake import import_queries
from taizhang.intake.models import Activity, Document, Draft
from taizhang.intake.symposiums import queries as symposiums
from taizhang.ledger import queries as ledger
from taizhang.ledger.models import Assignment, Entry, Requester, View
from taizhang.ledger.queries.approvers import ledgers_decided_by
from taizhang.ledger.queries.kept import keys_decided_by
from taizhang.ledger.queries.rights import keys_shut_to, ledgers_open_to, shut_to
from taizhang.reporting.consolidations.queries import consolidations
from taizhang.reporting.models import Bulletin
from taizhang.reporting.office_templates import queries as office_templates
from taizhang.roster import queries as roster
from taizhang.roster.models import Unit

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.intake.models import Import
    from taizhang.intake.symposiums.models import Symposium
    from taizhang.ledger.models import Ledger
    from taizhang.reporting.models import Consolidation, OfficeTemplate, TemplateVersion
    from taizhang.reporting.office_templates.queries import FormInUse
    from taizhang.roster.models import Enterprise, Park, Person

_NONE: Final = Q(pk__in=[])


def sees_all(person: Person) -> bool:
    """The campaign office, and the zone's head: a leader who sits in the committee itself."""
    return Role.OFFICE in person.roles or is_zone_head(person)


def is_zone_head(person: Person) -> bool:
    """A leader who is accountable for the whole zone, not for some units of it."""
    return (
        Role.LEADER in person.roles
        and person.unit is not None
        and person.unit.kind == UnitKind.COMMITTEE
    )


def _gathered(rows: QuerySet[Any]) -> Q:
    """Entries that such rows belong to, gathered first."""
    return Q(pk__in=rows.values("entry"))


def _looked_up(rows: QuerySet[Any]) -> Q:
    """The same, asked of each entry on the way: better where many are such and few are wanted."""
    return Q(Exists(rows.filter(entry=OuterRef("pk"))))


_Belonging = Callable[["QuerySet[Any]"], Q]


def _assigned(belong: _Belonging, units: QuerySet[Unit] | list[int]) -> Q:
    """Entries that one of these units leads or assists in their newest dispatch.

    Who leads stands in the entry itself: of the assignments only those who assist are looked at.
    """
    current = Assignment.objects.filter(is_in_force=True, part=Part.CO_UNIT)
    return Q(lead__in=units) | belong(current.filter(unit__in=units))


def _of_own_unit(person: Person, belong: _Belonging) -> Q:
    return _assigned(belong, [person.unit_id]) if person.unit_id else _NONE


def _of_units_led(person: Person, belong: _Belonging) -> Q:
    return _assigned(belong, Unit.objects.filter(leader=person))


def _of_units_guided(person: Person, belong: _Belonging) -> Q:
    if not person.unit_id:
        return _NONE
    return _assigned(belong, Unit.objects.filter(guided_by=person.unit_id))


def _of_enterprises_served(person: Person, belong: _Belonging) -> Q:
    """Their firms' matters, and what they brought in themselves."""
    asked = Requester.objects.filter(enterprise__service_officer=person)
    return belong(asked) | Q(registered_by=person) | Q(draft__document__received_by=person)


def _of_own_enterprise(person: Person, belong: _Belonging) -> Q:
    if not person.enterprise_id:
        return _NONE
    return belong(Requester.objects.filter(enterprise=person.enterprise_id))


_ENTRIES: Final[dict[Role, Callable[[Person, _Belonging], Q]]] = {
    Role.LEADER: _of_units_led,
    Role.UNIT_HEAD: _of_own_unit,
    Role.HANDLER: _of_own_unit,
    Role.SERVICE_OFFICER: _of_enterprises_served,
    Role.GUIDANCE: _of_units_guided,
    Role.ENTERPRISE: _of_own_enterprise,
    # The three administrators see no business data.
    Role.SYSTEM_ADMIN: lambda _person, _belong: _NONE,
    Role.SECURITY_ADMIN: lambda _person, _belong: _NONE,
    Role.AUDIT_ADMIN: lambda _person, _belong: _NONE,
}
"""Of whoever does not see all: the campaign office and the zone's head are not asked."""


def visible_entries(person: Person, *, is_walking: bool = False) -> QuerySet[Entry]:
    """The entries a person may see; an enterprise's contact sees its own matters.

    What a ledger narrows to others only they see who hold something in it, whatever they are.
    With `is_walking` the same entries, asked for one by one: where an index leads to the rows
    that are wanted, what a unit has need not be gathered first.
    """
    name = "walked" if is_walking else "gathered"
    return person.once(name, lambda: _visible_entries(person, is_walking=is_walking)).all()


def _visible_entries(person: Person, *, is_walking: bool) -> QuerySet[Entry]:
    belong = _looked_up if is_walking else _gathered
    if Role.OFFICE in person.roles:
        return Entry.objects.all()
    if Role.ENTERPRISE in person.roles:
        return _by_roles(person, belong)
    shut = _on(person, "shut")
    found = _by_roles(person, belong)
    return found if shut == _NONE else found.filter(_held(person) | ~shut)


_LEDGERS: Final[dict[str, Callable[[Person], QuerySet[Any, Any]]]] = {
    "shut": lambda person: shut_to(person, Right.SEE).values_list("ledger", flat=True),
    "decided": lambda person: ledgers_decided_by(person).values_list("pk", flat=True),
}
"""Ledgers that mean something to a person: those narrowed to others, those they decide upon."""
_KNOWN: Final[dict[str, Callable[[Person], list[int]]]] = {
    "shut": lambda person: keys_shut_to(person, Right.SEE),
    "decided": keys_decided_by,
}
"""The keys of the same."""


def _keys(person: Person, name: str) -> Collection[int] | QuerySet[Any, Any]:
    """Their keys: a page knows them, for they are few, and mostly none."""
    if person.asked_once is None:
        return _LEDGERS[name](person)
    return _KNOWN[name](person)


def _on(person: Person, name: str) -> Q:
    """On one of these ledgers."""
    keys = _keys(person, name)
    return _NONE if keys == [] else Q(ledger__in=keys)


def _open_to(rows: QuerySet[Any], person: Person, ledger: str = "ledger") -> QuerySet[Any]:
    """Without what belongs to a ledger that is narrowed to others."""
    keys = _keys(person, "shut")
    return rows if keys == [] else rows.exclude(**{f"{ledger}__in": keys})


def _held(person: Person) -> Q:
    return Q(watcher=person) | Q(in_charge=person) | Q(accountable=person)


def visible_ledgers(person: Person) -> QuerySet[Ledger]:
    """The ledgers that are not narrowed to others."""
    return _open_to(ledger.ledgers(), person, "pk")


def ledgers_beside(person: Person) -> list[Ledger]:
    """The same, as a page names them."""
    shut = shut_ledgers(person)
    return [one for one in ledger.ledgers_there_are() if one.pk not in shut]


def shut_ledgers(person: Person) -> Collection[int]:
    """Keys of those that are: of what one holds on them the entry opens, but no list.

    A page that has asked for entries knows them already.
    """
    return list(_keys(person, "shut"))


def comparable_entries(person: Person) -> QuerySet[Entry]:
    """Those that a person is shown as similar: all but what a ledger narrows to others."""
    return _open_to(Entry.objects.all(), person)


def ledgers_to_register(person: Person) -> QuerySet[Ledger]:
    """Of those the ones on which the person may register."""
    if not can(person, Permission.ENTRY_REGISTER):
        return ledgers_open_to(person, Right.REGISTER).none()
    return _open_to(ledgers_open_to(person, Right.REGISTER), person, "pk")


def _by_roles(person: Person, belong: _Belonging) -> QuerySet[Entry]:
    if sees_all(person):
        return Entry.objects.all()
    seen = _NONE
    if can(person, Permission.ENTRY_VIEW):
        # Who keeps an eye on an entry or answers for it sees it wherever it lies. What stands in
        # the row itself stands first: databases ask in this order, and mostly no further.
        seen |= _held(person)
    for role in sorted(person.roles):
        seen |= _ENTRIES[role](person, belong)
    if can(person, Permission.ENTRY_VIEW):
        # Who decides on more time by name looks into what they decide upon.
        seen |= _on(person, "decided")
    return Entry.objects.filter(seen)


def visible_views(person: Person) -> QuerySet[View]:
    """The views of lists a person may open: own ones and those shared with them."""
    if not can(person, Permission.ENTRY_VIEW):
        return View.objects.none()
    return _open_to(ledger.views(person), person)


def own_matters(person: Person) -> QuerySet[Entry]:
    """The matters of the enterprise a person speaks for."""
    if Role.ENTERPRISE not in person.roles:
        return Entry.objects.none()
    return Entry.objects.filter(_of_own_enterprise(person, _gathered))


def visible_documents(person: Person) -> QuerySet[Document]:
    """The documents a person may open.

    A service officer opens what they brought in, a leader what an entry of theirs quotes.
    """
    if not can(person, Permission.DOCUMENT_VIEW):
        return Document.objects.none()
    if sees_all(person):
        return Document.objects.all()
    seen = _NONE
    if Role.SERVICE_OFFICER in person.roles:
        seen |= Q(received_by=person)
    if Role.LEADER in person.roles:
        quoted = visible_entries(person).filter(
            _of_units_led(person, _gathered), draft__isnull=False
        )
        seen |= Q(pk__in=quoted.values("draft__document"))
    return Document.objects.filter(seen)


def visible_drafts(person: Person) -> QuerySet[Draft]:
    """The drafts of the documents a person may open."""
    return Draft.objects.filter(document__in=visible_documents(person))


def visible_imports(person: Person) -> QuerySet[Import]:
    """The workbooks on their way into a ledger on which the person may register."""
    found = import_queries.imports()
    if not can(person, Permission.LEDGER_IMPORT):
        return found.none()
    return found.filter(ledger__in=ledgers_to_register(person).values("code"))


def visible_consolidations(person: Person) -> QuerySet[Consolidation]:
    """Workbooks put together, for who may import; of a ledger only who may register on it."""
    found = consolidations()
    if not can(person, Permission.LEDGER_IMPORT):
        return found.none()
    return found.filter(Q(ledger=None) | Q(ledger__in=ledgers_to_register(person)))


def visible_activities(person: Person) -> QuerySet[Activity]:
    """The activities read out of documents a person may open, and those of no document."""
    if not can(person, Permission.DOCUMENT_VIEW):
        return Activity.objects.none()
    if sees_all(person):
        return Activity.objects.all()
    return Activity.objects.filter(document__in=visible_documents(person))


def visible_symposiums(person: Person) -> QuerySet[Symposium]:
    """The symposiums whose minutes a person may open."""
    return symposiums.of_documents(visible_documents(person))


def visible_bulletins(person: Person) -> QuerySet[Bulletin]:
    """Drafts for who writes them; issues for who sees the whole zone, or all when circulated.

    An issue quotes matters of every unit: who may not see those reads it only if somebody decided
    that it goes to all officials. One about a ledger that is narrowed to some only they read.
    """
    if not can(person, Permission.REPORT_VIEW):
        return Bulletin.objects.none()
    seen = Q(issued_at__isnull=False, is_circulated=True)
    if sees_all(person):
        seen |= Q(issued_at__isnull=False)
    if can(person, Permission.BULLETIN_WRITE):
        seen |= Q(issued_at__isnull=True)
    return _open_to(Bulletin.objects.filter(seen), person)


def visible_templates(person: Person) -> QuerySet[OfficeTemplate]:
    """The templates that a person looks after."""
    found = office_templates.templates()
    if not can(person, Permission.TEMPLATE_MANAGE):
        return found.none()
    return _open_to(found, person)


def templates_to_print(person: Person) -> QuerySet[TemplateVersion]:
    """The versions in use: whoever sees what a paper is about may print it on the office's form."""
    found = office_templates.in_use()
    if not can(person, Permission.ENTRY_VIEW):
        return found.none()
    return _open_to(found, person, "template__ledger")


def forms_to_print(person: Person) -> list[FormInUse]:
    """The same, as they are offered beside what they are filled with."""
    if not can(person, Permission.ENTRY_VIEW):
        return []
    shut = shut_ledgers(person)
    return [one for one in office_templates.forms_in_use() if one.ledger not in shut]


def visible_enterprises(person: Person) -> QuerySet[Enterprise]:
    """Officials see the roster, an enterprise's contact sees the enterprise itself."""
    if can(person, Permission.ROSTER_VIEW):
        return roster.enterprises()
    if Role.ENTERPRISE in person.roles:
        return roster.enterprises().filter(contacts=person)
    return roster.enterprises().none()


def visible_units(person: Person) -> QuerySet[Unit]:
    """Officials see every unit; nobody else sees any."""
    return roster.units() if can(person, Permission.ROSTER_VIEW) else roster.units().none()


def visible_parks(person: Person) -> QuerySet[Park]:
    """Officials see every park; nobody else sees any."""
    return roster.parks() if can(person, Permission.ROSTER_VIEW) else roster.parks().none()


def visible_people(person: Person) -> QuerySet[Person]:
    """Officials see who is who; administrators see whom they give accounts and duties."""
    manages = (Permission.ROSTER_VIEW, Permission.ACCOUNT_MANAGE, Permission.DUTY_GRANT)
    return roster.people() if can(person, *manages) else roster.people().none()

"""Reads of the roster: units, people, enterprises, accounts, the audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q

from taizhang.engine.codes import Role, UnitKind
from taizhang.engine.names import RosterNames
from taizhang.roster.kept import kept
from taizhang.roster.models import (
    Account,
    AuditLine,
    Duty,
    Enterprise,
    EnterpriseAlias,
    Park,
    Person,
    Unit,
    UnitAlias,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.engine.codes import AuditAct

Thing = Unit | Park | Enterprise
"""What on the roster somebody holds a post of."""
_THINGS: Final[tuple[type[Thing], ...]] = (Unit, Park, Enterprise)
_GIVES_WORK = (UnitKind.COMMITTEE, UnitKind.GUIDANCE_GROUP)
"""Kinds of units that hand work out or look into it, and therefore never lead."""


def is_empty() -> bool:
    """Whether nobody and nothing is on the roster yet."""
    return not any(kind.objects.exists() for kind in (Unit, Person, Enterprise))


def units() -> QuerySet[Unit]:
    """The units at work."""
    return Unit.objects.filter(is_active=True)


def lead_units() -> QuerySet[Unit]:
    """The units that can be given an entry."""
    return units().exclude(kind__in=_GIVES_WORK)


@kept
def names_of_lead_units() -> tuple[tuple[str, str], ...]:
    """Their codes and what they are called, to choose from."""
    return tuple((unit.code, str(unit)) for unit in lead_units())


@kept
def names_of_parks() -> tuple[tuple[str, str], ...]:
    """The codes of the parks and what they are called, to choose from."""
    return tuple((park.code, park.name) for park in parks())


@kept
def units_by_key() -> Mapping[int, Unit]:
    """Every unit there is or was, to be shown; who gets one changes nothing of it."""
    return Unit.objects.in_bulk()


@kept
def people_by_key() -> Mapping[int, Person]:
    """Everybody there is or was, likewise."""
    return Person.objects.in_bulk()


@kept
def _answers() -> tuple[tuple[int, int | None, int | None], ...]:
    """Of each unit its key, its head and its leader."""
    return tuple(Unit.objects.order_by("pk").values_list("pk", "head", "leader"))


def units_led(person: Person) -> list[int]:
    """The keys of the units that the person heads or is accountable for."""
    return [unit for unit, head, leader in _answers() if person.pk in {head, leader}]


def units_answered_for(person: Person) -> list[int]:
    """Of these the ones that have nobody else to turn to first: the head's, or the leader's."""
    return [
        unit
        for unit, head, leader in _answers()
        if person.pk == head or (head is None and person.pk == leader)
    ]


def unit_by_code(code: str) -> Unit | None:
    return Unit.objects.filter(code=code).first()


def parks() -> QuerySet[Park]:
    return Park.objects.all()


def people() -> QuerySet[Person]:
    """Everybody who is still here, officials and contacts."""
    return Person.objects.filter(is_active=True).select_related("unit", "enterprise")


def people_ever() -> QuerySet[Person]:
    """Everybody who is or was here."""
    return Person.objects.select_related("unit", "enterprise")


def people_of(unit: Unit) -> QuerySet[Person]:
    """The officials of a unit."""
    return people().filter(unit=unit)


def officials() -> QuerySet[Person]:
    """Everybody who works in a unit."""
    return people().filter(unit__isnull=False)


def holders(role: Role) -> QuerySet[Person]:
    """Everybody who holds a role."""
    return people().filter(duties__role=role)


def person_by_code(code: str) -> Person | None:
    return people().filter(code=code).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFilter:
    """What a list of enterprises is narrowed to; an empty field narrows nothing."""

    words: str = ""
    """In the name, the short name, another name or the credit code."""
    park: str = ""
    size: str = ""
    industry: str = ""
    officer: str = ""


def enterprises(wanted: EnterpriseFilter | None = None) -> QuerySet[Enterprise]:
    """The enterprises of the zone."""
    found = Enterprise.objects.filter(is_active=True).select_related("park", "service_officer")
    if wanted is None:
        return found
    named = {
        "park__code": wanted.park,
        "size": wanted.size,
        "industry__startswith": wanted.industry,
        "service_officer__code": wanted.officer,
    }
    found = found.filter(**{name: value for name, value in named.items() if value})
    for word in wanted.words.split():
        aliases = EnterpriseAlias.objects.filter(name__icontains=word).values("enterprise")
        found = found.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(credit_code__iexact=word)
            | Q(pk__in=aliases)
        )
    return found


def industries() -> list[str]:
    """The codes of the industries that the zone's enterprises have, each once."""
    found = Enterprise.objects.exclude(industry="").order_by("industry")
    return list(found.values_list("industry", flat=True).distinct())


def enterprise_by_code(code: str) -> Enterprise | None:
    return enterprises().filter(code=code).first()


def enterprises_called(names: Sequence[str]) -> tuple[list[Enterprise], list[str]]:
    """Active enterprises by any of their names, each once and in the order given.

    The names that nobody knows come second, as they were typed.
    """
    codes = roster_names().enterprises
    known = [codes[name] for name in names if name in codes]
    found = {one.code: one for one in enterprises().filter(code__in=known)}
    called = [found[code] for code in dict.fromkeys(known) if code in found]
    return called, [name for name in names if name not in codes]


def roster_names() -> RosterNames:
    """Every name by which a text may call an enterprise or a unit, with its code.

    A full name goes before a short one, and a name that two share is left out: a wrong link is
    worse than none.
    """
    return RosterNames(
        enterprises=_names(
            Enterprise.objects.filter(is_active=True).values_list("name", "short_name", "code"),
            EnterpriseAlias.objects.filter(enterprise__is_active=True).values_list(
                "name", "enterprise__code"
            ),
        ),
        units=_names(
            units().values_list("name", "short_name", "code"),
            UnitAlias.objects.filter(unit__is_active=True).values_list("name", "unit__code"),
        ),
    )


def names_by_credit_code() -> dict[str, str]:
    """The full name of each active enterprise that has a credit code, by it."""
    coded = Enterprise.objects.filter(is_active=True).values_list("credit_code", "name")
    return {code: name for code, name in coded if code}


def _names(
    rows: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]]
) -> dict[str, str]:
    rows = list(rows)
    full = {name: code for name, _short, code in rows}
    others = [(short, code) for _name, short, code in rows if short] + list(aliases)
    meant: dict[str, set[str]] = {}
    for name, code in others:
        meant.setdefault(name, set()).add(code)
    clear = {name: codes.pop() for name, codes in meant.items() if len(codes) == 1}
    # Full names first: the first of a code is how it is written.
    return full | {name: code for name, code in clear.items() if name not in full}


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a unit, park or enterprise, with who holds it, if anybody does."""

    thing: Thing
    role: str
    """One of the thing's `HOLDERS`."""
    holder: Person | None


def posts(holder: Person | None = None) -> Iterator[Post]:
    """Every post of what is at work, or those that `holder` has: three queries."""
    for kind in _THINGS:
        rows: QuerySet[Any] = kind._default_manager.all()  # noqa: SLF001  # of whichever model
        if kind is not Park:
            rows = rows.filter(is_active=True)
        if holder is not None:
            held = Q()
            for role in kind.HOLDERS:
                held |= Q((role, holder))
            rows = rows.filter(held)
        joined = [f"{role}__unit" for role in kind.HOLDERS]
        for thing in rows.select_related(*joined).order_by("code"):
            for role in kind.HOLDERS:
                person = getattr(thing, role)
                if holder is None or person == holder:
                    yield Post(thing, role, person)


def accounts() -> QuerySet[Account]:
    """Every account, with its person."""
    return Account.objects.select_related("person__unit", "person__enterprise").order_by("username")


def account_by_username(username: str) -> Account | None:
    return accounts().filter(username=username).first()


def duties() -> QuerySet[Duty]:
    """Every duty, with who holds it."""
    return Duty.objects.select_related("person__unit").order_by("role", "person__code")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What the audit trail is narrowed to."""

    words: str = ""
    act: AuditAct | None = None
    since: date | None = None
    until: date | None = None
    failures_only: bool = False


def audit_lines(wanted: AuditFilter | None = None) -> QuerySet[AuditLine]:
    """The audit trail, newest first."""
    lines = AuditLine.objects.all()
    if wanted is None:
        return lines
    if wanted.words:
        lines = lines.filter(Q(actor__icontains=wanted.words) | Q(subject__icontains=wanted.words))
    if wanted.act:
        lines = lines.filter(act=wanted.act)
    if wanted.since:
        lines = lines.filter(at__date__gte=wanted.since)
    if wanted.until:
        lines = lines.filter(at__date__lte=wanted.until)
    if wanted.failures_only:
        lines = lines.filter(succeeded=False)
    return lines

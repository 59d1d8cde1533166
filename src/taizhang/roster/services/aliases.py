"""Names by which texts call an enterprise or a unit, learned from what people confirmed."""

from __future__ import annotations

from typing import Final

from taizhang.roster.models import Enterprise, EnterpriseAlias, Unit, UnitAlias
from taizhang.roster.queries import roster_names

_SHORTEST: Final = 2
_LONGEST_UNIT: Final = 100
_LONGEST_ENTERPRISE: Final = 200


def _is_new(name: str, longest: int, known: dict[str, str]) -> bool:
    return _SHORTEST <= len(name) <= longest and name not in known


def remember_enterprise_name(code: str, name: str) -> bool:
    """Add `name` to the enterprise's aliases; False when it is known or no name.

    A name that stands for somebody already is left alone: a wrong link is worse than none.
    """
    enterprise = Enterprise.objects.filter(code=code, is_active=True).first()
    known = dict(roster_names().enterprises)
    if enterprise is None or not _is_new(name, _LONGEST_ENTERPRISE, known):
        return False
    _alias, is_added = EnterpriseAlias.objects.get_or_create(enterprise=enterprise, name=name)
    return is_added


def remember_unit_name(code: str, name: str) -> bool:
    """The same for a unit."""
    unit = Unit.objects.filter(code=code, is_active=True).first()
    known = dict(roster_names().units)
    if unit is None or not _is_new(name, _LONGEST_UNIT, known):
        return False
    if UnitAlias.objects.filter(name=name).exists():
        return False
    UnitAlias.objects.create(unit=unit, name=name)
    return True


def forget_enterprise_name(code: str, name: str) -> None:
    """Take the name from the enterprise's aliases; its own names stay."""
    EnterpriseAlias.objects.filter(enterprise__code=code, name=name).delete()


def forget_unit_name(code: str, name: str) -> None:
    """The same for a unit."""
    UnitAlias.objects.filter(unit__code=code, name=name).delete()

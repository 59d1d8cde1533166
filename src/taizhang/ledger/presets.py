"""Which version of a preset counts: what ships with the product, and what a site made of it.

A running entry keeps the version by which its first clock was counted; a new one gets the newest.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from taizhang.engine.deadlines import PRESETS, SHIPPED, Preset, preset_from
from taizhang.ledger.models import PresetVersion
from taizhang.roster.fetching import rows_by

if TYPE_CHECKING:
    from taizhang.engine.lifecycle import ClockFacts
    from taizhang.ledger.models import Clock, Entry


def preset_in_force(code: str) -> Preset:
    """The newest version: the site's own, else the one that ships."""
    own = rows_by(PresetVersion, "code", [code])
    return _read(max(own, key=_version)) if own else PRESETS[code]


def versions_of(code: str) -> list[PresetVersion]:
    """The site's own versions, the newest first."""
    return list(PresetVersion.objects.filter(code=code).select_related("made_by"))


def rule_of(clocks: Iterable[Clock | ClockFacts]) -> str:
    """Code and version by which these clocks were counted; empty while none runs."""
    return next((clock.rule for clock in clocks if clock.rule), "")


def preset_by(code: str, rule: str) -> Preset:
    """The preset that `rule` names, else the one in force; `code` is the ledger's preset."""
    if not rule:
        return preset_in_force(code)
    name, _slash, version = rule.partition("/")
    shipped = SHIPPED.get(rule)
    if shipped is not None:
        return shipped
    own = PresetVersion.objects.filter(code=name, version=int(version)).first()
    return _read(own) if own else PRESETS.get(name) or preset_in_force(code)


def preset_for(code: str, clocks: Iterable[Clock | ClockFacts]) -> Preset:
    """By which an entry with these clocks is counted."""
    return preset_by(code, rule_of(clocks))


def preset_of(entry: Entry) -> Preset:
    """By which the entry is counted."""
    return preset_for(entry.ledger.preset, entry.clocks.all())


def _version(own: PresetVersion) -> int:
    return own.version


def _read(own: PresetVersion) -> Preset:
    # A version from before there were limits has those that ship.
    shipped = {"limits": PRESETS[own.code].limits.as_values()} if own.code in PRESETS else {}
    said = {**shipped, **own.body, "code": own.code, "version": own.version}
    return preset_from(said, source=str(own))

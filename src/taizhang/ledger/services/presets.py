"""A site's own clocks: a new version of a preset, for entries that begin from now on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from taizhang.engine.deadlines import Preset, PresetUnreadable, preset_from
from taizhang.engine.preset_data import FIRST_OWN, saying
from taizhang.engine.refusals import NothingToAmend
from taizhang.ledger.errors import PresetChanged, PresetNotUsable
from taizhang.ledger.models import PresetVersion
from taizhang.ledger.presets import preset_in_force

if TYPE_CHECKING:
    from taizhang.roster.models import Person


def proposed(code: str, milestones: Mapping[str, Mapping[str, Any]], warn: int | None) -> Preset:
    """The preset as it would be: by name, what changes of its milestones; nothing is written."""
    stands = preset_in_force(code)
    said = saying(stands)
    said["milestones"] = [{**one, **milestones.get(one["name"], {})} for one in said["milestones"]]
    said |= {"warn_days": warn, "version": max(stands.version + 1, FIRST_OWN)}
    try:
        return preset_from(said, source=code)
    except PresetUnreadable as error:
        raise PresetNotUsable(preset=code) from error


def change_preset(
    code: str,
    milestones: Mapping[str, Mapping[str, Any]],
    *,
    warn: int | None,
    by: Person,
    now: datetime,
    seen: int,
) -> Preset:
    """Write the next version; `seen` is the version that was looked at."""
    stands, new = preset_in_force(code), proposed(code, milestones, warn)
    if stands.version != seen:
        raise PresetChanged(preset=code)
    body = saying(new)
    if {**body, "version": 0} == {**saying(stands), "version": 0}:
        raise NothingToAmend
    try:
        with transaction.atomic():
            PresetVersion.objects.create(
                code=code, version=new.version, body=body, made_at=now, made_by=by
            )
    except IntegrityError as error:  # somebody wrote it a moment ago
        raise PresetChanged(preset=code) from error
    return new

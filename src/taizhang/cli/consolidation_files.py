"""Files beside the workbooks that are put together: forms, fixed columns, a roster.

Columns that a person fixed are remembered in the user's own configuration folder, by the headings
of the form: the folder of the workbooks is often shared, read-only or somebody else's.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Final

from taizhang.cli.csv_files import read_rows
from taizhang.cli.read import NoSuchFile
from taizhang.cli.text_files import NotUtf8, NotWritable, read_text
from taizhang.engine.consolidating import (
    LIMITS,
    Form,
    FormUnknown,
    MapUnreadable,
    form_of,
    form_of_columns,
    read_source,
)
from taizhang.engine.consolidating.built_in import NAMES, built_in, column
from taizhang.engine.ledger_files import read_plan
from taizhang.engine.names import RosterNames

_MOST: Final = 1_000_000


def form_named(name: str) -> Form:
    """A workbook's form, a planned ledger's, or a built-in ledger's."""
    kinds = {**{kind.value: kind for kind in NAMES}, **{NAMES[kind]: kind for kind in NAMES}}
    if name in kinds:
        return built_in(kinds[name])
    path = Path(name)
    if not path.is_file():
        raise FormUnknown(name=name, names="、".join(kinds))
    with path.open("rb") as file:
        data = file.read(LIMITS.bytes + 1)
    if path.suffix.lower() != ".toml":
        return form_of(read_source(data, path.name))
    plan = read_plan(data[:_MOST].decode("utf-8-sig", errors="replace"))
    if isinstance(plan, tuple):
        raise plan[0].refusal
    return form_of_columns(
        plan.name, [column(one.name, one.type, one.known, one.choices) for one in plan.columns]
    )


def map_in(path: str) -> dict[str, str]:
    """Which column is which, as a person fixed it."""
    try:
        text = read_text(path)[:_MOST]
    except NotUtf8:
        raise MapUnreadable(name=path, line=1) from None
    try:
        said: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise MapUnreadable(name=path, line=error.lineno) from None
    columns = said.get("columns", said) if isinstance(said, dict) else None
    if not isinstance(columns, dict) or not all(
        to is None or isinstance(to, str) for to in columns.values()
    ):
        raise MapUnreadable(name=path, line=1)
    return {name: to or "" for name, to in columns.items()}


def _folder() -> Path:
    """The user's own folder for settings."""
    if sys.platform == "win32":
        base = os.environ.get("APPDATA") or str(Path.home() / "AppData" / "Roaming")
    else:
        base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "taizhang" / "mappings"


def remembered(form: Form) -> tuple[Path, dict[str, str]]:
    """What was fixed for a form earlier; nothing when the note is gone or damaged."""
    path = _folder() / f"{form.fingerprint}.json"
    try:
        return path, map_in(str(path))
    except (NoSuchFile, MapUnreadable):
        return path, {}


def remember(form: Form, fixed: Mapping[str, str]) -> None:
    """Keep what a person fixed for this form; a folder that cannot be written is no harm."""
    path = _folder() / f"{form.fingerprint}.json"
    text = json.dumps({"form": form.name, "columns": dict(fixed)}, ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError:
        return


def roster_in(path: str) -> tuple[RosterNames, dict[str, str]]:
    """Names of a roster, the official one of each code first, and enterprises by credit code."""
    firms: dict[str, str] = {}
    offices: dict[str, str] = {}
    coded: dict[str, str] = {}
    for row in read_rows(path, ("kind", "name", "code")):
        name, code = row["name"].strip(), row["code"].strip() or row["name"].strip()
        is_unit = row["kind"].strip().lower() in {"unit", "单位"}
        names = offices if is_unit else firms
        others = row.get("aliases", "").replace("；", ";").replace("、", ";").split(";")
        for each in (name, *others):
            if each.strip():
                names.setdefault(each.strip(), code)
        if not is_unit:
            coded.setdefault(code, name)
    return RosterNames(enterprises=firms, units=offices), coded


def write_whole(path: str, source: IO[bytes]) -> None:
    """Write a result, all of it or nothing."""
    target = Path(path)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            shutil.copyfileobj(source, file)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise NotWritable(name=path) from None

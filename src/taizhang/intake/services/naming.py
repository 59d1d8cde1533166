"""Names said in a document, looked up on the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taizhang.engine.names import resolve, resolve_unit, same_enterprise
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from taizhang.engine.names import RosterNames
    from taizhang.roster.models import Enterprise, Unit


def looked_up(name: str, names: RosterNames) -> dict[str, Any]:
    """An enterprise as a draft keeps it: the code when it is certain, else who it may be."""
    found = resolve(name, names)
    if found:
        return {"name": name, "code": found.code}
    may_be = {
        code: other for other, code in names.enterprises.items() if same_enterprise(name, other)
    }
    item: dict[str, Any] = {"name": name, "code": None}
    if may_be:
        item["candidates"] = [{"code": code, "name": other} for code, other in may_be.items()]
    return item


def with_candidates(names: Sequence[tuple[str, str | None]]) -> list[dict[str, Any]]:
    """Names as a person wrote them, each with the code chosen or else looked up."""
    known = roster.roster_names()
    items: list[dict[str, Any]] = []
    for written, code in names:
        name = written.strip()
        if name and all(item["name"] != name for item in items):
            items.append({"name": name, "code": code} if code else looked_up(name, known))
    return items


class Names:
    """The organisations of one reading and who they are on the roster."""

    def __init__(self, reading: dict[str, Any], known: RosterNames) -> None:
        self.found = {org["id"]: org for org in reading["organisations"]}
        self.known = known
        self.items = {
            key: looked_up(org["name"], known)
            for key, org in self.found.items()
            if org["kind"] == "enterprise"
        }
        codes = {item["code"] for item in self.items.values() if item["code"]}
        self.enterprises: dict[str, Enterprise] = {
            enterprise.code: enterprise
            for enterprise in roster.enterprises().filter(code__in=codes)
        }
        self.units: dict[str, Unit] = {unit.code: unit for unit in roster.units()}

    def said(self, key: str) -> str:
        return str(self.found[key]["name"])

    def enterprise(self, key: str) -> dict[str, Any]:
        """The enterprise as a draft keeps it; a group ("several SMEs") by its name alone."""
        return self.items.get(key) or {"name": self.said(key), "code": None}

    def unit(self, key: str | None) -> tuple[Unit | None, str]:
        """The unit on the roster, and the name as the text says it."""
        if key is None:
            return None, ""
        name = self.said(key)
        found = resolve_unit(name, self.known)
        return self.units.get(found.code if found else ""), name

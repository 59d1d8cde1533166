"""Who is in the demo zone: units, people, parks, enterprises. The same on every machine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import cycle, islice, product
from random import Random
from typing import Any, Final

from taizhang.cli.demo.content import content
from taizhang.engine import credit_codes
from taizhang.engine.codes import Role, UnitKind

SEED: Final = "云岭高新区"
_DISTRICT: Final = "990701"
"""No real district has this code: 99 is not a province."""
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ADMINISTRATORS: Final = (
    ("柯砺行", "系统管理员"),
    ("安守一", "安全管理员"),
    ("申明鉴", "审计员"),
)
_UNWATCHED: Final = frozenset({"E0023", "E0071", "E0158", "sq"})
"""Enterprises and a park without a watcher: what `taizhang check` finds should be seen too."""
_LIGHT: Final = frozenset({"soft", "svc", "trade", "logi"})
"""Trades whose size classes begin at fewer people and less revenue than industry's."""

_BANDS: Final[dict[bool, dict[str, tuple[int, int, int, int]]]] = {
    False: {
        "large": (1010, 2600, 42_000, 180_000),
        "medium": (305, 980, 2_600, 38_000),
        "small": (22, 290, 320, 9_000),
        "micro": (5, 19, 40, 290),
    },
    True: {
        "large": (310, 900, 41_000, 95_000),
        "medium": (105, 295, 5_100, 36_000),
        "small": (22, 98, 1_050, 4_900),
        "micro": (3, 9, 20, 95),
    },
}
"""People from, people to, revenue from, revenue to (万元)."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    code: str
    name: str
    title: str
    phone: str
    roles: tuple[Role, ...]
    unit: str = ""
    enterprise: str = ""


@dataclass(frozen=True, slots=True)
class UnitCard:
    code: str
    name: str
    short: str
    kind: UnitKind
    parent: str
    duties: str
    aliases: tuple[str, ...]
    guides: tuple[str, ...]
    leader: str
    """Code of the accountable leader, empty when there is none."""
    head: str
    handlers: tuple[str, ...]
    watcher: str = ""


@dataclass(frozen=True, slots=True)
class EnterpriseCard:
    code: str
    name: str
    short: str
    aliases: tuple[str, ...]
    credit_code: str
    key: str
    """Its trade, as the appeals name who they fit."""
    industry: str
    park: str
    size: str
    employees: int
    revenue: Decimal
    parent: str
    address: str
    officer: str
    watcher: str
    """Empty where nobody watches yet."""
    contact: str


@dataclass(frozen=True, slots=True)
class Cast:
    units: dict[str, UnitCard]
    people: dict[str, PersonCard]
    parks: tuple[dict[str, str], ...]
    enterprises: dict[str, EnterpriseCard]
    accounts: tuple[tuple[str, str], ...]
    """User name and code of the person."""

    def person(self, name: str) -> PersonCard:
        """Somebody by name; the first when two share it."""
        return next(one for one in self.people.values() if one.name == name)

    def office(self) -> tuple[str, ...]:
        """The campaign office: registers, dispatches, calls back, closes."""
        return self.units["hdb"].handlers


def the_cast() -> Cast:
    """Everybody and everything, from the data files and one seed."""
    rng = Random(SEED)
    officials = _Officials()
    units = officials.units()
    parks = tuple(_park(park, units, officials.officers) for park in content("units")["parks"])
    watchers = {park["code"]: units[park["centre"]].handlers for park in parks}
    enterprises, contacts = _enterprises(rng, officials.officers, watchers)
    people = {**officials.people, **contacts}
    accounts = [
        (account["username"], officials.by_name[account["person"]])
        for account in content("units")["accounts"]
    ]
    accounts.append(("fumingzhou", _contact_of("云岭钧拓精密机械股份有限公司", enterprises)))
    accounts.append(("qiye", enterprises["E0010"].contact))
    return Cast(
        units=units,
        people=people,
        parks=parks,
        enterprises=enterprises,
        accounts=tuple(accounts),
    )


def _park(
    park: dict[str, str], units: dict[str, UnitCard], officers: dict[str, list[str]]
) -> dict[str, str]:
    """A park is served by the first of its officers; the head of its centre watches."""
    code, centre = park["code"], units[park["centre"]]
    watcher = "" if code in _UNWATCHED else centre.head
    return {**park, "officer": officers[code][0], "watcher": watcher}


def _contact_of(name: str, enterprises: dict[str, EnterpriseCard]) -> str:
    return next(one.contact for one in enterprises.values() if one.name == name)


class _Officials:
    """Numbers the officials in the order of the data file, each person once."""

    def __init__(self) -> None:
        self.people: dict[str, PersonCard] = {}
        self.by_name: dict[str, str] = {}
        self.officers: dict[str, list[str]] = {}
        self._granted = {
            account["person"]: tuple(Role(role) for role in account["roles"])
            for account in content("units")["accounts"]
        }

    def units(self) -> dict[str, UnitCard]:
        raw = content("units")
        leaders = {code: leader for leader in raw["leaders"] for code in leader["units"]}
        for leader in raw["leaders"]:
            roles = (Role.LEADER, Role.UNIT_HEAD) if "heads" in leader else (Role.LEADER,)
            self._add(leader["name"], leader["title"], leader.get("unit", "gwh"), *roles)
        units = {unit["code"]: self._unit(unit, leaders.get(unit["code"])) for unit in raw["units"]}
        for group in raw["officers"]:
            self.officers[group["park"]] = [
                self._add(name, "首席服务官", group["unit"], Role.SERVICE_OFFICER)
                for name in group["names"]
            ]
        for name, title in _ADMINISTRATORS:
            self._add(name, title, "dzb")
        watchers = cycle(units["dzb"].handlers)
        return {
            code: replace(unit, watcher=units["hdb"].head if code == "dzb" else next(watchers))
            for code, unit in units.items()
        }

    def _unit(self, unit: dict[str, Any], leader: dict[str, Any] | None) -> UnitCard:
        kind = UnitKind(unit["kind"])
        office = unit["code"] == "hdb"
        guidance = kind is UnitKind.GUIDANCE_GROUP
        head_role = Role.GUIDANCE if guidance else Role.OFFICE if office else Role.UNIT_HEAD
        role = Role.GUIDANCE if guidance else Role.OFFICE if office else Role.HANDLER
        title = f"{unit['short']}{'组长' if guidance else '负责人' if office else '主要负责人'}"
        return UnitCard(
            code=unit["code"],
            name=unit["name"],
            short=unit["short"],
            kind=kind,
            parent=unit.get("parent", ""),
            duties=unit["duties"],
            aliases=tuple(unit.get("aliases", ())),
            guides=tuple(unit.get("guides", ())),
            leader=self.by_name[leader["name"]] if leader else "",
            head=self._add(unit["head"], title, unit["code"], head_role),
            handlers=tuple(
                self._add(name, f"{unit['short']}经办", unit["code"], role)
                for name in unit.get("handlers", ())
            ),
        )

    def _add(self, name: str, title: str, unit: str, *roles: Role) -> str:
        """The code of a person, who is added when new; one person may head two units."""
        if name not in self.by_name:
            number = len(self.people) + 1
            code = f"P{number:03}"
            self.by_name[name] = code
            self.people[code] = PersonCard(
                code=code,
                name=name,
                title=title,
                phone=f"0990-6{number:03}{number * 37 % 1000:03}",
                roles=self._granted.get(name, roles),
                unit=unit,
            )
        return self.by_name[name]


def _enterprises(
    rng: Random, officers: dict[str, list[str]], watchers: dict[str, tuple[str, ...]]
) -> tuple[dict[str, EnterpriseCard], dict[str, PersonCard]]:
    raw = content("enterprises")
    rows = [*raw["fixed"], *_coined(raw["groups"])]
    given = list(product(raw["people"]["surnames"].split(), raw["people"]["given"].split()))
    rng.shuffle(given)
    turns = {park: cycle(names) for park, names in officers.items()}
    cards: dict[str, EnterpriseCard] = {}
    contacts: dict[str, PersonCard] = {}
    for number, (row, name) in enumerate(zip(rows, given, strict=False), start=1):
        officer, watching = next(turns[row["park"]]), watchers[row["park"]]
        watcher = watching[number % len(watching)]
        card = _enterprise(rng, number, row, officer=officer, watcher=watcher)
        cards[card.code] = card
        title = row.get("contact_title") or rng.choice(raw["people"]["titles"])
        contacts[card.contact] = PersonCard(
            code=card.contact,
            name=row.get("contact", "".join(name)),
            title=title,
            phone=f"0990-7{number:03}{number * 53 % 1000:03}",
            roles=(Role.ENTERPRISE,),
            enterprise=card.code,
        )
    return cards, contacts


def _coined(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The enterprises put together from a brand and what their group makes."""
    rows = []
    for group in groups:
        suffixes, parks = cycle(group["suffixes"]), cycle(group["parks"])
        for place, brand in enumerate(group["brands"].split()):
            suffix = next(suffixes)
            stem = suffix.removesuffix("有限公司").removesuffix("股份")
            rows.append(
                {
                    "name": f"{'云岭' if place % 2 else '岚江'}{brand}{suffix}",
                    "short": f"{brand}{stem[:2]}",
                    "aliases": [f"{brand}公司"],
                    "park": next(parks),
                    "key": group["key"],
                    "industry": group["industry"],
                }
            )
    return rows


def _enterprise(
    rng: Random, number: int, row: dict[str, Any], *, officer: str, watcher: str
) -> EnterpriseCard:
    size = rng.choices(("large", "medium", "small", "micro"), weights=(5, 27, 50, 18))[0]
    fewest, most, low, high = _BANDS[row["key"] in _LIGHT][size]
    parents = content("enterprises")["parents"]["names"]
    streets = {"sx": "松溪大道", "lm": "鹿鸣路", "sq": "石桥物流大道"}
    return EnterpriseCard(
        code=(code := f"E{number:04}"),
        name=row["name"],
        short=row["short"],
        aliases=tuple(row.get("aliases", ())),
        credit_code=_credit_code(number),
        key=row["key"],
        industry=row["industry"],
        park=row["park"],
        size=size,
        employees=rng.randint(fewest, most),
        revenue=Decimal(rng.randint(low * 10, high * 10)) / 10,
        parent=parents[number % len(parents)] if number % 11 == 0 else "",
        address=f"{streets[row['park']]}{rng.randint(1, 199)}号",
        officer=officer,
        watcher="" if code in _UNWATCHED else watcher,
        contact=f"C{number:04}",
    )


def _credit_code(number: int) -> str:
    """A valid code that no real enterprise has: both check signs are right (GB 32100, GB 11714)."""
    organisation = f"MA{''.join(islice(_digits(number), 6))}"
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    values = (signs.index(sign) for sign in organisation)
    total = sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True))
    body = f"91{_DISTRICT}{organisation}{'0123456789X0'[11 - total % 11]}"
    return body + credit_codes.check_sign(body)


def _digits(number: int) -> str:
    return f"{(number * 7919 + 104_729) % 1_000_000:06}"

"""What the address of a list says: filters, order, page. Nonsense in it is left aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext

from taizhang.engine.codes import Category
from taizhang.engine.lifecycle import State
from taizhang.ledger import queries
from taizhang.reporting import waiting
from taizhang.reporting.queries import Fact, Period, where, within
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import labelled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.db.models import QuerySet

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person

OPEN = "open"
"""Stands for every state that is not closed or declined."""


class Chip(NamedTuple):
    """One filter in the line: a select that says what it filters by when nothing is chosen."""

    name: str
    label: str
    choices: list[tuple[str, str]]
    value: str


class Tag(NamedTuple):
    """A filter that came with a link, to be taken away with a click."""

    label: str
    without: str


class FilterForm(forms.Form):
    """Checks each value of the address on its own."""

    q = forms.CharField(required=False, max_length=100)
    state = forms.ChoiceField(required=False)
    category = forms.ChoiceField(required=False)
    lead = forms.ChoiceField(required=False)
    park = forms.ChoiceField(required=False)
    signal = forms.ChoiceField(required=False)
    enterprise = forms.SlugField(required=False, max_length=32)
    mine = forms.BooleanField(required=False)
    fact = forms.ChoiceField(required=False, choices=[(fact.value, fact.label) for fact in Fact])
    start = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    end = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    desk = forms.SlugField(required=False, max_length=20)
    """A group of the reader's desk: the rows that it counts."""
    sort = forms.CharField(required=False, max_length=20)

    CHIPS = ("state", "category", "lead", "park", "signal")

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        none = gettext("None")
        choices = {
            "state": [(OPEN, gettext("All open")), *labelled(State)],
            "category": [*labelled(Category), ("-", none)],
            "lead": [*((unit.code, str(unit)) for unit in roster.lead_units()), ("-", none)],
            "park": [(park.code, park.name) for park in roster.parks()],
            "signal": labelled(queries.Signal),
        }
        for name, options in choices.items():
            self.fields[name].choices = options


@dataclass(frozen=True)
class Listing:
    """What was asked for."""

    ledger: str
    values: dict[str, Any]
    raw: dict[str, str]
    """As in the address, for links back to it; only what was understood."""
    form: FilterForm

    @classmethod
    def of(cls, data: Mapping[str, Any], *, ledger: str = "") -> Listing:
        form = FilterForm(data)
        form.is_valid()
        values = {name: value for name, value in form.cleaned_data.items() if value}
        raw = {name: str(data[name]) for name in values}
        return cls(ledger, values, raw, form)

    @property
    def is_filtered(self) -> bool:
        return bool(set(self.values) - {"sort"})

    def rows(
        self, entries: QuerySet[Entry], *, person: Person, today: date, any_ledger: bool = False
    ) -> QuerySet[Entry]:
        """Exactly the entries asked for, in no order yet."""
        found = queries.filtered(
            entries, self._entry_filter(person, "" if any_ledger else self.ledger), today=today
        )
        if "start" in self.values and "end" in self.values:
            found = within(found, Period(self.values["start"], self.values["end"]))
        if "fact" in self.values:
            found = where(found, Fact(self.values["fact"]), today=today)
        if place := waiting.find(person, self.values.get("desk", ""), today=today):
            found = waiting.behind(found, *place)
        return found

    def _entry_filter(self, person: Person, ledger: str) -> queries.EntryFilter:
        value = self.values.get
        state = value("state", "")
        states = (state,) if state and state != OPEN else ()
        if state == OPEN:
            states = tuple(one.value for one in State if one.is_open)
        return queries.EntryFilter(
            ledger=ledger,
            category=value("category", ""),
            lead=value("lead", ""),
            states=states,
            park=value("park", ""),
            enterprise=value("enterprise", ""),
            signal=value("signal", ""),
            mine=person if value("mine") else None,
            words=value("q", ""),
        )

    def chips(self) -> list[Chip]:
        labels = {
            "state": gettext("State"),
            "category": gettext("Category"),
            "lead": gettext("Lead unit"),
            "park": gettext("Industrial park"),
            "signal": gettext("Deadline"),
        }
        return [
            Chip(name, labels[name], self.form.fields[name].choices, self.raw.get(name, ""))
            for name in FilterForm.CHIPS
        ]

    def tags(self, address: str, *, person: Person, today: date) -> list[Tag]:
        """The filters that have no select: an enterprise, a period, a figure's or desk's rows."""
        tags = []
        if code := self.values.get("enterprise"):
            enterprise = roster.enterprises().filter(code=code).first()
            tags.append(Tag(str(enterprise or code), self._without(address, "enterprise")))
        if "start" in self.values and "end" in self.values:
            label = gettext("Registered {start} to {end}").format(
                start=self.values["start"].isoformat(), end=self.values["end"].isoformat()
            )
            tags.append(Tag(label, self._without(address, "start", "end")))
        if fact := self.values.get("fact"):
            tags.append(Tag(gettext(Fact(fact).label), self._without(address, "fact")))
        if place := waiting.find(person, self.values.get("desk", ""), today=today):
            label = gettext("Desk: {group}").format(group=gettext(place[0].title))
            tags.append(Tag(label, self._without(address, "desk")))
        return tags

    def query(self, **changes: str) -> str:
        """The address's query with some values changed; empty ones are left out."""
        values = {**self.raw, **changes}
        return "?" + urlencode({name: value for name, value in values.items() if value})

    def _without(self, address: str, *names: str) -> str:
        return address + self.query(**dict.fromkeys(names, ""))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Values that the filter form carries along without showing them."""
        names = ("enterprise", "start", "end", "fact", "desk", "sort")
        return [(name, self.raw[name]) for name in names if name in self.raw]

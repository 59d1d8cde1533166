"""A ledger as it is to be opened: the same whether from a workbook, a screen or a TOML file.

A plan that cannot be opened is refused by name; `ledger_files` reads and writes the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from taizhang.engine.codes import Approver, LedgerKind, Right, Role
from taizhang.engine.deadlines import PRESETS
from taizhang.engine.errors import BadInput
from taizhang.engine.sheets.known import ColumnType, Known


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


CODE: Final = re.compile(r"[a-z][a-z0-9_-]{1,19}")
PREFIX: Final = re.compile(r"[A-Z]{2,8}")
_TAKEN: Final = (
    "arrange attachments bulk columns export leading lists new reminders search templates view"
    " triage views"
)
TAKEN_WORDS: Final = frozenset(_TAKEN.split())
"""Addresses below the ledger's own; a ledger of that code could not be reached."""
MOST_COLUMNS: Final = 120
UNIT: Final = "unit:"
"""Before the code of a unit to which a right is narrowed."""
MOST_EXTENSION: Final = 366
"""Days, and times: more is no limit any more."""
MOST_CHOICES: Final = 200
LONGEST_NAME: Final = 100
LONGEST_CHOICE: Final = 100


USUAL_PRESETS: Final[Mapping[LedgerKind, str]] = {
    LedgerKind.APPEAL: "p13710",
    LedgerKind.DIRECTIVE: "p13710",
    LedgerKind.HAZARD: "hazard_general",
    LedgerKind.DEED: "deed",
}
"""The clocks of the built-in ledgers, by kind."""
USUAL_STEPS: Final[Mapping[LedgerKind, tuple[bool, bool, bool]]] = {
    LedgerKind.APPEAL: (True, True, False),
    LedgerKind.DIRECTIVE: (False, False, False),
    LedgerKind.HAZARD: (False, False, True),
    LedgerKind.DEED: (False, False, True),
}
"""Whether they ask for triage, call-back, evidence."""


class PlanRefused(BadInput):
    """A ledger that cannot be opened as it is planned. Fields: `where` place in the file."""

    code = "plan_refused"
    part: ClassVar[str] = ""
    """The entry of the plan that is wrong."""


class PlanUnreadable(PlanRefused):
    """No TOML, or one that describes something else."""

    code = "plan_unreadable"
    message = _("This is no TOML file that describes a ledger: {reason}")
    remedy = _("Write it as the example in the guide, or let `taizhang ledger write` make one.")


class PlanEntryUnknown(PlanRefused):
    """An entry that a ledger does not have."""

    code = "plan_entry_unknown"
    message = _("Nothing is called “{name}” here.")
    remedy = _("Use one of: {allowed}.")


class PlanValueWrong(PlanRefused):
    """An entry whose value is of another kind."""

    code = "plan_value_wrong"
    message = _("“{value}” cannot stand for {name}.")
    remedy = _("Use one of: {allowed}.")


class LedgerNameMissing(PlanRefused):
    """Nothing to call it by."""

    code = "ledger_name_missing"
    part = "name"
    message = _("The ledger has no name.")
    remedy = _("Give the name that stands above its workbook, at most 100 characters.")


class LedgerCodeWrong(PlanRefused):
    """It stands in addresses."""

    code = "ledger_code_wrong"
    part = "code"
    message = _("“{code}” cannot be the code of a ledger.")
    remedy = _("Use 2 to 20 small letters, digits and hyphens that begin with a letter.")


class PrefixWrong(PlanRefused):
    """It stands before every number."""

    code = "prefix_wrong"
    part = "prefix"
    message = _("“{prefix}” cannot begin the numbers of a ledger.")
    remedy = _("Use 2 to 8 capital letters, such as FX.")


class ApproverMissing(PlanRefused):
    """Nobody, or one too many, decides on more time."""

    code = "approver_missing"
    part = "extension_person"
    message = _("Who decides on more time is not said clearly.")
    remedy = _("Name the person when a person by name decides, and nobody otherwise.")


class ColumnsMissing(PlanRefused):
    """Nothing to fill in."""

    code = "columns_missing"
    part = "columns"
    message = _("The ledger has no columns.")
    remedy = _("Take at least the column that says what the matter is.")


class TooManyColumnsPlanned(PlanRefused):
    """More than anybody fills in."""

    code = "too_many_columns_planned"
    part = "columns"
    message = _("The ledger has {found} columns, at most {allowed} are taken.")
    remedy = _("Leave out the columns that nobody fills in.")


class NoMatterColumn(PlanRefused):
    """Entries would be about nothing."""

    code = "no_matter_column"
    part = "columns"
    message = _("No column says what the matter is.")
    remedy = _("Choose “Matter” for the column that names the problem, the task or the deed.")


class ColumnNameMissing(PlanRefused):
    """A column without a heading."""

    code = "column_name_missing"
    part = "name"
    message = _("Column {place} has no name.")
    remedy = _("Write the heading as the office writes it, at most 100 characters.")


class ColumnNameTwice(PlanRefused):
    """Two columns that nobody could tell apart."""

    code = "column_name_twice"
    part = "name"
    message = _("Two columns are called “{name}”.")
    remedy = _("Give one of them another name.")


class FactTwice(PlanRefused):
    """A fact has one place."""

    code = "fact_twice"
    part = "known_as"
    message = _("Two columns are to hold the same fact: “{first}” and “{second}”.")
    remedy = _("Let one of them be a value of its own.")


class ChoicesMissing(PlanRefused):
    """A choice of nothing, or of one thing."""

    code = "choices_missing"
    part = "choices"
    message = _("The column “{name}” offers nothing to choose from.")
    remedy = _("Write at least two choices, or let it be text.")


class ChoicesWrong(PlanRefused):
    """A list that nobody could choose from."""

    code = "choices_wrong"
    part = "choices"
    message = _("The column “{name}” has a choice that is too long, or too many of them.")
    remedy = _("Use at most 200 choices of at most 100 characters.")


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """One column of a planned ledger."""

    name: str
    type: ColumnType = ColumnType.TEXT
    choices: tuple[str, ...] = ()
    """Of a choice; of yes or no the two words, yes first."""
    known: Known | None = None
    is_required: bool = False
    place: int | None = None
    """Column of the workbook it was read from."""


@dataclass(frozen=True, slots=True)
class LedgerPlan:
    """A ledger that is not open yet; a step that is `None` is as its kind has it."""

    name: str
    code: str
    prefix: str
    kind: LedgerKind = LedgerKind.APPEAL
    preset: str = "p13710"
    columns: tuple[PlannedColumn, ...] = ()
    needs_triage: bool | None = None
    needs_call_back: bool | None = None
    needs_evidence: bool | None = None
    extensions: int = 1
    """How often an entry may be extended."""
    extension_days: int | None = None
    """How many days at most one extension adds; None is no limit."""
    extension_by: Approver = Approver.OFFICE_OR_LEADER
    extension_person: str = ""
    """Code of the person who decides, where it is one by name."""
    rights: Mapping[Right, tuple[str, ...]] = field(default_factory=dict)
    """To whom a right is narrowed: codes of roles, and of units after `unit:`."""

    def check(self) -> None:
        """Refuse by name what could not be opened, the first thing first."""
        _refuse_first(self.faults())

    def faults(self) -> Iterator[PlanRefused]:
        """Everything that would keep it from being opened."""
        if not self.name.strip() or len(self.name) > LONGEST_NAME:
            yield LedgerNameMissing()
        if not PREFIX.fullmatch(self.prefix):
            yield PrefixWrong(prefix=self.prefix)
        if not CODE.fullmatch(self.code) or self.code in {*TAKEN_WORDS, *LedgerKind}:
            yield LedgerCodeWrong(code=self.code)
        if self.preset not in PRESETS:
            yield PlanValueWrong(
                value=self.preset,
                name="preset",
                allowed=", ".join(sorted(PRESETS)),
                part="preset",
            )
        yield from self._faults_of_extensions()
        yield from self._faults_of_rights()
        yield from faults_of_columns(self.columns)

    def _faults_of_rights(self) -> Iterator[PlanRefused]:
        for right, named in self.rights.items():
            for one in named:
                if one not in set(Role) and not (one.startswith(UNIT) and one != UNIT):
                    name, allowed = f"may_{right}", ", ".join([*Role, f"{UNIT}…"])
                    yield PlanValueWrong(value=one, name=name, allowed=allowed, part=name)

    def _faults_of_extensions(self) -> Iterator[PlanRefused]:
        limits = {"extensions": (self.extensions, 0), "extension_days": (self.extension_days, 1)}
        for name, (value, least) in limits.items():
            if value is not None and not least <= value <= MOST_EXTENSION:
                allowed = f"{least}–{MOST_EXTENSION}"
                yield PlanValueWrong(value=value, name=name, allowed=allowed, part=name)
        if (self.extension_by is Approver.PERSON) != bool(self.extension_person):
            yield ApproverMissing()


def check_columns(columns: Sequence[PlannedColumn]) -> None:
    """Refuse columns that could not stand side by side on one ledger."""
    _refuse_first(faults_of_columns(columns))


def _refuse_first(faults: Iterator[PlanRefused]) -> None:
    for fault in faults:
        raise fault


def faults_of_columns(columns: Sequence[PlannedColumn]) -> Iterator[PlanRefused]:
    """Why columns could not stand side by side on one ledger."""
    if not columns:
        yield ColumnsMissing()
        return
    if len(columns) > MOST_COLUMNS:
        yield TooManyColumnsPlanned(found=len(columns), allowed=MOST_COLUMNS)
    names: set[str] = set()
    facts: dict[Known, str] = {}
    for at, column in enumerate(columns):
        name = column.name.strip()
        if not name or len(name) > LONGEST_NAME:
            yield ColumnNameMissing(place=at + 1, at=at)
        elif name in names:
            yield ColumnNameTwice(name=name, at=at)
        names.add(name)
        if column.known in facts:
            yield FactTwice(first=facts[column.known], second=name, at=at)
        elif column.known is not None:
            facts[column.known] = name
        yield from _faults_of_choices(column, at)
    if Known.TITLE not in facts:
        yield NoMatterColumn()


def _faults_of_choices(column: PlannedColumn, at: int) -> Iterator[PlanRefused]:
    if column.known is not None:
        return
    if column.type is ColumnType.CHOICE and len(set(column.choices)) < 2:  # noqa: PLR2004
        yield ChoicesMissing(name=column.name, at=at)
    too_long = any(len(choice) > LONGEST_CHOICE for choice in column.choices)
    if too_long or len(column.choices) > MOST_CHOICES:
        yield ChoicesWrong(name=column.name, at=at)

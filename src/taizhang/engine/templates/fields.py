"""The fields of a template by every name that a person may write."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from taizhang.engine.sheets.known import Known, facts_named

_MARKS: Final = re.compile(r"[^\w]|_")
_ALIKE: Final = 0.5
"""Of four characters two: 牵头部门 and 牵头单位."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the key that programs use, and what people call it."""

    key: str
    names: tuple[str, ...]
    """The first is the one that is shown; the others are taken as well."""
    known: Known | None = None
    """The fact of an entry that it is: headings of other offices' forms name it too."""
    of_row: bool = False
    """Whether each entry of a list has its own."""


def plain_name(name: str) -> str:
    """A name without blanks, marks and differences of width and case."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).lower()


class Catalogue:
    """What may stand in the braces of one kind of paper."""

    def __init__(self, fields: Iterable[Field], lists: Sequence[str] = ()) -> None:
        self.fields = tuple(fields)
        self.lists = tuple(lists)
        """Names of the list that may be gone through; none for a paper without one."""
        self._once = _by_name(one for one in self.fields if not one.of_row)
        self._of_row = _by_name(one for one in self.fields if one.of_row)

    def find(self, name: str, *, in_row: bool = False) -> Field | None:
        """The field of that name; inside a row the entry's own comes first."""
        plain = plain_name(name)
        own = self._of_row.get(plain) if in_row else None
        return own or self._once.get(plain)

    def of_row_only(self, name: str) -> bool:
        """Whether it can be meant of the entries of a list alone."""
        plain = plain_name(name)
        return plain in self._of_row and plain not in self._once

    def has_list(self, name: str) -> bool:
        """Whether there is a list of that name."""
        return plain_name(name) in map(plain_name, self.lists)

    def nearest(self, name: str) -> Field | None:
        """What may be meant: the fact that such a heading names, or the name that looks alike."""
        facts = facts_named(name)
        for one in self.fields:
            if one.known in facts and one.known is not None:
                return one
        named = {**self._of_row, **self._once}
        alike = difflib.get_close_matches(plain_name(name), named, n=1, cutoff=_ALIKE)
        return named[alike[0]] if alike else None


def _by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for one in fields:
        for name in (*one.names, one.key):
            found.setdefault(plain_name(name), one)
    return found

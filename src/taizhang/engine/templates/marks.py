"""Fields and rules in running text: {{编号}}, {% if 时限 %}, read and rewritten.

Whatever a person wrote comes out in a small language of our own (`row.lead`, `if due`), so that
what is filled in later never sees the words of a stranger's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from taizhang.engine.errors import BadInput
from taizhang.engine.templates.fields import Catalogue, Field
from taizhang.engine.templates.refusals import (
    BlockNotEnded,
    BlockTooDeep,
    BlockWithoutBeginning,
    FieldOfEachEntry,
    ListUnknown,
    MarkNotClosed,
    MarkUnreadable,
    TemplateTooCrowded,
)
from taizhang.engine.templates.report import Place, Problem, Use

MOST_MARKS: Final = 3_000
DEEPEST: Final = 8
"""Conditions inside each other."""
ROW: Final = "row"
"""What an entry of a list is called while it is filled in."""
ROWS: Final = "rows"
_INSIDE: Final = "[^{}｛｝]{0,200}"
_MARK: Final = re.compile(
    rf"[{{｛]{{2}}(?P<field>{_INSIDE})[}}｝]{{2}}"
    rf"|[{{｛][%％](?P<act>{_INSIDE}?)[%％][}}｝]"
    rf"|[{{｛][#＃](?P<note>{_INSIDE}?)[#＃][}}｝]"
)
_STRAY: Final = re.compile(r"[{｛][{｛%％#＃]|[}｝]{2}")
_SHOWN: Final = 20
"""Characters of a place's text that are quoted."""
_RICH: Final = re.compile(r"^[rp]\s+")
"""Rich text and whole paragraphs, as the library that fills Word files knows them: just text."""
_ACT: Final = re.compile(r"-?\s*(?:(?P<by>tr|tc|p|r)\s+)?(?P<said>.*?)\s*-?", re.DOTALL)
_FOR: Final = re.compile(r"for\s+(?P<name>\w{1,40})\s+in\s+(?P<list>\w{1,40})")
_IF: Final = re.compile(r"(?P<word>if|elif)\s*(?P<rest>.+)", re.DOTALL)
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<sign>==|!=|\(|\))|(?P<text>[\"“][^\"“”<>&\\]*[\"”]|['‘][^'‘’<>&\\]*['’])"
    r"|(?P<name>[^\s=!()\"'“”‘’<>&\\+*|~%,:\[\]-]+))\s*"
)
_WORDS: Final = frozenset(("and", "or", "not"))
_LOOP: Final = frozenset(("index", "first", "last"))
_BRACE: Final = re.compile("[{}｛｝]")
_BRACE_AT_END: Final = re.compile(r"[{}｛｝]\Z")


class Mark(NamedTuple):
    """One of them in a text: from where to where, and what is inside."""

    start: int
    end: int
    kind: str
    inside: str


def marks_of(text: str) -> list[Mark]:
    """Every mark that is whole."""
    found = []
    for one in _MARK.finditer(text):
        kind = str(one.lastgroup)
        found.append(Mark(one.start(), one.end(), kind, one[kind]))
    return found


def has_marks(text: str) -> bool:
    """Whether there is anything that looks like one, whole or not."""
    return _STRAY.search(text) is not None or _MARK.search(text) is not None


def excerpt(text: str) -> str:
    """The beginning of a text, to find it again."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


@dataclass(slots=True)
class _Block:
    word: str
    text: str
    place: Place
    name: str = ""
    """Of a list that is gone through: what an entry is called."""


class Unreadable(Exception):  # never leaves this module
    """Carries the refusal."""

    def __init__(self, refusal: BadInput) -> None:
        self.refusal = refusal


class Reader:
    """Goes through a template from its beginning to its end."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.uses: list[Use] = []
        self.problems: list[Problem] = []
        self._blocks: list[_Block] = []
        self._count = 0
        self._in_row = False

    @property
    def in_list(self) -> bool:
        """Whether it is inside the rule that goes through a list."""
        return any(block.word == "for" for block in self._blocks)

    def trouble(self, refusal: BadInput, place: Place) -> None:
        """Note what keeps the template from being filled."""
        self.problems.append(Problem(refusal, place))

    def rewritten(self, text: str, place: Place, *, in_row: bool = False) -> Iterator[Mark]:
        """The marks of a text, each with what is to stand there instead."""
        after, self._in_row = 0, in_row
        for mark in marks_of(text):
            self._check_between(text[after : mark.start], place, is_before=True, is_after=after > 0)
            after = mark.end
            yield mark._replace(inside=self._rewritten(mark, text, place))
        self._check_between(text[after:], place, is_before=False, is_after=after > 0)

    def end(self) -> None:
        """Whatever was begun must have ended by now."""
        for block in self._blocks:
            self.trouble(BlockNotEnded(text=block.text), block.place)
        self._blocks.clear()

    def field(self, said: str, place: Place) -> Field | None:
        """The field of this name, noted with its place."""
        within = self._in_row or self.in_list
        owner, dot, name = (one.strip() for one in said.rpartition("."))
        is_owned = not dot or (within and self._is_entry(owner))
        known = self.catalogue.find(name, in_row=within) if is_owned else None
        if known is None and not within and self.catalogue.of_row_only(name):
            known = self.catalogue.find(name, in_row=True)
            self.trouble(FieldOfEachEntry(name=name), place)
        self.uses.append(Use(said, known, place, None if known else self.catalogue.nearest(name)))
        return known

    def _check_between(self, text: str, place: Place, *, is_before: bool, is_after: bool) -> None:
        """No braces that are left over, least of all beside those of a mark."""
        stray = (
            _STRAY.search(text)
            or (_BRACE_AT_END.search(text) if is_before else None)
            or (_BRACE.match(text) if is_after else None)
        )
        if stray is not None:
            beginning = text[max(stray.start() - _SHOWN, 0) : stray.end() + _SHOWN]
            self.trouble(MarkNotClosed(text=excerpt(beginning)), place)

    def _rewritten(self, mark: Mark, text: str, place: Place) -> str:
        self._count += 1
        if self._count > MOST_MARKS:
            raise TemplateTooCrowded(allowed=MOST_MARKS)
        written = text[mark.start : mark.end]
        try:
            if mark.kind == "field":
                return self._value(mark.inside.strip(), written, place)
            return self._act(mark.inside.strip(), written, place) if mark.kind == "act" else ""
        except Unreadable as problem:
            self.trouble(problem.refusal, place)
            return ""

    def _value(self, inside: str, written: str, place: Place) -> str:
        name = _RICH.sub("", inside)
        if not name or "()" in name:
            raise Unreadable(MarkUnreadable(text=written))
        value = self._name(name, place)
        # What nobody knows stays as it is written: the library makes braces of these again.
        return f"{{{{{value}}}}}" if value else f"{{_{{{name}}}_}}"

    def _name(self, said: str, place: Place) -> str:
        """A field in the small language; nothing for one that nobody knows."""
        owner, _dot, name = (one.strip() for one in said.rpartition("."))
        if owner == "loop" and self.in_list and name in _LOOP:
            return f"loop.{name}"
        known = self.field(said, place)
        if known is None:
            return ""
        return f"{ROW}.{known.key}" if known.of_row else known.key

    def _is_entry(self, owner: str) -> bool:
        """Whether this is what an entry of the list is called here."""
        named = {block.name for block in self._blocks if block.name}
        return owner in {ROW, *named} or self.catalogue.has_list(owner)

    def _act(self, inside: str, written: str, place: Place) -> str:
        found = _ACT.fullmatch(inside)
        said = found["said"] if found else ""
        by = (found["by"] if found else None) or ""
        return f"{{%{by} {self._rule(said, written, place)} %}}"

    def _rule(self, said: str, written: str, place: Place) -> str:
        if said in {"endfor", "endif"}:
            return self._close(said, written)
        if said == "else":
            self._inside_an_if(written)
            return said
        gone_through = _FOR.fullmatch(said)
        if gone_through:
            self._open_list(gone_through, written, place)
            return f"for {ROW} in {ROWS}"
        condition = _IF.fullmatch(said)
        if condition is None:
            raise Unreadable(MarkUnreadable(text=written))
        rest = self._condition(condition["rest"], written, place)
        if condition["word"] == "elif":
            self._inside_an_if(written)
        else:
            self._open(_Block("if", written, place))
        return f"{condition['word']} {rest}"

    def _open_list(self, found: re.Match[str], written: str, place: Place) -> None:
        if not self.catalogue.has_list(found["list"]):
            known = "、".join(self.catalogue.lists) or "—"
            raise Unreadable(ListUnknown(name=found["list"], known=known))
        if self.in_list:
            raise Unreadable(BlockTooDeep(text=written))
        self._open(_Block("for", written, place, found["name"]))

    def _open(self, block: _Block) -> None:
        if len(self._blocks) >= DEEPEST:
            raise Unreadable(BlockTooDeep(text=block.text))
        self._blocks.append(block)

    def _close(self, said: str, written: str) -> str:
        if not self._blocks or said != f"end{self._blocks[-1].word}":
            raise Unreadable(BlockWithoutBeginning(text=written))
        self._blocks.pop()
        return said

    def _inside_an_if(self, written: str) -> None:
        if not self._blocks or self._blocks[-1].word != "if":
            raise Unreadable(BlockWithoutBeginning(text=written))

    def _condition(self, said: str, written: str, place: Place) -> str:
        """A condition out of fields, texts, == != and or not, and brackets."""
        words, at = [], 0
        while at < len(said):
            token = _TOKEN.match(said, at)
            if token is None:
                raise Unreadable(MarkUnreadable(text=written))
            at = token.end()
            words.append(self._word(token, place))
        if words.count("(") > DEEPEST or words.count("not") > DEEPEST or not balanced(words):
            raise Unreadable(MarkUnreadable(text=written))
        return " ".join(words)

    def _word(self, token: re.Match[str], place: Place) -> str:
        if token["sign"]:
            return token["sign"]
        if token["text"]:
            return f'"{token["text"][1:-1]}"'
        if token["name"] in _WORDS:
            return token["name"]
        return self._name(token["name"], place) or '""'


def balanced(words: list[str]) -> bool:
    """Whether values and signs alternate as in a sentence that can be read."""
    depth, wants_value, before = 0, True, ""
    for word in words:
        if word in {"(", "not"}:
            if not wants_value or (word == "not" and before in {"==", "!="}):
                return False
            depth += word == "("
        elif word == ")":
            depth -= 1
            if wants_value or depth < 0:
                return False
        elif word in {"and", "or", "==", "!="}:
            if wants_value:
                return False
            wants_value = True
        else:
            if not wants_value:
                return False
            wants_value = False
        before = word
    return depth == 0 and not wants_value

"""Minutes of a symposium as they grow: lines put together into one text, and a text into lines.

Every line of the text is somebody's words after their name and a colon, the way such minutes are
kept; an answer stands right behind what it answers, whenever it was given. The spans are half-open
in the text that is composed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class SaidAs(StrEnum):
    """What somebody's words are at the table."""

    RAISED = "raised"
    ANSWERED = "answered"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the lines."""

    title: str
    held_on: date
    place: str = ""
    chair: str = ""
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One line: whose words, and to which line (by its place in the list) they are the answer."""

    kind: SaidAs
    speaker: str
    text: str
    answers: int | None = None
    unit: str = ""
    due: date | None = None
    due_text: str = ""


@dataclass(frozen=True, slots=True)
class Minutes:
    """The text, and for each line in the order given where its own words stand in it."""

    text: str
    spans: tuple[tuple[int, int], ...]
    order: tuple[int, ...]
    """The lines' places, as they stand one below the other."""


_ANSWER: Final = "答复"
_INDENT: Final = "　　"


def compose(heading: Heading, lines: Sequence[Said]) -> Minutes:
    """The minutes of `lines`; an answer follows what it answers, all else keeps its order."""
    order = _order(lines)
    text = _head(heading)
    spans: dict[int, tuple[int, int]] = {}
    for place in order:
        line = lines[place]
        text += _label(line)
        start = len(text)
        text += line.text
        spans[place] = (start, len(text))
        text += _tail(line) + "\n"
    return Minutes(text, tuple(spans[place] for place in range(len(lines))), tuple(order))


def _order(lines: Sequence[Said]) -> list[int]:
    replies: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.answers is not None:
            replies.setdefault(line.answers, []).append(place)
    return [
        each
        for place, line in enumerate(lines)
        if line.answers is None
        for each in (place, *replies.get(place, ()))
    ]


def _head(heading: Heading) -> str:
    day = f"{heading.held_on.year}年{heading.held_on.month}月{heading.held_on.day}日"
    lines = [heading.title, f"时间：{day}"]
    for name, value in (("地点", heading.place), ("主持", heading.chair)):
        if value:
            lines.append(f"{name}：{value}")
    if heading.seats:
        lines.append(f"参加企业：{'、'.join(heading.seats)}")
    return "\n".join(lines) + "\n\n"


def _label(line: Said) -> str:
    if line.kind is SaidAs.ANSWERED:
        who = f"（{line.speaker}）" if line.speaker else ""
        return f"{_INDENT if line.answers is not None else ''}{_ANSWER}{who}："
    return f"{line.speaker}：" if line.speaker else ""


def _tail(line: Said) -> str:
    """Who does it and by when, behind the words of an answer."""
    due = f"{line.due.year}年{line.due.month}月{line.due.day}日前" if line.due else line.due_text
    said = [f"责任单位：{line.unit}"] if line.unit else []
    said += [f"时限：{due}"] if due else []
    return f"（{'；'.join(said)}）" if said else ""


_LABELLED: Final = re.compile(r"[ 　\t]*([^：:\n。；，]{1,60})[：:][ 　]*(.*)")
_ANSWERING: Final = re.compile(
    r"(?:现场|领导|会议)?(?:答复|回应|回复)(?:[（(]([^）)]{1,40})[）)])?"
)
_BEARER: Final = re.compile(
    r"(?:负责人|代表|董事长|总经理|副总经理|总裁|厂长|经理|法定代表人|[（(].{0,30}[）)]).{0,10}$"
)
_HEAD: Final = frozenset({"时间", "地点", "主持", "主持人", "参加企业", "参加人员", "记录", "出席"})


def lines_of(text: str, seats: Mapping[str, str]) -> list[Said]:
    """The lines of minutes that somebody kept elsewhere, with the seat (a value) of each speaker.

    `seats` holds every name by which a text may call who sits at the table. 某公司：… and
    某公司负责人：… raise something, 答复：… answers what was raised last; all else is a note.
    """
    found: list[Said] = []
    raised: int | None = None
    for row in text.splitlines():
        line = _line(row, seats, raised)
        if line is None:
            continue
        if line.kind is SaidAs.RAISED:
            raised = len(found)
        found.append(line)
    return found


def _line(row: str, seats: Mapping[str, str], raised: int | None) -> Said | None:
    words = row.strip(" 　\t")
    if not words:
        return None
    labelled = _LABELLED.fullmatch(words)
    if labelled is None:
        return Said(SaidAs.NOTED, "", words)
    label, said = labelled.group(1).strip(), labelled.group(2).strip()
    if label in _HEAD or not said:
        return None
    if answer := _ANSWERING.fullmatch(label):
        return Said(SaidAs.ANSWERED, answer.group(1) or "", said, answers=raised)
    if seat := _seat(label, seats):
        return Said(SaidAs.RAISED, seat, said)
    return Said(SaidAs.NOTED, label, said)


def _seat(label: str, seats: Mapping[str, str]) -> str | None:
    if label in seats:
        return seats[label]
    bare = _BEARER.sub("", label)
    return seats.get(bare)

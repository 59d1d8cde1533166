"""Labelled forms: 诉求事项：… 办理情况：… 责任单位：…, in lines or in one line, in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import zip_longest
from typing import Final

from taizhang.engine.codes import LedgerKind
from taizhang.engine.extract.entries.appeals.sides import firms_before, firms_in
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.finding import Finding, Scene, trimmed
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.voices import (
    FORM_FIRMS,
    FORM_MATTERS,
    FORM_OTHERS,
    FORM_PROBLEMS,
    FORM_REPLIES,
    FORM_UNITS,
    RAISING,
)
from taizhang.engine.patterns import compiled


class Part(Enum):
    """What stands behind a label; a label with nothing behind it is the form's own heading."""

    HEADING = auto()
    PROBLEM = auto()
    MATTER = auto()
    REPLY = auto()
    FIRM = auto()
    UNIT = auto()
    OTHER = auto()


_WORDS: Final = (
    (Part.PROBLEM, FORM_PROBLEMS),
    (Part.MATTER, FORM_MATTERS),
    (Part.REPLY, FORM_REPLIES),
    (Part.FIRM, FORM_FIRMS),
    (Part.UNIT, FORM_UNITS),
    (Part.OTHER, FORM_OTHERS),
)
_ASKING: Final = frozenset({Part.PROBLEM, Part.MATTER})
_PARTS: Final = {word: part for part, words in _WORDS for word in words}
_NUMBER: Final = r"[（(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,3})[）)]?[.．、]?"
_LABEL: Final = compiled(
    rf"(?:^|(?<=[。；;！？\t|｜）)】]))(?:{_NUMBER})?[【\[]?(?P<word>{either(tuple(_PARTS))})(?:{_NUMBER})?(?:[】\]][：:]?|[：:])",
    re.MULTILINE,
)
# 某某公司等6家企业反映，…: who raises it stands before the matter itself.
_RAISED: Final = re.compile(rf"[^，。；：]{{2,60}}?(?:{either(RAISING)})(?:，|：)?(?!的)")
_ROW: Final = re.compile(
    rf"\s*(?:{_NUMBER})?\s*(?P<who>[^，。；：\n]{{2,60}}?)(?:(?:来电|来信|来访)?(?:反映|提出|称)[，：]|：)"
)
_STATE_SAID: Final = re.compile(
    r"[。；]?(?:已|正在|待)?(?:办结|办理|解决|答复|受理|处理|推进)中?[。]?$"
)
_STATE: Final = compiled(r"[。；]?[（(【](?:已?[^（）()]{2,8})[）)】]$")
_UNDONE: Final = re.compile(r"(?:尚?未|已|正在|待)?(?:办结|办理|解决|答复|受理|处理)中?[。]?")
_ITEM: Final = compiled(r"(?<=[。；;：:】\]])(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])")
_NONE: Final = re.compile(
    r"(?:暂?无|没有)(?:[。，；]|$|诉求|困难|问题)|[^。]{0,12}暂无(?:需|诉求|困难|问题)"
)
_DANGER: Final = re.compile(r"隐患|整改|督察|违法|罚款|安全生产")
_CONCERNS: Final = re.compile(r"企业|公司|厂|诉求|商户|项目|合作社")
_SHORTEST: Final = 4
_SAID: Final = 8
_WIDE: Final = 600
"""So far around a form its words are looked at."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands behind it."""

    part: Part
    word: str
    start: int
    end: int
    label: int


def from_forms(scene: Scene) -> Iterator[Finding]:
    """One appeal for each problem behind a label."""
    group: list[Field] = []
    for field in (*_fields(scene), None):
        if group and (field is None or _opens_next(scene, group, field)):
            yield from _of_group(scene, group)
            group = []
        if field:
            group.append(field)


def _fields(scene: Scene) -> Iterator[Field]:
    text = scene.text
    labels = list(_LABEL.finditer(text))
    for label, following in zip_longest(labels, labels[1:]):
        end = scene.reading.paragraph_at(label.start()).end
        last = min(end, following.start()) if following else end
        span = trimmed(text, label.end(), last)
        part = _PARTS[label["word"]]
        answered = following and following.start() < end and _PARTS[following["word"]] is Part.REPLY
        if part is Part.REPLY or (part is Part.UNIT and answered):
            yield from _told_before(scene, label.start())
        if part in _ASKING and span.start >= span.end:
            part = Part.HEADING  # 【问题一】 above 企业名称：…
        yield Field(part, label["word"], span.start, span.end, label.start())


def _told_before(scene: Scene, label: int) -> Iterator[Field]:
    """某公司：…。办理情况：…: the row opens with who asks, its matter has no label."""
    text, paragraph = scene.text, scene.reading.paragraph_at(label)
    row = _ROW.match(text, paragraph.start, label)
    if row is None or _LABEL.search(text, paragraph.start, label):
        return
    if firms_in(scene, *row.span("who")) or _CONCERNS.search(row["who"]):
        span = trimmed(text, row.end(), label)
        yield Field(Part.FIRM, row["who"], *row.span("who"), paragraph.start)
        yield Field(Part.PROBLEM, "", span.start, span.end, paragraph.start)


def _opens_next(scene: Scene, group: list[Field], field: Field) -> bool:
    """A label that the form has already, or another article, opens the next form."""
    reading = scene.reading
    one, other = reading.paragraph_at(group[0].label), reading.paragraph_at(field.label)
    has = {each.part for each in group}
    again = field.part in has and field.part in {*_ASKING, Part.FIRM} and has & _ASKING
    headed = field.part is Part.HEADING
    return one.article.id != other.article.id or headed or bool(again)


def _of_group(scene: Scene, group: list[Field]) -> Iterator[Finding]:
    fields = {field.part: field for field in reversed(group)}
    problem = fields.get(Part.PROBLEM) or fields.get(Part.MATTER)
    if problem is None or not _is_appeal(scene, problem, fields):
        return
    reply, unit, firm = (fields.get(p) for p in (Part.REPLY, Part.UNIT, Part.FIRM))
    parts = list(_matters(scene.text, problem))
    for start, end in parts:
        first = _behind_firm(scene, start, end)
        yield Finding(
            LedgerKind.APPEAL,
            first,
            end,
            "labelled",
            tuple(each.word for each in (problem, reply) if each and each.word),
            reply=_without_state(scene.text, reply) if reply and reply.end > reply.start else None,
            lead=_name(scene, unit),
            firms=_firms(scene, firm, start, end, problem),
        )


def _is_appeal(scene: Scene, problem: Field, fields: dict[Part, Field]) -> bool:
    """Words of dangers make a form one of hazards; a matter needs an answer."""
    text = scene.text
    whole = text[problem.label : max(field.end for field in fields.values())]
    # 诉求：危废间整改两次没通过: what a firm asks may be about what it has to put right.
    asked = Part.FIRM in fields and "诉求" in problem.word
    if problem.end - problem.start < _SHORTEST or (not asked and _DANGER.search(whole)):
        return False
    if _NONE.match(text, problem.start, problem.end):
        return False
    around = text[max(0, problem.start - _WIDE) : problem.end + _WIDE]
    if problem.part is Part.MATTER:
        return Part.REPLY in fields and bool(_CONCERNS.search(around))
    told = weigh(text[problem.start : problem.end]).value > 0 or Part.REPLY in fields
    return told and bool(_CONCERNS.search(around))


def _matters(text: str, problem: Field) -> Iterator[tuple[int, int]]:
    """The whole field; numbered matters in it one by one."""
    items = list(_ITEM.finditer(text, problem.start, problem.end))
    if len(items) < 2:  # noqa: PLR2004 - one number is no list
        yield problem.start, problem.end
        return
    ends = [*(item.start() for item in items[1:]), problem.end]
    for item, last in zip(items, ends, strict=True):
        span = trimmed(text, item.end(), last)
        yield span.start, span.end


def _behind_firm(scene: Scene, start: int, end: int) -> int:
    raised = _RAISED.match(scene.text, start, end)
    return raised.end() if raised and end - raised.end() >= _SHORTEST else start


def _without_state(text: str, reply: Field) -> tuple[int, int] | None:
    """The answer without （已办结） at its end; none where it tells the state alone."""
    state = _STATE.search(text, reply.start, reply.end)
    state = state or _STATE_SAID.search(text, max(reply.start, reply.end - _SAID), reply.end)
    if _UNDONE.fullmatch(text, reply.start, reply.end):
        return None
    return reply.start, state.start() if state and state.start() > reply.start else reply.end


def _name(scene: Scene, unit: Field | None) -> str:
    if unit is None:
        return ""
    named = scene.within(unit.start, unit.end, "unit", "enterprise")
    return next((o.name for _m, o in named), "")


def _firms(
    scene: Scene, firm: Field | None, start: int, end: int, problem: Field
) -> tuple[str, ...]:
    """Whom the form names as the one who asks, else whom the problem names, else the heading."""
    named = firms_in(scene, firm.start, firm.end) if firm else ()
    named = named or firms_in(scene, start, end)
    return named if named or firm else firms_before(scene, problem.label)

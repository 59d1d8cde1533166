"""What the form of a document says: tables with named columns, and units beside their tasks.

A list of tasks names who leads, who assists and by when in columns, in brackets behind the task
（牵头单位：…；配合单位：…） or in lines below it. That is surer than any sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from taizhang.engine.extract.cells import Cell
from taizhang.engine.extract.dates import time_set
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.reading import LABELLED, Paragraph, Reading, Role
from taizhang.engine.extract.sections import behind_blanks, section_end
from taizhang.engine.extract.tables import Column, rows
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.units import ACTING_ENDINGS, UNIT_ENDINGS

_MANY: Final = re.compile(r"^(?:各|有关|相关|全[区市县]|其他)|^(?:上述|以上)")
_NAME: Final = re.compile(r"[^、，,；;\s/]+")
# A unit: nothing that is a verb or a sentence.
_UNIT: Final = re.compile(r"[一-鿿（）()]{2,20}")

_ROLES: Final = (
    r"(?P<role>牵头|责任|主办|承办|主责|落实|配合|协办|参与|协助|督办|整改|治理|包保)"
    r"(?:责任)?(?:单位|部门|主体)[：:]\s*"
)
LABEL: Final = re.compile(
    _ROLES + r"(?P<names>[^；;。：:\n（）()]{2,300}?)"
    r"(?=[；;。\n（）()]|$|(?:牵头|责任|主办|承办|配合|协办|参与|协助|督导|监管|督办|整改|治理|包保)(?:责任)?(?:单位|部门|人|主体)[：:]"
    r"|(?:完成|办结|整改|办理|督办)(?:时限|期限|时间)[：:])"
)
LIMIT: Final = re.compile(
    r"(?:完成|办结|整改|办理|督办)(?:时限|期限|时间)[：:]\s*(?P<due>[^；;。，\n（）()]{2,24})"
)
# 办理要求：…  整改措施：1.…2.…: behind the label stand tasks, up to the next label.
_TASKS: Final = re.compile(
    r"(?:督办|整改|工作|处理|落实|办理|处置|解决)(?:要求|措施|意见|任务|建议|内容)[：:]"
    r"|【(?:拟办|办理|处理|批示|阅批|批办)(?:意见|要求|建议)】[：:]?|【?(?:领导)?批示】[：:]?|拟办意见[：:]"
)
_NEXT: Final = re.compile(
    r"[一-鿿]{2}(?:情况|期限|要求|时限|单位|措施|问题|表述|意见|部门)[：:]|[一二三四五六七八九十]、|\n(?!\s*(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳]))"
)
_PROBLEM_LABEL: Final = re.compile(
    r"\s*(?:问题(?:表述|描述)?|存在(?:的)?问题|主要问题|隐患(?:情况|描述|内容)?|问题隐患|(?:企业)?诉求(?:事项|内容)?|反映(?:事项|问题|内容))[：:]"
)
_PIECE: Final = re.compile(
    r"(?<![^。；;：:】\n])\s*(?:\d{1,2}[.．、](?:(?!\d)|(?=(?:19|20)\d\d年))|[一二三四五六七八九十]{1,2}是|[（(]\d{1,2}[）)]|[①-⑳])\s*"
)
# （已办结）…: nothing is left to do.
_FINISHED: Final = re.compile(r"[（(【]?已")
# 卓远 4.12: who wrote it, and when.
_SIGNED: Final = re.compile(r"\s*[一-鿿]{2,4}\s*\d{1,4}[.年月]\d{1,2}[日\d.月]*\s*$")
_SECTION: Final = re.compile(
    r"\n\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_WINDOW: Final = 600  # so far behind a labelled task its units and its limit may stand
_BRACKET: Final = re.compile(
    r"[（(](?P<inside>(?:[^（）()\n]|[（(][^（）()\n]{0,12}[）)]){4,300})[）)]"
)
# （市甲局牵头，市乙局、丙局配合） · （市甲局、市乙局按职责分工负责）
_CHARGED: Final = re.compile(
    r"(?:由)?(?P<lead>[^，；;。：:]{2,80}?)(?:牵头(?:负责)?|(?:按照?职责(?:分工)?)?(?:分别)?负责)(?:[，；;](?P<co>[^，；;。：:]{2,120}?)(?:等)?(?:按(?:照)?职责分工)?(?:配合|参与|协助|负责))?"
    r"(?:[，；;](?P<due>[^，；;。：:]{1,14}?(?:前|底|内|年|月))(?:完成|办结|落实|落实到位|建成|完工)?)?$"
)
# （责任单位：某局，9月底前完成）
_BY_WHEN: Final = re.compile(
    r"[，；;](?P<due>[^，；;。：:]{1,14}?(?:前|底|内))(?:完成|办结|落实|落实到位|建成|完工)$"
)
PLANNED: Final = frozenset({Column.TASK, Column.DEED})
"""What a row holds that is still to be done."""
_RANK: Final = {"牵头": 0, "主办": 0, "督办": 2}
_CO_ROLES: Final = frozenset({"配合", "协办", "参与", "协助"})
_MARKER: Final = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、是]|\d{1,3}[.．、]|[①-⑳])\s*"
)
# 今年办好三件实事：1.新建…（责任单位：某局）: the words that announce the list are no task.
_FIRST: Final = re.compile(r"[：:]\s*(?:[（(][一1][）)]|一[、是]|1[.．、](?!\d)|①)\s*")
_VERB_END: Final = re.compile(r"(?:牵头|负责|配合|协助)$")  # no part of a unit's name
_SHORTEST: Final = 4
_BARE_TASK: Final = 10
"""A shorter item before a bare bracket is a name with its place or its unit."""
_NO_NAME: Final = re.compile(r"[、，,；;\s/]")
_BODY: Final = re.compile(rf"[一-鿿]{{1,18}}?(?:{either(UNIT_ENDINGS, ACTING_ENDINGS)})")
_BODY_ENDS: Final = re.compile(r"(?:公司|集团|厂|局|中心|医院|学校|店|小区)$")
_NEXT_PROBLEM: Final = re.compile(
    r"(?:存在(?:的)?问题|主要问题|问题隐患|(?:问题|隐患)(?:表述|描述|内容|情况))[：:]"
    r"|\n\s*\d{1,3}[、.．](?!\d)"
)
_BESIDE: Final = 3
"""Characters between two cells that stand side by side: a bar with blanks, or a line break."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Who is to act: the first named leads, the others assist."""

    leads: tuple[Mention, ...] = ()
    assists: tuple[Mention, ...] = ()

    @property
    def units(self) -> tuple[Mention, ...]:
        """All who are named."""
        return (*self.leads, *self.assists)

    @property
    def lead(self) -> str:
        """Who leads."""
        return self.leads[0].name if self.leads else ""

    @property
    def co_units(self) -> tuple[str, ...]:
        """Who assists."""
        return tuple(dict.fromkeys(u.name for u in self.units if u.name != self.lead))


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task (or what else a row holds) at `[start, end)`, with who and when."""

    column: Column
    start: int
    end: int
    charge: Charge
    due: str = ""
    firm: str = ""
    reply: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    row: Cell | None = None
    """Of a table: from its first cell to its last."""
    by_label: bool = False
    bare: bool = False
    """Nothing but names of units stands in its bracket, no word of charge."""

    @property
    def by_table(self) -> bool:
        """Whether it stands in a row of a table."""
        return self.row is not None


def assignments(reading: Reading) -> tuple[Assignment, ...]:
    """All that the form of the document assigns, in reading order."""
    found = [
        *_from_tables(reading),
        *_from_brackets(reading),
        *_from_lines(reading),
        *_from_labels(reading),
    ]
    return tuple(sorted(found, key=lambda each: each.start))


# -- tables


def _from_tables(reading: Reading) -> Iterator[Assignment]:
    for columns, cells in rows(reading):
        yield from _row(reading.text, columns, cells)


def _row(text: str, header: list[Column], cells: list[Cell]) -> Iterator[Assignment]:
    """What a row holds, one assignment for each cell that is a matter of its own."""
    at = dict(zip(header, cells, strict=True))
    leads, assists = (_charged(text, header, cells, c) for c in (Column.LEAD, Column.CO))
    due, firm = (text[slice(*at.get(c, (0, 0)))].strip() for c in (Column.DUE, Column.FIRM))
    order, answer = at.get(Column.ORDER), at.get(Column.REPLY)
    reply, at = answer or order, _with_contents(at)
    if order is None and answer and Column.APPEAL in at and time_set(text, *answer):
        at[Column.ORDER] = answer  # an answer with a date is a promise
    if reply and _FINISHED.match(text, *reply):
        at.pop(Column.ORDER, None)
    for column in (Column.TASK, Column.DEED, Column.DANGER, Column.APPEAL, Column.ORDER):
        if column in at and at[column][1] - at[column][0] >= _SHORTEST:
            yield Assignment(
                Column.TASK if column is Column.ORDER else column,
                *at[column],
                Charge(leads, assists),
                due=due,
                firm=firm,
                reply=reply if reply and reply[0] < reply[1] else None,
                words=tuple(unit.name for unit in leads[:1]),
                row=(cells[0][0], cells[-1][1]),
            )


def _charged(
    text: str, header: list[Column], cells: list[Cell], column: Column
) -> tuple[Mention, ...]:
    """The units in all columns of a kind: 责任单位 and 配合单位 both assist who leads."""
    return tuple(
        unit
        for kind, cell in zip(header, cells, strict=True)
        if kind is column
        for unit in _units(text, *cell)
    )


def _with_contents(at: dict[Column, Cell]) -> dict[Column, Cell]:
    """A task goes on in the cell beside its name that tells what it consists of."""
    content = at.get(Column.CONTENT)
    names = [column for column in (Column.DEED, Column.TASK) if column in at]
    if content is None:
        return at
    if not names:
        return {**at, Column.TASK: content} if Column.LEAD in at else at
    start, end = at[names[0]]
    beside = start < content[0] and content[0] - end <= _BESIDE
    return {**at, names[0]: (start, content[1])} if beside else at


def _units(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """The units named in a cell or behind a label; 各单位 and 有关部门 are nobody."""
    names = []
    for found in _NAME.finditer(text, start, end):
        # 某村所在的某乡人民政府: the unit is the last part.
        first = found.start() + found.group().rfind("的") + 1
        last = found.end() - len(found.group()) + len(_VERB_END.sub("", found.group()))
        name = text[first:last]
        if _UNIT.fullmatch(name) and not _MANY.match(found.group()):
            names.append(Mention(first, last, name, "named beside its task"))
    return tuple(names)


# -- brackets and lines


def _from_brackets(reading: Reading) -> Iterator[Assignment]:
    """…任务。（责任单位：某局；配合单位：某局）: the task stands before its bracket."""
    text = reading.text
    last = 0
    for bracket in _BRACKET.finditer(text):
        paragraph = _of_bracket(reading, bracket.start())
        charge = _inside(text, *bracket.span("inside"))
        bare = charge is None
        charge = charge or _bare(text, bracket, paragraph)
        if charge is None:
            continue
        end = min(paragraph.end, bracket.start())
        start = behind_marker(text, max(last, paragraph.start), end)
        first = _FIRST.search(text, start, end)
        start = first.end() if first else start
        last = bracket.end()
        limit = LIMIT.search(bracket["inside"]) or _timed(bracket["inside"])
        if end - start >= _SHORTEST and paragraph.role is not Role.BYLINE:
            due, words = limit["due"] if limit else "", (bracket.group()[:20],)
            yield Assignment(Column.TASK, start, end, charge, due=due, words=words, bare=bare)


def _timed(inside: str) -> re.Match[str] | None:
    """By when, where the bracket says it: （市甲局牵头，市乙局配合，9月底前完成）."""
    found = _CHARGED.match(inside)
    return found if found and found["due"] else _BY_WHEN.search(inside)


def _bare(text: str, bracket: re.Match[str], paragraph: Paragraph) -> Charge | None:
    """2.改造旧管网9公里。（市甲局、市乙局）: units alone, at the end of an item of a list."""
    marked = _MARKER.match(text, paragraph.start, bracket.start())
    last = not text[bracket.end() : paragraph.end].strip("。；; ")
    if marked is None or not last or bracket.start() - marked.end() < _BARE_TASK:
        return None
    names = _units(text, *bracket.span("inside"))
    whole = sum(len(name.name) for name in names) == len(_NO_NAME.sub("", bracket["inside"]))
    units = whole and all(_BODY.fullmatch(name.name) for name in names)
    behind_name = _BODY_ENDS.search(text, marked.end(), bracket.start())
    return Charge(names[:1], names[1:]) if names and units and not behind_name else None


def responsible(text: str, start: int) -> Charge:
    """Who the lines behind a labelled problem charge with it, before the next problem."""
    end = min(len(text), start + _WINDOW)
    stops = (_SECTION.search(text, start, end), _NEXT_PROBLEM.search(text, start, end))
    end = min((stop.start() for stop in stops if stop), default=end)
    # 督办单位 watches over it, and that is all.
    labels = [x for x in LABEL.finditer(text, start, end) if x["role"] != "督办"]
    return by_labels(text, labels)


def _of_bracket(reading: Reading, place: int) -> Paragraph:
    """The paragraph that a bracket belongs to: the one above when it opens its own."""
    own = reading.paragraph_at(place)
    if own.start < place or not place:
        return own
    above = reading.paragraph_at(place - 1)
    return above if above.article.id == own.article.id else own


def _inside(text: str, start: int, end: int) -> Charge | None:
    """Who is charged inside a bracket, by labels or by verbs."""
    labels = list(LABEL.finditer(text, start, end))
    if labels:
        return by_labels(text, labels)
    found = _CHARGED.match(text, start, end)
    if found is None:
        return None
    leads = _units(text, *found.span("lead"))
    assists = _units(text, *found.span("co")) if found["co"] else ()
    return Charge(leads, assists) if leads or _MANY.match(found["lead"]) else None


def by_labels(text: str, labels: list[re.Match[str]]) -> Charge:
    """牵头单位 leads before 责任单位; 配合单位 assist."""
    ordered = sorted(labels, key=lambda label: _RANK.get(label["role"], 1))
    leads = [
        u for x in ordered if x["role"] not in _CO_ROLES for u in _units(text, *x.span("names"))
    ]
    assists = [u for x in ordered if x["role"] in _CO_ROLES for u in _units(text, *x.span("names"))]
    return Charge(tuple(leads), tuple(assists))


def behind_marker(text: str, start: int, end: int) -> int:
    """Where the text starts behind marks and the number of an item."""
    while start < end and text[start] in "，。；：、 \n":
        start += 1
    marker = _MARKER.match(text, start, end)
    return marker.end() if marker else start


def _from_lines(reading: Reading) -> Iterator[Assignment]:
    """A task and below it lines with labels: 责任单位：…, 完成时限：…."""
    text = reading.text
    above: Paragraph | None = None
    below: list[Paragraph] = []
    for paragraph in (*reading.paragraphs, None):
        if paragraph is not None and LABELLED.match(text, paragraph.start, paragraph.end):
            below.append(paragraph)
            continue
        if above is not None and below:
            yield from _lines(text, above, below)
        above, below = paragraph, []


def _lines(text: str, above: Paragraph, below: list[Paragraph]) -> Iterator[Assignment]:
    labels = [x for p in below for x in LABEL.finditer(text, p.start, p.end)]
    limit = next((x for p in below if (x := LIMIT.search(text, p.start, p.end))), None)
    start = behind_marker(text, above.start, above.end)
    labelled = _TASKS.match(text, start) or _PROBLEM_LABEL.match(text, start)
    if labels and above.end - start >= _SHORTEST and not labelled:
        due, words = limit["due"] if limit else "", (labels[0].group()[:20],)
        charge = by_labels(text, labels)
        yield Assignment(Column.TASK, start, above.end, charge, due=due, words=words)


def _from_labels(reading: Reading) -> Iterator[Assignment]:
    """办理要求：…: each sentence or numbered piece behind the label is a task.

    Its units and its limit stand behind the labels that follow.
    """
    text = reading.text
    for label in _TASKS.finditer(text):
        end = _labelled_end(text, label.end())
        charge, limit = _above(text, label.start()) or _following(text, end)
        words = (label.group().rstrip("：:"),)
        for start, stop in _pieces(text, label.end(), end):
            due = "" if time_set(text, start, stop) else limit
            yield Assignment(Column.TASK, start, stop, charge, due=due, words=words, by_label=True)


def _labelled_end(text: str, start: int) -> int:
    """Where what stands behind a label ends: at the next label, or with its line."""
    start = behind_blanks(text, start)
    following = _NEXT.search(text, start)
    return section_end(text, start, following.start() if following else len(text))


def _above(text: str, place: int) -> tuple[Charge, str] | None:
    """The units and the limit between a labelled problem and the task behind `place`."""
    problems = list(_PROBLEM_LABEL.finditer(text, max(0, place - _WINDOW), place))
    start = problems[-1].end() if problems else place
    labels = list(LABEL.finditer(text, start, place))
    if not labels or _SECTION.search(text, start, place) or _TASKS.search(text, start, place):
        return None
    limit = LIMIT.search(text, start, place)
    return by_labels(text, labels), limit["due"] if limit else _following(text, place)[1]


def _following(text: str, place: int) -> tuple[Charge, str]:
    """The units and the limit that the labels behind `place` give, within the same section."""
    end = min(len(text), place + _WINDOW)
    stops = [p.search(text, place, end) for p in (_SECTION, _TASKS, _PROBLEM_LABEL)]
    end = min((stop.start() for stop in stops if stop), default=end)
    limit = LIMIT.search(text, place, end)
    labels = list(LABEL.finditer(text, place, end))
    return by_labels(text, labels), limit["due"] if limit else ""


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The numbered pieces, else the sentences, of a labelled passage."""
    marks = list(_PIECE.finditer(text, start, end))
    if len(marks) > 1:
        stops = [mark.start() for mark in marks[1:]] + [end]
        found = [(mark.end(), stop) for mark, stop in zip(marks, stops, strict=True)]
    else:
        found = [m.span() for m in re.finditer(r"[^。\n]+", text[start:end])]
        found = [(start + first, start + last) for first, last in found]
    for first, last in found:
        if last - first >= _SHORTEST and not _SIGNED.match(text, first, last):
            yield first, last

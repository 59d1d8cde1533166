"""Names without a title before them: lists of those present, contacts, names before brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from taizhang.engine.extract.columns import cells_under
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.reading import NAMES_LINE
from taizhang.engine.lexicon import Openings, either
from taizhang.engine.lexicon.people import (
    AFTER_NAME,
    COMPOUND_SURNAMES,
    DOERS,
    NOT_NAMES,
    OFFICES_BEHIND,
    PEOPLE_KINDS,
    ROLLS,
    SPEECH,
    SURNAMES,
    TITLE_ENDINGS,
    WEAK_SURNAMES,
)
from taizhang.engine.patterns import compiled

Named = tuple[Mention, tuple[str, ...]]

NO_NAMES: Final = Openings(NOT_NAMES)
_LETTERS: Final = re.compile("[一-鿿]+")
_TITLE_END: Final = re.compile(rf"(?:{either(TITLE_ENDINGS)})$")
_ROLL: Final = re.compile(
    rf"(?:{either(ROLLS)})(?:领导|人员|同志|人|者|员|名单)?[：:]\s?(?=[一-鿿])"
)
# One of a roll: letters, perhaps with a blank inside, and brackets behind.
_ONE: Final = re.compile(
    r"(?P<name>[一-鿿] [一-鿿](?![一-鿿])|[一-鿿]{2,4})(?:[（(](?P<note>[^（）()\n]{1,24})[）)])?"
)
_BODY: Final = re.compile(r"[一-鿿]{2,12}[局委办厅部处科室站会司厂][ \t](?=[一-鿿])")
"""Where somebody works, before the name: 记录人：某金融办 某某."""
_BODIES: Final = frozenset("局委办厅部处科室站所会司厂镇乡村区县市校院队组等")
_LINE: Final = re.compile(r"[^\n]+")
_BODY_LABEL: Final = re.compile(
    r"(?:[局委办厅部处科室站会司厂镇乡村社区院校行县市]|中心|街道|代表|企业|领导|单位|专家)$"
)
_GAP: Final = re.compile(r"(?:[、，,；;\s]|&nbsp;){1,3}")
_ENDS: Final = re.compile(r"[、，,；;。）)\s]|$")
# 张某某（某镇镇长）: a name, and in brackets who that is.
_NOTED: Final = re.compile(
    r"(?:(?<=[，。；：、\n\t :])|^)(?P<name>[一-鿿]{2,4})"
    rf"[（(](?P<note>[^（）()\n，。；]{{0,20}}(?:{either(TITLE_ENDINGS)}))[）)]"
)
# 组长：某某某, with or without blanks.
_OFFICE: Final = re.compile(
    rf"(?P<title>(?:{either(TITLE_ENDINGS)}))[：:\s]\s?(?P<name>[一-鿿]{{2,4}})(?=[、，,；;。（(\s]|$)"
)
_PHONE: Final = re.compile(
    r"(?:^|(?<=[\s，,、；;：:（(]))(?P<name>[一-鿿]{2,4})[\s，,：:（(]{1,3}(?:电话[：:]?\s?)?"
    r"(?=0\d{2,3}[-—－]?\d{7}|1[3-9]\d{9}|[2-8]\d{6,7}(?!\d))"
)
_FIRST: Final = "".join(sorted({*SURNAMES, *(surname[0] for surname in COMPOUND_SURNAMES)}))
_HEAD: Final = rf"(?=[{_FIRST}][一-鿿]{{1,3}}(?:、|\s|等|[一-鿿]))"
_LONG_NUMBER: Final = re.compile(r"\d\d{5}")
_CLAUSE: Final = re.compile(rf"[，。；：\n”]{_HEAD}")
_OPENS: Final = re.compile(_HEAD)
_DOES: Final = re.compile(rf"(?:{either(DOERS)})")
_PEOPLE_COLUMN: Final = compiled(
    r"姓名|(?:责任|包联|牵头|分管|联系|挂钩|包保|整改|包案|主管)*(?:领导|责任人|负责人|联系人|人|联络员)"
)
_DOTTED: Final = re.compile(r"(?P<first>[一-鿿]{1,16})[·•‧](?P<last>[一-鿿]{2,8})")
_ANY_TITLE: Final = re.compile(rf"(?:{either(TITLE_ENDINGS)}|同志|先生|女士)")
_SPEAKS: Final = re.compile(rf"(?:{either(SPEECH)})")
_BEHIND: Final = re.compile(rf"(?:{either(TITLE_ENDINGS, AFTER_NAME)}|先生|女士)")
_CALLED: Final = re.compile(
    r"(?:名叫|人叫|的叫|我叫|他叫|她叫)(?P<name>[一-鿿]{2,4})(?=[，。”、])"
    r"|岁的(?P<aged>[一-鿿]{2,4}?)(?=老人|大爷|大娘|奶奶|爷爷|阿姨|大叔|师傅|老师|告诉|说|是|[，。、])"
)
_KIND: Final = re.compile(rf"(?:{either(PEOPLE_KINDS)})(?=[一-鿿]{{2}})")


# 某局某某某副局长: between the body and the office.
_WITH_OFFICE: Final = re.compile(
    rf"(?P<name>[一-鿿]{{2,3}}?)(?P<title>(?:常务)?副?(?:{either(OFFICES_BEHIND)}))"
    r"(?![一-鿿]?(?:[室医级]|助理|会议))"
)
_NO_PERSON: Final = re.compile(r"[委兼副组党事处总会局]|^[任付]")
# 某某某是某镇某中心干部: who somebody is, told in a clause of its own.
_IS: Final = re.compile(
    r"是(?:[一这那]?[名位])?(?P<what>[^，。；：、“”\n的]{2,20}?(?:的[一-鿿]{0,6}?)?"
    rf"(?:{either(TITLE_ENDINGS)}|干部|科员))(?=[，。；])"
)
_BEFORE_IS: Final = re.compile(r"(?:^|[，。；：\n”）])(?P<name>[一-鿿]{2,4}?)[也就还正]?$")
_ADDRESSED: Final = compiled(
    r"(?:^|(?<=\n))\s*(?P<names>(?:[一-鿿]{2,4}[、，\s]{1,2}){0,20}[一-鿿]{2,4}?)等?(?:\d{1,3}[名位])?(?P<title>委员|代表)[：:]"
)
_LONGEST_NAME: Final = 4


def with_office(text: str, place: int) -> Iterator[Named]:
    """A name and the office behind it, where the name of a body ends: 某局某某某副局长."""
    found = _WITH_OFFICE.match(text, place)
    if found is None or _NO_PERSON.search(found["name"]):
        return
    if is_name(found["name"], strict=len(found["name"]) == 2):  # noqa: PLR2004
        yield Mention(*found.span("name"), found["name"], "name before a title"), (found["title"],)


def told_to_be(text: str) -> Iterator[Named]:
    """Who somebody is, told in a clause of its own."""
    for found in _IS.finditer(text):
        first = max(0, found.start() - _LONGEST_NAME - 2)
        before = _BEFORE_IS.search(text[first : found.start()])
        if before and is_name(before["name"], strict=True):
            start = first + before.start("name")
            title = re.sub("的一[名位]", "", found["what"])
            end = start + len(before["name"])
            yield Mention(start, end, before["name"], "name before a title"), (title,)


def is_name(name: str, *, strict: bool = False) -> bool:
    """Whether the letters can be somebody's name; `strict` wants a surname that is little else."""
    surname = 2 if name[:2] in COMPOUND_SURNAMES else 1
    if surname == 1 and (name[:1] not in SURNAMES or (strict and name[:1] in WEAK_SURNAMES)):
        return False
    if not surname + 1 <= len(name) <= surname + 2 or NO_NAMES.open(name):
        return False
    return bool(_LETTERS.fullmatch(name)) and not _TITLE_END.search(name)


def rolls(text: str) -> Iterator[Named]:
    """Names behind 出席：, 联系人： and the like, each to the first that is none."""
    for label in _ROLL.finditer(text):
        place = label.end()
        if body := _BODY.match(text, place):
            place = body.end()
        before = False
        while (one := _ONE.match(text, place)) and _one_of_roll(text, one, before=before):
            before = True
            if not _ENDS.match(text, one.end()):
                break
            yield _named(one, "name in a list")
            gap = _GAP.match(text, one.end())
            if gap is None or "\n" in gap.group():
                break
            place = gap.end()


def _one_of_roll(text: str, one: re.Match[str], *, before: bool) -> bool:
    """A name; between names also one whose surname no list knows."""
    name = one["name"].replace(" ", "")
    if is_name(name):
        return True
    gap = _GAP.match(text, one.end())
    following = _ONE.match(text, gap.end()) if gap and "\n" not in gap.group() else None
    known = following is not None and is_name(following["name"].replace(" ", ""))
    short = 2 <= len(name) <= 3 and not NO_NAMES.open(name)  # noqa: PLR2004
    return before and known and short and not _TITLE_END.search(name) and name[-1] not in _BODIES


def addressed(text: str) -> Iterator[Named]:
    """沈某某、陆某某委员：, 周某某代表：: whose proposal is answered."""
    for line in _ADDRESSED.finditer(text):
        for one in _ONE.finditer(text, *line.span("names")):
            if is_name(one["name"]):
                mention = Mention(*one.span("name"), one["name"], "name before a title")
                yield mention, (line["title"],)


def by_body(text: str) -> Iterator[Named]:
    """Lines of names behind the body or the group they belong to."""
    for line in _LINE.finditer(text):
        found = NAMES_LINE.match(text, line.start(), line.end()) if "：" in line.group() else None
        if found is None or not _BODY_LABEL.search(found["body"]):
            continue
        ones = list(_ONE.finditer(text, *found.span("names")))
        if all(is_name(one["name"].replace(" ", "")) for one in ones):
            yield from (_named(one, "name in a list") for one in ones)


def noted(text: str) -> Iterator[Named]:
    """A name with its office in brackets, or behind its office and a colon."""
    for found in _NOTED.finditer(text):
        if is_name(found["name"]):
            yield _named(found, "name before a title")
    for found in _OFFICE.finditer(text):
        if is_name(found["name"], strict=len(found["name"]) == 2):  # noqa: PLR2004
            start, end = found.span("name")
            yield Mention(start, end, found["name"], "name after a title"), (found["title"],)


def reachable(text: str) -> Iterator[Named]:
    """A name and a telephone number: 咨询人员 某某某，0311-….."""
    for found in _PHONE.finditer(text) if _LONG_NUMBER.search(text) else ():
        if is_name(found["name"]):
            yield Mention(*found.span("name"), found["name"], "name in a list"), ()


def _named(found: re.Match[str], why: str) -> Named:
    name, note = found["name"].replace(" ", ""), found["note"]
    titles = tuple(note.split("、")) if note and _TITLE_END.search(note) else ()
    return Mention(*found.span("name"), name, why), titles


def tabled(text: str) -> Iterator[Named]:
    """The names in a column of people."""
    for start, end in cells_under(text, _PEOPLE_COLUMN):
        place = start
        for one in re.split(r"([、，,\s]+)", text[start:end]):
            if is_name(one):
                yield Mention(place, place + len(one), one, "name in a list"), ()
            place += len(one)


def doers(text: str) -> Iterator[Named]:
    """Names at the head of a clause that do what one does at gatherings: 某某、某某某陪同."""
    first = _OPENS.match(text)
    for clause in chain([first] if first else [], _CLAUSE.finditer(text)):
        names, place = [], clause.end()
        while end := _one_of(text, place):
            names.append(Mention(place, end, text[place:end], "name that speaks"))
            if text[end] != "、":
                if any(is_name(name.name, strict=len(name.name) == 2) for name in names):  # noqa: PLR2004
                    yield from ((name, ()) for name in names)
                break
            place = end + 1


def _one_of(text: str, place: int) -> int:
    """Where a name at `place` ends before 、 or a verb of doing; 0 when there is none."""
    if text[place : place + 1] not in SURNAMES and text[place : place + 2] not in COMPOUND_SURNAMES:
        return 0
    for length in (4, 3, 2):
        end = place + length
        if is_name(text[place:end]) and (text[end : end + 1] == "、" or _DOES.match(text, end)):
            return end
    return 0


def dotted(text: str) -> Iterator[Named]:
    """Names with a dot between their parts, behind an office or before one."""
    if not any(mark in text for mark in "·•‧"):
        return
    for dot in _DOTTED.finditer(text):
        offices = list(_ANY_TITLE.finditer(text, dot.start(), dot.end("first")))
        start = offices[-1].end() if offices else dot.start()
        ends = range(dot.start("last") + 2, dot.end())
        end = next((end for end in ends if _BEHIND.match(text, end)), dot.end())
        behind = _ANY_TITLE.match(text, end)
        told = offices or behind or (end < dot.end() and _SPEAKS.match(text, end))
        if told and dot.end("first") - start >= 1:
            titles = tuple(found.group() for found in (*offices[-1:], behind) if found)
            yield Mention(start, end, text[start:end], "name with a dot"), titles


def called(text: str) -> Iterator[Named]:
    """Somebody said to be called so."""
    for found in _CALLED.finditer(text) if "叫" in text or "岁的" in text else ():
        part = "name" if found["name"] else "aged"
        if is_name(found[part]):
            yield Mention(*found.span(part), found[part], "name that speaks"), ()


def kinds(text: str) -> Iterator[int]:
    """Where a word ends that says who somebody is (女工, 村民): a name may follow."""
    return (found.end() for found in _KIND.finditer(text))

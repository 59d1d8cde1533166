"""Who has the floor: a firm, somebody who answers, or nobody.

A turn opens where somebody is told to speak (a title or a name before a verb of saying, a name
before a colon, a quotation and who said it) and lasts until somebody else speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, zip_longest
from operator import attrgetter
from typing import Final

from taizhang.engine.extract.entries.appeals.carried import (
    come_to,
    complained_from,
    of_firms,
    quotes_office,
    same_firm,
    same_group,
    wishes,
)
from taizhang.engine.extract.entries.appeals.heard import (
    LEARNING,
    LEARNS,
    SAYS,
    WHO,
    heard,
)
from taizhang.engine.extract.entries.appeals.labelled import labelled
from taizhang.engine.extract.entries.appeals.sides import (
    FIRM_TITLE,
    NOBODY,
    PUBLIC,
    Side,
    Voice,
    firms_before,
    firms_in,
    side_by,
    side_of,
    sides_of_people,
)
from taizhang.engine.extract.entries.appeals.trouble import weigh
from taizhang.engine.extract.entries.appeals.verbs import (
    LEADS,
    OFFICIAL_WORD,
    VERB,
    WISH,
    content,
    no_speech,
    said_from,
)
from taizhang.engine.extract.entries.finding import Scene
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.acts import MANNERS
from taizhang.engine.lexicon.voices import (
    ANSWERING,
    HELPING,
)
from taizhang.engine.patterns import compiled
from taizhang.engine.records import record
from taizhang.engine.text.span import Span


@record
class Turn:
    """What one voice says (or, with NOBODY, what the text tells) in one sentence."""

    start: int
    end: int
    side: Side
    word: str = ""
    """The word that gave the floor; empty where the turn before is carried on."""
    quoted: bool = False
    subject: int = 0
    """Where the words about the speaker start."""
    about: Side = NOBODY
    """Whom the sentence names first, whether it speaks or not."""

    def until(self, end: int, *, quoted: bool) -> Turn:
        """The same turn with where it ends."""
        return Turn(self.start, end, self.side, self.word, quoted, self.subject, self.about)


_ANSWER: Final = re.compile(either(ANSWERING))
_HEARD: Final = compiled(
    r"[向给对跟][^，。]{1,20}$|听取|收集|征求|梳理|针对|对于|关于|围绕|就[^，。]{2,20}$|了解|得知|汇总|询问|根据|面对|每当|凡是|对$|向$|受理|把|将|按照"
)
# 某公司会计某某向调研组反映: who is told stands before the verb, and does not speak.
_TOLD_WHOM: Final = re.compile(r"[向跟](?=[^，。向跟]{1,16}$)")
_EMPTY_WHO: Final = re.compile(
    r"^(?:也|还|又|只|就|都|则|并|另外|同时|此外|随后|接着|接着又|最后|首先|其中|再|他|她|他们|她们|[他她][^，。]{1,8}|对方|前者|后者|一边|边|笑着|不过|现场|会上|座谈中|不光|而|但|所以|因此)*$"
)
_HELP: Final = re.compile(either(HELPING))
_STOPS: Final = "。！？"
ACTS: Final = "acts"
"""The word of a turn in which somebody in charge does something and says nothing."""
# 针对某公司…, 在某公司，: whom the clause names is not whom the sentence is about.
_APART: Final = re.compile(
    r"针对|对于|关于|对|在|就(?!业)|为了?|听取|向|围绕|根据|由于|协调|要(?!求)|帮助|服务|走访|来到|走进"
)
_RAISES: Final = re.compile(r"反映|提到|反馈|诉苦|吐槽|抱怨|发愁|犯愁|求助")
_RAISED: Final = re.compile(r"反映|提出|反馈|诉苦|吐槽|抱怨|发愁|犯愁|求助|恳请|坦言|希望")
_OTHERS: Final = compiled(
    r"群众|居民|村民|市民|代表|委员|业主|老人|家长|网友|学生|患者|媒体|督察|检查|[据所曾被]"
)
_SHORT_NAME: Final = 14
# 某公司在第四期“…”座谈会上反映: the firm stands before the name of the meeting.
_THERE: Final = re.compile(r"(?:会|活动|现场)[上中时]?$")
_LEARNT: Final = re.compile(either(LEARNING))
_LONGEST_WHO: Final = 48
_CLAUSE: Final = re.compile(r"[^，。；：！？“”\n]+")
# “…。” or, where several are quoted and more could be, “…”……
_QUOTATION: Final = re.compile(r"“.+”…*", re.DOTALL)


_SUCH: Final = re.compile(
    r"了?(?:这样|这么|这一|上述|如此)的?(?:一个|几个|一连串)?(?:诉求|请求|要求|问题|疑问|建议|困难|难题|心声|想法)。"
)
_WE: Final = re.compile("我们|咱")


@dataclass
class _Floor:
    """What is remembered from sentence to sentence while an article is read."""

    side: Side = NOBODY
    topic: Side = NOBODY
    """The last spokesman of a firm that was named without a verb of saying."""
    known: dict[str, Side] = field(default_factory=dict)
    """How each person by name was seen to speak."""


def turns(scene: Scene) -> list[list[Turn]]:
    """The turns of each article, in reading order."""
    return scene.once(_turns)


def _turns(scene: Scene) -> list[list[Turn]]:
    at = scene.reading.paragraph_at
    return [
        _quotations(scene.text, list(_of_article(scene, sentences)))
        for _article, sentences in groupby(
            scene.reading.sentences, lambda s: at(s.start).article.id
        )
    ]


def firm_speaks(scene: Scene, place: int) -> bool:
    """Whether what stands at `place` is said by a firm."""
    told = scene.once(_in_order)
    index = bisect_right(told, place, key=_start) - 1
    turn = told[index] if index >= 0 else None
    return bool(turn and place < turn.end and turn.word and turn.side.voice is Voice.FIRM)


def _in_order(scene: Scene) -> list[Turn]:
    return sorted((turn for article in turns(scene) for turn in article), key=_start)


_start: Final = attrgetter("start")


def _of_article(scene: Scene, sentences: Iterable[Span]) -> Iterator[Turn]:
    """Nobody keeps the floor from one paragraph to the next."""
    floor, paragraph = _Floor(known=sides_of_people(scene)), -1
    for sentence in sentences:
        here = scene.reading.paragraph_at(sentence.start).start
        if here != paragraph:
            paragraph, floor.side, floor.topic = here, NOBODY, NOBODY
        yield from _of_sentence(scene, sentence, floor)


def _quotations(text: str, told: list[Turn]) -> list[Turn]:
    """“…”“…” and then who said it: sentences of quotation alone go to who is named next."""
    given: list[Turn] = []
    side = NOBODY
    for turn in reversed(told):
        alone = bool(_QUOTATION.fullmatch(text, turn.start, turn.end))
        # 我们能不能…？某厂负责人提出了这样的诉求。: the marks of quotation are lost.
        alone = alone or bool(
            given and _SUCH.match(text, given[-1].start) and _WE.search(text, turn.start, turn.end)
        )
        # 某厂长抢了头一个。“…。”某公司某某说。: who is named behind it goes before who was told of.
        behind = given[-1] if given and turn.word == "“" else turn
        named = behind is not turn and behind.side is NOBODY and len(behind.about.firms) == 1
        if alone and (named or not turn.word) and side is not NOBODY:
            # What a leader asks (“…？”某书记问。) is nobody's trouble and no answer.
            asked = text[turn.end - 2 : turn.end - 1] in {"？", "?"}
            word = "“" if side.voice is Voice.FIRM or not asked else ""
            given.append(replace(turn, side=side, word=word, quoted=True))
            continue
        given.append(turn)
        side = turn.about if turn.about is not NOBODY else turn.side
    return given[::-1]


def _of_sentence(scene: Scene, sentence: Span, floor: _Floor) -> Iterator[Turn]:
    """The turns of one sentence: what comes before the first speaker carries the last one on."""
    opened, told_of = _openings(scene, sentence, floor)
    text = scene.text
    if not opened or opened[0].subject > sentence.start:
        end = opened[0].subject if opened else sentence.end
        side = opened[0].side if opened else (told_of[0] if told_of else NOBODY)
        yield _before(text, Span(sentence.start, end), floor, side, told_of)
    elif text[opened[0].start] in _STOPS:
        # …说。 behind a quotation: nothing is said here, but who spoke.
        yield Turn(
            sentence.start, sentence.end, NOBODY, subject=sentence.start, about=opened[0].side
        )
    for turn, following in zip_longest(opened, opened[1:]):
        end = following.subject if following else sentence.end
        if end > turn.start and text[turn.start] not in _STOPS:
            yield turn.until(end, quoted="“" in text[turn.start - 1 : turn.start + 1])
        floor.side = turn.side
    floor.topic = told_of[-1] if told_of else NOBODY


def _before(text: str, span: Span, floor: _Floor, following: Side, told_of: list[Side]) -> Turn:
    """“…”某某说: a quotation belongs to who is named behind it, else the last voice goes on."""
    about = told_of[0] if told_of else NOBODY
    quoted = text[span.start] == "“" and text[span.end - 1] == "”"
    opens = text[span.start] == "“" and following is NOBODY and floor.side is NOBODY
    if opens and floor.topic.voice is Voice.FIRM:
        # 某厂长抢了头一个。“…: whom the sentence before told of has the floor.
        floor.side = floor.topic
        return Turn(span.start, span.end, floor.side, "“", quoted=True, subject=span.start)
    if quoted and following is not NOBODY:
        return Turn(
            span.start, span.end, following, "“", quoted=True, subject=span.start, about=about
        )
    if following.voice is Voice.OFFICIAL and _acts(text[span.start : span.end]):
        floor.side = NOBODY
        return Turn(span.start, span.end, following, ACTS, subject=span.start, about=about)
    return Turn(span.start, span.end, floor.side, quoted=quoted, subject=span.start, about=about)


def _acts(told: str) -> bool:
    """Whether the passage tells that something was done, and no trouble."""
    return bool(_HELP.search(told)) and weigh(told).value < 2  # noqa: PLR2004 - one word of trouble


def _openings(scene: Scene, sentence: Span, floor: _Floor) -> tuple[list[Turn], list[Side]]:
    """Every place of the sentence where somebody is given the floor, and whom it tells of."""
    text = scene.text
    label = _labelled(scene, sentence)
    if label:
        return [label], [label.side]
    found: list[Turn] = []
    told_of: list[Side] = []
    subject, since = NOBODY, sentence.start
    told = heard(scene)
    if not told.within(sentence.start, sentence.end):
        return found, told_of
    quotes = text.find("“", sentence.start, sentence.end) >= 0
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        held = told.within(*clause.span())
        if not held and subject is NOBODY:
            continue
        if quotes and scene.reading.quoted(sentence.start, clause.start()):
            continue
        turn, side = _opening(scene, clause, floor, subject, held)
        if turn and side is None:
            turn = _said_before(scene, clause, turn, since, first=not found)
        if side:
            # 公司招工难，缺工人: its workers are no other subject.
            since = since if same_group(subject, side) else clause.start()
            subject = side
            told_of.append(side)
        if turn and found and _carries_on(scene, found[-1], turn, clause):
            continue
        if turn and not (found and _goes_on(found[-1], turn, named=side is not None)):
            found.append(turn)
            since = turn.end
    return found, told_of


def _said_before(
    scene: Scene, clause: re.Match[str], turn: Turn, since: int, *, first: bool
) -> Turn:
    """“…”他说: the quotation before it is what he says; a wish is led to by its trouble."""
    if scene.text.find("”", since, clause.start()) >= 0:
        return replace(turn, subject=clause.start())
    complains = first and turn.word in WISH and turn.side.voice is Voice.FIRM
    start = complained_from(scene, since, turn.start) if complains else turn.start
    return replace(turn, start=start, subject=since)


def _goes_on(before: Turn, turn: Turn, *, named: bool) -> bool:
    """A firm that speaks and then says what it wishes has one matter."""
    both_firms = before.side.voice is turn.side.voice is Voice.FIRM
    wishes = turn.word in WISH and turn.side.firms in {before.side.firms, ()}
    return both_firms and (wishes or not named)


def _carries_on(scene: Scene, before: Turn, turn: Turn, clause: re.Match[str]) -> bool:
    quoted = quotes_office(before.side, before.word, turn.side, turn.word, clause.group())
    return quoted or same_firm(scene, before.side, turn.side, clause)


def _opening(
    scene: Scene, clause: re.Match[str], floor: _Floor, subject: Side, held: int
) -> tuple[Turn | None, Side | None]:
    """The turn a clause opens, and whom it names; `held` are the kinds of words it holds."""
    text, begin = scene.text, clause.start()
    learnt = _LEARNT.search(clause.group()) if held & LEARNS else None
    if learnt and of_firms(scene, begin + learnt.end(), clause.end()):
        at = begin + learnt.end()
        told_of = firms_in(scene, at, clause.end()) or come_to(scene, at)
        side = Side(Voice.FIRM, told_of or firms_before(scene, at))
        return Turn(at, at, side, learnt.group(), subject=begin), side
    for verb in VERB.finditer(clause.group()) if held & SAYS else ():
        who = clause.group()[: verb.start()]
        to = _TOLD_WHOM.search(who) if _RAISED.match(verb.group()) else None
        until = to.start() if to else verb.start()
        if len(who) > _LONGEST_WHO or _HEARD.search(who[:until]):
            break
        if no_speech(clause.group(), verb):
            continue
        named = side_of(scene, begin, begin + until, floor.known)
        if to and (named is None or named.voice is not Voice.FIRM):
            break
        if named and _asks_itself(scene, who, clause, verb):
            named = Side(
                Voice.FIRM,
                tuple(o.name for _m, o in scene.within(begin, begin + verb.start(), "enterprise")),
            )
        side = named or _speaker(scene, clause, verb, floor, subject)
        if side is NOBODY or (side.voice is Voice.FIRM and OFFICIAL_WORD.match(verb.group())):
            continue
        start = said_from(text, clause, verb)
        return Turn(start, start, side, verb.group(), subject=begin, about=side), named
    return _by_mark(scene, clause, floor, subject, held)


def _asks_itself(scene: Scene, who: str, clause: re.Match[str], verb: re.Match[str]) -> bool:
    """A firm that serves the others (供水公司) may have a trouble of its own, too."""
    if not (PUBLIC.search(who) and FIRM_TITLE.search(who) and _RAISED.match(verb.group())):
        return False
    end = scene.reading.sentence_at(clause.start()).end
    return bool(weigh(scene.text[clause.start() + verb.end() : end]).hard)


def _speaker(
    scene: Scene, clause: re.Match[str], verb: re.Match[str], floor: _Floor, subject: Side
) -> Side:
    """Who speaks where the clause names nobody."""
    if verb.group() in WISH:
        wishing = wishes(scene, clause.start() + verb.start(), clause.end())
        return (subject if subject is not NOBODY else floor.side) if wishing else NOBODY
    return _unnamed(clause.group()[: verb.start()], verb.group(), floor, subject)


def _by_mark(
    scene: Scene, clause: re.Match[str], floor: _Floor, subject: Side, held: int
) -> tuple[Turn | None, Side | None]:
    """Without a verb of saying: somebody named before a colon or a quotation."""
    text, end, told_of = scene.text, clause.end(), bool(held & WHO)
    told_of = told_of and not _APART.match(text, clause.start(), end)
    named = side_by(scene, clause.span(), floor.known, held) if told_of else None
    side = named or subject
    if side is NOBODY or text[end : end + 1] not in {"：", "，"}:
        return None, named
    person = side.voice is Voice.OFFICIAL or bool(FIRM_TITLE.search(clause.group()))
    colon = text.startswith("：“", end) or (text[end] == "：" and named and person)
    quotes = text.startswith("，“", end) and side.voice is Voice.FIRM and person
    if not (colon or quotes):
        return None, named
    start = content(text, end)
    return Turn(start, start, side, text[end], subject=clause.start()), named


def _unnamed(who: str, verb: str, floor: _Floor, subject: Side) -> Side:
    """他说, 只讲, 还提出: who spoke before, or whom the sentence is about."""
    if not _EMPTY_WHO.match(who):
        if _RAISES.match(verb) and not _OTHERS.search(who) and len(who) <= _SHORT_NAME:
            firm = subject.voice is Voice.FIRM and _THERE.search(who)
            return subject if firm else Side(Voice.FIRM)
        named = 2 <= len(who) <= 8 and who not in MANNERS  # noqa: PLR2004 - 及时回应 names nobody
        answers = named and _ANSWER.search(verb)
        return Side(Voice.OFFICIAL) if answers else NOBODY
    if "对方" in who or LEADS.search(verb):
        return subject if subject.voice is Voice.OFFICIAL else Side(Voice.OFFICIAL)
    return next((x for x in (subject, floor.side, floor.topic) if x is not NOBODY), NOBODY)


def _labelled(scene: Scene, sentence: Span) -> Turn | None:
    found = labelled(scene, sentence)
    if found is None:
        return None
    return Turn(found.start, found.start, found.side, "：", subject=found.subject)

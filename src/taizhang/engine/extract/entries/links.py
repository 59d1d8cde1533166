"""Who an entry concerns and who is to act: enterprises, lead unit, co-units, scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from taizhang.engine.codes import LedgerKind, Scope
from taizhang.engine.extract.entries.finding import Finding, Scene
from taizhang.engine.extract.entries.hazards import VENUE
from taizhang.engine.extract.entries.weighing import works
from taizhang.engine.extract.mentions import Mention
from taizhang.engine.extract.organisations import Organisation
from taizhang.engine.extract.reading import Role
from taizhang.engine.lexicon import either
from taizhang.engine.lexicon.people import TITLE_ENDINGS
from taizhang.engine.patterns import compiled

_LEADS: Final = compiled(
    r"(?:等(?:部门|单位))?(?:牵头|(?:具体|全面|统一|全权|总)?负责(?!人)|主办|承办|具体(?:承办|落实|实施))"
    # 叮嘱某中心负责人做好…: told to whoever heads it, meant is the body.
    r"|(?:主要)?负责人(?=做好|要|尽快|尽早|立即|马上|抓紧|落实|跟进|牵头|办理|解决|协调)"
)
# 某局局长甲某表示，将…: the office of the one who answers takes the task on.
_ANSWERS: Final = compiled(
    r"(?:[一-鿿]{1,14}?)?(?:当场|随即|当即|现场)?(?:表示|表态|答复|承诺|回应|回复|答应|明确|解释)(?:说|称|道)?[，：]"
)
_WILL: Final = compiled(
    r"将|力争|争取|计划|拟|确保|预计|安排|协调|尽快|抓紧|[月日周天]内|[月日]底?前|年底|优先|改为|开工|对接|办结"
)
_ACTS: Final = compiled(
    r"(?:负责人)?[，]?(?:一定|也|应|需|还|[和、与][^，。；]{2,14})?"
    r"(?:于)?(?:\d{1,2}月(?:\d{1,2}日|底|[上中下]旬)?|[本下]?周[一二三四五六日天]|[月年]底|[一二两三四五六七八九十\d]{1,3}(?:个工作)?[天日周])(?:之?前|之?内)"
    r"|(?:负责人)?[，]?(?:一定|也|应|需|还|[和、与][^，。；]{2,14})?(?:要(?!求)|将|正在|须|务必|已|快速|及时|迅速|主动|立即|介入|协调|上门|当场|做好|从|采取|按照|会同|召集)"
)
_CHARGED: Final = re.compile(
    r"(?:由|移交|转交|交给|交由|转(?:送|给)?|安排|责成|委托|指派|建议|责令|提请|要求|请|叮嘱|希望|嘱咐|督促|提醒|指示)$"
)
_CONCERNS: Final = re.compile(r"企业|公司|该厂|员工")
_THAT: Final = re.compile(r"该(?:厂|公司|企业|单位|店|场所)")
_SOME: Final = compiled(r"(?:一|几|多)家[^，。；]{0,10}?(?:企业|公司)|\d{1,6}家企业")
_COMMON: Final = compiled(
    r"共性|普遍|共同|多数|半数|不少企业|许多企业|部分企业|多家企业|\d{1,6}多?[家户][^，。；、]{0,6}(?:企业|公司|商户|商家|厂)|各企业|企业联名|(?:一些|大批|众多)(?:企业|商户)|与会企业|[两几][^，。；]{0,10}企业"
)
_SPOKEN: Final = frozenset({"promise told", "promise", "weighed", "weighed well", "demand"})
# Not 要求, 强调: those demand of others.
_SAYING: Final = re.compile(
    r"(?:表示|表态|答复|承诺|答应|回应|提出|解释|透露|说|介绍)[^。；]{0,40}$"
)
_SPEAKER: Final = re.compile(
    rf"(?:[一-鿿]{{0,6}}?(?:{either(TITLE_ENDINGS)})|(?:当场|现场|当即|随即)?(?:表示|表态|答复|承诺|答应|回应|提出|解释|透露))"
)
_ADDRESSED: Final = re.compile(r"你市|你县|你区|你局|你单位|请")

_ANSWERED: Final = frozenset(
    {"told by a firm", "carried on", "told of a firm", "asked for in a list"}
)
"""Rules whose lead is the office of the one who answers, unless the answer names another."""

# 此项工作由某局负责。 · 以上两件事由某中心牵头。: who does what was told before, and nothing else.
BARE_CHARGE: Final = compiled(
    r"\s*(?:此|这|该|以上|上述|前述|本)(?P<many>[两三四五六七八九几\d]|些|各)?[项件条]?(?:实事|工作|事项|任务|事|项目|问题|内容)?，?(?:统一|具体|都|均)?(?:由|请)(?P<who>[^。；]{2,40}?)(?:牵头|负责|主办|承办|提出|落实|督办|办理|组织)"
)
_SHORT_UNIT: Final = re.compile(
    r"(?:下一步，?|接下来，?)?(?P<kind>大队|支队|中队|总队|[市区县省]局|[我本]局|分局|中心|管委会|街道|办事处|指挥部|专班|法院|商会|协会)"
    r"(?:还|也|下一步)?(?:将|要|负责|于|会同|牵头|拟|计划|已(?=安排|部署))"
)
_OWN: Final = compiled(
    r"[我本](?P<kind>分局|局|委|厅|办公室|办|中心|大队|支队|街道|镇|管委会|院|馆|会)(?![们员会])"
)
# A mark before what may open with a bare charge: 此, 这项, 以上.
_CLAUSE_ENDS: Final = re.compile(r"[。，](?=[此这该以上前本\s])")
_NOBODY: Final = re.compile(r"(?:人民|属地|当地|上级|各级)?政府")
_AFTER: Final = 240
"""How far behind a task the sentence of who does it may stand."""

_OFFICE: Final = 24
"""Characters behind a quotation in which the office of the speaker stands."""

_QUOTED: Final = 2

Placed = tuple[Mention, Organisation]


def lead(scene: Scene, finding: Finding) -> Organisation | None:
    """The unit that is to act: by the structure, by a word of charge, or as the one who acts."""
    spoken = finding.rule in _ANSWERED
    if finding.lead and not spoken:
        return _named(scene, finding.lead)
    if finding.ledger in {LedgerKind.DIRECTIVE, LedgerKind.DEED}:
        charged = _charged_behind(scene, finding)
        if charged:
            return charged
    return _told_lead(scene, finding) or (_named(scene, finding.lead) if spoken else None)


def _charged_behind(scene: Scene, finding: Finding) -> Organisation | None:
    """Who the sentence behind the task charges with it; 此三项 reaches back over several."""
    text = scene.text
    stop = scene.reading.paragraph_at(finding.start).end
    far = min(stop, finding.end + _AFTER)
    clauses = (mark.end() for mark in _CLAUSE_ENDS.finditer(text, finding.start, far))
    for place in chain((finding.start,), clauses):
        charge = BARE_CHARGE.match(text, place, stop)
        near = charge and (charge["many"] or place <= finding.end + 2)
        if charge and near:
            found = scene.within(charge.start("who"), charge.end("who"), "unit", "enterprise")
            return next((o for _m, o in found), None)
    return None


def _told_lead(scene: Scene, finding: Finding) -> Organisation | None:
    start, end = _acting(finding)
    if start == end:
        return None
    placed = [
        (mention, each)
        for mention, each in scene.within(start, end, "unit", "enterprise")
        if not _NOBODY.fullmatch(mention.name)
    ]
    if finding.rule == "ordered" and (who := _right_before(scene, start)):
        return who
    told = finding.ledger is LedgerKind.APPEAL and not finding.lead
    if told and (taker := _answering(scene, placed, start, end)):
        return taker
    for test in (_opens, _is_leading, _is_charged, _is_acting):
        found = next((p for p in placed if test(scene.text, p, start)), None)
        if found and not _concerned(scene, finding, found[1]):
            return found[1]
    if finding.ledger is LedgerKind.DIRECTIVE and (
        own := _called_short(scene, start, end) or _author(scene, start, end)
    ):
        return own
    if finding.rule in _SPOKEN:
        return _speaker(scene, finding)
    if finding.rule in {"label", "notice"} or _ADDRESSED.search(scene.text, start, end):
        return _addressee(scene, finding) if finding.ledger is LedgerKind.DIRECTIVE else None
    return None


def _right_before(scene: Scene, start: int) -> Organisation | None:
    """某办督促施工方…: who gives the order has it on the ledger."""
    sentence = scene.reading.sentence_at(start)
    before = scene.within(sentence.start, start, "unit")
    return next((each for mention, each in before if mention.end == start), None)


def _answering(scene: Scene, placed: list[Placed], start: int, end: int) -> Organisation | None:
    """某局局长甲某表示，将…: who opens an answer that says what will be done takes it on."""
    opening = [p for p in placed if p[0].start == start]
    if not opening:
        return None
    said = _ANSWERS.match(scene.text, opening[0][0].end, end)
    return opening[0][1] if said and _WILL.search(scene.text, said.end(), end) else None


def _called_short(scene: Scene, start: int, end: int) -> Organisation | None:
    """大队将…, 区局要…: the one unit of the document whose name ends so."""
    said = _SHORT_UNIT.match(scene.text, start, end)
    if said is None:
        return None
    kind = said["kind"].removeprefix("我").removeprefix("本")
    kind = kind[1:] if len(kind) == 2 and kind[1] == "局" else kind  # noqa: PLR2004
    ending = {o.name: o for _m, o in scene.places if o.kind == "unit" and o.name.endswith(kind)}
    return next(iter(ending.values())) if len(ending) == 1 else None


def _author(scene: Scene, start: int, end: int) -> Organisation | None:
    """我局…: the body that writes, named at the head of the document or alone in a line."""
    said = _OWN.search(scene.text, start, end)
    if said is None:
        return None
    for mention, organisation in scene.places:
        if organisation.kind != "unit" or not organisation.name.endswith(said["kind"]):
            continue
        line = scene.reading.paragraph_at(mention.start)
        opens = not scene.text[line.start : mention.start].strip()
        if opens and (mention.end >= line.end or scene.text.startswith("关于", mention.end)):
            return organisation
    return None


def _speaker(scene: Scene, finding: Finding) -> Organisation | None:
    """某中心负责人答复，将…: who promises is to act; 对某街道负责人说，…: who is told to."""
    behind = scene.text.find("”", finding.end, finding.end + 2)
    if behind >= 0:
        # “我们将…。”某局局长某某答复。
        near = scene.within(behind + 1, behind + _OFFICE, "unit", "enterprise")
        for mention, office in near:
            if mention.start <= behind + _QUOTED and _SPEAKER.match(scene.text, mention.end):
                return office
    start = scene.reading.sentence_at(finding.start).start
    told = list(scene.within(start, finding.start, "unit", "enterprise"))
    if not _SAYING.search(scene.text, start, finding.start):
        return None
    return next((o for m, o in reversed(told) if _SPEAKER.match(scene.text, m.end)), None)


def _acting(finding: Finding) -> tuple[int, int]:
    """Where the acting unit is told: in the task itself, in the answer to a problem."""
    if finding.ledger is LedgerKind.APPEAL:
        return finding.reply or (0, 0)
    return (0, 0) if finding.ledger is LedgerKind.HAZARD else (finding.start, finding.end)


def _named(scene: Scene, name: str) -> Organisation | None:
    return scene.once(_by_name).get(name)


def _by_name(scene: Scene) -> dict[str, Organisation]:
    """The first organisation that is called so, for each name."""
    return {name: each for each in reversed(scene.organisations) for name in each.names}


def _opens(text: str, placed: Placed, start: int) -> bool:
    """某局要…，由某队复查: whoever opens the task has it, others named behind have parts of it."""
    opens = placed[0].start == start
    return opens and bool(_ACTS.match(text, placed[0].end) or works(text, placed[0].end))


def _is_leading(text: str, placed: Placed, start: int) -> bool:
    del start
    return bool(_LEADS.match(text, placed[0].end))


def _is_charged(text: str, placed: Placed, start: int) -> bool:
    return bool(_CHARGED.search(text[max(start, placed[0].start - 4) : placed[0].start]))


def _is_acting(text: str, placed: Placed, start: int) -> bool:
    mention = placed[0]
    opens = (
        mention.start == start
        or text[mention.start - 1] in "，。；：地由请"
        or _tells(text, mention)
    )
    return opens and (bool(_ACTS.match(text, mention.end)) or works(text, mention.end))


def _tells(text: str, mention: Mention) -> bool:
    return text[max(0, mention.start - 2) : mention.start] in {"表示", "答复", "当地"}


def _concerned(scene: Scene, finding: Finding, organisation: Organisation) -> bool:
    """An enterprise whose own problem it is does not lead the answer."""
    if organisation.kind != "enterprise" or finding.ledger is not LedgerKind.APPEAL:
        return False
    return organisation in enterprises(scene, finding)


def _addressee(scene: Scene, finding: Finding) -> Organisation | None:
    """The unit a notice is addressed to (某市环境保护局：…)."""
    article = scene.reading.paragraph_at(finding.start).article.id
    start, end = scene.reading.start_of(article), scene.reading.end_of(article)
    for mention, organisation in scene.within(start, end, "unit"):
        addressed = scene.text[mention.end : mention.end + 1] in {"：", ":"}
        paragraph = scene.reading.paragraph_at(mention.start)
        opens = mention.start - paragraph.start < 4 and paragraph.role is Role.BODY  # noqa: PLR2004
        if opens and addressed:
            return organisation
    return None


def co_units(scene: Scene, finding: Finding, leading: Organisation | None) -> list[Organisation]:
    """The units that assist: named before 配合, or after 协调, 会同 and 联合."""
    named = [o for name in finding.co_units if (o := _named(scene, name))]
    start, end = _acting(finding)
    found = [*named, *(o for _m, o in _assisting(scene, start, end))]
    unique = {o.name: o for o in found if leading is None or o.name != leading.name}
    return list(unique.values())


def _assisting(scene: Scene, start: int, end: int) -> Iterator[Placed]:
    text = scene.text
    placed = list(scene.within(start, end, "unit"))
    for index, (mention, organisation) in enumerate(placed):
        before = text[max(start, mention.start - 4) : mention.start]
        after = text[mention.end : mention.end + 2]
        last = index
        while (
            last + 1 < len(placed) and text[placed[last][0].end : placed[last + 1][0].start] == "、"
        ):
            last += 1
        assists = text.startswith(("配合", "协助", "协同"), placed[last][0].end)
        if (
            assists
            or before.endswith(("协调", "会同", "联合"))
            or (before.endswith("和") and after[:1] == "要")
        ):
            yield mention, organisation


_WENT: Final = re.compile(r"来到|走进|抵达|到达|赶到|前往|深入")


def enterprises(scene: Scene, finding: Finding) -> list[Organisation]:
    """The enterprises named in the entry, else the one that 企业 and 公司 mean there."""
    if finding.about:
        about = [o for o in scene.organisations if finding.about in o.names]
        # 甲电缆、乙模具 or 甲食品厂等5户 in the cell of who raises it.
        about = about or [
            o
            for o in scene.organisations
            if o.kind == "enterprise" and any(name in finding.about for name in o.names)
        ]
        if about:
            return about
    speaking = [o for name in finding.firms if (o := _named(scene, name))]
    if speaking:
        return speaking
    named = _named_in(scene, finding)
    if named:
        return named
    text = scene.text[finding.start : finding.end]
    if _THAT.search(text):
        return [o for _m, o in scene.within(0, finding.start, "enterprise")][-1:]
    own = finding.rule == "voiced" or _CONCERNS.search(text)
    if own and not _SOME.search(text) and finding.ledger is LedgerKind.APPEAL:
        meant = _meant(scene, finding)
        return [meant] if meant else []
    return []


def _named_in(scene: Scene, finding: Finding) -> list[Organisation]:
    """Those of the entry's own words; a danger told without any is where the inspectors went."""
    apart = scene.text[finding.start - 1 : finding.start] in {"；", ";"}
    if finding.ledger is LedgerKind.HAZARD and apart and VENUE.match(scene.text, finding.start):
        # Behind ； with a place of its own: what the sentence named before is another's.
        return [o for _m, o in scene.within(finding.start, finding.end, "enterprise")]
    places = [_extent(scene, finding)]
    if finding.ledger is LedgerKind.HAZARD:
        own = (finding.start, finding.end)
        places = [own, *places, _found_at(scene, finding.start), _visited(scene, finding.start)]
    for start, end in places:
        named = {o.name: o for _m, o in scene.within(start, end, "enterprise")}
        if named:
            return list(named.values())
    return []


def _found_at(scene: Scene, place: int) -> tuple[int, int]:
    """What the sentence says before it, where that names one firm: 检查组在某厂看到，…."""
    start = scene.reading.sentence_at(place).start
    firms = {o.name for _m, o in scene.within(start, place, "enterprise")}
    return (start, place) if len(firms) == 1 else (place, place)


def _visited(scene: Scene, place: int) -> tuple[int, int]:
    """The sentence before, where it goes to one firm (检查组来到某公司)."""
    sentence = scene.reading.sentence_at(place)
    paragraph = scene.reading.paragraph_at(place)
    if sentence.start <= paragraph.start:
        return place, place
    before = scene.reading.sentence_at(sentence.start - 1)
    went = _WENT.search(scene.text, before.start, before.end)
    firms = {o.name for _m, o in scene.within(before.start, before.end, "enterprise")}
    return (before.start, before.end) if went and len(firms) == 1 else (place, place)


def _extent(scene: Scene, finding: Finding) -> tuple[int, int]:
    """The quote; for a told problem and a task on the spot, its sentence up to the end."""
    if finding.rule in {"told", "arranged", "found", "learnt of"}:
        return scene.reading.sentence_at(finding.start).start, finding.end
    return finding.start, finding.end


def _meant(scene: Scene, finding: Finding) -> Organisation | None:
    """The one enterprise named before in the paragraph, else the one its article is about."""
    paragraph = scene.reading.paragraph_at(finding.start)
    sentence = scene.reading.sentence_at(finding.start)
    here = [o for _m, o in scene.within(sentence.start, finding.start, "enterprise")]
    if here:
        return here[-1]
    near = {o.name: o for _m, o in scene.within(paragraph.start, finding.start, "enterprise")}
    if len(near) == 1:
        return next(iter(near.values()))
    counts = scene.firms_of.get(paragraph.article.id)
    if not counts:
        return None
    name, most = counts.most_common(1)[0]
    return _named(scene, name) if most * 2 >= counts.total() else None


def scope(scene: Scene, finding: Finding, concerned: list[Organisation]) -> Scope | None:
    """Common where the text says so or an open group asks; individual for given enterprises."""
    if finding.ledger is not LedgerKind.APPEAL:
        return None
    spoken = finding.rule in _ANSWERED
    start = scene.reading.sentence_at(finding.start).start if spoken else finding.start
    text = scene.text[start : finding.end]
    if _COMMON.search(text + finding.about):
        return Scope.COMMON
    one = concerned or spoken or finding.about or re.search(r"一家|企业|公司", text)
    return Scope.INDIVIDUAL if one else None

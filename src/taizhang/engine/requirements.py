"""What a move requires, one small question each; a refusal names the rule and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from taizhang.engine import refusals
from taizhang.engine.codes import Category, Labelled, Satisfaction, Scope
from taizhang.engine.facts import Facts, Happening, Payload
from taizhang.engine.moves import Level, Move

TEXT_LIMIT: Final = 5000
"""Longest text of one field; what is longer is a paper and belongs into an attachment."""
UNDO_WITHIN: Final = timedelta(hours=24)
"""After a day others have built upon an act: then it is put right by another act."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class ParkKind(Labelled):
    """Why a matter cannot be solved now (挂账原因)."""

    POLICY_GAP = "policy_gap", _("No policy covers it")
    PARENT_COMPANY = "parent_company", _("The parent company decides")
    FUNDS = "funds", _("No funds")
    LAW = "law", _("The law does not allow it")
    OTHER = "other", _("Another reason")


@dataclass(frozen=True, slots=True)
class Steps:
    """Which steps a ledger asks for, and its limits."""

    needs_triage: bool = False
    needs_call_back: bool = False
    needs_evidence: bool = False
    extensions: int = 1
    """How often an entry may be extended."""
    extension_days: int | None = None
    """How many days at most one extension adds; None is no limit."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A move that somebody wants to make, with all that its rule may look at."""

    facts: Facts
    happening: Happening
    steps: Steps
    today: date

    @property
    def said(self) -> Payload:
        """What the move says."""
        return self.happening.payload

    def day(self, key: str) -> date | None:
        """A day that it says."""
        value = self.said.get(key)
        return date.fromisoformat(value) if value else None


Requirement = Callable[[Asked], None]


def needs(key: str, refusal: type[refusals.Refused]) -> Requirement:
    """`key` must hold more than blanks."""

    def requirement(asked: Asked) -> None:
        if not str(asked.said.get(key) or "").strip():
            raise refusal

    return requirement


reason: Final = needs("reason", refusals.ReasonMissing)


def short_texts(asked: Asked) -> None:
    """No field is a whole paper."""
    for value in asked.said.values():
        if isinstance(value, str) and len(value) > TEXT_LIMIT:
            raise refusals.TextTooLong(length=len(value), limit=TEXT_LIMIT)


def changes_something(asked: Asked) -> None:
    """An amendment that says what stands there already is none."""
    facts, said = asked.facts, dict(asked.said)
    values = said.pop("values", {})
    same = all(facts.values.get(key) == value for key, value in values.items())
    now = {word: getattr(facts, word, None) for word in said}
    if same and all(
        now[word] == value for word, value in said.items() if not word.endswith("_name")
    ):
        raise refusals.NothingToAmend
    for word in ("title", "text"):
        if word in said and not said[word].strip():
            raise refusals.TextMissing


def codes_are_known(asked: Asked) -> None:
    """Closed lists stay closed."""
    for key, codes in (("category", Category), ("scope", Scope)):
        value = asked.said.get(key)
        if value and value not in set(codes):
            raise refusals.CodeUnknown(value=value)


def watcher_is_free(asked: Asked) -> None:
    """The watcher (盯办) is neither in charge nor accountable: nobody watches themselves."""
    said, facts = asked.said, asked.facts
    anew = asked.happening.move is Move.DISPATCH
    watcher = said.get("watcher") or facts.watcher
    in_charge = said.get("in_charge") or ("" if anew else facts.in_charge)
    accountable = said.get("accountable") or facts.accountable
    if watcher and watcher == in_charge:
        raise refusals.WatcherInCharge
    if watcher and watcher == accountable:
        raise refusals.WatcherAccountable


def lead_does_not_assist(asked: Asked) -> None:
    """A unit leads or assists, never both."""
    if asked.said["lead"] in asked.said.get("co_units", ()):
        raise refusals.LeadAlsoAssists(unit=asked.said.get("lead_name") or asked.said["lead"])


def due_is_not_past(asked: Asked) -> None:
    """Nobody orders what is late already; a rule that counts from the request may have run out."""
    due, said = asked.day("due"), asked.said
    if due and due < asked.today and said.get("due_by") != "rule" and not said.get("kept"):
        raise refusals.DueInThePast(due=due)


def broadcast_reaches_somebody(asked: Asked) -> None:
    """What every unit answers for itself goes to units."""
    if asked.said.get("broadcast") and not asked.said.get("co_units"):
        raise refusals.BroadcastToNobody


def unit_assists(asked: Asked) -> None:
    """The unit that speaks is a co-unit today."""
    if asked.happening.unit not in asked.facts.co_units:
        raise refusals.NotACoUnit


def return_is_in_time(asked: Asked) -> None:
    """A dispatch is disputed within the ledger's window (安阳 art. 50: 24 hours), or not at all."""
    until = asked.facts.return_by
    if until is not None and asked.happening.at > until:
        raise refusals.ReturnTooLate(until=until)


def unit_is_not_designated(asked: Asked) -> None:
    """A designated unit may not return it again (潍坊 12345 条例 art. 20)."""
    if asked.facts.designated:
        raise refusals.UnitDesignated


def extension_is_in_time(asked: Asked) -> None:
    """Asked for before the due date, for a later one (信访工作条例 art. 34)."""
    current, wanted = asked.facts.due, asked.day("due")
    if current is not None and asked.today > current:
        raise refusals.ExtensionTooLate(due=current)
    if wanted is None or (current is not None and wanted <= current):
        raise refusals.ExtensionNotLater(due=current)


def extension_is_within_limits(asked: Asked) -> None:
    """So often, and by so many days, as the ledger allows."""
    steps, facts, wanted = asked.steps, asked.facts, asked.day("due")
    if facts.extension_count >= steps.extensions:
        raise refusals.NoExtensionLeft(allowed=steps.extensions)
    if steps.extension_days is None or facts.due is None or wanted is None:
        return
    latest = facts.due + timedelta(days=steps.extension_days)
    if wanted > latest:
        raise refusals.ExtensionTooLong(latest=latest)


def another_person_decides(asked: Asked) -> None:
    """Nobody grants themselves more time."""
    if asked.facts.asked_by and asked.happening.by == asked.facts.asked_by:
        raise refusals.OwnRequest


def park_kind_is_known(asked: Asked) -> None:
    """Why it cannot be solved now is one of the kinds."""
    if asked.said.get("kind") not in set(ParkKind):
        raise refusals.ParkKindUnknown


def review_lies_ahead(asked: Asked) -> None:
    """What is parked comes back."""
    review_on = asked.day("review_on")
    if review_on is None or review_on <= asked.today:
        raise refusals.ReviewNotAhead


def level_is_higher(asked: Asked) -> None:
    """Escalating goes up."""
    level = asked.said.get("level")
    if level not in set(Level):
        raise refusals.LevelUnknown
    now = Level(asked.facts.level or Level.UNIT)
    if Level(level).rank <= now.rank:
        raise refusals.LevelNotHigher


def visit_lies_ahead(asked: Asked) -> None:
    """A visit is planned for today or later."""
    on = asked.day("on")
    if on is None or on < asked.today:
        raise refusals.VisitNotAhead


def reply_says_something(asked: Asked) -> None:
    """已收悉、已转交 answers nothing."""
    if is_empty_receipt(asked.said["reply"]):
        raise refusals.EmptyReceipt(reply=asked.said["reply"].strip())


def every_unit_answered(asked: Asked) -> None:
    """What many units answer is answered when all have, or when it is said why not."""
    if not asked.facts.is_broadcast or str(asked.said.get("missing") or "").strip():
        return
    silent = [one for one in asked.facts.in_force if one.unit in asked.facts.co_units]
    left = sum(one.contributed_at is None for one in silent)
    if left:
        raise refusals.UnitsSilent(count=left)


def requester_is_known(asked: Asked) -> None:
    """Only who asked is heard."""
    name = asked.said.get("requester", "")
    if name and all(one.name != name for one in asked.facts.requesters):
        raise refusals.NotARequester(name=name)


def satisfaction_is_known(asked: Asked) -> None:
    """One of the five steps."""
    value = asked.said.get("satisfaction")
    if value and value not in set(Satisfaction):
        raise refusals.SatisfactionUnknown


def requester_was_heard(asked: Asked) -> None:
    """Called back, or it is documented why that was impossible."""
    if not asked.steps.needs_call_back or asked.facts.called_back_at:
        return
    if not asked.said.get("impossible", "").strip():
        raise refusals.CallBackMissing


def unsolved_is_explained(asked: Asked) -> None:
    """What is not solved is closed only with the reason why it cannot be."""
    facts = asked.facts
    bad = bool(facts.satisfaction) and Satisfaction(facts.satisfaction).is_bad
    if (facts.is_solved is False or bad) and not asked.said.get("impossible", "").strip():
        raise refusals.UnsolvedNotExplained


def evidence_is_there(asked: Asked) -> None:
    """Where the ledger asks for evidence, nothing closes without."""
    if asked.steps.needs_evidence and not asked.facts.evidence and not asked.said.get("files"):
        raise refusals.EvidenceMissing


def another_person_closes(asked: Asked) -> None:
    """Who handled it does not close it."""
    if asked.happening.by in asked.facts.handlers:
        raise refusals.HandlerMayNotClose


def merges_into_another(asked: Asked) -> None:
    """An entry is merged into another one."""
    if asked.said.get("into") in {None, "", asked.facts.number}:
        raise refusals.MergedIntoItself


def ledger_is_another(asked: Asked) -> None:
    """On each ledger once."""
    if any(one.ledger == asked.said.get("ledger") for one in asked.facts.listed):
        raise refusals.ListedAlready


def stands_on_ledger(asked: Asked) -> None:
    """Taken off a ledger on which it stands beside its own."""
    if all(one.ledger != asked.said.get("ledger") for one in asked.facts.listed):
        raise refusals.NotListed


def act_can_be_undone(asked: Asked) -> None:
    """Only the newest act, within a day, and only where nobody outside was told."""
    changed = asked.facts.changed_at
    if changed is not None and asked.happening.at - changed > UNDO_WITHIN:
        raise refusals.UndoTooLate(hours=int(UNDO_WITHIN.total_seconds() // 3600))


def hands_something_over(asked: Asked) -> None:
    """Somebody else or some unit takes over."""
    people = ("accountable", "in_charge", "watcher", "visitor")
    taken = {word: asked.said[word] for word in people if asked.said.get(word)}
    same = all(getattr(asked.facts, word) == code for word, code in taken.items())
    if same and not asked.said.get("units"):
        raise refusals.NothingToAmend


_CLAUSE: Final = re.compile(r"[\s,，.。;；:：!！?？、~…]+")
_RECEIPT: Final = re.compile(
    r"(?:您好|你好|谢谢|感谢(?:您的)?(?:来信|来件|反映|支持|关注)?"
    r"|(?:您|贵司|贵单位|贵公司)?的?(?:来件|来信|来函|问题|诉求|材料|情况|意见|反映)?(?:我单位|我局|我中心)?"
    r"(?:已经?|均已)?(?:收悉|收到|知悉|知晓|已?阅|登记|记录|受理|接收)了?"
    r"|(?:将|会)?(?:已经?|及时|尽快)?(?:转交|转办|转送|转至|移交|上报|转)[^，。；]{0,16}"
    r"|(?:正在|正|将|会)?(?:尽快|抓紧|及时)?(?:办理|处理|研究|核实|答复|跟进|落实)中?"
    r"|received|noted|forwarded|passedon|in(?:process|progress)|willfollowup)",
    re.IGNORECASE,
)


def is_empty_receipt(reply: str) -> bool:
    """Whether a reply only says that something arrived or was passed on (已收悉、已转交…)."""
    plain = re.sub(r"(?<=[A-Za-z])[ \t]+(?=[A-Za-z])", "", reply)
    return all(_RECEIPT.fullmatch(clause) for clause in _CLAUSE.split(plain) if clause)

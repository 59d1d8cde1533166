"""A common problem with three members of three enterprises, and who has to do with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.ledger import services as ledger
from taizhang.ledger.models import Entry
from taizhang.matching import services
from taizhang.matching.models import CommonProblem, Membership
from tests.clock import NOW
from tests.factories import make_enterprise, make_entry

if TYPE_CHECKING:
    from tests.people import People

SENTENCE = "生物医药中小企业缺生产用地"
ANSWER = "医药产业加速器二期十月交付，八家企业的面积和层高已逐家落实。"


@dataclass
class Shared:
    """Makes entries and a problem out of them, by the acts themselves."""

    people: People
    entries: list[Entry] = field(default_factory=list)

    @property
    def office(self) -> dict[str, Any]:
        return {"by": self.people.office, "now": NOW}

    @property
    def handler(self) -> dict[str, Any]:
        return {"by": self.people.lead_handler, "now": NOW}

    def appeal(self, enterprise: Any = None, **more: Any) -> Entry:
        """An appeal that waits in the office."""
        firm = enterprise or make_enterprise()
        given = {"title": "生产用地不足", "text": "扩产缺少生产用地，希望解决。", **more}
        return make_entry(by=self.people.office, enterprises=[firm], **given)

    def at_work(self, enterprise: Any = None, **more: Any) -> Entry:
        """An appeal that the lead unit has in its hands."""
        entry = self.appeal(enterprise, **more)
        entry = ledger.dispatch(entry, lead=self.people.lead, **self.office)
        return ledger.acknowledge(entry, **self.handler)

    def closed(self, enterprise: Any = None) -> Entry:
        entry = ledger.answer(self.at_work(enterprise), reply="地块已落实。", **self.handler)
        entry = ledger.call_back(entry, said="好了。", solved=True, **self.office)
        return ledger.close(entry, **self.office)

    def problem(self, *entries: Entry, **more: Any) -> CommonProblem:
        self.entries = list(entries) or [
            self.at_work(self.people.enterprise),
            self.at_work(self.people.other_enterprise),
            self.at_work(),
        ]
        given = {
            "sentence": SENTENCE,
            "owner": self.people.leader,
            "lead": self.people.lead,
            "entries": self.entries,
            "why": "都缺生产用地",
            "category": "land_space",
            "words": ["生产用地"],
        }
        return services.open_problem(**{**given, **more}, **self.office)

    def answered(self, problem: CommonProblem | None = None) -> CommonProblem:
        """Drafted and given to every member."""
        problem = problem or self.problem()
        problem = services.draft_answer(problem, text=ANSWER, **self.office)
        services.give_answer(problem, looked(problem), **self.handler)
        problem.refresh_from_db()
        return problem


def members(problem: CommonProblem) -> list[Membership]:
    rows = Membership.objects.filter(problem=problem, unlinked_at=None)
    return list(rows.select_related("entry").order_by("entry_id"))


def looked(problem: CommonProblem, *, text: str = "") -> list[services.Looked]:
    return [services.Looked(one, one.entry.version, text) for one in members(problem)]


@pytest.fixture
def shared(people: People) -> Shared:
    return Shared(people)

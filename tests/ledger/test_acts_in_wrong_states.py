"""Every act in every state it may not start from: refused by name, nothing changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.engine.codes import Satisfaction
from taizhang.engine.lifecycle import RULES, Move, State
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from tests.clock import NOW

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db

_SERVICES: dict[Move, Callable[..., Entry]] = {
    Move.AMEND: services.amend,
    Move.ACCEPT: services.accept,
    Move.DECLINE: services.decline,
    Move.DISPATCH: services.dispatch,
    Move.ACKNOWLEDGE: services.acknowledge,
    Move.REQUEST_RETURN: services.request_return,
    Move.REFUSE_RETURN: services.refuse_return,
    Move.PROGRESS: services.report_progress,
    Move.CONTRIBUTE: services.contribute,
    Move.REQUEST_EXTENSION: services.request_extension,
    Move.GRANT_EXTENSION: services.grant_extension,
    Move.REFUSE_EXTENSION: services.refuse_extension,
    Move.REQUEST_CO_EXTENSION: services.request_co_extension,
    Move.GRANT_CO_EXTENSION: services.grant_co_extension,
    Move.REFUSE_CO_EXTENSION: services.refuse_co_extension,
    Move.PARK: services.park,
    Move.RESUME: services.resume,
    Move.ANSWER: services.answer,
    Move.CALL_BACK: services.call_back,
    Move.RATE: services.rate,
    Move.CLOSE: services.close,
    Move.REOPEN: services.reopen,
    Move.ACKNOWLEDGE_PART: services.acknowledge_part,
    Move.ESCALATE: services.escalate,
    Move.PLAN_VISIT: services.plan_visit,
    Move.VISIT: services.visit,
    Move.UNMERGE: services.unmerge,
    Move.SHARE_ANSWER: services.share_answer,
    Move.WITHDRAW: services.withdraw,
    Move.HAND_OVER: services.hand_over,
    Move.LIST: services.put_on,
    Move.UNLIST: services.take_off,
}


def _given(move: Move, people: People) -> dict[str, Any]:
    said: dict[Move, dict[str, Any]] = {
        Move.AMEND: {"title": "另一个标题"},
        Move.DECLINE: {"reason": "涉诉", "route": "人民法院"},
        Move.DISPATCH: {"lead": people.lead},
        Move.PROGRESS: {"text": "在办"},
        Move.CONTRIBUTE: {"text": "图纸已送"},
        Move.REQUEST_EXTENSION: {"reason": "晚", "due": date(2026, 11, 30)},
        Move.REQUEST_CO_EXTENSION: {"reason": "晚", "due": date(2026, 9, 22)},
        Move.GRANT_CO_EXTENSION: {"unit": people.co},
        Move.REFUSE_CO_EXTENSION: {"unit": people.co, "reason": "来得及"},
        Move.PARK: {"kind": "law", "reason": "不允许", "review_on": date(2026, 11, 30)},
        Move.ANSWER: {"reply": "已修好，可以通行。"},
        Move.CALL_BACK: {"said": "好了"},
        Move.RATE: {
            "enterprise": people.enterprise,
            "satisfaction": Satisfaction.FAIR,
            "solved": None,
        },
    }
    said |= {
        Move.ESCALATE: {"level": "leader", "reason": "两次交办未果"},
        Move.PLAN_VISIT: {"on": date(2026, 11, 30), "visitor": people.service_officer},
        Move.VISIT: {"text": "已看过现场"},
        Move.UNMERGE: {"reason": "不是一件事"},
        Move.SHARE_ANSWER: {"reply": "已修好，可以通行。"},
        Move.WITHDRAW: {"reason": "不需要了"},
        Move.HAND_OVER: {"watcher": people.service_officer},
        Move.LIST: {"ledger": "hazard"},
        Move.UNLIST: {"ledger": "hazard", "reason": "列错了"},
    }
    default = {"reason": "理由充分"} if move.value.startswith("re") and move != Move.RESUME else {}
    return said.get(move, default)


_REACHED = [state for state in State if state is not State.TRIAGE] + [State.TRIAGE]
_WRONG = [
    (move, state) for move in _SERVICES for state in _REACHED if state not in RULES[move].begins
]


@pytest.mark.parametrize(("move", "state"), _WRONG)
def test_an_act_is_refused_where_it_may_not_start(
    move: Move,
    state: State,
    stages: Stages,
    people: People,
    unchanged: Unchanged,
) -> None:
    entry = getattr(stages, state.value)()
    assert entry.state == state
    with unchanged(entry), pytest.raises(services.MoveNotAllowed):
        _SERVICES[move](entry, by=people.co_handler, now=NOW, **_given(move, people))


@pytest.mark.parametrize("move", _SERVICES)
def test_an_act_on_an_unknown_entry_fails(move: Move, stages: Stages, people: People) -> None:
    entry = stages.answered()
    entry.pk = 0
    with pytest.raises((Entry.DoesNotExist, services.NotARequester)):
        _SERVICES[move](entry, by=people.office, now=NOW, **_given(move, people))

"""What a common problem leads to: the theme of a month (每月一题), a policy gap (政策缺口)."""

from __future__ import annotations

import pytest

from taizhang.matching import errors, queries, services
from taizhang.matching.codes import ProblemAct
from taizhang.matching.models import PolicyGap, Theme
from tests.matching.conftest import Shared

pytestmark = pytest.mark.django_db
CHOSEN = {"year": 2026, "month": 10, "why": "12 家企业，近 30 天 9 家"}


def test_a_month_has_one_theme(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    theme = services.choose_theme(problem, **CHOSEN, seen=seen, **shared.office)
    assert services.choose_theme(problem, **CHOSEN, seen=seen, **shared.office) == theme
    assert str(theme) == f"2026-10 {problem}"
    assert list(queries.themes(2026)) == [theme]
    other = shared.problem(shared.appeal(), shared.appeal())
    with pytest.raises(errors.MonthTaken):
        services.choose_theme(other, **CHOSEN, **shared.office)
    with pytest.raises(errors.MonthUnknown):
        services.choose_theme(other, **{**CHOSEN, "month": 13}, **shared.office)
    with pytest.raises(errors.WordsNeeded):
        services.choose_theme(other, **{**CHOSEN, "why": ""}, **shared.office)


def test_a_dropped_theme_frees_its_month_and_stays_in_the_history(shared: Shared) -> None:
    theme = services.choose_theme(shared.problem(), **CHOSEN, **shared.office)
    stale = Theme.objects.get()
    problem = services.drop_theme(theme, **shared.office)
    again = services.drop_theme(stale, **shared.office)
    assert problem.version == again.version
    acts = [event.act for event in queries.events(problem)]
    assert acts == [ProblemAct.OPEN, ProblemAct.THEME, ProblemAct.DROP_THEME]
    services.choose_theme(problem, **CHOSEN, **shared.office)


def test_a_policy_gap_holds_its_evidence(shared: Shared) -> None:
    problem = shared.problem()
    seen = problem.version
    said = {"sentence": "没有中小企业分割供地的办法"}
    gap = services.note_policy_gap(problem, **said, seen=seen, **shared.office)
    assert services.note_policy_gap(problem, **said, seen=seen, **shared.office) == gap
    assert [one["entry"] for one in gap.evidence] == [one.number for one in shared.entries]
    assert gap.evidence[0]["words"] == shared.entries[0].text
    assert str(gap) == said["sentence"]
    with pytest.raises(errors.GapNoted):
        services.note_policy_gap(problem, **said, **shared.office)
    with pytest.raises(errors.WordsNeeded):
        services.note_policy_gap(problem, sentence="", **shared.office)
    assert PolicyGap.objects.count() == 1

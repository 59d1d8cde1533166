"""Correcting what an entry says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine import refusals
from taizhang.engine.codes import Category, Scope
from taizhang.ledger import queries, services

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_amend_changes_the_words_and_keeps_the_old_in_history(
    stages: Stages, people: People
) -> None:
    entry = services.amend(
        stages.accepted(),
        title="变压器容量不足",
        text="二期缺电。",
        category=Category.UTILITIES,
        scope=Scope.COMMON,
        watcher=people.lead_head,
        **stages.office,
    )
    assert (entry.title, entry.text, entry.category) == (
        "变压器容量不足",
        "二期缺电。",
        "utilities",
    )
    assert (entry.scope, entry.watcher) == ("common", people.lead_head)
    assert entry.events.get(version=1).payload["title"] == "用电容量不足"


def test_an_amended_entry_is_found_by_its_new_words(stages: Stages) -> None:
    entry = services.amend(stages.accepted(), text="道路积水严重。", **stages.office)
    found = queries.matching(queries.entries(), "积水")
    assert list(found) == [entry]
    assert not queries.matching(queries.entries(), "二期无法").exists()


def test_a_category_can_be_taken_away(stages: Stages) -> None:
    entry = stages.accepted(category=Category.UTILITIES)
    assert services.amend(entry, category="", **stages.office).category == ""


def test_amend_refuses_an_empty_title_and_unknown_codes(
    stages: Stages, unchanged: Unchanged
) -> None:
    entry = stages.accepted()
    with unchanged(entry):
        with pytest.raises(refusals.TextMissing):
            services.amend(entry, title=" ", **stages.office)
        with pytest.raises(refusals.CodeUnknown):
            services.amend(entry, category="weather", **stages.office)


def test_amending_twice_with_the_same_words_is_refused(
    stages: Stages, unchanged: Unchanged
) -> None:
    entry = services.amend(stages.accepted(), title="新标题", **stages.office)
    with unchanged(entry), pytest.raises(refusals.NothingToAmend):
        services.amend(entry, title="新标题", **stages.office)

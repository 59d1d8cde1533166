"""Triage learns by itself from what people decided, keeps what is better, and says who taught."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from taizhang.engine.codes import Category
from taizhang.engine.lifecycle import State
from taizhang.engine.teaching import Decision
from taizhang.engine.triage import Example, Model
from taizhang.ledger import services
from taizhang.ledger.models import Entry
from taizhang.ledger.services.register import Matter, register_all
from taizhang.ledger.triage.codes import Ground, Target
from taizhang.ledger.triage.decisions import decisions
from taizhang.ledger.triage.models import Learnt
from taizhang.ledger.triage.opinions import forget_loaded, thought
from taizhang.ledger.triage.queries import in_use, proposed
from taizhang.ledger.triage.services import FEWEST, retrain
from tests.clock import NOW
from tests.factories import (
    make_document,
    make_draft,
    make_enterprise,
    make_entry,
    make_person,
)
from tests.ledger.learning import registered, signed, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ledger.conftest import Stages
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_loaded() -> Iterator[None]:
    forget_loaded()
    yield
    forget_loaded()


def _of(target: Target) -> list[Decision]:
    return sorted(decisions(target), key=lambda one: one.number)


def _proposed(people: People, text: str = "", **more: object) -> object:
    entry = make_entry(by=people.office, title="一件事", text=text, **more)
    return proposed(entry, Entry.objects.all(), now=NOW)


def test_on_the_first_day_words_and_duties_speak_or_nobody(people: People) -> None:
    people.lead.duties = "电力增容、线路迁改、停电抢修"
    people.lead.save()
    known = _proposed(people, "变压器容量不足，需要电力增容，已停产。")
    assert (known.category.label, known.category.ground) == (Category.UTILITIES, Ground.WORDS)
    assert (known.unit, known.lead.ground) == (people.lead, Ground.DUTIES)
    assert "电力增容" in known.lead.words
    assert known.pressed.words == ("停产",)
    assert known.due == (NOW + timedelta(days=1)).date()
    unknown = _proposed(people, "青石缓坡，薄雾初散。")
    assert not unknown.category.is_known
    assert unknown.unit is None
    assert unknown.due is None


def test_it_learns_from_what_people_decided(people: People) -> None:
    entries = registered(30, by=people.office)
    signed(entries[0::2], people.lead, by=people.office, handler=people.lead_handler)
    signed(entries[1::2], people.co, by=people.office, handler=people.co_handler)
    made = {one.target: one for one in retrain(now=NOW)}
    assert set(made) == set(Target)
    for one in made.values():
        assert (one.version, one.is_in_use, one.decisions) == (1, True, 60)
        assert sum(row["decisions"] for row in one.scores) == 12
        assert [row["code"] if "code" in row else row["by"] for row in one.teachers] == ["office"]
    found = _proposed(people, texts(7, 1, Category.TRANSPORT)[0])
    assert (found.category.label, found.category.ground) == (Category.TRANSPORT, Ground.LEARNT)
    assert found.category.sure is not None
    assert found.category.words
    assert (found.unit, found.lead.ground) == (people.lead, Ground.LEARNT)
    assert people.co in found.others
    assert retrain(now=NOW) == [], "nothing new was decided"


def test_where_the_learnt_is_unsure_known_words_speak_or_nobody(people: People) -> None:
    registered(30, by=people.office)
    retrain(now=NOW)
    known = _proposed(people, "变压器容量不足，需要电力增容。").category
    assert (known.label, known.ground, known.sure) == (Category.UTILITIES, Ground.WORDS, None)
    assert Category.UTILITIES not in known.others
    unknown = thought(Target.CATEGORY, "zzz", {})
    assert (unknown.label, unknown.ground) == ("", Ground.UNKNOWN)
    assert unknown.others in [(Category.TRANSPORT,), (Category.MARKET,)], "the most frequent"


def test_words_that_err_more_than_they_hold_propose_nothing(people: People) -> None:
    asked = {Category.POLICY: "变压器容量不足，需要电力增容", Category.LEGAL: "货车限行，道路不通"}
    matters = [
        Matter(title="一件事", text=f"{text}（{n}）", category=category)
        for n in range(25)
        for category, text in asked.items()
    ]
    register_all(matters, ledger="appeal", by=people.office, now=NOW)
    (made,) = retrain(now=NOW)
    assert made.words_gain is not None
    assert made.words_gain < 0
    Learnt.objects.filter(pk=made.pk).update(is_in_use=False)
    found = _proposed(people, "变压器容量不足，需要电力增容").category
    assert (found.is_known, found.others) == (False, (Category.UTILITIES,)), "it may be chosen"


def test_who_runs_the_park_is_offered(people: People) -> None:
    people.park.centre = people.elsewhere
    people.park.save()
    found = _proposed(people, "青石缓坡，薄雾初散。", enterprises=[people.enterprise])
    assert (found.unit, found.others) == (None, (people.elsewhere,))
    people.elsewhere.duties = f"{people.park.name}企业服务"
    people.elsewhere.save()
    words = f"{people.park.name}的树要修剪"
    assert _proposed(people, words).unit is None, "where is not what"


def test_the_unit_that_the_source_names_goes_before_what_was_learnt(people: People) -> None:
    document = make_document(by=people.office, text="云岭某厂反映停电。请电力中心办理。")
    draft = make_draft(document, lead_unit=people.lead, lead_name="电力中心")
    entry = services.register_draft(draft, by=people.office, now=NOW)
    people.co.duties = "停电抢修"
    people.co.save()
    found = proposed(entry, Entry.objects.all(), now=NOW)
    assert (found.unit, found.lead.ground, found.lead.words) == (
        people.lead,
        Ground.NAMED,
        ("电力中心",),
    )


def test_what_turns_out_worse_is_not_used(people: People) -> None:
    registered(30, by=people.office)
    (first,) = retrain(now=NOW)
    mischief = make_person("坏主意", unit=people.campaign_office)
    for entry in Entry.objects.all():
        other = Category.MARKET if entry.category == Category.TRANSPORT else Category.TRANSPORT
        services.amend(entry, category=other, by=mischief, now=NOW)
    registered(15, by=people.office, seed=2, days=0)
    (second,) = retrain(now=NOW + timedelta(days=10))
    used = in_use(Target.CATEGORY)
    assert used is not None
    (told,) = (one for one in second.teachers if one["name"] == "坏主意")
    assert (told["decisions"], told["corrections"], told["counted"]) == (60, 60, 20.0)
    found = _proposed(people, texts(7, 1, Category.TRANSPORT)[0])
    assert found.category.label in (Category.TRANSPORT, ""), "no mischief is proposed"
    assert first.version == 1


def test_the_last_good_model_stays_where_a_new_one_errs_more(people: People) -> None:
    registered(30, by=people.office)
    (first,) = retrain(now=NOW)
    # From one day on another person puts everything down the wrong way round.
    registered(20, by=make_person(unit=people.campaign_office), seed=2, wrong=True, days=0)
    registered(10, by=people.office, seed=3, days=-10)
    (second,) = retrain(now=NOW + timedelta(days=20))
    assert (second.was_better, second.is_in_use) == (False, False)
    assert second.gain < second.gain_before
    assert sum(row["decisions"] for row in second.scores_before) == second.compared
    assert second.scores_before != first.scores
    assert in_use(Target.CATEGORY) == first


def test_few_decisions_teach_nothing(people: People) -> None:
    registered(FEWEST // 2 - 1, by=people.office)
    assert retrain(now=NOW) == []


def test_only_decisions_of_people_count(people: People, stages: Stages) -> None:
    firm = {"enterprises": [people.enterprise], "ledger": "appeal"}
    reported = services.register(
        title="报",
        text="路不通",
        category=Category.TRANSPORT,
        accepted=False,
        by=people.contact,
        now=NOW,
        **firm,
    )
    assert _of(Target.CATEGORY) == [], "what an enterprise reports waits for the office"
    services.accept(reported, by=people.office, now=NOW)
    (taken_up,) = _of(Target.CATEGORY)
    assert (taken_up.label, taken_up.by) == (Category.TRANSPORT, "office")
    assert people.park.name in taken_up.text
    services.amend(reported, category=Category.POLICY, by=people.leader, now=NOW)
    (put_right,) = _of(Target.CATEGORY)
    assert (put_right.label, put_right.by) == (Category.POLICY, "leader")
    assert put_right.overrode == Category.TRANSPORT


def test_a_new_title_decides_nothing_and_a_park_is_named_once(people: People) -> None:
    people.other_enterprise.park = people.park
    people.other_enterprise.save()
    entry = services.register(
        ledger="appeal",
        title="路不通",
        text="货车进不来",
        category=Category.TRANSPORT,
        enterprises=[people.enterprise, people.other_enterprise],
        by=people.office,
        now=NOW,
    )
    services.amend(entry, title="园区道路不通", by=people.leader, now=NOW)
    (one,) = _of(Target.CATEGORY)
    assert (one.label, one.by) == (Category.TRANSPORT, "office")
    assert one.text.splitlines() == ["园区道路不通", "货车进不来", people.park.name]


def test_what_nobody_of_a_unit_looked_at_teaches_nothing(people: People) -> None:
    said = {"ledger": "appeal", "title": "路不通", "text": "路不通", "category": Category.TRANSPORT}
    services.register(**said, enterprises=[people.enterprise], by=people.contact, now=NOW)
    assert Entry.objects.get().state == State.ACCEPTED
    assert _of(Target.CATEGORY) == []


def test_what_a_unit_returned_teaches_nothing(people: People, stages: Stages) -> None:
    stages.return_requested()
    stages.dispatched()
    assert _of(Target.LEAD) == []
    kept = stages.acknowledged()
    assert [(one.number, one.label) for one in _of(Target.LEAD)] == [(kept.number, "lead")]
    services.merge_units(people.lead, people.co, by=people.office, now=NOW)
    assert [one.label for one in _of(Target.LEAD)] == ["co"], "who took over leads it now"


def test_the_unit_that_a_source_names_comes_first_and_a_return_goes_elsewhere(
    people: People, stages: Stages
) -> None:
    returned = stages.return_requested()
    people.lead.duties = "变压器容量、园区用电"
    people.lead.save()
    found = proposed(returned, Entry.objects.all(), now=NOW)
    assert found.unit is None, "it has just come back from there"


def test_similar_closed_matters_and_their_days_are_shown(people: People, stages: Stages) -> None:
    closed = [stages.closed() for _n in range(5)]
    Entry.objects.filter(pk__in=[one.pk for one in closed]).update(category=Category.UTILITIES)
    text = "园区变压器容量不足，二期无法投产。"
    found = _proposed(people, text, enterprises=[make_enterprise()])
    assert found.lasting is not None
    assert (found.lasting.matters, found.lasting.most) == (5, 0)
    assert found.answered.are_alike
    assert found.answered.entries[0].reply
    assert "变压器容量不足" in found.answered.rows[0][1][0]


def test_a_model_of_an_older_product_is_not_read(people: People) -> None:
    registered(30, by=people.office)
    (made,) = retrain(now=NOW)
    Learnt.objects.filter(pk=made.pk).update(state=b"not a model")
    forget_loaded()
    assert not _proposed(people, texts(7, 1, Category.TRANSPORT)[0]).category.is_known


def test_what_is_kept_says_the_same_as_what_was_learnt() -> None:
    examples = [
        Example(text, category)
        for category in (Category.TRANSPORT, Category.MARKET)
        for text in texts(1, 30, category)
    ]
    model = Model.of(examples)
    asked = [(one.text, False) for one in examples]
    assert Model.loaded(model.dumped()).propose(asked) == model.propose(asked)


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_in_use": True, "was_better": False, "state": b"x"},
        {"is_in_use": True, "was_better": True, "state": b""},
    ],
    ids=["worse", "empty"],
)
def test_the_database_uses_no_model_that_did_not_prove_itself(wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _row(1, **wrong)


def test_the_database_uses_one_model_of_a_kind() -> None:
    _row(1, is_in_use=True, was_better=True, state=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        _row(2, is_in_use=True, was_better=True, state=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        _row(1, was_better=False)


def _row(version: int, **more: object) -> Learnt:
    return Learnt.objects.create(
        target=Target.CATEGORY,
        version=version,
        learnt_at=NOW,
        until=NOW,
        decisions=1,
        gain=1,
        gain_before=0,
        compared=1,
        **more,
    )

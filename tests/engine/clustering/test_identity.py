"""Groups keep their names when they grow, split or join, whatever the order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from taizhang.engine.clustering.identity import match


def _keys(previous: dict[str, list[str]], *current: list[str]) -> dict[str, list[str]]:
    return {each.key: list(each.members) for each in match(previous, current)}


def test_a_group_that_grows_keeps_its_name() -> None:
    assert _keys({"a": ["1", "2"]}, ["0", "1", "2"], ["3"]) == {"a": ["0", "1", "2"], "3": ["3"]}


def test_of_a_split_group_the_larger_part_goes_on_and_the_other_says_where_it_was() -> None:
    large, small = match({"a": ["1", "2", "3"]}, [["3"], ["1", "2"]])
    assert (large.key, large.is_new, large.split_from) == ("a", False, "")
    assert (small.key, small.is_new, small.split_from) == ("3", True, "a")


def test_groups_that_join_bear_the_name_of_the_larger() -> None:
    (found,) = match({"a": ["1"], "b": ["2", "3"]}, [["1", "2", "3"]])
    assert (found.key, found.joined, found.is_new) == ("b", ("a",), False)


def test_a_name_that_is_known_is_not_given_to_others() -> None:
    previous = {"1": ["2", "3"], "gone": ["9"]}
    assert _keys(previous, ["1"], ["2", "3"]) == {"1/2": ["1"], "1": ["2", "3"]}
    assert _keys({"1": ["8"], "1/2": ["9"]}, ["1"]) == {"1/3": ["1"]}


def test_without_a_past_each_is_named_after_its_first() -> None:
    assert _keys({}, ["2", "1"], ["3"]) == {"1": ["1", "2"], "3": ["3"]}
    assert match({"a": ["1"]}, []) == ()


_SETS = st.lists(st.integers(0, 4), min_size=10, max_size=10)


@given(_SETS, _SETS, st.randoms(use_true_random=False))
def test_names_go_the_same_way_whatever_the_order(
    before: list[int], now: list[int], rng: st.DataObject
) -> None:
    previous = _parts(before, "g")
    current = list(_parts(now, "").values())
    found = match(previous, current)
    mixed = [rng.sample(each, len(each)) for each in rng.sample(current, len(current))]  # type: ignore[attr-defined]
    shuffled = dict(rng.sample(list(previous.items()), len(previous)))  # type: ignore[attr-defined]
    assert match(shuffled, mixed) == found
    assert len({each.key for each in found}) == len(found) == len(current)
    again = match({each.key: each.members for each in found}, current)
    assert [each.key for each in again] == [each.key for each in found]


def _parts(labels: list[int], prefix: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, label in enumerate(labels):
        found.setdefault(f"{prefix}{label}", []).append(str(number))
    return found

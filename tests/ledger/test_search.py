"""Finding entries by their words: the same on every database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries, search, services
from taizhang.ledger.among import Among
from taizhang.ledger.dialects import Postgresql, Sqlite
from taizhang.ledger.models import Attachment, Entry, Passage
from taizhang.ledger.queries import orders

if TYPE_CHECKING:
    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db

TEXTS = (
    "园区用电，电容量不足。",
    "园区用电容量不足。",
    "申请10千伏专线，联系ABC-2026号文件。",
    "B座三楼漏水，园区Ｂ区也漏。",
    "O'Neil \\ 反斜杠 50% 的_材料",
)


@pytest.fixture
def written(stages: Stages) -> list[Entry]:
    return [stages.accepted(title=f"第{n}件", text=text) for n, text in enumerate(TEXTS)]


def found(words: str) -> set[int]:
    rows = queries.matching(Entry.objects.all(), words)
    return {int(row.title[1]) for row in rows}


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("用电", {0, 1}),
        ("用电容量", {1}),  # no phrase reaches over a comma
        ("电容", {0, 1}),
        ("量不足", {0, 1}),
        ("不足量", set()),
        ("园区 不足", {0, 1}),
        ("园区 漏水", {3}),
        ("漏", {3}),  # one character
        ("10", {2}),
        ("abc", {2}),
        ("AB", {2}),  # the beginning of a word
        ("BC", set()),  # letters stay whole words
        ("ABC-2026号", {2}),
        ("2026-ABC", set()),
        ("AB-2026号", set()),  # behind which a sign stands goes on no further
        ("Ｂ区", {3}),
        ("三楼 B座", {3}),
        ("座B", set()),
        ("O'Neil", {4}),
        ("50%", {4}),
        ("\\", set()),  # signs alone are not searched
        ("漏 ", {3}),
        ("_材", {4}),
        ("没有的话", set()),
        ("  ", {0, 1, 2, 3, 4}),
    ],
)
@pytest.mark.usefixtures("written")
def test_two_characters_suffice_and_match_where_they_stand(words: str, hits: set[int]) -> None:
    assert found(words) == hits


@pytest.mark.parametrize("field", ["number", "title", "requester", "reply"])
def test_number_title_requester_and_reply_are_searched(stages: Stages, field: str) -> None:
    entry = stages.answered()
    words = {
        "number": entry.number,
        "title": "容量不足",
        "requester": "澄泉",
        "reply": "送电",
    }
    assert list(queries.matching(Entry.objects.all(), words[field])) == [entry]
    stages.accepted(title="别的事", text="与此无关的事。", enterprises=[])
    assert list(queries.matching(Entry.objects.all(), words[field])) == [entry]


def test_a_number_is_found_by_its_beginning(stages: Stages) -> None:
    entry = stages.accepted()
    assert list(queries.matching(Entry.objects.all(), "SQ-2026-00")) == [entry]


def test_a_refused_act_leaves_the_index_alone(stages: Stages) -> None:
    entry = stages.in_progress()
    with pytest.raises(services.EmptyReceipt):
        services.answer(entry, reply="已收悉", **stages.handler)
    assert not queries.matching(Entry.objects.all(), "收悉").exists()


def test_a_text_at_the_limit_is_indexed_to_its_end(stages: Stages) -> None:
    text = "".join(chr(0x4E00 + n % 4000) for n in range(4990)) + "结尾独语"
    entry = stages.accepted(text=text)
    assert list(queries.matching(Entry.objects.all(), "结尾独语")) == [entry]


@pytest.mark.parametrize(
    ("run", "words"),
    [("用电容", ["用电", "电容"]), ("电", ["电"]), ("abc", ["abc"]), ("b", ["b"])],
)
def test_chinese_is_cut_in_pairs_and_nothing_else(run: str, words: list[str]) -> None:
    assert search.words(run) == words


def test_likeness_is_found_among_open_entries(stages: Stages) -> None:
    alike = stages.accepted(text="园区变压器容量不足，二期项目无法投产。")
    stages.accepted(text="职工子女入学难，希望协调学位。")
    asked = "变压器容量不足，二期无法投产，请协调。"
    assert queries.similar_open(asked) == [alike]
    assert queries.similar_open("食堂饭菜太贵，希望降价。") == []
    assert queries.similar_open("用电") == [], "too short to say anything"
    declined = services.decline(alike, reason="重复", route="原单", **stages.office)
    assert not queries.similar_open(asked), declined.state


def test_likeness_needs_less_from_the_same_enterprise(stages: Stages) -> None:
    entry = stages.accepted(text="二期变压器容量不足，盼尽早增容送电。")
    asked = "我司变压器容量不足，影响订单交付和设备调试。"
    assert queries.similar_open(asked) == []
    assert queries.similar_open(asked, enterprises=["enterprise"]) == [entry]


def test_likeness_puts_the_same_category_first_and_stops_at_its_limit(stages: Stages) -> None:
    text = "道路积水严重，车辆无法通行。"
    first, second = stages.accepted(text=text), stages.accepted(text=text, category="transport")
    stages.accepted(text=text, requester_names=["未入库企业"])
    assert queries.similar_open(text, category="transport", limit=2) == [second, first]


def test_a_common_word_is_read_out_of_the_index_page_by_page(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "FEW", 2)
    monkeypatch.setattr(orders, "SPARSE", 2)
    made = [stages.accepted(title=f"第{n}件用电", text="别的事。") for n in range(6)]
    stages.accepted(title="无关", text="别的事。")
    assert search.is_common("用电")
    assert not search.is_common("用电 别的")
    assert not search.is_common("无关")
    assert not search.is_common("用电。")
    assert set(queries.matching(Entry.objects.all(), "用电")) == set(made)
    rows = Entry.objects.exclude(pk=made[3].pk)
    run = queries.Run.streamed(rows, "用电")
    first = run.sheet(Entry.objects.all(), 2)
    second = run.sheet(Entry.objects.all(), 2, after=run.place(str(first.after)))
    third = run.sheet(Entry.objects.all(), 2, after=second.after)
    titles = [[entry.title[1] for entry in one.entries] for one in (first, second, third)]
    assert titles == [["5", "4"], ["2", "1"], ["0"]]
    assert third.after is None
    back = run.sheet(Entry.objects.all(), 2, before=third.before)
    assert back.entries == second.entries
    assert str(run.count) == "2+"


@pytest.mark.parametrize("probed", [200, 0])
def test_keys_are_sifted_by_common_words_and_rare_ones_are_named(
    stages: Stages, monkeypatch: pytest.MonkeyPatch, probed: int
) -> None:
    monkeypatch.setattr(search, "FEW", 1)
    for speaks in (Sqlite, Postgresql):
        monkeypatch.setattr(speaks, "PROBED", probed)
    both = [stages.accepted(title=f"第{n}件用电", text="路面的事。").pk for n in range(2)]
    one = [stages.accepted(title=f"第{n}件用电", text="别的事。").pk for n in range(2)]
    rare = stages.accepted(title="第九件用电", text="路面有积水。").pk
    sieve = search.Sought("用电 路面").sieve
    assert sieve is not None
    assert sieve([*one, rare, *both]) == [rare, *both]
    assert sieve([]) == []
    assert search.Sought("用电 积水").sieve is None  # few hold it: they are named
    assert search.Sought("用电。").sieve is None  # the index does not know signs
    assert search.Sought("用电 2026123").sieve is None
    assert search.Sought("").sieve is None
    found = queries.matching(Entry.objects.all(), "用电 积水 路面")
    assert [entry.pk for entry in found] == [rare]


def _passage(entry: Entry, text: str) -> None:
    """A piece of an attached file, as if it had been read."""
    file = Attachment.objects.create(
        event=entry.events.get(version=1), name="附件.txt", stored_as=str(entry.pk), size=1
    )
    passage = Passage.objects.create(entry=entry, attachment=file, position=0, text=text)
    search.index_passage(passage)


def test_a_common_word_inside_files_counts_when_keys_are_sifted(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = [stages.accepted(title=f"第{n}件", text="别的事。") for n in range(4)]
    for entry in entries[:3]:
        _passage(entry, "附件里说到用电。")
    keys = [entry.pk for entry in entries]
    for few in (2, 9):  # many in files, or few of them
        monkeypatch.setattr(search, "FEW", few)
        found = set(queries.matching(Entry.objects.all(), "用电"))
        assert found == set(entries[:3])
    monkeypatch.setattr(search, "FEW", 2)
    sieve = search.Sought("用电").sieve
    assert sieve is not None
    assert sieve(keys) == keys[:3]
    held = search.Held.looked_up([search.Phrase(("用电",))])
    assert (held.few, held.in_files) == (None, None)


def test_many_numbers_that_begin_so_are_looked_up_by_their_index(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {stages.accepted().pk for _n in range(3)}
    listed = services.put_on(stages.accepted(ledger="hazard"), ledger="appeal", **stages.office)
    beginning = Entry.objects.get(pk=min(made)).number[:8]
    assert not listed.number.startswith(beginning)
    named = set(queries.matching(Entry.objects.all(), beginning).values_list("pk", flat=True))
    monkeypatch.setattr(search, "FEW", 1)
    looked_up = set(queries.matching(Entry.objects.all(), beginning).values_list("pk", flat=True))
    assert named == looked_up == made | {listed.pk}


def test_the_newest_that_hold_a_word_come_first_from_any_place(stages: Stages) -> None:
    keys = [stages.accepted(title=f"第{n}件", text="园区用电紧张。").pk for n in range(6)]
    stages.accepted(title="第9件", text="园区停水。")
    hits = search.newest("用电")
    assert hits(None, 4, False) == keys[:1:-1]
    assert hits(keys[3], 9, False) == keys[2::-1]
    assert hits(keys[3], 1, True) == [keys[4]]
    assert hits(None, 9, True) == keys
    assert hits(keys[5], 9, True) == []


@pytest.mark.parametrize("others", [0, 40_000])
def test_rows_are_found_among_many_keys(written: list[Entry], others: int) -> None:
    """Also where a statement could not have so many parameters."""
    keys = [one.pk for one in written[:3]]
    last = written[-1].pk
    among = Among("pk", [*keys, *range(last + 1, last + 1 + others)])
    assert set(Entry.objects.filter(among).values_list("pk", flat=True)) == {*keys}
    assert not Entry.objects.filter(Among("pk", [])).exists()

"""The statements of both databases, whichever one the tests run on."""

from __future__ import annotations

import pytest

from taizhang.ledger.among import array_of
from taizhang.ledger.dialects import PASSAGES, Phrase, Postgresql, Reach, Sqlite, dialect

SQLITE, POSTGRESQL = Sqlite(), Postgresql()
RUNS = [["用电", "电容"], ["abc"], ["容量"]]
PHRASES = [Phrase(("用电", "电容")), Phrase(("o'n\\",), is_beginning=True)]


def test_sqlite_keeps_runs_apart_by_a_word_of_its_own() -> None:
    clear, write = SQLITE.written(7, RUNS)
    assert clear[1] == [7]
    assert write[1] == [7, "用电 电容 \ue000 abc \ue000 容量"]


def test_postgresql_keeps_runs_apart_by_a_step_of_two() -> None:
    ((_statement, given),) = POSTGRESQL.written(7, RUNS)
    assert given == [7, "'用电':2 '电容':3 'abc':5 '容量':7"]


def test_postgresql_never_counts_beyond_what_a_vector_holds() -> None:
    ((_statement, given),) = POSTGRESQL.written(7, [["字"] * 20000])
    assert given[1].endswith(":16383")


def test_a_phrase_is_said_in_each_dialect() -> None:
    assert SQLITE.holding(PHRASES)[1] == ['"用电 电容" AND "o\'n\\"*']
    assert POSTGRESQL.holding(PHRASES)[1] == ["('用电'<->'电容') & ('o''n\\\\':*)"]


def test_keys_are_looked_through_for_a_phrase_or_looked_up() -> None:
    few, many = [9, 3], [*range(1, 300)]
    statement, given = SQLITE.among(PHRASES[:1], few)
    assert " AND rowid IN (" in statement
    assert given == ['"用电 电容"', 3, 9, "[9, 3]"]
    assert " AND +rowid IN (" in SQLITE.among(PHRASES[:1], many)[0]
    assert POSTGRESQL.among(PHRASES[:1], few)[1] == ["('用电'<->'电容')", "{9,3}"]
    statement, given = POSTGRESQL.among(PHRASES[:1], many)
    assert statement.endswith(" AND ARRAY[entry_id / 8192] && %s::bigint[]")
    assert given[-1] == "{0}"


@pytest.mark.parametrize(
    ("to", "blocks"),
    [
        (
            Reach(2**62, 5, last=8192 * 50),
            [[50, 49, 48, 47], [*range(46, 14, -1)], [*range(14, -1, -1)]],
        ),
        (Reach(8192 * 3, 5, last=8192 * 50), [[3, 2, 1, 0]]),
        (Reach(0, 5, upwards=True, last=8192 * 9), [[0, 1, 2, 3], [4, 5, 6, 7, 8, 9]]),
        (Reach(8192 * 8, 5, upwards=True, last=8192 * 9), [[8, 9]]),
        (Reach(2**62, 5, upwards=True, last=8192 * 9), [[9]]),
        (Reach(0, 5), [[0]]),
    ],
)
def test_postgresql_reads_stretches_of_growing_length(to: Reach, blocks: list[list[int]]) -> None:
    asked = list(POSTGRESQL.stretches(PHRASES[:1], to))
    assert [given for _statement, given in asked] == [
        ["('用电'<->'电容')", array_of(some), to.beyond, 5] for some in blocks
    ]
    way = (
        "entry_id > %s ORDER BY entry_id + 0 ASC"
        if to.upwards
        else "entry_id < %s ORDER BY entry_id + 0 DESC"
    )
    assert all(way in statement for statement, _given in asked)


def test_sqlite_reads_its_index_in_order() -> None:
    ((statement, given),) = SQLITE.stretches(PHRASES[:1], Reach(9, 5))
    assert statement.endswith("AND rowid < %s ORDER BY rowid DESC LIMIT %s")
    assert given == ['"用电 电容"', 9, 5]


def test_likeness_asks_for_any_of_the_words() -> None:
    assert SQLITE.resembling(["用电", "电容"], 5)[1] == ['"用电" OR "电容"', 5]
    assert POSTGRESQL.resembling(["用电", "电容"], 5)[1] == ["'用电' | '电容'", 5]


@pytest.mark.parametrize(("vendor", "kind"), [("postgresql", Postgresql), ("sqlite", Sqlite)])
def test_each_database_has_its_dialect(vendor: str, kind: type) -> None:
    assert isinstance(dialect(vendor), kind)


@pytest.mark.parametrize("speaks", [Sqlite(PASSAGES), Postgresql(PASSAGES)])
def test_files_have_an_index_of_their_own(speaks: Sqlite | Postgresql) -> None:
    assert "ledger_passage_search" in speaks.holding(PHRASES)[0]
    assert speaks.key in {"rowid", "passage_id"}


def test_only_sqlite_is_told_which_index_to_walk() -> None:
    asked = 'SELECT 1 FROM "t" WHERE x IN (SELECT 1 FROM "t")'
    assert SQLITE.along(asked, "t", "i") == (
        'SELECT 1 FROM "t" INDEXED BY "i" WHERE x IN (SELECT 1 FROM "t")'
    )
    assert POSTGRESQL.along(asked, "t", "i") == asked


def test_what_a_number_begins_with_is_looked_up_by_its_index() -> None:
    assert "number__gte" in str(SQLITE.begins("number", "SQ-2026"))
    assert "number__startswith" in str(POSTGRESQL.begins("number", "SQ-2026"))

"""Whatever shape the answer has: the entries in it, or the name of what is wrong."""

from __future__ import annotations

import json

import pytest

from taizhang.intake.language_model.answer import parse
from taizhang.intake.language_model.trouble import ModelFailed
from tests.intake.language_model.server import entries, envelope

ONE = {"ledger": "appeal", "quote": "甲厂缺电"}
TWO = {"ledger": "deed", "quote": "修好北环路"}
SAID = json.dumps({"entries": [ONE, TWO]}, ensure_ascii=False)
LIST = json.dumps([ONE, TWO], ensure_ascii=False)


@pytest.mark.parametrize(
    "words",
    [
        SAID,
        LIST,
        f"```json\n{SAID}\n```",
        f"```\n{LIST}\n```",
        f"好的，以下是结果：\n{SAID}\n如需调整请告诉我。",
        f"<think>先看 {{第一}} 段 [草稿] {{}}</think>{SAID}",
        f"说明 {{不是 JSON}} [也不是 {SAID}",
        f'{{"note": "先说明"}} {SAID}',
    ],
)
def test_the_entries_are_found_in_whatever_stands_around_them(words: str) -> None:
    answer = parse(envelope(words))

    assert answer.entries == (ONE, TWO)
    assert not answer.cut_short


def test_an_empty_list_is_an_answer() -> None:
    assert parse(entries()).entries == ()


def test_entries_of_any_type_are_handed_on() -> None:
    assert parse(entries("words", 5, None, [ONE])).entries == ("words", 5, None, [ONE])


@pytest.mark.parametrize("around", ["{}", "```json\n{}"])
@pytest.mark.parametrize("form", [SAID, LIST])
def test_an_answer_cut_in_the_middle_keeps_what_is_complete(form: str, around: str) -> None:
    words = around.replace("{}", form[: form.index("修好")])

    answer = parse(envelope(words, reason="length"))

    assert answer.entries == (ONE,)
    assert answer.cut_short


def test_an_answer_that_was_stopped_behind_its_list_is_marked() -> None:
    answer = parse(envelope(SAID + " 另外", reason="length"))

    assert answer.entries == (ONE, TWO)
    assert answer.cut_short


def test_no_more_than_a_thousand_entries_are_kept() -> None:
    assert len(parse(entries(*range(3000))).entries) == 1000
    many = '{"entries": [' + "{}," * 3000
    assert len(parse(envelope(many)).entries) == 1000


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", "not_an_answer"),
        (b"<html>504</html>", "not_an_answer"),
        ("答复".encode("gb18030"), "not_an_answer"),
        (b"\xff\xfe\x00", "not_an_answer"),
        (b"[]", "not_an_answer"),
        (b"5", "not_an_answer"),
        (b'{"choices": []}', "not_an_answer"),
        (b'{"choices": [5]}', "not_an_answer"),
        (b'{"choices": [{"message": "hello"}]}', "not_an_answer"),
        (b'{"error": {"message": "no such model"}}', "not_an_answer"),
        (b"[" * 200_000, "not_an_answer"),
        (envelope(None), "not_an_answer"),
        (envelope([{"type": "text"}]), "not_an_answer"),
        (envelope(None, refusal="I cannot help with that."), "refused"),
        (envelope("", reason="content_filter"), "refused"),
        (envelope("抱歉，我无法回答这个问题。"), "no_entries"),
        (envelope(""), "no_entries"),
        (envelope('{"result": "done"}'), "no_entries"),
        (envelope('{"entries": "none"}'), "no_entries"),
        (envelope("[" * 100_000), "no_entries"),
        (envelope('{"a":' * 100_000), "no_entries"),
        (envelope('{"entries": [{"ledger": "app', reason="length"), "cut_short"),
        (envelope('{"entries": []}', reason="length"), "cut_short"),
        (envelope('{"n": ' + "9" * 100_000 + "}"), "no_entries"),
    ],
)
def test_an_answer_without_entries_has_a_name(body: bytes, trouble: str) -> None:
    with pytest.raises(ModelFailed) as failed:
        parse(body)

    assert failed.value.trouble.value == trouble

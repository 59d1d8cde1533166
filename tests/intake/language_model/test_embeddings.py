"""Vectors from a server: all that a run asked for, or none and the reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from taizhang.intake.language_model import embeddings
from taizhang.intake.language_model.client import Endpoint
from taizhang.intake.language_model.embeddings import AT_ONCE, CHARACTERS, Embeddings, configured
from taizhang.intake.language_model.trouble import Trouble
from tests.intake.language_model.server import drips, embeds, hangs_up, vectors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.intake.language_model.server import Model


def _asking(model: Model, *, timeout: float = 5, key: str = "", most: int = 100) -> Embeddings:
    return Embeddings(Endpoint(model.url, "small-one", key, timeout), most)


def _lengths(texts: Sequence[str]) -> list[list[float]]:
    return [[float(len(text)), 1] for text in texts]


def test_each_text_gets_its_vector_and_is_asked_for_once(model: Model) -> None:
    model.play.does(embeds(model.play, _lengths))
    asking = _asking(model)

    rows = asking.of(["甲厂缺电", "缺水", "甲厂缺电"])
    again = asking.of(["缺水", "用地"])

    assert rows is not None
    assert rows.tolist() == [[4, 1], [2, 1], [4, 1]]
    assert again is not None
    assert again.tolist() == [[2, 1], [2, 1]]
    first, second = model.play.heard
    assert first.path == "/v1/embeddings"
    assert first.body == {
        "model": "small-one",
        "input": ["甲厂缺电", "缺水"],
        "encoding_format": "float",
    }
    assert second.body["input"] == ["用地"]
    assert (asking.sent, asking.requests, dict(asking.troubles)) == (3, 2, {})


def test_texts_go_out_in_batches_bounded_in_number_and_characters(model: Model) -> None:
    model.play.does(embeds(model.play, _lengths))
    texts = [f"{n}" for n in range(AT_ONCE + 1)] + ["长" * CHARACTERS, "短"]

    rows = _asking(model).of(texts)

    assert rows is not None
    assert rows[:, 0].tolist() == [len(text) for text in texts]
    batches = [heard.body["input"] for heard in model.play.heard]
    assert [len(batch) for batch in batches] == [AT_ONCE, 1, 1, 1]


def test_more_texts_than_allowed_are_not_sent(model: Model) -> None:
    assert _asking(model, most=2).of(["甲", "乙", "丙"]) is None
    assert _asking(model).of([]) is None
    assert model.play.heard == []


def test_the_order_is_that_of_the_index(model: Model) -> None:
    data = [{"index": 1, "embedding": [2]}, {"index": 0, "embedding": [1]}]
    model.play.answers(json.dumps({"data": data}).encode())

    rows = _asking(model).of(["甲", "乙"])

    assert rows is not None
    assert rows.tolist() == [[1], [2]]


def _data(*found: object) -> bytes:
    return json.dumps({"data": found}).encode()


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (b"", Trouble.NOT_AN_ANSWER),
        (b"\xff\xfe", Trouble.NOT_AN_ANSWER),
        (b"[" * 100_000, Trouble.NOT_AN_ANSWER),
        (b"{}", Trouble.NOT_AN_ANSWER),
        (b'{"data": 3}', Trouble.NOT_AN_ANSWER),
        (b'{"data": {"index": 0}}', Trouble.NOT_AN_ANSWER),
        (b'{"data": ["one", "two"]}', Trouble.NOT_AN_ANSWER),
        (_data({"index": 0}, {"index": 1}), Trouble.NOT_AN_ANSWER),
        (_data({"index": [], "embedding": [1]}, {"embedding": [1]}), Trouble.NOT_AN_ANSWER),
        (vectors(["aGVsbG8=", "aGVsbG8="]), Trouble.NOT_AN_ANSWER),
        (vectors([[], []]), Trouble.NOT_AN_ANSWER),
        (vectors([[0] * 20_000, [0] * 20_000]), Trouble.NOT_AN_ANSWER),
        (vectors([]), Trouble.WRONG_COUNT),
        (vectors([[1.0]]), Trouble.WRONG_COUNT),
        (vectors([[1.0], [2.0], [3.0]]), Trouble.WRONG_COUNT),
        (
            _data({"index": 1, "embedding": [1]}, {"index": 1, "embedding": [1]}),
            Trouble.WRONG_COUNT,
        ),
        (vectors([[1.0], [2.0, 3.0]]), Trouble.OTHER_LENGTH),
        (vectors([[1.0], ["2.0"]]), Trouble.NO_NUMBERS),
        (vectors([[1.0], [True]]), Trouble.NO_NUMBERS),
        (vectors([[1.0], [None]]), Trouble.NO_NUMBERS),
        (vectors([[1.0], [float("nan")]]), Trouble.NO_NUMBERS),
        (vectors([[1.0], [float("inf")]]), Trouble.NO_NUMBERS),
        (vectors([[1.0], [1e300]]), Trouble.NO_NUMBERS),
        (vectors([[1.0], [10**400]]), Trouble.NO_NUMBERS),
    ],
)
def test_an_answer_that_is_no_vectors_has_a_name(
    model: Model, body: bytes, trouble: Trouble
) -> None:
    model.play.answers(body)
    asking = _asking(model)

    assert asking.of(["甲", "乙"]) is None
    assert dict(asking.troubles) == {trouble: 1}


def test_other_dimensions_in_the_next_answer_are_noticed(model: Model) -> None:
    texts = [str(n) for n in range(3 * AT_ONCE)]
    rows = [[1.0, 2.0]] * AT_ONCE
    model.play.answers(vectors(rows), vectors([[1.0]] * AT_ONCE))
    asking = _asking(model)

    assert asking.of(texts) is None
    assert dict(asking.troubles) == {Trouble.OTHER_LENGTH: 2}
    assert len(model.play.heard) == 2


@pytest.mark.parametrize(
    ("status", "trouble", "asked"),
    [
        (401, Trouble.KEY_REFUSED, 1),
        (500, Trouble.HTTP_ERROR, 1),
        (302, Trouble.REDIRECTED, 1),
        (503, Trouble.BUSY, 2),
    ],
)
def test_a_refusal_leaves_none(model: Model, status: int, trouble: Trouble, asked: int) -> None:
    model.play.answers(b"", status=status)
    asking = _asking(model)

    assert asking.of(["甲"]) is None
    assert dict(asking.troubles) == {trouble: 1}
    assert len(model.play.heard) == asked


def test_a_server_that_hangs_up_is_asked_a_second_time(model: Model) -> None:
    model.play.does(hangs_up, embeds(model.play, _lengths))

    assert _asking(model).of(["甲"]) is not None
    assert len(model.play.heard) == 2


def test_a_slow_server_ends_in_time(model: Model) -> None:
    model.play.does(drips(model.play, head=b"HTTP/1.1 200 OK\r\n\r\n"))
    asking = _asking(model, timeout=0.3)

    assert asking.of(["甲"]) is None
    assert dict(asking.troubles) == {Trouble.TIMED_OUT: 1}


def test_a_run_has_an_end(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "_SECONDS", -1)
    asking = _asking(model)

    assert asking.of(["甲", "乙" * CHARACTERS]) is None
    assert dict(asking.troubles) == {Trouble.OUT_OF_TIME: 2}
    assert model.play.heard == []


def test_too_much_is_not_read(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embeddings, "MOST_BYTES", 1_000)
    model.play.answers(vectors([[0.5] * 1_000]))
    asking = _asking(model)

    assert asking.of(["甲"]) is None
    assert dict(asking.troubles) == {Trouble.TOO_LARGE: 1}


def test_a_key_that_cannot_be_read_sends_nothing(model: Model, tmp_path: Path) -> None:
    asking = _asking(model, key=str(tmp_path / "none"))

    assert asking.of(["甲"]) is None
    assert dict(asking.troubles) == {Trouble.KEY_UNREADABLE: 1}
    assert model.play.heard == []


def test_the_settings_name_the_server_or_there_is_none(
    model: Model, settings: SettingsWrapper, tmp_path: Path
) -> None:
    assert configured() is None
    (tmp_path / "key").write_text("secret-key")
    settings.EMBEDDING_URL, settings.EMBEDDING_NAME = model.url, "small-one"
    settings.EMBEDDING_KEY_FILE, settings.EMBEDDING_TEXTS = str(tmp_path / "key"), 7
    model.play.does(embeds(model.play, _lengths))

    asking = configured()

    assert asking is not None
    assert asking.most == 7
    rows = asking.of(["甲"])
    assert rows is not None
    assert rows.dtype == np.float32
    assert model.play.heard[0].headers["Authorization"] == "Bearer secret-key"

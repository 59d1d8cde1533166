"""`taizhang group --embeddings`: vectors join what words leave apart; none change nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from taizhang.cli import vectors
from taizhang.cli.main import main
from tests.engine.clustering.other_words import TOPICS, Fake, others, two
from tests.intake.language_model.server import (
    Model,
    Running,
    drips,
    embeds,
    hangs_up,
    says,
)
from tests.intake.language_model.server import vectors as body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")
    monkeypatch.delenv(vectors.KEY_FILE, raising=False)
    monkeypatch.setattr("taizhang.intake.language_model.client._PAUSE", 0)


@pytest.fixture
def model() -> Iterator[Model]:
    with Running() as running:
        yield running


@pytest.fixture
def source(tmp_path: Path) -> str:
    """Two of one event in different words, among others."""
    path = tmp_path / "m.jsonl"
    fields = ("id", "title", "text", "time")
    rows = [{name: getattr(each, name) for name in fields} for each in [*two(), *others()]]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return str(path)


def _rows(texts: Sequence[str]) -> list[list[float]]:
    return [row.tolist() for row in Fake(TOPICS).of(texts)]


def _groups(source: str, *more: str) -> str:
    out = source.replace(".jsonl", ".csv")
    assert main(["group", source, "-o", out, *more]) == 0
    with open(out, encoding="utf-8") as file:  # noqa: PTH123
        return file.read()


def _with(source: str, model: Model, *more: str) -> str:
    return _groups(source, "--embeddings", model.url, "--embedding-model", "m", *more)


def test_vectors_join_what_words_leave_apart_and_it_is_said(
    source: str, model: Model, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model.play.does(embeds(model.play, _rows))
    why = tmp_path / "why.jsonl"

    alone = _groups(source)
    found = _with(source, model, "--explain", str(why))

    assert "b,b" in alone
    assert "b,a" in found
    (reason,) = (json.loads(line) for line in why.read_text(encoding="utf-8").splitlines())
    assert reason["alike_by_vectors"] == [["a", "b"]]
    count = sum(len(heard.body["input"]) for heard in model.play.heard)
    said = (
        f"{count} texts were sent for vectors in {len(model.play.heard)} requests;"
        " joined by them: 1 groups."
    )
    assert said in capsys.readouterr().err


def test_the_same_whoever_does_the_parts(source: str, model: Model) -> None:
    model.play.does(embeds(model.play, _rows))

    assert _with(source, model, "--workers", "2") == _with(source, model)


_ALL = [[1.0]] * 200
_FAILING: dict[str, Callable[[Model], None]] = {
    "hangs up": lambda model: model.play.does(hangs_up),
    "refuses": lambda model: model.play.answers(b"", status=401),
    "drips": lambda model: model.play.does(drips(model.play, head=b"HTTP/1.1 200 OK\r\n\r\n")),
    "no HTTP": lambda model: model.play.does(says(b"220 mail\r\n")),
    "no JSON": lambda model: model.play.answers(b"<html>"),
    "wrong count": lambda model: model.play.answers(body(_ALL)),
    "not a number": lambda model: model.play.does(
        embeds(model.play, lambda texts: [[float("nan")] for _text in texts])
    ),
    "other dimensions": lambda model: model.play.does(
        embeds(model.play, lambda texts: [[1.0] * (n + 1) for n in range(len(texts))])
    ),
    "words for numbers": lambda model: model.play.does(
        embeds(model.play, lambda texts: [["one"] for _text in texts])
    ),
}


@pytest.mark.parametrize("how", _FAILING)
def test_a_server_that_fails_leaves_the_groups_of_the_words(
    source: str,
    model: Model,
    how: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(vectors, "_SECONDS", 0.5)
    _FAILING[how](model)
    alone = _groups(source)
    capsys.readouterr()

    assert _with(source, model) == alone

    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("No vectors from the server: ")
    assert told[0].endswith("requests). The groups are those of the words alone.")
    assert len(told) == 2


def test_of_many_messages_the_newest_have_vectors(
    source: str,
    model: Model,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    model.play.does(embeds(model.play, _rows))
    monkeypatch.setattr(vectors, "_MOST", 21)

    _with(source, model)

    assert sum(len(heard.body["input"]) for heard in model.play.heard) == 21
    assert "messages only the newest 21 have vectors." in capsys.readouterr().err


def test_the_key_is_in_the_file_that_the_environment_names(
    source: str, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("secret-key\n")
    monkeypatch.setenv(vectors.KEY_FILE, str(tmp_path / "key"))
    model.play.does(embeds(model.play, _rows))

    _with(source, model)

    assert {heard.headers["Authorization"] for heard in model.play.heard} == {"Bearer secret-key"}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--embeddings", "model:8000/v1", "--embedding-model", "m"], "no address of a server"),
        (["--embeddings", "http://u:secret@h/v1", "--embedding-model", "m"], "no address"),
        (["--embeddings", "http://h/v1/embeddings", "--embedding-model", "m"], "no address"),
        (["--embeddings", "http://127.0.0.1:1/v1"], "needs the name of a model"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(
    given: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["group", "nowhere.jsonl", *given]) == 2

    error = capsys.readouterr().err
    assert told in error
    assert "secret" not in error


def test_without_the_option_no_client_is_even_loaded(source: str) -> None:
    code = (
        "import sys; from taizhang.cli.main import main; main(sys.argv[1:]);"
        "print([m for m in sys.modules if 'language_model' in m or m == 'django'])"
    )
    environment: dict[str, Any] = {**os.environ, "TAIZHANG_EMBEDDING_URL": "http://127.0.0.1:1/v1"}
    command = [sys.executable, "-c", code, "group", source, "-o", source + ".csv"]

    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)

    assert ended.stdout.splitlines()[-1] == "[]"

"""One request to the configured server: every way in which it can go wrong has its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.intake.language_model import client
from taizhang.intake.language_model.client import ask, endpoint
from taizhang.intake.language_model.trouble import ModelFailed
from tests.intake.language_model.server import cuts_off, drips, entries, hangs_up, says

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.intake.language_model.server import Model

QUESTION = [{"role": "user", "content": "甲厂缺电"}]


def _ask() -> bytes:
    to = endpoint()
    assert to
    return ask(to, QUESTION)


def _trouble() -> str:
    with pytest.raises(ModelFailed) as failed:
        _ask()
    return failed.value.trouble.value


def test_without_an_address_there_is_no_model() -> None:
    assert endpoint() is None


def test_the_question_goes_to_the_configured_address_alone(model: Model) -> None:
    model.play.answers(entries())

    assert _ask() == entries()

    (heard,) = model.play.heard
    assert heard.path == "/v1/chat/completions"
    assert heard.body == {
        "model": "small-one",
        "messages": QUESTION,
        "temperature": 0,
        "stream": False,
    }
    assert "Authorization" not in heard.headers


def test_the_key_is_read_at_each_use(
    model: Model, settings: SettingsWrapper, tmp_path: Path
) -> None:
    model.play.answers(entries())
    key = tmp_path / "key"
    settings.MODEL_KEY_FILE = str(key)
    for words in ("first-key\n", "second-key"):
        key.write_text(words)
        _ask()

    assert [heard.headers["Authorization"] for heard in model.play.heard] == [
        "Bearer first-key",
        "Bearer second-key",
    ]


@pytest.mark.parametrize("key", [None, b"", b"two\r\nlines: x", "钥匙".encode()])
def test_a_key_that_cannot_be_used_is_a_trouble_and_nothing_is_sent(
    model: Model, settings: SettingsWrapper, tmp_path: Path, key: bytes | None
) -> None:
    settings.MODEL_KEY_FILE = str(tmp_path / "key")
    if key is not None:
        (tmp_path / "key").write_bytes(key)

    assert _trouble() == "key_unreadable"
    assert model.play.heard == []


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (401, "key_refused"),
        (403, "key_refused"),
        (404, "http_error"),
        (429, "busy"),
        (500, "http_error"),
        (503, "busy"),
        (204, "http_error"),
    ],
)
def test_an_answer_that_is_not_good_has_a_name(model: Model, status: int, trouble: str) -> None:
    model.play.answers(b"", status=status)

    assert _trouble() == trouble


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(model: Model, status: int) -> None:
    model.play.answers(b"", status=status, Location=f"{model.url}/elsewhere")

    assert _trouble() == "redirected"
    assert len(model.play.heard) == 1


def test_proxies_of_the_environment_are_not_used(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    model.play.answers(entries())

    assert _ask() == entries()


def test_ten_megabytes_are_not_read(model: Model) -> None:
    model.play.answers(b"a" * 10 * 1024 * 1024)

    assert _trouble() == "too_large"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n",
    ],
    ids=["headers", "without length", "body"],
)
def test_a_slow_drip_ends_in_time(model: Model, settings: SettingsWrapper, head: bytes) -> None:
    settings.MODEL_TIMEOUT = 0.3
    model.play.does(drips(model.play, head=head))

    assert _trouble() == "timed_out"


def test_silence_ends_in_time(model: Model, settings: SettingsWrapper) -> None:
    settings.MODEL_TIMEOUT = 0.2
    model.play.does(lambda _line: model.play.closing.wait(20))

    assert _trouble() == "timed_out"


@pytest.mark.parametrize(
    "act",
    [
        hangs_up,
        cuts_off(1000, b"half"),
        says(b"220 mail.example ESMTP\r\n"),
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        says(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
    ],
    ids=["hangs up", "cut off", "not http", "bad chunk", "too many headers"],
)
def test_a_server_that_does_not_speak_properly_counts_as_unreachable(
    model: Model, act: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    model.play.does(act)

    assert _trouble() == "unreachable"


def test_nobody_there_is_unreachable(model: Model, settings: SettingsWrapper) -> None:
    settings.MODEL_URL = "http://127.0.0.1:1/v1"

    assert _trouble() == "unreachable"


def test_a_server_without_tls_is_not_spoken_to_in_clear(
    model: Model, settings: SettingsWrapper
) -> None:
    settings.MODEL_URL = model.url.replace("http:", "https:")
    model.play.answers(entries())

    assert _trouble() == "unreachable"
    assert model.play.heard == []


def test_a_deadline_before_the_line_stands_cuts_nothing() -> None:
    deadline = client._Deadline(1)
    deadline.cut()

    assert deadline.passed

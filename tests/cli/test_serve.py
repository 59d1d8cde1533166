"""`taizhang serve`: refuses by name, serves, stops cleanly."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from taizhang.cli import serve
from taizhang.cli.main import main

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
_NOT_LISTENING = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
DEAF = [sys.executable, "-c", _NOT_LISTENING]

HANGS = 600
"""Seconds after which a command hangs; a busy machine takes more than a minute to migrate."""


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_named_with_another_one(
    taken: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")
    assert main(["serve", "--port", str(taken)]) == 2
    said = capsys.readouterr().err
    assert f"Port {taken} on 127.0.0.1 is in use" in said
    assert f"PORT={taken + 1}" in said


@pytest.mark.parametrize(
    ("host", "port"),
    [
        ("127.0.0.1", "0"),
        ("127.0.0.1", "70000"),
        ("127.0.0.1", "http"),
        ("192.0.2.1", "8000"),
        ("no.such.host.invalid", "8000"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused(host: str, port: str) -> None:
    with pytest.raises(serve.AddressNotUsable):
        serve._address(host, port)


def test_an_address_of_this_machine_is_accepted(free: int) -> None:
    assert serve._address("127.0.0.1", str(free)) == ("127.0.0.1", free)


def test_an_address_of_version_six_is_written_in_brackets() -> None:
    assert "[::1]:8000" in serve._gunicorn("::1", 8000)
    assert serve._reachable("0.0.0.0") == "127.0.0.1"


def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "PATIENCE", 0.2)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    children = serve.Children()
    children.running["deaf"] = subprocess.Popen(DEAF, stdout=subprocess.PIPE)
    assert children.running["deaf"].stdout.readline() == b"deaf\n"
    children.start("sleeper", SLEEP)
    children.stop()
    assert children.running["deaf"].returncode == -signal.SIGKILL
    assert children.running["sleeper"].returncode == -signal.SIGTERM
    children.running["deaf"].stdout.close()


def test_a_reader_that_falls_over_is_started_again_and_a_dead_server_ends_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses = []
    children = serve.Children()
    gone = [sys.executable, "-c", ""]
    children.start("server", SLEEP)
    children.start("worker", gone)
    children.running["worker"].wait()

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            children.running["server"].kill()
            children.running["server"].wait()

    monkeypatch.setattr(time, "sleep", pause)
    first = children.running["worker"]
    assert children.watch() == 1
    assert children.running["worker"] is not first
    children.running["worker"].wait()


def test_a_server_that_ends_at_once_never_answers(free: int) -> None:
    children = serve.Children()
    children.start("server", [sys.executable, "-c", ""])
    children.running["server"].wait()
    assert not serve._answers("127.0.0.1", free, "/sign-in", children)


def test_the_welcome_says_where_and_who(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.txt"
    accounts.write_text("office 专班", encoding="utf-8")
    monkeypatch.setattr(settings, "DEMO_ACCOUNTS_FILE", accounts)
    lines = serve._welcome("0.0.0.0", 8000, "/sign-in")
    assert "  http://127.0.0.1:8000/sign-in" in lines
    assert "  office 专班" in lines
    assert any("localhost" in line for line in lines)
    accounts.unlink()
    assert "  http://[::1]:8000/sign-in" in serve._welcome("::1", 8000, "/sign-in")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of an installation of its own, on SQLite."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TAIZHANG_")}
    return {**kept, "TAIZHANG_DATA": str(tmp_path / "var"), "TAIZHANG_LANGUAGE": "en"}


def _start(home: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "taizhang", *words],
        env=home,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.slow
def test_an_unprepared_database_is_named(home: dict[str, str], free: int) -> None:
    _out, said = _start(home, "serve", "--port", str(free)).communicate(timeout=HANGS)
    assert "taizhang migrate" in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_it_serves_until_told_to_stop_and_leaves_nobody_behind(
    home: dict[str, str], free: int
) -> None:
    _start(home, "migrate").communicate(timeout=HANGS)
    serving = _start(home, "serve", "--port", str(free))
    try:
        for line in serving.stdout:
            if f"http://127.0.0.1:{free}/" in line:
                page = line.strip().removeprefix(f"http://127.0.0.1:{free}")
                break
        connection = http.client.HTTPConnection("127.0.0.1", free, timeout=HANGS)
        connection.request("GET", page)
        assert connection.getresponse().status == 200
        connection.close()
    finally:
        serving.send_signal(signal.SIGTERM)
        said, _log = serving.communicate(timeout=HANGS)
    assert serving.returncode == 0
    assert "Stopping" in said
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", free), 2):
        pass

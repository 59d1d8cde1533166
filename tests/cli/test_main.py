"""The command itself: sub-commands, languages, exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from taizhang.cli import main as command
from taizhang.cli import speech
from taizhang.engine.errors import BadInput


class Upset(BadInput):
    code = "upset"
    message = "Nothing in {name}."
    remedy = "Try {other}."


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """A sub-command that raises what is put into the list."""
    raised: list[BaseException] = []

    class Module:
        @staticmethod
        def configure(parser: object) -> None: ...

        @staticmethod
        def run(_arguments: object) -> int:
            raise raised[0]

    monkeypatch.setitem(sys.modules, "tests.cli.failing", Module)
    monkeypatch.setitem(command.COMMANDS, "fail", ("tests.cli.failing", "fail"))
    return raised


def test_a_refusal_is_one_line_and_exit_code_two(
    failing: list[BaseException], capsys: pytest.CaptureFixture[str]
) -> None:
    failing.append(Upset(name="a", other="b"))
    assert command.main(["fail"]) == 2
    assert capsys.readouterr().err == "Nothing in a. Try b.\n"


def test_ctrl_c_is_no_error_of_ours(failing: list[BaseException]) -> None:
    failing.append(KeyboardInterrupt())
    assert command.main(["fail"]) == 130


def test_every_command_explains_itself_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "启动服务" in said
    assert "用法：" in said
    assert "usage" not in said
    assert all(name in said for name in command.COMMANDS)


@pytest.mark.parametrize("name", command.COMMANDS)
def test_the_help_of_a_command_holds_no_english(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        command.main([name, "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：")
    assert not {"usage:", "options:", "positional arguments:"} & set(said.splitlines())


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        command.main(["fly"])
    assert left.value.code == 2


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = "from taizhang.cli.main import main; raise SystemExit(main(['account', '--help']))"
    ended = subprocess.run(
        f'{sys.executable} -c "{code}" | head -c 1',
        shell=True,  # the pipe is what is tested
        check=False,
        capture_output=True,
    )
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "zh_Hans"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh_Hans"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh_Hans"),
        ({"LANG": "en_US.UTF-8", "TAIZHANG_LANGUAGE": "zh"}, "zh_Hans"),
        ({"LC_MESSAGES": "en_GB.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], expected: str
) -> None:
    for name in ("TAIZHANG_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert speech.language() == expected


def test_a_message_without_a_translation_is_said_as_it_is() -> None:
    assert speech.say("Nobody translated {this}.", this="it") == "Nobody translated it."

"""`taizhang migrate`: what is missing is done, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError

from taizhang.cli import framework, migrate
from taizhang.cli.main import main


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--check"]) == 0
    assert main(["migrate"]) == 0
    assert "已是最新" in capsys.readouterr().out


@pytest.mark.django_db
def test_missing_steps_are_named_then_done(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(framework, "missing_migrations", lambda: ["roster.0001"])
    assert main(["migrate", "--check"]) == 1
    assert "roster.0001" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    with pytest.raises(framework.DatabaseNotReady):
        framework.require_database()


def test_a_database_that_cannot_be_opened_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def shut(_connection: object) -> None:
        message = "unable to open database file"
        raise DatabaseError(message)

    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor", shut)
    assert main(["migrate"]) == 2
    assert "unable to open database file" in capsys.readouterr().err


def test_files_to_serve_are_copied_once_and_again_when_they_change(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    built = tmp_path / "dist"
    built.mkdir()
    (built / "some.css").write_text("a{}", encoding="ascii")
    monkeypatch.setattr(settings, "STATICFILES_DIRS", [built])
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    collected = []
    monkeypatch.setattr(
        "django.core.management.call_command", lambda *words, **_: collected.append(words)
    )
    assert migrate.collect()
    assert not migrate.collect()
    (built / "some.css").write_text("b{}", encoding="ascii")
    assert migrate.collect()
    assert collected == [("collectstatic",), ("collectstatic",)]

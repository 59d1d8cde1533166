"""One settings module that refuses nonsense and is safe behind TLS."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest


def _start(tmp_path: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {
        "DJANGO_SETTINGS_MODULE": "taizhang.config.settings",
        "TAIZHANG_DATA": str(tmp_path / "var"),
    }
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        env={**kept, **settings, **environment},
        cwd=tmp_path,
    )


LOAD = "from django.conf import settings; settings.DEBUG"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAIZHANG_DEBUG", "maybe"),
        ("TAIZHANG_TLS", "2"),
        ("TAIZHANG_UPLOAD_MB", "0"),
        ("TAIZHANG_UPLOAD_MB", "many"),
        ("TAIZHANG_UPLOAD_MB", "100000"),
        ("TAIZHANG_DATABASE_URL", "mysql://x/y"),
        ("TAIZHANG_TIME_ZONE", "Mars/Olympus"),
        ("TAIZHANG_LOG_LEVEL", "CHATTY"),
        ("TAIZHANG_REMINDER_HOURS", "18-8"),
        ("TAIZHANG_REMINDER_HOURS", "morning"),
        ("TAIZHANG_SECRET_KEY", "short"),
        ("TAIZHANG_ORIGINS", "zone.example"),
    ],
)
def test_settings_refuse_nonsense_by_name(tmp_path: Path, name: str, value: str) -> None:
    ended = _start(tmp_path, LOAD, **{name: value})
    assert ended.returncode != 0
    assert "ImproperlyConfigured" in ended.stderr
    assert name in ended.stderr


def test_a_command_says_which_setting_makes_no_sense(tmp_path: Path) -> None:
    code = "import sys; from taizhang.cli.main import main; sys.exit(main(['migrate', '--check']))"
    ended = _start(tmp_path, code, TAIZHANG_DEBUG="maybe", TAIZHANG_LANGUAGE="en")
    assert ended.returncode == 2
    assert "TAIZHANG_DEBUG" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert _start(tmp_path, f"{LOAD}; assert not settings.DEBUG").returncode == 0


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    say = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = _start(tmp_path, say).stdout, _start(tmp_path, say).stdout
    assert first == second
    assert len(first) > 60
    mode = stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode)
    assert mode == 0o600
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700


def test_the_deployment_check_is_clean_behind_tls(tmp_path: Path) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    ended = _start(tmp_path, code, TAIZHANG_TLS="1", TAIZHANG_HOSTS="zone.example")
    assert ended.returncode == 0, ended.stderr


def test_postgresql_comes_by_one_setting(tmp_path: Path) -> None:
    code = f"{LOAD}; print(settings.DATABASES['default']['ENGINE'])"
    ended = _start(tmp_path, code, TAIZHANG_DATABASE_URL="postgresql://a:b@db/zone")
    assert ended.stdout.strip() == "django.db.backends.postgresql"


def test_what_the_address_tells_postgresql_stands_last(tmp_path: Path) -> None:
    code = f"{LOAD}; print(settings.DATABASES['default']['OPTIONS']['options'])"
    url = "postgresql://a:b@db/zone?options=-c%20jit%3Don"
    ended = _start(tmp_path, code, TAIZHANG_DATABASE_URL=url)
    said = ended.stdout.strip()
    assert said.startswith("-c jit=off ")
    assert said.endswith(" -c jit=on")


def test_no_admin_site_is_installed() -> None:
    from django.conf import settings

    assert not [app for app in settings.INSTALLED_APPS if "admin" in app]

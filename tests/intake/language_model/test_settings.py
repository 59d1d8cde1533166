"""A model is set up by settings that refuse nonsense, and by nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from django.core.exceptions import ImproperlyConfigured

from taizhang.config.model import address

if TYPE_CHECKING:
    from pathlib import Path

URL = "TAIZHANG_MODEL_URL"


def _started(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    code = "from django.conf import settings as s; print(s.MODEL_URL, s.MODEL_NAME)"
    given = {"DJANGO_SETTINGS_MODULE": "taizhang.config.settings", "TAIZHANG_DATA": str(tmp_path)}
    command = [sys.executable, "-W", "error", "-c", code]
    environment = {**kept, **given, **environment}
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=tmp_path
    )


@pytest.mark.parametrize(
    "value", ["http://10.0.0.8:8000/v1", "https://model.zone.example/v1/", "http://[::1]:11434/v1"]
)
def test_an_address_is_taken_as_it_is(value: str) -> None:
    assert address(URL, f" {value} ") == value.rstrip("/")


def test_no_address_is_no_model() -> None:
    assert address(URL, "  ") == ""


@pytest.mark.parametrize(
    "value",
    [
        "ftp://model/v1",
        "file:///etc/passwd",
        "model:8000/v1",
        "http:///v1",
        "http://[::1/v1",
        "http://model:0/v1",
        "http://model:99999/v1",
        "http://user:word@model/v1",
        "http://:word@model/v1",
        "http://model/v1?key=abc",
        "http://model/v1#top",
        "http://model/v1/chat/completions",
        "http://模型/v1",
        "http://mo del/v1",
        "http://model/v1\x00",
    ],
)
def test_nonsense_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        address(URL, value)

    assert str(refused.value).startswith(URL)
    assert value not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAIZHANG_MODEL_URL", "nowhere"),
        ("TAIZHANG_MODEL_NAME", ""),
        ("TAIZHANG_MODEL_NAME", "m" * 201),
        ("TAIZHANG_MODEL_KEY_FILE", "/nowhere/key"),
        ("TAIZHANG_MODEL_TIMEOUT", "0"),
        ("TAIZHANG_MODEL_CHARACTERS", "100"),
        ("TAIZHANG_MODEL_REQUESTS", "many"),
        ("TAIZHANG_EMBEDDING_URL", "http://10.0.0.8/v1/embeddings"),
        ("TAIZHANG_EMBEDDING_NAME", ""),
        ("TAIZHANG_EMBEDDING_KEY_FILE", "/nowhere/key"),
        ("TAIZHANG_EMBEDDING_TIMEOUT", "601"),
        ("TAIZHANG_EMBEDDING_TEXTS", "1000000"),
    ],
)
def test_the_start_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    good = {
        f"TAIZHANG_{kind}_{part}": value
        for kind in ("MODEL", "EMBEDDING")
        for part, value in (("URL", "http://10.0.0.8/v1"), ("NAME", "small-one"))
    }

    ended = _started(tmp_path, **{**good, name: value})

    assert ended.returncode != 0
    assert f"ImproperlyConfigured: {name}" in ended.stderr


def test_a_start_with_and_without_a_model(tmp_path: Path) -> None:
    assert _started(tmp_path).stdout.strip() == ""
    good = {"TAIZHANG_MODEL_URL": "http://10.0.0.8/v1/", "TAIZHANG_MODEL_NAME": " small-one "}
    assert _started(tmp_path, **good).stdout.strip() == "http://10.0.0.8/v1 small-one"

"""Work flows one way: in imports, in foreign keys, in what the engine knows."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.apps import apps
from django.db.models import Field

ORDER = [
    "roster",
    "intake",
    "language_model",
    "symposiums",
    "ledger",
    "triage",
    "matching",
    "supervision",
    "reporting",
    "web",
]
"""Upstream first: a row may point at what came before it."""


def _run(code: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd="/"
    )
    return ended.stdout.strip()


def test_imports_keep_to_the_layers() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout


def _keys() -> list[Field]:
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("taizhang.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model is not None
    ]


@pytest.mark.parametrize("key", _keys(), ids=str)
def test_a_foreign_key_points_upstream(key: Field) -> None:
    ours, theirs = key.model._meta.app_label, key.related_model._meta.app_label
    assert ORDER.index(theirs) <= ORDER.index(ours)
    if ours != theirs:
        # Upstream must not get a way down: no reverse accessor.
        assert key.remote_field.hidden, f"{key} needs related_name='+'"


def test_the_engine_does_not_load_django() -> None:
    loaded = _run(
        "import pkgutil, importlib, sys, taizhang.engine as e\n"
        "for m in pkgutil.walk_packages(e.__path__, 'taizhang.engine.'):\n"
        "    importlib.import_module(m.name)\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] == 'django'))"
    )
    assert loaded == "[]"


def test_the_commands_that_read_a_page_do_not_load_django() -> None:
    loaded = _run(
        "import sys, taizhang.cli.main, taizhang.cli.read, taizhang.cli.extract\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] == 'django'))"
    )
    assert loaded == "[]"


def test_reading_a_page_loads_little() -> None:
    """A command answers at once because it loads little: counted, as time depends on the day."""
    loaded = _run("import sys, taizhang.engine.extract\nprint(len(sys.modules))")
    assert int(loaded) < 400  # coverage itself loads a hundred


def test_there_are_no_signal_receivers_of_ours() -> None:
    from django.db.models import signals

    for signal in (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete):
        for _key, receiver, *_rest in signal.receivers:
            found = receiver()
            module = getattr(found, "__module__", "")
            assert not module.startswith("taizhang."), found


def test_comparing_names_keeps_no_words_of_pypinyin_in_memory() -> None:
    code = (
        "import sys\nfrom taizhang.engine.name_pairs import judged_by_name\n"
        "judged_by_name('郑州檀木机械有限公司', '郑州潭木机械有限公司')\n"
        "print('pypinyin' in sys.modules)"
    )
    assert _run(code).strip() == "False"

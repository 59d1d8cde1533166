"""Two languages, both complete."""

from __future__ import annotations

import gettext
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import catalogue  # noqa: E402  # a tool, not a package
import messages  # noqa: E402


def test_every_message_is_translated_and_none_is_left_over() -> None:
    complaints = list(messages.complaints(catalogue.read(), messages.used()))
    assert not complaints, "\n".join(complaints[:50])


def test_a_catalogue_survives_writing_and_reading(tmp_path: Path) -> None:
    path = tmp_path / "some.po"
    said = {
        catalogue.Message("Park", context="place"): "园区",
        catalogue.Message('Two\nlines, "quoted"\t\\'): "两行\n“引号”",
        catalogue.Message("{n} entry", plural="{n} entries"): "{n} 条",
        catalogue.Message("Waiting"): "",
    }
    catalogue.write(said, path)
    assert catalogue.read(path) == said


def test_a_compiled_catalogue_speaks(tmp_path: Path) -> None:
    folder = tmp_path / "zh" / "LC_MESSAGES"
    said = {
        catalogue.Message("Close"): "销号",
        catalogue.Message("Park", context="place"): "园区",
        catalogue.Message("%(n)d entry", plural="%(n)d entries"): "%(n)d 条",
        catalogue.Message("Waiting"): "",
    }
    catalogue.compile_to(folder / "some.mo", said)
    spoken = gettext.translation("some", tmp_path, languages=["zh"])
    assert spoken.gettext("Close") == "销号"
    assert spoken.pgettext("place", "Park") == "园区"
    assert spoken.ngettext("%(n)d entry", "%(n)d entries", 3) == "%(n)d 条"
    assert spoken.gettext("Waiting") == "Waiting"


@pytest.mark.parametrize(
    ("message", "said", "complaint"),
    [
        ("{count} steps", "步骤", "other fields"),
        ("%(name)s is late", "%(nom)s 逾期", "other fields"),
        ("Close", "", "not translated"),
        ("销号", "销号", "English messages"),
    ],
)
def test_a_catalogue_that_says_something_else_is_complained_of(
    message: str, said: str, complaint: str
) -> None:
    entry = catalogue.Message(message)
    assert complaint in "\n".join(messages.complaints({entry: said}, {entry: "some.py:1"}))


def test_a_message_nobody_uses_is_complained_of() -> None:
    assert list(messages.complaints({catalogue.Message("Gone"): "无"}, {})) == [
        "no longer used: 'Gone'"
    ]

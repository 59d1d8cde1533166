"""A model's server that plays, and the settings that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.intake.conftest import Page, page
from tests.intake.language_model.server import Model, Running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import SettingsWrapper

__all__ = ["Page", "page"]


@pytest.fixture
def model(settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    """The configured model; nothing waits longer than it must."""
    monkeypatch.setattr("taizhang.intake.language_model.client._PAUSE", 0)
    with Running() as running:
        settings.MODEL_URL = running.url
        settings.MODEL_NAME = "small-one"
        settings.MODEL_TIMEOUT = 5
        yield running

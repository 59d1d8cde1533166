"""A real browser at a real server; pictures of every station under build/screenshots."""

from __future__ import annotations

import importlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from playwright.sync_api import Browser, Page, sync_playwright

from tests.factories import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django.live_server_helper import LiveServer

    from taizhang.roster.models import Person

PICTURES: Final = Path(__file__).resolve().parents[2] / "build" / "screenshots"
DESK: Final = {"width": 1440, "height": 900}
PHONE: Final = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database in a file, as an installation has it.

    One in memory is one connection shared by all threads of the server, and two requests at once
    would stand in each other's transaction.
    """
    file = tmp_path_factory.mktemp("database") / "browser.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session", autouse=True)
def assets() -> None:
    """What the build made, served as an installation serves it."""
    call_command("collectstatic", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium: nothing is downloaded."""
    with sync_playwright() as play:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visitor:
    """One person at the product, who looks at every station in both widths."""

    def __init__(self, page: Page, prefix: str) -> None:
        self.page = page
        self.prefix = prefix
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: object) -> None:
        if getattr(message, "type", "") in {"error", "warning"}:
            self.complaints.append(str(message))

    def look(self, station: str) -> None:
        """Keep a picture at desk and phone width; nothing may stick out sideways."""
        for name, size in (("phone", PHONE), ("desk", DESK)):
            self.page.set_viewport_size(size)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{station} is {wide} px wide on the {name}"
            self.page.screenshot(path=PICTURES / f"{self.prefix}-{station}-{name}.png")

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def path(self) -> str:
        return self.page.url.split("/", 3)[3]


@pytest.fixture
def migrated_rows(transactional_db: None) -> None:
    """The rows that migrations brought, after the flush of the test before.

    Playwright keeps an event loop in this thread, where Django hands out other connection objects
    than the one that remembers these rows: the usual serialized rollback finds nothing.
    """
    filling = importlib.import_module("taizhang.ledger.migrations.0002_ledgers_and_calendar")
    if not apps.get_model("ledger", "Ledger").objects.exists():
        filling.open_ledgers(apps, None)
        filling.fill_calendar(apps, None)
        ledgers = apps.get_model("ledger", "Ledger").objects
        ledgers.filter(kind="").update(kind=F("code"))  # as a later migration did


@pytest.fixture
def visit(
    chromium: Browser, live_server: LiveServer, migrated_rows: None
) -> Iterator[Callable[..., Visitor]]:
    """Sign a person in, in a browser of their own; what the page complains of fails the test."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    visitors: list[Visitor] = []

    def sign_in(person: Person, language: str = "zh-hans", *, script: bool = True) -> Visitor:
        person.account.language = language
        person.account.save(update_fields=["language"])
        context = chromium.new_context(
            base_url=live_server.url, viewport=DESK, java_script_enabled=script
        )
        context.set_default_timeout(10_000)
        visitor = Visitor(context.new_page(), language)
        visitor.page.goto("/")
        visitor.page.fill("[name=username]", person.account.username)
        visitor.page.fill("[name=password]", PASSWORD)
        visitor.press("main form button[type=submit], main form button.btn-primary")
        visitor.page.wait_for_url(lambda url: "sign-in" not in url)
        visitors.append(visitor)
        return visitor

    yield sign_in
    for visitor in visitors:
        visitor.page.context.close()
    for thread in threading.enumerate():
        # The server's threads share one connection: they must let go of it before it is closed.
        if "process_request_thread" in thread.name:
            thread.join(5)
    for visitor in visitors:
        assert not visitor.complaints, visitor.complaints

"""What every answer promises the browser, and what the built files may not contain."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.roster.models import Person
    from tests.people import People

    SignedIn = Callable[[Person], Client]

STATIC = Path(settings.PACKAGE) / "web" / "static"
SOURCES = sorted(path for path in (STATIC / "src").iterdir() if path.suffix in {".css", ".js"})
BUILT = sorted((STATIC / "dist").glob("*.*")) or SOURCES
"""Tests need no build; where there is one, it is looked at."""
ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}[^\s\"'`)]*")
NAMES = ("http://www.w3.org/",)
"""Names that look like addresses: XML name spaces; nothing is fetched from there."""


@pytest.mark.parametrize("path", ["/sign-in/", "/roster/", "/nowhere", "/password/"])
def test_every_page_forbids_what_is_inline_or_from_elsewhere(
    people: People, signed_in: SignedIn, path: str
) -> None:
    client = Client() if path == "/sign-in/" else signed_in(people.office)
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "default-src 'none';" in f"{policy};"
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/roster/", "/roster/people/", "/roster/enterprises/", "/roster/enterprises/enterprise/"],
)
def test_rendered_pages_hold_nothing_inline_and_no_foreign_address(
    people: People, signed_in: SignedIn, path: str
) -> None:
    page = signed_in(people.office).get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.findall(r"<script(?![^>]*src=)", page)
    assert not re.findall(r"(?:src|href|action)=\"(?:https?:)?//", page)


def test_pages_of_a_person_are_not_kept_by_the_browser(people: People, signed_in: SignedIn) -> None:
    assert "no-store" in signed_in(people.office).get("/roster/")["Cache-Control"]
    assert "no-store" in Client().get("/sign-in/")["Cache-Control"]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_our_sources_name_no_other_machine_and_evaluate_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not ADDRESS.findall(text)
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", text)


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_built_files_fetch_nothing_from_elsewhere(path: Path) -> None:
    found = [one for one in ADDRESS.findall(path.read_text("utf-8")) if not one.startswith(NAMES)]
    assert not found


def test_the_script_library_is_told_not_to_evaluate() -> None:
    entry = (STATIC / "src" / "taizhang.js").read_text("utf-8")
    assert "allowEval = false" in entry
    assert "includeIndicatorStyles = false" in entry


def test_package_lock_names_no_host() -> None:
    root = Path(settings.PACKAGE).parent.parent
    assert '"resolved"' not in (root / "package-lock.json").read_text("utf-8")

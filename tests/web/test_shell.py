"""The frame and the small words every page uses."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.messages import constants
from django.contrib.messages.storage.fallback import FallbackStorage
from django.template import Context, Template
from django.test import RequestFactory, override_settings
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from taizhang.engine.codes import Category, Role
from taizhang.web import wording
from taizhang.web.highlight import marked
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from taizhang.roster.models import Person
    from tests.people import People

    SignedIn = Callable[[Person], Client]

TODAY = date(2026, 9, 16)


def shown(template: str, **context: object) -> str:
    return Template(template).render(Context({"today": TODAY, **context}))


OPEN = "/ledger/?state=open"
PLACES = {
    Role.OFFICE: [
        "/",
        "/intake/",
        OPEN,
        "/matching/",
        "/reports/",
        "/roster/",
        "/settings/calendar/",
    ],
    Role.LEADER: ["/", "/intake/", OPEN, "/matching/", "/reports/", "/roster/"],
    Role.HANDLER: ["/", OPEN, "/matching/", "/reports/", "/roster/"],
    Role.GUIDANCE: ["/", OPEN, "/matching/", "/reports/", "/roster/"],
    Role.SYSTEM_ADMIN: ["/settings/accounts/"],
    Role.SECURITY_ADMIN: ["/settings/duties/"],
    Role.AUDIT_ADMIN: ["/settings/audit/"],
    Role.ENTERPRISE: ["/my/", "/my/report/"],
}


@pytest.mark.parametrize("role", PLACES)
def test_the_rail_shows_only_places_that_open(
    people: People, signed_in: SignedIn, role: Role
) -> None:
    client = signed_in(people.in_role(role))
    page = client.get("/password/").content.decode()
    rail = page.partition('<header class="rail">')[2].partition("</header>")[0]
    places = re.findall(r'<li><a href="([^"]+)"', rail)
    assert places == PLACES[role]
    for place in places:
        assert client.get(place).status_code == 200, place


def test_the_place_one_is_in_is_marked(people: People, signed_in: SignedIn) -> None:
    page = signed_in(people.office).get("/roster/people/").content.decode()
    rail = page.partition('<header class="rail">')[2].partition("</header>")[0]
    assert re.findall(r'href="([^"]+)"[^>]*aria-current="page"', rail) == ["/roster/"]


def test_every_page_has_landmarks_a_skip_link_and_one_title(
    people: People, signed_in: SignedIn
) -> None:
    page = signed_in(people.office).get("/roster/").content.decode()
    assert page.index('href="#main"') < page.index("<nav")
    assert page.count("<h1>") == 1
    assert page.count("<main ") == 1
    assert 'aria-live="polite"' in page
    assert all('aria-label="' in nav for nav in re.findall(r"<nav[^>]*>", page))


@pytest.mark.parametrize(
    ("language", "value", "expected"),
    [
        ("zh-hans", date(2026, 8, 26), "8月26日（周三）"),
        ("zh-hans", date(2025, 8, 26), "2025年8月26日（周二）"),
        ("en", date(2026, 8, 26), "Wed 26 Aug"),
        ("en", date(2025, 8, 26), "Tue 26 Aug 2025"),
        ("zh-hans", datetime(2026, 8, 25, 23, 0, tzinfo=UTC), "8月26日（周三）"),
    ],
)
def test_a_day_is_written_as_people_write_it(language: str, value: date, expected: str) -> None:
    with translation.override(language):
        text = shown("{{ value|day }}", value=value)
    assert text == f'<time datetime="{wording.local_date(value).isoformat()}">{expected}</time>'


@pytest.mark.parametrize(
    ("language", "year", "expected"),
    [
        ("zh-hans", 2026, "8月26日 16:20"),
        ("zh-hans", 2024, "2024年8月26日 16:20"),
        ("en", 2026, "26 Aug 16:20"),
        ("en", 2024, "26 Aug 2024 16:20"),
    ],
)
def test_a_moment_is_local_time(language: str, year: int, expected: str) -> None:
    value = datetime(year, 8, 26, 8, 20, tzinfo=UTC)
    with translation.override(language):
        text = shown("{{ value|moment }}", value=value)
    assert f'<time datetime="{year}-08-26T16:20+08:00">{expected}</time>' == text


def test_no_date_is_shown_as_nothing() -> None:
    assert shown("{{ value|day }}{{ value|moment }}{% deadline value today %}", value=None) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "signal", "colour", "word"),
    [
        (-12, "", "red", "超期 12 天"),
        (0, "", "orange", "今天到期"),
        (1, "", "orange", "明天到期"),
        (3, "", "blue", "剩 3 天"),
        (4, "", "", "9月20日（周日）到期"),
        (4, "blue", "blue", "9月20日（周日）到期"),
        (9, "orange", "orange", "有环节滞后"),
        (1, "orange", "orange", "有环节滞后 · 明天到期"),
        (0, "orange", "orange", "今天到期"),
        (1, "blue", "blue", "明天到期"),
        (2, "none", "", "剩 2 天"),
    ],
)
def test_a_deadline_has_a_colour_and_always_a_word(
    days: int, signal: str, colour: str, word: str
) -> None:
    due = date.fromordinal(TODAY.toordinal() + days)
    text = shown("{% deadline due today signal %}", due=due, signal=signal)
    assert f">{word}<" in text
    assert re.findall(r"deadline-(\w+)", text) == ([colour] if colour else [])


def test_an_asset_has_an_address_before_the_first_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise ValueError(name)

    monkeypatch.setattr("django.contrib.staticfiles.storage.staticfiles_storage.url", missing)
    assert shown('{% asset "taizhang.css" %}') == "/static/taizhang.css"


def test_a_named_part_is_answered_alone_to_htmx_with_its_messages(rf: RequestFactory) -> None:
    def ask(**headers: str) -> HttpResponse:
        request = rf.get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        request.session = {}
        request._messages = FallbackStorage(request)
        messages.success(request, "Fertig")
        return page(request, "parts/pages_for_test.html#line", {"word": "hier"})

    loaders = [
        (
            "django.template.loaders.locmem.Loader",
            {
                "parts/pages_for_test.html": (
                    "<html>{% partialdef line inline %}<p>{{ word }}</p>{% endpartialdef %}</html>"
                ),
                "parts/messages.html": "[{% for message in messages %}{{ message }}{% endfor %}]",
            },
        )
    ]
    options = {
        **settings.TEMPLATES[0]["OPTIONS"],
        "loaders": [("template_partials.loader.Loader", loaders)],
    }
    with override_settings(TEMPLATES=[{**settings.TEMPLATES[0], "OPTIONS": options}]):
        whole, part = ask(), ask(**{"hx-request": "true"})
        boosted = ask(**{"hx-request": "true", "hx-boosted": "true"})
    assert whole.content.decode() == boosted.content.decode() == "<html><p>hier</p></html>"
    assert part.content.decode() == "<p>hier</p>[Fertig]"
    assert part["Vary"] == "HX-Request"


def test_codes_are_words_and_unknown_codes_stay_readable() -> None:
    assert shown('{{ "finance"|label:"category" }}') == wording.label(Category.FINANCE)
    assert shown('{{ "closed"|label:"state" }}') != "closed"
    assert shown('{{ "moon"|label:"category" }}') == "moon"
    assert shown('{{ "moon"|label:"nothing" }}') == "moon"
    assert shown('{{ none|label:"category" }}', none=None) == ""


def test_badges_carry_the_word() -> None:
    assert "state-in_progress" in shown('{% state_badge "in_progress" %}')
    assert "badge-hazard" in shown('{% ledger_badge "hazard" %}')


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "a&lt;b&gt;cd"),
        ([(1, 4, "hit")], 'a<mark class="span-hit">&lt;b&gt;</mark>cd'),
        (
            [(0, 3, "appeal", "7"), (1, 5, "person")],
            (
                '<mark class="span-appeal" data-spans="7">a</mark>'
                '<mark class="span-appeal span-person" data-spans="7">&lt;b</mark>'
                '<mark class="span-person">&gt;c</mark>d'
            ),
        ),
        (
            [(-5, 1, "hit"), (4, 99, "hit"), (3, 3, "hit"), (50, 60, "hit")],
            '<mark class="span-hit">a</mark>&lt;b&gt;<mark class="span-hit">cd</mark>',
        ),
    ],
)
def test_spans_are_tinted_and_text_escaped(spans: list, expected: str) -> None:
    assert marked("a<b>cd", spans) == expected
    assert shown("{% marked text spans %}", text="a<b>cd", spans=spans) == expected


class Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the licence.")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="Sure")
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_hint_and_error_to_its_control() -> None:
    form = Form({"note": "x"})
    form.is_valid()
    parts = {
        name: shown('{% include "parts/field.html" %}', field=form[name]) for name in form.fields
    }
    assert 'aria-describedby="id_name_hint id_name_error"' in parts["name"]
    assert 'aria-invalid="true"' in parts["name"]
    assert 'for="id_name"' in parts["name"]
    assert "optional" in parts["note"]
    assert "<legend>" in parts["kind"]
    assert 'class="check"' in parts["sure"]
    assert "<label" not in parts["hidden"]


def test_share_is_never_divided_by_nothing() -> None:
    assert shown("{{ 1|percent:3 }}") == "33 %"
    assert shown("{{ 0|percent:0 }}") == "无"


def test_readable_leaves_other_things_alone() -> None:
    assert wording.readable(7) == 7
    assert wording.readable(datetime(2026, 8, 26, 0, 5, tzinfo=UTC)) == "8月26日 08:05"


def test_message_levels_have_their_looks() -> None:
    levels = {"success": constants.SUCCESS, "warning": constants.WARNING, "error": constants.ERROR}
    assert all(constants.DEFAULT_TAGS[level] == name for name, level in levels.items())

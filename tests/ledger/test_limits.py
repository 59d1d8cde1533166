"""What the rule behind the clocks allows: to dispute a dispatch, to ask for more time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from taizhang.engine import refusals
from taizhang.engine.deadlines import PRESETS, PresetUnreadable, preset_from
from taizhang.engine.preset_data import saying
from taizhang.engine.preset_limits import Limits, Span, TimeUnit, limits_from
from taizhang.ledger import services
from taizhang.ledger.models import Ledger, PresetVersion
from taizhang.ledger.presets import preset_in_force
from taizhang.ledger.queries.extensions import extension_bounds
from tests.clock import NOW
from tests.factories import browser

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from tests.ledger.conftest import Stages, Unchanged
    from tests.people import People

pytestmark = pytest.mark.django_db


def runs_by(preset: str) -> None:
    Ledger.objects.filter(code="appeal").update(preset=preset)


def ask(entry: Entry, people: People, due: date, now: datetime = NOW) -> Entry:
    return services.request_extension(
        entry, reason="设备到货晚", due=due, by=people.lead_handler, now=now
    )


@pytest.mark.parametrize(
    ("preset", "until"),
    [
        ("petition", (2026, 9, 22, 23, 59)),  # five working days (the 20th is one)
        ("hotline_anyang", (2026, 9, 17, NOW.hour, NOW.minute)),  # 24 hours, art. 50
        ("p13710", (2026, 9, 17, 23, 59)),  # the ledger's own working day
    ],
)
def test_a_dispatch_is_disputed_within_the_time_of_its_rule(
    preset: str, until: tuple[int, ...], stages: Stages, people: People
) -> None:
    runs_by(preset)
    entry = stages.dispatched()
    assert entry.return_by is not None
    end = entry.return_by
    local = timezone.localtime(end)
    assert (local.year, local.month, local.day, local.hour, local.minute) == until
    asked = {"reason": "不属本单位职责", "by": people.lead_handler}
    with pytest.raises(refusals.ReturnTooLate):
        services.request_return(entry, now=end + timedelta(minutes=1), **asked)
    assert services.request_return(entry, now=end, **asked).state == "return_requested"


def test_an_extension_reaches_as_far_as_the_rule_says(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    runs_by("hotline_anyang")
    entry = stages.in_progress()
    assert entry.due == date(2026, 9, 22)
    latest = date(2026, 9, 30)  # five working days; 25th to 27th rest
    assert extension_bounds(entry, NOW).latest == latest
    with unchanged(entry), pytest.raises(refusals.ExtensionTooLong) as refused:
        ask(entry, people, latest + timedelta(days=1))
    assert refused.value.fields["latest"] == latest
    asked = ask(entry, people, latest)
    granted = services.grant_extension(asked, by=people.office, now=NOW)
    Ledger.objects.filter(code="appeal").update(extensions=3)
    granted.refresh_from_db()
    with pytest.raises(refusals.NoExtensionLeft):
        ask(granted, people, latest + timedelta(days=1))


def test_more_time_is_asked_for_a_working_day_before_the_end(
    stages: Stages, people: People, unchanged: Unchanged
) -> None:
    runs_by("quanzhou")
    entry = stages.in_progress()
    assert entry.due is not None
    until = extension_bounds(entry, NOW).ask_until
    assert until is not None
    assert until < entry.due
    later = NOW + (entry.due - NOW.date())
    wanted = entry.due + timedelta(days=30)
    with unchanged(entry), pytest.raises(refusals.ExtensionAskedTooLate) as refused:
        ask(entry, people, wanted, later)
    assert refused.value.fields["until"] == until
    assert ask(entry, people, wanted, NOW + (until - NOW.date())).asked_due == wanted


def test_the_lifecycle_still_says_what_else_is_wrong(stages: Stages, people: People) -> None:
    runs_by("quanzhou")
    entry = stages.in_progress()
    assert entry.due is not None
    with pytest.raises(refusals.ExtensionNotLater):
        ask(entry, people, entry.due)
    with pytest.raises(refusals.ExtensionTooLate):
        ask(entry, people, entry.due + timedelta(days=9), NOW + timedelta(days=60))
    with pytest.raises(refusals.MoveNotAllowed):
        ask(stages.dispatched(), people, entry.due + timedelta(days=9))
    assert extension_bounds(stages.accepted(), NOW).latest is None


def test_the_form_says_how_far_and_until_when(stages: Stages, people: People) -> None:
    runs_by("petition")
    entry = stages.in_progress()
    page = browser(people.lead_handler).get(f"/ledger/{entry.number}/request_extension/")
    assert "最晚到12月16日（周三）。" in page.content.decode()
    runs_by("quanzhou")
    entry = stages.in_progress()
    page = browser(people.lead_handler).get(f"/ledger/{entry.number}/request_extension/")
    assert "（含当日）提出" in page.content.decode()


def test_the_clocks_page_tells_them(people: People) -> None:
    page = browser(people.office).get("/settings/clocks/petition/").content.decode()
    assert "5 个工作日" in page
    assert "30 天" in page
    page = browser(people.office).get("/settings/clocks/quanzhou/").content.decode()
    assert "至少提前 1 个工作日" in page


def test_a_sites_version_from_before_keeps_the_limits_that_ship(people: People) -> None:
    body = {key: said for key, said in saying(PRESETS["petition"]).items() if key != "limits"}
    PresetVersion.objects.create(
        code="petition", version=101, body=body, made_at=NOW, made_by=people.office
    )
    assert preset_in_force("petition").limits == PRESETS["petition"].limits


def test_limits_are_read_and_nonsense_is_refused() -> None:
    said = {"return": {"amount": 24, "unit": "hour"}, "ask_before": 2}
    limits = limits_from(said)
    assert limits == Limits(returns=Span(24, TimeUnit.HOUR), ask_before=2)
    assert limits.as_values() == said
    for wrong in ({"ask_before": 0}, {"extension": {"amount": 3}}, {"grace": 1}):
        with pytest.raises(PresetUnreadable):
            preset_from({**saying(PRESETS["petition"]), "limits": wrong}, source="test")

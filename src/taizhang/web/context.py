"""What every page's frame shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.access import Permission, can
from taizhang.ledger.queries import Count, added
from taizhang.web import counts

if TYPE_CHECKING:
    from taizhang.roster.models import Person


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the rail."""

    name: str
    url: str
    letter: str
    """After `g` on the keyboard."""
    is_here: bool
    count: Count | int = 0


def shell(request: HttpRequest) -> dict[str, object]:
    """The rail: the places this person may go to, and no others."""
    frame: dict[str, object] = {"zone": settings.ZONE_NAME}
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return frame
    more_places = _more_places(request, person)
    return frame | {
        "home": home(person),
        "hands_over": can(person, Permission.ENTRY_HAND_OVER),
        "places": _places(request, person),
        "more_places": more_places,
        "more_is_here": any(place.is_here for place in more_places),
    }


def home(person: Person) -> str:
    """Where a person's work begins."""
    if can(person, Permission.ENTRY_VIEW):
        return reverse("desk:desk")
    if can(person, Permission.MATTER_REPORT):
        return reverse("my:matters")
    return _settings_home(person) or reverse("accounts:password")


def _settings_home(person: Person) -> str:
    for permission, name in (
        (Permission.ACCOUNT_MANAGE, "settings:accounts"),
        (Permission.DUTY_GRANT, "settings:duties"),
        (Permission.AUDIT_VIEW, "settings:audit"),
        (Permission.CALENDAR_EDIT, "settings:calendar"),
    ):
        if can(person, permission):
            return reverse(name)
    return ""


def _places(request: HttpRequest, person: Person) -> list[Place]:
    if can(person, Permission.MATTER_REPORT):
        return [
            _place(request, _("My matters"), "my:matters", "m", but="report"),
            _place(request, _("Report a matter"), "my:report", "n", only="report"),
        ]
    found = []
    reads = can(person, Permission.DOCUMENT_VIEW)
    documents = _unread(request, person) if reads else 0
    if can(person, Permission.ENTRY_VIEW):
        drafts = Count(documents if can(person, Permission.DRAFT_DECIDE) else 0)
        known: Count | None = getattr(request, "waits", None)  # the desk has counted them
        waits, unsolved = counts.standing(person, request.today, known)
        mine = added([drafts, waits])
        found.append(_place(request, _("Desk"), "desk:desk", "d", count=mine))
    if reads:
        found.append(_place(request, _("Intake"), "intake:documents", "i", count=documents))
    if can(person, Permission.ENTRY_VIEW):
        found.append(
            _place(
                request,
                _("Ledger"),
                "ledger:entries",
                "l",
                count=unsolved,
                query="?state=open",  # the rows that the count beside it counts
                also=("imports", "consolidations"),
            )
        )
    if can(person, Permission.PROBLEM_VIEW):
        found.append(_place(request, _("Matching"), "matching:problems", "p"))
    if can(person, Permission.REPORT_VIEW):
        # What campaigns come to is a report too, and so is what is issued.
        also = ("campaigns", "bulletins")
        found.append(_place(request, _("Reports"), "reporting:figures", "r", also=also))
    return found


def _unread(request: HttpRequest, person: Person) -> int:
    known: int | None = getattr(request, "unread", None)  # the desk has counted them
    return counts.unread(person) if known is None else known


def _more_places(request: HttpRequest, person: Person) -> list[Place]:
    found = []
    if can(person, Permission.ROSTER_VIEW):
        found.append(_place(request, _("Roster"), "roster:units", "o"))
    settings_home = _settings_home(person)
    if settings_home:
        here = _namespace(request) == "settings"
        found.append(Place(_("Settings"), settings_home, "s", here))
    return found


def _namespace(request: HttpRequest) -> str:
    return request.resolver_match.namespace if request.resolver_match else ""


def _place(
    request: HttpRequest,
    name: str,
    url_name: str,
    letter: str,
    *,
    count: Count | int = 0,
    query: str = "",
    only: str = "",
    but: str = "",
    also: tuple[str, ...] = (),
) -> Place:
    """One place; where a stage has two, `only` and `but` name the screen that tells them apart.

    `also` are further namespaces whose screens belong to it.
    """
    match = request.resolver_match
    is_here = _namespace(request) in {url_name.partition(":")[0], *also}
    screen = match.url_name if match else ""
    if (only and screen != only) or (but and screen == but):
        is_here = False
    return Place(name, reverse(url_name) + query, letter, is_here, count)

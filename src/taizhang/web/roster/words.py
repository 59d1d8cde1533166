"""What it is called that somebody holds."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

POSTS: Final = {
    "leader": gettext_noop("Accountable leader"),
    "head": gettext_noop("Head of the unit"),
    "watcher": gettext_noop("Watcher"),
    "officer": gettext_noop("Officer of the park"),
    "service_officer": gettext_noop("Service officer"),
}
"""Of the posts of units, parks and enterprises."""
HELD: Final = {
    "accountable": gettext_noop("Accountable leader"),
    "in_charge": gettext_noop("Person in charge"),
    "watcher": gettext_noop("Watcher"),
    "visitor": gettext_noop("Visitor"),
}
"""Of what somebody holds in an entry."""

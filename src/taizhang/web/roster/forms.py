"""Forms of who holds what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.roster import queries
from taizhang.web.ledger.fields import LongText, PersonField
from taizhang.web.roster.words import POSTS

if TYPE_CHECKING:
    from taizhang.roster.models import Person


class HandOverEverythingForm(forms.Form):
    """To whom all that a person holds goes."""

    to = PersonField(label=_("Hand over to"), empty_label=_("Choose who takes over"))
    reason = LongText(
        label=_("Reason"),
        required=False,
        rows=2,
        help_text=_("It stands in the history of every entry."),
    )

    def __init__(self, data: object = None, *, old: Person) -> None:
        super().__init__(data)
        self.fields["to"].queryset = queries.officials().exclude(pk=old.pk)


class HoldersForm(forms.Form):
    """Who has the posts of a unit, park or enterprise."""

    def __init__(self, data: object = None, *, thing: queries.Thing) -> None:
        super().__init__(data)
        for role in thing.HOLDERS:
            holder = getattr(thing, role)
            field = PersonField(
                label=gettext(POSTS[role]),
                required=False,
                empty_label=gettext("Nobody"),
                initial=holder.code if holder else None,
            )
            field.queryset = queries.officials()
            self.fields[role] = field

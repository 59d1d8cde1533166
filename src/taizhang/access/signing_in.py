"""Who has signed in: whom they are, where they work and what they may do, as every page asks."""

from __future__ import annotations

from copy import copy

from django.contrib.auth.backends import ModelBackend

from taizhang.roster.kept import kept
from taizhang.roster.models import Account


class AccountBackend(ModelBackend):
    """Django's own, but that account, person, unit and duties are read once (`roster.kept`)."""

    def get_user(self, user_id: int) -> Account | None:
        """The account with this key, if it may sign in at all."""
        found = _account(user_id)
        if found is None or not self.user_can_authenticate(found):
            return None
        # Its own for each request: who gets it may change it, and what it has looked up ages.
        own, person = copy(found), copy(found.person)
        person.unit = copy(person.unit)
        own.person = person
        return own


@kept
def _account(key: int) -> Account | None:
    found = Account.objects.select_related("person__unit").filter(pk=key).first()
    if found is not None:
        found.person.roles  # noqa: B018  # read with the person, and kept there
    return found

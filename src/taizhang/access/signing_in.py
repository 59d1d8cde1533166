"""Who has signed in: read in one go with whom they are and where they work."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from taizhang.roster.models import Account


class AccountBackend(ModelBackend):
    """Django's own, but that each page asks once for account, person and unit."""

    def get_user(self, user_id: int) -> Account | None:
        """The account with this key, if it may sign in at all."""
        found = Account.objects.select_related("person__unit").filter(pk=user_id).first()
        return found if found is not None and self.user_can_authenticate(found) else None

"""The forms of asking for more time, and of deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import Role
from taizhang.engine.lifecycle import Move
from taizhang.ledger.queries.approvers import approver
from taizhang.ledger.queries.extensions import extension_bounds
from taizhang.roster import queries as roster
from taizhang.web import wording
from taizhang.web.ledger.act_form import ActForm
from taizhang.web.ledger.fields import Day, LongText, UnitField

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person


def who_decides(entry: Entry, by: Person) -> str:
    """On whose desk the request will lie."""
    named = approver(entry, by.pk)
    who = named.name if named else gettext(Role.OFFICE.label)
    return gettext("{who} decides on it.").format(who=who)


class RequestExtensionForm(ActForm):
    says = _("The date stands until the extension is granted.")
    reason = LongText(label=_("Why more time is needed"))
    due = Day(label=_("New date asked for"))

    def prepare(self) -> None:
        words = [who_decides(self.entry, self.by), *self.allowed()]
        self.fields["due"].help_text = ("" if wording.is_chinese() else " ").join(words)

    def allowed(self) -> list[str]:
        """What the rule of the entry's clocks allows."""
        bounds, said = extension_bounds(self.entry, self.now), []
        if bounds.latest:
            latest = gettext("{day} at the latest.")
            said.append(latest.format(day=wording.day(bounds.latest)))
        if bounds.ask_until:
            until = gettext("It can be asked for until {day}.")
            said.append(until.format(day=wording.day(bounds.ask_until)))
        return said


class GrantExtensionForm(ActForm):
    says = _("The date asked for becomes the due date; the first date is kept beside it.")


class RefuseExtensionForm(ActForm):
    says = _("The due date stays as it is.")
    reason = LongText(label=_("Why the date stays"))


class RequestCoExtensionForm(RequestExtensionForm):
    says = _("Your unit's own date stands until the extension is granted.")

    def allowed(self) -> list[str]:
        if self.entry.due is None:
            return []
        limit = gettext("No later than the lead unit's date, {due}.")
        return [limit.format(due=wording.day(self.entry.due))]


class GrantCoExtensionForm(ActForm):
    says = _("The date asked for becomes the co-unit's own; its first date is kept beside it.")
    unit = UnitField(label=_("Co-unit"), empty_label=None)

    def prepare(self) -> None:
        """Those that ask are offered, with their dates; sent twice, it is answered as if once."""
        helping = [one for one in self.entry.assignments.all() if one.assists]
        asking = [one for one in helping if one.asked_due]
        field = self.fields["unit"]
        field.queryset = roster.units().filter(pk__in=[one.unit_id for one in helping])
        field.widget.choices = [
            (one.unit.code, f"{one.unit.name} → {wording.day(one.asked_due)}") for one in asking
        ]


class RefuseCoExtensionForm(GrantCoExtensionForm):
    says = _("The co-unit's date stays as it is.")
    reason = LongText(label=_("Why the date stays"))


FORMS: dict[Move, type[ActForm]] = {
    Move.REQUEST_EXTENSION: RequestExtensionForm,
    Move.GRANT_EXTENSION: GrantExtensionForm,
    Move.REFUSE_EXTENSION: RefuseExtensionForm,
    Move.REQUEST_CO_EXTENSION: RequestCoExtensionForm,
    Move.GRANT_CO_EXTENSION: GrantCoExtensionForm,
    Move.REFUSE_CO_EXTENSION: RefuseCoExtensionForm,
}

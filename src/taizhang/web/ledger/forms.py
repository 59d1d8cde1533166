"""One form per act: what a person has to say for it, in the order in which they think of it.

The names of the fields are the names of the service's arguments. Forms check shape; what an act
requires is decided by the lifecycle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import Category, Satisfaction, Scope
from taizhang.engine.lifecycle import Move, ParkKind
from taizhang.ledger import queries
from taizhang.ledger.clocks import resolve_deadline
from taizhang.ledger.work_calendar import work_calendar
from taizhang.roster import queries as roster
from taizhang.web import wording
from taizhang.web.ledger import forms_aside as aside
from taizhang.web.ledger import forms_extension as more_time
from taizhang.web.ledger.act_form import ActForm
from taizhang.web.ledger.fields import (
    Day,
    FilesField,
    LongText,
    PersonField,
    UnitField,
    UnitsField,
    YesNo,
    labelled,
)
from taizhang.web.ledger.ladder import explained
from taizhang.web.ledger.own_fields import MARK, add_fields, values_changed

if TYPE_CHECKING:
    from datetime import date

    from taizhang.roster.models import Unit


class AmendForm(ActForm):
    says = _("The old wording stays in the history.")
    title = forms.CharField(label=_("Matter in one sentence"), max_length=200)
    text = LongText(label=_("In full"), rows=6)
    category = forms.ChoiceField(label=_("Category"), required=False)
    scope = forms.ChoiceField(label=_("Common or individual"), required=False)
    watcher = PersonField(label=_("Watcher"), required=False, empty_label=_("Nobody yet"))

    def prepare(self) -> None:
        self.fields["watcher"].queryset = roster.officials()
        if self.entry.watcher is not None:
            self.fields["watcher"].initial = self.entry.watcher.code
        unsaid = gettext("Not decided yet")
        self.fields["category"].choices = labelled(Category, empty=unsaid)
        self.fields["scope"].choices = labelled(Scope, empty=unsaid)
        for name in ("title", "text", "category", "scope"):
            self.fields[name].initial = getattr(self.entry, name)
        self.columns = queries.own_columns(self.entry)
        add_fields(self, self.columns, self.entry.values)

    def given(self) -> dict[str, Any]:
        """Only what was changed: the history names it, and nothing else."""
        words = {
            name: value for name, value in super().given().items() if not name.startswith(MARK)
        }
        said = {name: value for name, value in words.items() if value != getattr(self.entry, name)}
        values = values_changed(self, self.columns, self.entry.values)
        return {**said, "values": values} if values else said


class AcceptForm(ActForm):
    says = _("The matter is taken on; next it is handed to a lead unit.")


class DeclineForm(ActForm):
    says = _("The matter is not taken on; whoever raised it reads the reason and where to go.")
    reason = LongText(label=_("Why it is not taken on"))
    route = LongText(
        label=_("Where to turn instead"),
        rows=2,
        help_text=_("The office, hotline or legal route that deals with it, with telephone."),
    )


class DispatchForm(ActForm):
    says = _("The lead unit sees it on its desk at once.")
    proposed: date | None = None
    lead = UnitField(label=_("Lead unit"), empty_label=_("Choose the lead unit"))
    co_units = UnitsField(label=_("Co-units"), required=False)
    broadcast = forms.BooleanField(
        label=_("Every co-unit answers for itself"),
        required=False,
        help_text=_("For a directive to many units: the lead unit collects their answers."),
    )
    in_charge = PersonField(
        label=_("Person in charge"),
        required=False,
        empty_label=_("The unit's head, until somebody signs"),
    )
    due = Day(label=_("Due date"), required=False)
    watcher = PersonField(
        label=_("Watcher"),
        required=False,
        empty_label=_("As before, else whoever watches over the unit"),
        help_text=_("Keeps an eye on it; cannot be the person in charge."),
    )

    def prepare(self) -> None:
        units = roster.lead_units()
        self.fields["lead"].queryset = units
        self.fields["co_units"].queryset = units
        lead = self._lead(units)
        if lead is not None:
            self.fields["lead"].initial = lead.code
        self._follow_the_lead()
        self.fields["in_charge"].queryset = (
            roster.people_of(lead) if lead is not None else roster.officials()
        )
        self.fields["watcher"].queryset = roster.officials()
        if self.entry.watcher is not None:
            self.fields["watcher"].initial = self.entry.watcher.code
        self._propose_due()

    def _follow_the_lead(self) -> None:
        """With a script, picking another lead unit brings its people; without, all are listed."""
        self.fields["lead"].widget.attrs |= {
            "hx-get": reverse("ledger:act", args=[self.entry.number, Move.DISPATCH.value]),
            "hx-trigger": "change",
            "hx-target": "#in-charge",
            "hx-select": "#in-charge",
            "hx-swap": "outerHTML",
        }

    def _propose_due(self) -> None:
        """The date already in force, else the ledger's own, with how it was counted."""
        field = self.fields["due"]
        if self.entry.due is not None and self.entry.due >= self.today:
            field.initial = self.entry.due
            field.help_text = gettext("The date set before. Change it only with a reason.")
            return
        deadline = resolve_deadline(self.entry, self.now, work_calendar(self.today))
        self.proposed = field.initial = deadline.date
        gap = "" if wording.is_chinese() else " "
        field.help_text = gap.join(explained(deadline.steps))

    def given(self) -> dict[str, Any]:
        """The ledger's own date, left as proposed, stays the ledger's: nobody ordered it."""
        said = super().given()
        return {**said, "due": None} if said["due"] == self.proposed else said

    def _lead(self, units: Any) -> Unit | None:
        """The unit that was just picked, else the one in force, else what the draft proposes."""
        picked = self.data.get("lead") or self.initial.get("lead")
        if picked:
            return units.filter(code=picked).first()
        if self.entry.lead is not None:
            return self.entry.lead
        return self.entry.draft.lead_unit if self.entry.draft is not None else None


class AcknowledgeForm(ActForm):
    says = _("Your unit takes the matter; the clock runs on.")
    in_charge = PersonField(
        label=_("Person in charge"),
        required=False,
        empty_label=_("Choose who is in charge"),
        help_text=_("One named person, whom the enterprise and the office can call."),
    )

    def prepare(self) -> None:
        if self.entry.lead is not None:
            self.fields["in_charge"].queryset = roster.people_of(self.entry.lead)
        else:
            self.fields["in_charge"].queryset = roster.officials().none()
        if self.entry.in_charge is not None:
            self.fields["in_charge"].initial = self.entry.in_charge.code


class RequestReturnForm(ActForm):
    says = _("The office decides; until then the matter stays with your unit.")
    reason = LongText(
        label=_("Why it is not your unit's matter"),
        help_text=_("Name the duty it belongs to and, if you know, the unit."),
    )


class RefuseReturnForm(ActForm):
    says = _("The matter stays with the lead unit, which may not return it again.")
    reason = LongText(label=_("Why it stays with the lead unit"))


class ProgressForm(ActForm):
    says = _("The enterprise and the office read it in the history.")
    text = LongText(label=_("What has been done"), help_text=_("What, with whom, what comes next."))
    files = FilesField(label=_("Photos or papers"))


class ContributeForm(ActForm):
    says = _("The lead unit reads it and uses it for the reply.")
    text = LongText(label=_("Your unit's contribution"))


class ParkForm(ActForm):
    says = _("Parked is not closed: it comes back on the review date by itself.")
    kind = forms.ChoiceField(label=_("Why it cannot go on now"))
    reason = LongText(label=_("In words the enterprise understands"))
    review_on = Day(label=_("Review date"))

    def prepare(self) -> None:
        self.fields["kind"].choices = labelled(ParkKind, empty=gettext("Choose a reason"))


class ResumeForm(ActForm):
    says = _("Work on it goes on.")
    note = LongText(label=_("What has changed"), required=False, rows=2)


class AnswerForm(ActForm):
    says = _("The enterprise reads the reply at once and is asked whether it is solved.")
    reply = LongText(
        label=_("Reply to the enterprise"),
        rows=6,
        help_text=_("What was done, what comes next and by when, whom to call."),
    )
    missing = LongText(
        label=_("Why it is answered although units are silent"), required=False, rows=2
    )
    files = FilesField(label=_("Evidence"), help_text=_("Photos, papers, notices."))

    def prepare(self) -> None:
        """What the co-units wrote stands there already: the lead unit makes one reply of it."""
        told = [
            f"{one.unit.name}：{one.contribution}"
            for one in self.entry.assignments.all()
            if one.contribution and one.is_in_force
        ]
        self.fields["reply"].initial = self.entry.reply or "\n".join(told)
        if not self.entry.is_broadcast:
            del self.fields["missing"]


class CallBackForm(ActForm):
    says = _("What the enterprise said is kept word for word; silence is not satisfaction.")
    said = LongText(label=_("What the enterprise said"))
    enterprise = forms.ModelChoiceField(
        label=_("Who was called"),
        queryset=None,
        to_field_name="code",
        required=False,
        empty_label=_("Whoever raised it"),
    )
    solved = YesNo(label=_("Is it solved?"), required=False, silent=_("Did not say"))
    satisfaction = forms.ChoiceField(
        label=_("How satisfied"), required=False, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        asked = [one.enterprise_id for one in self.entry.requesters.all() if one.enterprise_id]
        self.fields["enterprise"].queryset = roster.enterprises().filter(pk__in=asked)
        steps = labelled(Satisfaction)
        self.fields["satisfaction"].choices = [*steps, ("", gettext("Did not say"))]


class CloseForm(ActForm):
    says = _("The matter leaves the ledger's open rows; its history stays.")
    note = LongText(label=_("Closing note"), required=False, rows=2)
    impossible = LongText(
        label=_("If it cannot be solved: why not"),
        required=False,
        rows=2,
        help_text=_("Only when law or facts forbid it. It then counts as closed, not as solved."),
    )
    files = FilesField(label=_("Evidence"))


class ReopenForm(ActForm):
    says = _("The matter is open again and goes back to the lead unit.")
    reason = LongText(label=_("Why it is taken up again"))


FORMS: dict[Move, type[ActForm]] = {
    Move.AMEND: AmendForm,
    Move.ACCEPT: AcceptForm,
    Move.DECLINE: DeclineForm,
    Move.DISPATCH: DispatchForm,
    Move.ACKNOWLEDGE: AcknowledgeForm,
    Move.REQUEST_RETURN: RequestReturnForm,
    Move.REFUSE_RETURN: RefuseReturnForm,
    Move.PROGRESS: ProgressForm,
    Move.CONTRIBUTE: ContributeForm,
    **more_time.FORMS,
    Move.PARK: ParkForm,
    Move.RESUME: ResumeForm,
    Move.ANSWER: AnswerForm,
    Move.CALL_BACK: CallBackForm,
    Move.CLOSE: CloseForm,
    Move.REOPEN: ReopenForm,
    **aside.FORMS,
}

"""What is typed at the table."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.intake.symposiums import queries
from taizhang.intake.symposiums.services.remarks import LONGEST, Words
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import Day, LinesField, LongText, UnitField, UnitsField

if TYPE_CHECKING:
    from taizhang.intake.symposiums.models import Remark, Symposium


class TableForm(forms.Form):
    """Before anybody speaks: what it is, when, where, who sits there."""

    title = forms.CharField(label=_("Title of the symposium"), max_length=200)
    held_on = Day(label=_("Date"))
    place = forms.CharField(label=_("Place"), max_length=100, required=False)
    chair = forms.CharField(
        label=_("Who presides"),
        max_length=100,
        required=False,
        help_text=_("Name and title, as it shall stand in the minutes."),
    )
    enterprises = LinesField(
        label=_("Enterprises at the table"),
        least=5,
        suggestions="enterprise-names",
        help_text=_("More can sit down later; one that is not on the roster may be typed too."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)


class NoteForm(forms.Form):
    """One remark: whose, what it is, the words; of an answer also who does it and by when."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    seat = forms.ChoiceField(label=_("Enterprise"), required=False)
    speaker = forms.CharField(
        label=_("Who speaks"),
        max_length=100,
        required=False,
        help_text=_("The leader who answers, or a guest."),
    )
    answers = forms.ChoiceField(label=_("Answer to"), required=False)
    text = LongText(label=_("What was said"), rows=3, max_length=LONGEST)
    unit = UnitField(label=_("Who does it"), required=False, empty_label=_("Not said"))
    due_text = forms.CharField(
        label=_("By when"),
        max_length=100,
        required=False,
        help_text=_("As it was said, e.g. by the end of the month; the day is counted from it."),
    )

    def __init__(self, *args: Any, symposium: Symposium, **options: Any) -> None:
        options["initial"] = {
            "key": token_hex(16),
            "kind": queries.Kind.RAISED.value,
            **options.get("initial", {}),
        }
        super().__init__(*args, label_suffix="", **options)
        self.seats = {str(seat.pk): seat for seat in queries.seats(symposium)}
        self.raised = {
            str(line.remark.pk): line.remark
            for line in queries.lines(symposium)
            if line.remark.kind == queries.Kind.RAISED and not line.remark.is_struck
        }
        self.fields["kind"].choices = [
            (queries.Kind.RAISED.value, gettext("An enterprise raises something")),
            (queries.Kind.ANSWERED.value, gettext("Somebody answers or promises")),
            (queries.Kind.NOTED.value, gettext("Only to be noted")),
        ]
        self.fields["seat"].choices = [
            ("", gettext("Choose the enterprise")),
            *((key, str(seat)) for key, seat in self.seats.items()),
        ]
        self.fields["answers"].choices = [
            ("", gettext("Nothing in particular: a promise of its own")),
            *((key, f"{one.seat}：{one.text[:24]}") for key, one in self.raised.items()),
        ]
        self.fields["unit"].queryset = roster.lead_units()

    def words(self) -> Words:
        """What the service is called with."""
        said = self.cleaned_data
        return Words(
            kind=said["kind"],
            text=said["text"],
            seat=self.seats.get(said["seat"]),
            speaker=said["speaker"],
            answers=self.raised.get(said["answers"]),
            unit=said["unit"],
            due_text=said["due_text"],
        )


def said_in(remark: Remark) -> dict[str, Any]:
    """The remark as its form begins."""
    return {
        "key": remark.key,
        "seen": remark.version,
        "kind": remark.kind,
        "seat": str(remark.seat_id or ""),
        "speaker": remark.speaker,
        "answers": str(remark.answers_id or ""),
        "text": remark.text,
        "unit": remark.unit.code if remark.unit else "",
        "due_text": remark.due_text,
    }


class LinesForm(forms.Form):
    """Minutes kept elsewhere: pasted, or a file that grows."""

    text = LongText(
        label=_("Paste the lines"),
        rows=6,
        required=False,
    )
    file = forms.FileField(label=_("Or a file"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        how = gettext(
            "One line for each remark: the enterprise, a colon, its words; an answer stands below"
            " it as {answer}. Bring the same text again when it has grown:"
            " only new lines are taken."
        )
        self.fields["text"].help_text = how.format(answer="答复：…")


class SeatForm(forms.Form):
    name = forms.CharField(label=_("Enterprise"), max_length=200)


class DispatchForm(forms.Form):
    """Dispatch while everybody still sits there."""

    lead = UnitField(label=_("Lead unit"), empty_label=_("Choose the lead unit"))
    co_units = UnitsField(label=_("Co-units"), required=False)
    due = Day(
        label=_("Due date"),
        required=False,
        help_text=_("Leave empty to go by the ledger's own clock."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        units = roster.lead_units()
        self.fields["lead"].queryset = units
        self.fields["co_units"].queryset = units

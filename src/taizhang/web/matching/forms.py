"""The forms of all acts on a common problem: labels, help, what is chosen from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.access.problems import visible_problems
from taizhang.access.scopes import visible_entries
from taizhang.engine.codes import Category
from taizhang.matching import queries
from taizhang.matching.codes import ProblemAct
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import Day, LinesField, LongText, PersonField, UnitField, labelled

if TYPE_CHECKING:
    from datetime import date

    from taizhang.ledger.models import Entry
    from taizhang.matching.models import CommonProblem, Task
    from taizhang.roster.models import Person

_MONTHS: Final = [(month, str(month)) for month in range(1, 13)]


class EntryField(forms.CharField):
    """An entry by its number, among those the person sees."""

    def __init__(self, **options: Any) -> None:
        self.person: Person | None = None
        super().__init__(max_length=32, **options)

    def clean(self, value: Any) -> Entry | None:
        number = super().clean(value)
        found = visible_entries(self.person).filter(number=number).first() if number else None
        if number and found is None:
            message = _("There is no entry with the number “%(number)s” that you may see.")
            raise forms.ValidationError(message, code="unknown", params={"number": number})
        return found


class ProblemField(forms.CharField):
    """A common problem by its number, among those the person sees."""

    def __init__(self, **options: Any) -> None:
        self.person: Person | None = None
        super().__init__(max_length=32, **options)

    def clean(self, value: Any) -> CommonProblem | None:
        number = super().clean(value)
        found = visible_problems(self.person).filter(number=number).first() if self.person else None
        if number and found is None:
            message = _("There is no common problem with the number “%(number)s” that you may see.")
            raise forms.ValidationError(message, code="unknown", params={"number": number})
        return found


class EntriesField(LinesField):
    """Several entries by their numbers, among those the person sees."""

    def __init__(self, **options: Any) -> None:
        self.person: Person | None = None
        super().__init__(**options)

    def clean(self, value: Any) -> list[Any]:
        numbers = super().clean(value)
        found = list(visible_entries(self.person).filter(number__in=numbers)) if numbers else []
        missing = sorted(set(numbers) - {entry.number for entry in found})
        if missing:
            message = _("There is no entry with the number “%(number)s” that you may see.")
            params = {"number": "、".join(missing)}
            raise forms.ValidationError(message, code="unknown", params=params)
        return found


class ProblemForm(forms.Form):
    """What every act carries: the version of the problem that the person saw."""

    says: ClassVar[str] = ""
    """One sentence: what happens when the button is pressed."""
    danger: ClassVar[bool] = False

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, problem: CommonProblem, person: Person, today: date, **options: Any
    ) -> None:
        self.problem, self.today = problem, today
        super().__init__(*args, label_suffix="", **options)
        self.fields["seen"].initial = problem.version
        for name in {"entry", "entries", "into"} & set(self.fields):
            self.fields[name].person = person
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and first values from the problem."""

    def given(self) -> dict[str, Any]:
        """What the service is called with."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class _EntryForm(ProblemForm):
    entry = EntryField(label=_("Number of the entry"), help_text=_("For example SQ-2026-0137."))
    why = LongText(label=_("Why?"), rows=2)


class LinkForm(_EntryForm):
    says = _("The entry belongs to this common problem and stays a matter of its own.")


class UnlinkForm(_EntryForm):
    says = _("The entry goes on by itself. It may be linked again.")


class NotTheSameForm(_EntryForm):
    says = _("The entry is unlinked if it is a member, and is never proposed here again.")


class BelongsHereForm(_EntryForm):
    says = _("The entry belongs here whatever its words say; this binds what is proposed.")


class HandOverForm(ProblemForm):
    says = _("Another owner or lead unit takes the common problem over.")

    owner = PersonField(label=_("Owner"))
    lead = UnitField(label=_("Lead unit"))

    def prepare(self) -> None:
        self.fields["owner"].queryset = roster.officials()
        self.fields["lead"].queryset = roster.lead_units()
        first = {"owner": self.problem.owner.code, "lead": self.problem.lead.code}
        self.initial = {**first, **self.initial}


class PlanForm(ProblemForm):
    says = _("What is to be reached, and by which measures.")

    aim = LongText(label=_("What is to be reached"), rows=3)
    measures = LinesField(label=_("Measures, a line each"), least=4)

    def prepare(self) -> None:
        measures = [measure.text for measure in self.problem.measures.all()]
        self.initial = {"aim": self.problem.aim, "measures": measures, **self.initial}


class GiveTaskForm(ProblemForm):
    says = _("A line of the three lists: what, whose duty, by when.")

    text = forms.CharField(label=_("Task"), max_length=200)
    unit = UnitField(label=_("Whose duty"))
    person = PersonField(label=_("Person in charge"), required=False)
    due = Day(label=_("By when"))

    def prepare(self) -> None:
        self.fields["unit"].queryset = roster.lead_units()
        self.fields["person"].queryset = roster.officials()
        self.initial = {"unit": self.problem.lead.code, **self.initial}


class _TaskField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Task) -> str:
        return f"{obj.text} · {obj.unit}"


class _TaskForm(ProblemForm):
    task = _TaskField(label=_("Task"), queryset=None)

    def prepare(self) -> None:
        tasks = queries.tasks(self.problem)
        self.fields["task"].queryset = tasks.filter(done_at__isnull=True, is_dropped=False)


class CompleteTaskForm(_TaskForm):
    says = _("The task is done.")

    note = LongText(label=_("What was done"), required=False, rows=3)


class DropTaskForm(_TaskForm):
    says = _("The task is not needed any more; it stays on the lists, struck out.")

    reason = LongText(label=_("Why?"), rows=2)


class ProgressForm(ProblemForm):
    says = _("Everybody who sees the common problem reads it.")

    text = LongText(label=_("What was done so far"), rows=4)


class RemedyForm(ProblemForm):
    says = _("From this day on it is counted what still comes in, against before.")

    remedy = LongText(label=_("What was done for all of them"), rows=3)
    on = Day(label=_("In force since"))

    def prepare(self) -> None:
        day = self.problem.remedy_on or self.today
        self.initial = {"remedy": self.problem.remedy, "on": day, **self.initial}


class DraftAnswerForm(ProblemForm):
    says = _("Nobody is answered by this. Afterwards each member is looked at, or all at once.")

    text = LongText(label=_("The answer to all of them"), rows=6)

    def prepare(self) -> None:
        standing = queries.standing_answer(self.problem)
        if standing is not None:
            self.initial = {"text": standing.text, **self.initial}


class TakeBackForm(ProblemForm):
    says = _("Members whom nobody has called yet are reopened. Whoever rated or is closed is kept.")
    danger = True

    reason = LongText(label=_("Why?"), rows=2)


class ThemeForm(ProblemForm):
    says = _("What the zone takes on together in that month.")

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2099)
    month = forms.TypedChoiceField(label=_("Month"), choices=_MONTHS, coerce=int)
    why = LongText(label=_("What speaks for it"), rows=2)

    def prepare(self) -> None:
        self.initial = {"year": self.today.year, "month": self.today.month, **self.initial}


class PolicyGapForm(ProblemForm):
    says = _("The members' own words go with it as evidence.")

    sentence = forms.CharField(label=_("What no policy says"), max_length=200)


class MergeForm(ProblemForm):
    says = _(
        "All members and open tasks go over, and this one is finished; its history stays here. Each"
        " entry stays a matter of its own, with its own answer and rating."
    )

    into = ProblemField(label=_("Number of the other common problem"))
    why = LongText(label=_("Why?"), rows=2)


class SplitForm(ProblemForm):
    says = _(
        "These members become a common problem of their own; this one goes on with the others."
    )

    entries = EntriesField(label=_("Members that are split off"), least=3, required=True)
    sentence = forms.CharField(label=_("What is it, in one sentence?"), max_length=200)
    owner = PersonField(label=_("Owner"))
    lead = UnitField(label=_("Lead unit"))
    why = LongText(label=_("Why?"), rows=2)

    def prepare(self) -> None:
        self.fields["owner"].queryset = roster.officials()
        self.fields["lead"].queryset = roster.lead_units()
        first = {"owner": self.problem.owner.code, "lead": self.problem.lead.code}
        self.initial = {**first, **self.initial}


class FinishForm(ProblemForm):
    says = _("The work on it ends. What comes in afterwards still shows in the plot.")

    result = LongText(label=_("What came of it"), rows=3)


class ReopenForm(ProblemForm):
    says = _("The work on it goes on. Its members stay as they are; closed ones stay closed.")

    reason = LongText(label=_("Why?"), rows=2)
    entries = EntriesField(
        label=_("Entries that are linked in the same step"),
        least=1,
        help_text=_("What came in since it was finished and is of the same kind."),
    )

    def prepare(self) -> None:
        late = self.initial.get("entries")
        if late:
            words = _("After it was finished {n} more of the same came in.")
            self.initial = {"reason": str(words).format(n=len(late)), **self.initial}


class OpenForm(forms.Form):
    """A new common problem out of the entries that share it."""

    sentence = forms.CharField(
        label=_("What is it, in one sentence?"),
        max_length=200,
        help_text=_("For example: small bio-medical firms lack land for production."),
    )
    entries = EntriesField(label=_("Numbers of the entries that share it"), least=3, required=True)
    why = LongText(label=_("What do they have in common?"), rows=2)
    owner = PersonField(label=_("Owner"), help_text=_("Who answers for it until it is solved."))
    lead = UnitField(label=_("Lead unit"))
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    words = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["entries"].person = person
        self.fields["owner"].queryset = roster.officials()
        self.fields["lead"].queryset = roster.lead_units()
        self.fields["category"].choices = labelled(Category, empty="—")

    def clean_words(self) -> list[str]:
        return self.cleaned_data["words"].split()


FORMS: Final[dict[ProblemAct, type[ProblemForm]]] = {
    ProblemAct.LINK: LinkForm,
    ProblemAct.UNLINK: UnlinkForm,
    ProblemAct.NOT_THE_SAME: NotTheSameForm,
    ProblemAct.BELONGS_HERE: BelongsHereForm,
    ProblemAct.HAND_OVER: HandOverForm,
    ProblemAct.PLAN: PlanForm,
    ProblemAct.GIVE_TASK: GiveTaskForm,
    ProblemAct.COMPLETE_TASK: CompleteTaskForm,
    ProblemAct.DROP_TASK: DropTaskForm,
    ProblemAct.PROGRESS: ProgressForm,
    ProblemAct.REMEDY: RemedyForm,
    ProblemAct.DRAFT_ANSWER: DraftAnswerForm,
    ProblemAct.TAKE_ANSWER_BACK: TakeBackForm,
    ProblemAct.THEME: ThemeForm,
    ProblemAct.POLICY_GAP: PolicyGapForm,
    ProblemAct.MERGE: MergeForm,
    ProblemAct.SPLIT: SplitForm,
    ProblemAct.FINISH: FinishForm,
    ProblemAct.REOPEN: ReopenForm,
}

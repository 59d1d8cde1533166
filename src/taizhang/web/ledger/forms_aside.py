"""Forms of the acts beside the straight way: raise, visit, merge, withdraw, hand over, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.access.scopes import visible_ledgers
from taizhang.engine.lifecycle import Level, Move
from taizhang.ledger import queries
from taizhang.roster import queries as roster
from taizhang.web.ledger.act_form import ActForm
from taizhang.web.ledger.fields import Day, FilesField, LongText, PersonField, labelled
from taizhang.web.ledger.own_fields import add_fields, values_changed

if TYPE_CHECKING:
    from taizhang.ledger.models import Entry


class AcknowledgePartForm(ActForm):
    says = _("Your unit takes its part; the lead unit sees it.")


class EscalateForm(ActForm):
    says = _("It stays with its units; whoever it is raised to sees to it.")
    level = forms.ChoiceField(label=_("Raise it to"), widget=forms.RadioSelect)
    reason = LongText(
        label=_("Why it cannot be solved where it is"),
        help_text=_("Dispatched twice, several departments, an old matter, overdue by days."),
    )

    def prepare(self) -> None:
        now = Level(self.entry.level or Level.UNIT).rank
        # What was sent stays a choice: the service refuses it by name, or it is a double click.
        sent = self.data.get("level")
        higher = [level for level in Level if level.rank > now or level == sent]
        self.fields["level"].choices = labelled(higher)


class PlanVisitForm(ActForm):
    says = _("It stands on the visitor's desk on that day.")
    on = Day(label=_("Day of the visit"))
    visitor = PersonField(label=_("Who goes"), empty_label=_("Choose who goes"))
    note = LongText(label=_("What to look at"), required=False, rows=2)

    def prepare(self) -> None:
        self.fields["visitor"].queryset = roster.officials()


class VisitForm(ActForm):
    says = _("What was seen stands in the history; the planned visit is done.")
    text = LongText(label=_("What was seen and said"))
    files = FilesField(label=_("Photos or papers"))


class MergeForm(ActForm):
    says = _("It is worked on once; each requester keeps an own line, reply and rating.")
    into = forms.CharField(
        label=_("Number of the entry that stays open"),
        max_length=32,
        help_text=_("As on its page, for example SQ-2026-0137."),
    )
    reason = LongText(label=_("Why it is the same matter"), rows=2)

    def clean_into(self) -> Entry:
        number = self.cleaned_data["into"].strip().upper()
        head = queries.entries().filter(number=number).first()
        if head is None:
            message = gettext("No entry has the number {number}. Copy it from the entry's page.")
            raise forms.ValidationError(message.format(number=number), code="unknown")
        return head


class UnmergeForm(ActForm):
    says = _("It is a matter of its own again, where it stood before.")
    reason = LongText(label=_("Why it is not the same matter"), rows=2)


class ShareAnswerForm(ActForm):
    says = _("The requester reads it as the reply to the own matter and rates it.")
    reply = LongText(label=_("Reply to this requester"), rows=6)

    def prepare(self) -> None:
        head = self.entry.merged_into
        self.fields["reply"].initial = self.entry.reply or (head.reply if head else "")


class WithdrawForm(ActForm):
    says = _("Nothing more is done about it; its history stays.")
    reason = LongText(label=_("Why it is withdrawn, in the requester's words"), rows=2)


class Holders(forms.Form):
    """Who holds an entry, to be changed where somebody is chosen: of one entry or of many."""

    says = _("Only what you choose changes hands.")
    accountable = PersonField(
        label=_("Accountable leader"), required=False, empty_label=_("Stays as it is")
    )
    in_charge = PersonField(
        label=_("Person in charge"), required=False, empty_label=_("Stays as it is")
    )
    watcher = PersonField(label=_("Watcher"), required=False, empty_label=_("Stays as it is"))
    reason = LongText(label=_("Reason"), required=False, rows=2)

    def prepare(self) -> None:
        for name in ("accountable", "in_charge", "watcher"):
            self.fields[name].queryset = roster.officials()


class HandOverForm(Holders, ActForm):
    def prepare(self) -> None:
        super().prepare()
        if self.entry.lead is not None:
            self.fields["in_charge"].queryset = roster.people_of(self.entry.lead)


class ListForm(ActForm):
    """A ledger, then what that ledger asks beside what every entry has."""

    says = _("It stands on both ledgers and is keyed in once.")
    ledger = forms.ChoiceField(label=_("Ledger"))

    def prepare(self) -> None:
        taken = {self.entry.ledger_id, *(one.ledger_id for one in self.entry.listings.all())}
        picked = self.data.get("ledger") or self.initial.get("ledger")
        sent = self.data.get("ledger")  # the service refuses by name, or it is a double click
        books = [
            book
            for book in visible_ledgers(self.by)
            if book.is_open and (book.pk not in taken or book.code == sent)
        ]
        field = self.fields["ledger"]
        field.choices = [("", gettext("Choose the ledger"))]
        field.choices += [(book.code, queries.name_of(book)) for book in books]
        # With a script its columns come at once, without when the form is sent.
        field.widget.attrs |= {
            "hx-get": reverse("ledger:act", args=[self.entry.number, Move.LIST.value]),
            "hx-trigger": "change",
            "hx-target": "#act",
            "hx-select": "#act",
            "hx-swap": "outerHTML",
        }
        book = next((book for book in books if book.code == picked), None)
        columns = queries.columns_of(book) if book else []
        self.columns = [column for column in columns if not column.known_as]
        add_fields(self, self.columns, self.entry.values)

    def given(self) -> dict[str, Any]:
        values = values_changed(self, self.columns, self.entry.values)
        return {"ledger": self.cleaned_data["ledger"], **({"values": values} if values else {})}


class UnlistForm(ActForm):
    says = _("It no longer stands there; its number is not given again.")
    ledger = forms.ChoiceField(label=_("Ledger"))
    reason = LongText(label=_("Reason"), rows=2)

    def prepare(self) -> None:
        choices = {
            one.ledger.code: f"{queries.name_of(one.ledger)} {one.number}"
            for one in self.entry.listings.all()
        }
        sent = queries.ledger_by_code(self.data.get("ledger", ""))
        if sent is not None:  # as above
            choices.setdefault(sent.code, queries.name_of(sent))
        self.fields["ledger"].choices = list(choices.items())


class UndoForm(ActForm):
    says = _("What the last act changed is as it was; the act stays in the history.")
    reason = LongText(label=_("What went wrong"), rows=2)


FORMS: dict[Move, type[ActForm]] = {
    Move.ACKNOWLEDGE_PART: AcknowledgePartForm,
    Move.ESCALATE: EscalateForm,
    Move.PLAN_VISIT: PlanVisitForm,
    Move.VISIT: VisitForm,
    Move.MERGE: MergeForm,
    Move.UNMERGE: UnmergeForm,
    Move.SHARE_ANSWER: ShareAnswerForm,
    Move.WITHDRAW: WithdrawForm,
    Move.HAND_OVER: HandOverForm,
    Move.LIST: ListForm,
    Move.UNLIST: UnlistForm,
    Move.UNDO: UndoForm,
}

"""The forms of a bulletin: what it is to be about, what it says, to whom it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import queries
from taizhang.reporting.bulletins import BlockKind
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.queries import Period
from taizhang.reporting.services import LONGEST_TEXT
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import Day, LongText, UnitField, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from taizhang.ledger.models import Attachment, Ledger
    from taizhang.reporting.bulletins import Block
    from taizhang.reporting.models import Bulletin

DRAWN: Final = tuple(kind for kind in BulletinKind if kind is not BulletinKind.NEWS)
"""Kinds that are drawn up of a period; a news brief is of something that took place."""
_PREFIX: Final = "text-"
_A_LINE: Final = 42


class LedgerField(forms.ModelChoiceField):
    """One ledger, by its code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, to_field_name="code", **options)

    def label_from_instance(self, obj: Ledger) -> str:
        return queries.name_of(obj)


class PlanForm(forms.Form):
    """Which kind, of which days, about what."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    start = Day(label=_("From"))
    end = Day(label=_("To"))
    ledger = LedgerField(label=_("Ledger"), required=False, empty_label=_("All ledgers"))
    unit = UnitField(label=_("Lead unit"), required=False, empty_label=_("All units"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["kind"].choices = labelled(DRAWN)
        self.fields["ledger"].queryset = queries.ledgers()
        self.fields["unit"].queryset = roster.lead_units()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("start") and said.get("end") and said["end"] < said["start"]:
            self.add_error("end", _("The period ends before it begins. Choose a later day."))
        return said

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["start"], self.cleaned_data["end"])


class TextForm(forms.Form):
    """The words of a bulletin, block by block; its figures are not for typing."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=pgettext_lazy("text", "Title"), max_length=200)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        bulletin: Bulletin,
        blocks: Sequence[Block],
        photos: Iterable[Attachment] = (),
    ) -> None:
        super().__init__(
            data,
            label_suffix="",
            initial={"seen": bulletin.edition, "title": bulletin.title},
        )
        self.blocks = blocks
        for block in blocks:
            self.fields[_PREFIX + block.key] = _text_of(block)
        shown = [(str(one.pk), one.name) for one in photos]
        if shown:
            self.fields["photo"] = forms.ChoiceField(
                label=_("Photo"), choices=[*shown, ("0", gettext("No photo"))], required=False
            )
            held = [str(one.attachment) for one in blocks if one.kind is BlockKind.PHOTO]
            self.initial["photo"] = held[0] if held else "0"
        self.fields["more"] = LongText(
            label=_("Paragraphs of your own"),
            required=False,
            rows=3,
            max_length=LONGEST_TEXT,
            help_text=_("Each line becomes a paragraph at the end. It leads to no rows."),
        )

    def rows(self) -> list[tuple[Block, forms.BoundField]]:
        """Each block with the field of its words."""
        return [(block, self[_PREFIX + block.key]) for block in self.blocks]

    def texts(self) -> dict[str, str]:
        """The words by the key of their block."""
        return {
            block.key: self.cleaned_data[_PREFIX + block.key]
            for block in self.blocks
            if _PREFIX + block.key in self.data
        }

    def chosen_photo(self) -> int | None:
        said = self.cleaned_data.get("photo") or ""
        return int(said) if said else None


class IssueForm(forms.Form):
    """To whom it goes."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    is_circulated = forms.ChoiceField(
        label=_("Who may read it"),
        widget=forms.RadioSelect,
        choices=[
            ("no", _("The office and the zone's leaders")),
            ("yes", _("All officials, also of units whose matters it does not quote")),
        ],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)


def _text_of(block: Block) -> forms.CharField:
    label = {
        BlockKind.HEADING: _("Heading"),
        BlockKind.TEXT: _("Text"),
        BlockKind.TABLE: _("Above the table"),
        BlockKind.PHOTO: _("Under the photo"),
    }[block.kind]
    if block.kind is not BlockKind.TEXT:
        return forms.CharField(label=label, required=False, max_length=200, initial=block.text)
    rows = min(10, 1 + len(block.text) // _A_LINE)
    return LongText(
        label=label, required=False, rows=rows, max_length=LONGEST_TEXT, initial=block.text
    )

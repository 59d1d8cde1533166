"""The form of a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.ledger import queries
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import Day, LinesField, UnitsField

if TYPE_CHECKING:
    from taizhang.ledger.models import Campaign, Ledger


class LedgersField(forms.ModelMultipleChoiceField):
    """Several ledgers, ticked."""

    def __init__(self, **options: Any) -> None:
        widget = forms.CheckboxSelectMultiple
        super().__init__(queryset=None, to_field_name="code", widget=widget, **options)

    def label_from_instance(self, obj: Ledger) -> str:
        return queries.name_of(obj)


class CampaignForm(forms.Form):
    """Its name, its days, what it says, whom it concerns, on which ledgers it is kept."""

    name = forms.CharField(label=_("Name of the campaign"), max_length=100)
    starts_on = Day(label=_("First day"))
    ends_on = Day(
        label=_("Planned last day"),
        required=False,
        help_text=_("It runs until somebody ends it; this day is the plan."),
    )
    lines = LinesField(
        label=_("What it is about, a line each"),
        least=7,
        help_text=_("Slogans or tasks as the document has them, each in a box of its own."),
    )
    ledgers = LedgersField(
        label=_("On which ledgers it is kept"),
        required=False,
        help_text=_("Standing ledgers count with what is registered while it runs."),
    )
    units = UnitsField(label=_("Which units take part"), required=False)

    def __init__(self, *args: Any, campaign: Campaign | None = None, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["ledgers"].queryset = queries.free_ledgers(campaign)
        self.fields["units"].queryset = roster.lead_units()
        if campaign is not None:
            self.initial = {
                "name": campaign.name,
                "starts_on": campaign.starts_on,
                "ends_on": campaign.ends_on,
                "lines": [line.text for line in campaign.lines.all()],
                "ledgers": [ledger.code for ledger in campaign.ledgers.all()],
                "units": [unit.code for unit in campaign.units.all()],
                **options.get("initial", {}),
            }

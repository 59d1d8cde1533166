"""What an enterprise fills in: as little as can be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import Category, Satisfaction
from taizhang.web.ledger.fields import FilesField, LongText, YesNo, labelled


class ReportForm(forms.Form):
    """A problem in the enterprise's own words."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=32)
    text = LongText(
        label=_("What is the problem?"),
        rows=7,
        help_text=_("What is missing or in the way, since when, and what would help."),
        error_messages={"required": _("Please write what the problem is.")},
    )
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    files = FilesField(label=_("Photos or papers"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["category"].choices = labelled(Category, empty=gettext("I am not sure"))


class WithdrawForm(forms.Form):
    """Taking a matter back, with a word why."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = LongText(
        label=_("Why do you take it back?"),
        rows=3,
        help_text=_("For example: it has been solved, or it is no longer needed."),
        error_messages={"required": _("Please write a word why.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)


class RateForm(forms.Form):
    """Whether it is solved, and how good the service was: two questions, never one."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    solved = YesNo(
        label=_("Is your problem solved?"),
        error_messages={"required": _("Please say whether it is solved.")},
    )
    satisfaction = forms.ChoiceField(
        label=_("How satisfied are you with how it was dealt with?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the five steps.")},
    )
    comment = LongText(
        label=_("What should we know?"),
        required=False,
        rows=3,
        help_text=_("If you are not satisfied, the matter is opened again; say what is missing."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, label_suffix="", **options)
        self.fields["satisfaction"].choices = labelled(Satisfaction)

"""The forms of the administrators."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import AuditAct, Role
from taizhang.web.wording import label


class OpenAccountForm(forms.Form):
    """The user name of a new account; its first password is made, not typed."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("2 to 50 small letters, digits, dots, hyphens or underlines."),
        max_length=50,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )


class GrantForm(forms.Form):
    """One more duty for a person."""

    role = forms.ChoiceField(label=_("Duty"))

    def __init__(self, data: object = None, *, held: frozenset[Role], is_contact: bool) -> None:
        super().__init__(data)
        sides = [role for role in Role if (role is Role.ENTERPRISE) == is_contact]
        self.fields["role"].choices = [
            (role.value, label(role)) for role in sides if role not in held
        ]


class AuditForm(forms.Form):
    """What the audit trail is narrowed to; nonsense in the address is left aside."""

    q = forms.CharField(required=False, max_length=100)
    act = forms.TypedChoiceField(required=False, coerce=AuditAct, empty_value=None)
    since = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    until = forms.DateField(required=False, input_formats=["%Y-%m-%d"])
    failures = forms.BooleanField(required=False)

    def __init__(self, data: object) -> None:
        super().__init__(data)
        self.fields["act"].choices = [(act.value, label(act)) for act in AuditAct]

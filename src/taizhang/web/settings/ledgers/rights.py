"""To whom a ledger is open: seeing, registering, dispatching, each for some roles and units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import Right, Role
from taizhang.ledger import services
from taizhang.ledger.queries.rights import rights_of
from taizhang.roster import queries as roster
from taizhang.web.ledger.fields import UnitsField, labelled
from taizhang.web.origin import origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taizhang.ledger.models import Ledger
    from taizhang.web.request import Request

_OFFICIALS = list(Role)[:6]
"""Roles that have to do with entries; the three administrators see none."""


class RightsForm(forms.Form):
    """For each right the roles and the units; nothing ticked is as usual."""

    def __init__(self, data: Mapping[str, Any] | None, *, ledger: Ledger) -> None:
        super().__init__(data, label_suffix="")
        for right, (roles, units) in rights_of(ledger).items():
            label = gettext(right.label)
            self.fields[f"{right}_roles"] = forms.MultipleChoiceField(
                label=gettext("{right}: only these duties").format(right=label),
                choices=labelled(_OFFICIALS),
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=[role.value for role in roles],
            )
            field = UnitsField(
                label=gettext("{right}: only these units").format(right=label), required=False
            )
            field.queryset = roster.units().filter(is_active=True)
            field.initial = [unit.code for unit in units]
            self.fields[f"{right}_units"] = field
        self.fields["see_roles"].help_text = _(
            "Nothing ticked: as usual. Duties and units add up; the campaign office always sees."
        )

    def rights(self) -> dict[Right, services.Named]:
        """What the service is called with."""
        said = self.cleaned_data
        return {
            right: ([Role(one) for one in said[f"{right}_roles"]], list(said[f"{right}_units"]))
            for right in Right
        }


def change(request: Request, book: Ledger, form: RightsForm, seen: int | None) -> None:
    """Do it."""
    services.narrow_rights(
        book,
        form.rights(),
        by=request.person,
        now=request.now,
        seen=seen,
        origin=origin(request),
    )


def stands(book: Ledger) -> list[str]:
    """What the rights say by now."""
    lines = []
    for right, (roles, units) in rights_of(book).items():
        named = [*(gettext(role.label) for role in roles), *(unit.name for unit in units)]
        words = "、".join(named) or gettext("as usual")
        lines.append(f"{gettext(right.label)}: {words}")
    return lines

"""Who decides on more time, and how much of it there is: of every ledger, built in or own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_any_ledger
from taizhang.engine.codes import Approver
from taizhang.engine.errors import TaizhangError
from taizhang.engine.ledger_plans import MOST_EXTENSION
from taizhang.ledger import queries, services
from taizhang.ledger.queries.approvers import POWERS
from taizhang.roster import queries as roster
from taizhang.web.errors import add_refusal, in_words
from taizhang.web.ledger.fields import PersonField, labelled
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.settings.ledgers import rights

if TYPE_CHECKING:
    from django.http import HttpResponse

    from taizhang.ledger.models import Ledger
    from taizhang.web.request import Request

_FIELDS = {
    "approver_missing": "extension_person",
    "approver_without_power": "extension_person",
    "workers_shut_out": "see_units",
}


class ExtensionsForm(forms.Form):
    """Caps of an extension, and who decides."""

    extensions = forms.IntegerField(
        label=_("How often a date may be extended"),
        min_value=0,
        max_value=MOST_EXTENSION,
        help_text=_("0: never."),
    )
    extension_days = forms.IntegerField(
        label=_("By how many days at most each time"),
        min_value=1,
        max_value=MOST_EXTENSION,
        required=False,
        help_text=_("Empty: no limit."),
    )
    extension_by = forms.ChoiceField(
        label=_("Who decides on more time"),
        widget=forms.RadioSelect,
        help_text=_("Whose post is vacant, or who asks themselves, leaves it to the office."),
    )
    extension_person = PersonField(
        label=_("The person by name"), required=False, empty_label=_("Nobody by name")
    )

    def __init__(self, *args: Any, ledger: Ledger, **options: Any) -> None:
        names = ("extensions", "extension_days", "extension_by")
        first = {name: getattr(ledger, name) for name in names}
        named = ledger.extension_person
        first["extension_person"] = named.code if named else ""
        super().__init__(*args, label_suffix="", initial=first, **options)
        self.fields["extension_by"].choices = labelled(Approver)
        able = roster.officials().filter(duties__role__in=POWERS).distinct()
        self.fields["extension_person"].queryset = able

    def clean_extension_by(self) -> Approver:
        return Approver(self.cleaned_data["extension_by"])


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Request, code: str) -> HttpResponse:
    """Two forms; who was overtaken by somebody else sees what stands and keeps what they typed."""
    book = get_any_ledger(request.person, code)
    about_rights = "rights" in request.POST
    form = ExtensionsForm(None if about_rights else request.POST or None, ledger=book)
    narrowing = rights.RightsForm(request.POST if about_rights else None, ledger=book)
    sent = narrowing if about_rights else form
    context: dict[str, Any] = {
        "tab": "ledgers",
        "ledger": book,
        "name": queries.name_of(book),
        "form": form,
        "narrowing": narrowing,
        "is_of_rights": about_rights,
        "seen": request.POST.get("seen", book.edition),
    }
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        try:
            if sent.is_valid():
                _change(request, book, sent)
                messages.success(request, gettext("The ledger is changed."))
                return redirect("settings:ledger_rules", code)
        except services.LedgerChanged as refusal:
            fresh = get_any_ledger(request.person, code)
            meanwhile = rights.stands(fresh) if about_rights else _stands(fresh)
            stale = in_words(refusal)
            context |= {"seen": fresh.edition, "stale": stale, "meanwhile": meanwhile}
            status = HTTPStatus.CONFLICT
        except TaizhangError as refusal:
            add_refusal(sent, refusal, _FIELDS.get(refusal.code))
    return page(request, "settings/ledgers/rules.html", context, status=status)


def _change(request: Request, book: Ledger, form: forms.Form) -> None:
    said = request.POST.get("seen", "")
    seen = int(said) if said.isdecimal() else None
    if isinstance(form, rights.RightsForm):
        rights.change(request, book, form, seen)
        return
    services.change_extensions(
        book,
        **form.cleaned_data,
        by=request.person,
        now=request.now,
        seen=seen,
        origin=origin(request),
    )


def _stands(book: Ledger) -> list[str]:
    """What the rules say by now."""
    decides = gettext(Approver(book.extension_by).label)
    if book.extension_person:
        decides = f"{decides}: {book.extension_person.name}"
    days = "—" if book.extension_days is None else str(book.extension_days)
    return [
        f"{gettext('How often a date may be extended')}: {book.extensions}",
        f"{gettext('By how many days at most each time')}: {days}",
        f"{gettext('Who decides on more time')}: {decides}",
    ]

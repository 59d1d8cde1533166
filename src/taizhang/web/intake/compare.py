"""What the rules found and what the language model proposes, side by side."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.get import get_document
from taizhang.access.permissions import Permission, can
from taizhang.engine.errors import Refused
from taizhang.engine.extract.alignment import Drop
from taizhang.intake import queries, services
from taizhang.intake.language_model import comparing, proposing
from taizhang.intake.language_model.client import endpoint
from taizhang.intake.language_model.trouble import Trouble
from taizhang.roster.queries import units
from taizhang.web.errors import in_words
from taizhang.web.page import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpResponse

    from taizhang.engine.codes import Labelled
    from taizhang.intake.language_model.models import ModelReading
    from taizhang.intake.models import Document, Draft
    from taizhang.web.request import Request


STATES: Final = {
    "all": gettext_noop("Everything"),
    "model": gettext_noop("Only the model"),
    "differs": gettext_noop("Told differently"),
    "drafts": gettext_noop("Only the rules"),
    "same": gettext_noop("The same in both"),
}
_FIELDS: Final = {
    "category": gettext_noop("Category"),
    "scope": gettext_noop("Common or individual"),
    "enterprises": gettext_noop("Enterprises"),
    "lead_unit": gettext_noop("Lead unit"),
    "co_units": gettext_noop("Co-units"),
    "due_text": gettext_noop("Due"),
    "reply": gettext_noop("Reply"),
}


def _counted(counts: Mapping[str, int], words: Iterable[Labelled]) -> list[tuple[str, int]]:
    """Counts with their reasons in the reader's language."""
    labels = {word.value: _(word.label) for word in words}
    return [(labels.get(name, name), count) for name, count in counts.items()]


def _rows(found: Document, asked: ModelReading | None) -> list[comparing.Row]:
    proposed = comparing.proposals(asked) if asked else []
    return comparing.rows(found, list(queries.drafts(found)), proposed)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def compare(request: Request, pk: int) -> HttpResponse:
    """Same, only here, only there, told differently: matter by matter."""
    found = get_document(request.person, pk, Permission.DOCUMENT_VIEW)
    asked = comparing.asked(found)
    rows = _rows(found, asked) if asked and asked.status == comparing.Status.ANSWERED else []
    counts = Counter(row.state for row in rows)
    show = request.GET.get("show", "all")
    show = show if show in STATES else "all"
    tabs = [
        {"key": key, "label": _(words), "count": len(rows) if key == "all" else counts[key]}
        for key, words in STATES.items()
    ]
    context: dict[str, Any] = {
        "document": found,
        "asked": asked,
        "rows": [row for row in rows if show in {"all", row.state}],
        "tabs": tabs,
        "show": show,
        "is_configured": endpoint() is not None,
        "may_decide": can(request.person, Permission.DRAFT_DECIDE),
    }
    if asked:
        context["dropped"] = _counted(asked.dropped, Drop)
        context["troubles"] = _counted(asked.troubles, Trouble)
        context["ungrounded"] = [
            (_(_FIELDS[name]) if name in _FIELDS else name, count)
            for name, count in asked.ungrounded.items()
        ]
    return page(request, "intake/compare.html", context)


@transaction.atomic
def _taken_over(request: Request, found: Document, proposed: comparing.Proposed) -> Draft:
    """A waiting draft of the quoted words, with what the text says about them."""
    draft = services.add(
        found,
        proposed.start,
        proposed.end,
        ledger=proposed.ledger,
        by=request.person,
        now=request.now,
    )
    lead = next((unit for unit in units() if unit.name == proposed.lead), None)
    return services.edit(
        draft,
        by=request.person,
        now=request.now,
        category=proposed.category,
        scope=proposed.scope,
        enterprises=services.with_candidates([(name, None) for name in proposed.enterprises]),
        lead_unit=lead,
        lead_name=proposed.lead,
        due_text=proposed.due_text[:100],
        due=proposed.due,
        reply=proposed.reply,
    )


@require_POST
@requires(Permission.DRAFT_DECIDE)
def take_over(request: Request, pk: int) -> HttpResponse:
    """Make a draft of one proposal: a person says so, and it is theirs; twice is once."""
    found = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    key = request.POST.get("proposal", "")
    rows = _rows(found, comparing.asked(found))
    row = next((row for row in rows if row.proposed and row.proposed.key == key), None)
    if row is None or row.proposed is None:
        messages.error(request, _("This proposal is no longer there."))
        return redirect("intake:compare", found.pk)
    draft = row.draft
    if draft is None:
        try:
            draft = _taken_over(request, found, row.proposed)
        except Refused as refusal:
            messages.error(request, str(in_words(refusal)))
            return redirect("intake:compare", found.pk)
        messages.success(request, _("It is a draft now and waits for confirmation."))
    answer = redirect("intake:document", found.pk)
    answer["Location"] += f"#draft-{draft.pk}"
    return answer


@require_POST
@requires(Permission.DRAFT_DECIDE)
def ask_again(request: Request, pk: int) -> HttpResponse:
    """Ask the model once more where it gave no answer."""
    found = get_document(request.person, pk, Permission.DRAFT_DECIDE)
    if proposing.ask_again(found, now=request.now):
        messages.success(request, _("The model is being asked again."))
    return redirect("intake:compare", found.pk)

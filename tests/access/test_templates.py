"""Who looks after the office's own forms, and who prints with them."""

from __future__ import annotations

import pytest
from django.http import Http404

from taizhang.access import get, scopes
from taizhang.engine.codes import Right, Role
from taizhang.ledger.models import Ledger, LedgerRight
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.models import TemplateVersion
from taizhang.reporting.office_templates.services import open_template, put_into_use
from tests.clock import NOW
from tests.engine.templates.forms import letter
from tests.people import People


@pytest.fixture
def version(people: People) -> TemplateVersion:
    said = {"by": people.office, "now": NOW}
    made = open_template(
        name="交办单",
        paper=PaperFor.ENTRY,
        ledger=Ledger.objects.get(code="hazard"),
        file_name="单.docx",
        data=letter("{{编号}}"),
        **said,
    )
    return put_into_use(made, **said)


@pytest.mark.parametrize(
    ("who", "keeps", "prints"),
    [
        ("office", True, True),
        ("system_admin", True, False),
        ("lead_head", False, True),
        ("guidance", False, True),
        ("contact", False, False),
        ("audit_admin", False, False),
    ],
)
def test_forms_are_kept_by_few_and_printed_by_who_sees_matters(
    people: People, version: TemplateVersion, who: str, *, keeps: bool, prints: bool
) -> None:
    person = getattr(people, who)
    assert scopes.visible_templates(person).exists() == keeps
    assert scopes.templates_to_print(person).exists() == prints


def test_a_form_of_a_ledger_narrowed_to_others_is_not_there(
    people: People, version: TemplateVersion
) -> None:
    LedgerRight.objects.create(ledger=version.template.ledger, right=Right.SEE, role=Role.OFFICE)
    assert scopes.templates_to_print(people.office).exists()
    assert not scopes.templates_to_print(people.lead_head).exists()
    assert not scopes.visible_templates(people.system_admin).exists()


def test_one_form_or_404(people: People, version: TemplateVersion) -> None:
    pk = version.template_id
    assert get.get_template(people.office, pk) == version.template
    assert get.get_template_version(people.office, pk, 1) == version
    assert get.get_template_to_print(people.lead_head, pk, PaperFor.ENTRY) == version
    for wrong in (
        lambda: get.get_template(people.lead_head, pk),
        lambda: get.get_template_version(people.office, pk, 2),
        lambda: get.get_template_to_print(people.office, pk, PaperFor.LIST),
        lambda: get.get_template_to_print(people.contact, pk, PaperFor.ENTRY),
    ):
        with pytest.raises(Http404):
            wrong()

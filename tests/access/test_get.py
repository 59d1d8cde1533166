"""One object or 404: absent and none of your business look the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import Http404

from taizhang.access import get
from taizhang.access.permissions import Permission
from taizhang.intake.models import Activity
from taizhang.ledger import services
from taizhang.ledger.models import Attachment, Entry
from tests.access.conftest import Matters
from tests.clock import NOW
from tests.factories import make_dispatched, make_document, make_draft
from tests.people import People

PHOTO = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def test_an_entry_comes_to_who_sees_it(people: People, matters: Matters) -> None:
    assert get.get_entry(people.lead_head, matters.ours.number) == matters.ours


@pytest.mark.parametrize("who", ["stranger", "contact", "system_admin", "other_officer"])
def test_an_entry_of_others_is_not_found(people: People, matters: Matters, who: str) -> None:
    with pytest.raises(Http404):
        get.get_entry(getattr(people, who), matters.ours.number)


def test_an_unknown_entry_is_not_found(people: People, matters: Matters) -> None:
    with pytest.raises(Http404):
        get.get_entry(people.office, "SQ-1999-0001")


def test_an_act_on_a_visible_entry_of_others_is_not_found(people: People, matters: Matters) -> None:
    handle = Permission.ENTRY_HANDLE
    assert get.get_entry(people.lead_head, matters.ours.number, handle) == matters.ours
    with pytest.raises(Http404):
        get.get_entry(people.co_head, matters.ours.number, handle)


def test_an_enterprise_gets_its_own_matter_only(people: People, matters: Matters) -> None:
    assert get.get_matter(people.contact, matters.ours.number) == matters.ours
    assert get.get_matter(people.contact, matters.ours.number, Permission.MATTER_RATE)
    for person in (people.other_contact, people.office):
        with pytest.raises(Http404):
            get.get_matter(person, matters.ours.number)


@pytest.fixture
def files(people: People) -> dict[str, Attachment]:
    """A unit's working paper and the paper that came with its reply."""
    entry = make_dispatched(by=people.office, lead=people.lead, enterprises=[people.enterprise])
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    paper = services.Upload(name="内部.png", data=PHOTO)
    entry = services.report_progress(
        entry, text="已到现场", files=[paper], by=people.lead_head, now=NOW
    )
    reply = services.Upload(name="答复.png", data=PHOTO + b"1")
    services.answer(entry, reply="已更换。", files=[reply], by=people.lead_head, now=NOW)
    return {file.name: file for file in Attachment.objects.all()}


def test_officials_who_see_the_entry_get_its_files(
    people: People, files: dict[str, Attachment]
) -> None:
    for file in files.values():
        assert get.get_attachment(people.lead_handler, file.pk) == file
        with pytest.raises(Http404):
            get.get_attachment(people.stranger, file.pk)


def test_an_enterprise_gets_the_files_of_the_reply_not_the_units_papers(
    people: People, files: dict[str, Attachment]
) -> None:
    assert get.get_attachment(people.contact, files["答复.png"].pk)
    with pytest.raises(Http404):
        get.get_attachment(people.contact, files["内部.png"].pk)
    with pytest.raises(Http404):
        get.get_attachment(people.other_contact, files["答复.png"].pk)


def test_documents_drafts_and_activities_come_to_who_may_open_them(people: People) -> None:
    document = make_document(by=people.service_officer)
    draft = make_draft(document)
    activity = Activity.objects.create(kind="visit", title="走访", document=document)
    doors: list[tuple[Callable[..., object], int]] = [
        (get.get_document, document.pk),
        (get.get_draft, draft.pk),
        (get.get_activity, activity.pk),
    ]
    for door, pk in doors:
        assert door(people.service_officer, pk).pk == pk  # type: ignore[attr-defined]
        with pytest.raises(Http404):
            door(people.other_officer, pk)
        with pytest.raises(Http404):
            door(people.lead_head, pk)


def test_a_leader_opens_a_document_but_decides_no_draft(people: People, quoted: Entry) -> None:
    assert get.get_document(people.leader, quoted.draft.document_id)
    with pytest.raises(Http404):
        get.get_draft(people.leader, quoted.draft_id)


def test_the_roster_comes_to_officials(people: People) -> None:
    assert get.get_enterprise(people.lead_head, "enterprise") == people.enterprise
    assert get.get_unit(people.lead_head, "lead") == people.lead
    assert get.get_person(people.lead_head, "office") == people.office
    for door, code in (
        (get.get_enterprise, "enterprise"),
        (get.get_unit, "lead"),
        (get.get_person, "office"),
    ):
        with pytest.raises(Http404):
            door(people.contact, code)


def test_accounts_come_to_the_system_administrator(people: People) -> None:
    assert get.get_account(people.system_admin, "office").person == people.office
    with pytest.raises(Http404):
        get.get_account(people.office, "office")
    duty = Permission.DUTY_GRANT
    assert get.get_person(people.security_admin, "office", duty) == people.office

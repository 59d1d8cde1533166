"""The papers of an entry: offered on its page, given to who sees it, noted in the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import AuditAct
from taizhang.engine.formats import read_bytes
from taizhang.reporting.papers import DOCX
from taizhang.roster.models import AuditLine
from tests.factories import make_dispatched, make_entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from taizhang.ledger.models import Entry
    from taizhang.roster.models import Person
    from tests.people import People


@pytest.fixture
def entry(people: People) -> Entry:
    given: Entry = make_dispatched(by=people.office, lead=people.lead, title="用电")
    return given


def address(entry: Entry, kind: str = "dispatch") -> str:
    return f"/ledger/{entry.number}/papers/{kind}.docx"


def test_the_slip_is_a_word_file_noted_in_the_trail(
    entry: Entry, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    for times in (1, 2):
        answer = client.get(address(entry))
        assert answer["Content-Type"] == DOCX
        text = read_bytes(b"".join(answer.streaming_content), name="x.docx").text
        assert "问题交办单" in text
        lines = AuditLine.objects.filter(act=AuditAct.EXPORTED)
        assert lines.count() == times
        assert {line.subject for line in lines} == {f"docx dispatch {entry.number}"}


def test_the_page_offers_the_papers_whose_facts_exist(
    entry: Entry, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.lead_handler)
    page = client.get(f"/ledger/{entry.number}/").content.decode()
    assert address(entry) in page
    assert address(entry, "call_back") not in page
    bare = make_entry(by=people.office)
    assert (
        "/papers/" not in signed_in(people.office).get(f"/ledger/{bare.number}/").content.decode()
    )


@pytest.mark.parametrize("who", ["stranger", "other_contact", "contact", "system_admin"])
def test_who_does_not_see_the_entry_finds_no_paper(
    entry: Entry, people: People, signed_in: Callable[[Person], Client], who: str
) -> None:
    assert signed_in(getattr(people, who)).get(address(entry)).status_code == 404
    assert not AuditLine.objects.filter(act=AuditAct.EXPORTED).exists()


def test_a_paper_without_its_facts_or_of_no_kind_is_not_found(
    entry: Entry, people: People, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(people.office)
    assert client.get(address(entry, "call_back")).status_code == 404
    assert client.get(address(entry, "sentence")).status_code == 404
    assert client.get("/ledger/SQ-1999-0001/papers/dispatch.docx").status_code == 404
    assert client.post(address(entry)).status_code == 405
    assert not AuditLine.objects.filter(act=AuditAct.EXPORTED).exists()

"""Role × route: who is let in where, for every address there is.

`routes.txt` is the table, for people to read and review. Columns are one person each (see
`tests/people.py`): the roles as they have to do with one entry and its document, then two
strangers. ✓ let in · – finds nothing (404) · → sent to the sign-in page.

After a change that is meant: `python -m pytest tests/contracts/test_routes.py --write-routes`,
then review the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from taizhang.engine.ledger_plans import CODE, TAKEN_WORDS, LedgerPlan, PlannedColumn
from taizhang.engine.sheets import read_sheet, recognised
from taizhang.intake import services as intake
from taizhang.intake.models import Activity
from taizhang.intake.symposiums import services as symposiums
from taizhang.intake.symposiums.models import Remark
from taizhang.intake.symposiums.services.remarks import Words
from taizhang.ledger import services
from taizhang.ledger.models import Attachment, Entry, Ledger, Workbook
from taizhang.matching.models import Candidate
from taizhang.matching.services import draft_answer, open_problem, tell_apart
from taizhang.reporting.bulletins import Block, BlockKind, Plan
from taizhang.reporting.bulletins.flow import Scope
from taizhang.reporting.campaigns import campaign_figures
from taizhang.reporting.consolidations import services as services_of_consolidations
from taizhang.reporting.kinds import BulletinKind, PaperFor
from taizhang.reporting.models import Bulletin
from taizhang.reporting.office_templates import services as templates
from taizhang.reporting.queries import Period
from taizhang.reporting.services import draft_bulletin
from tests.clock import NOW
from tests.engine.templates.forms import letter
from tests.factories import browser, make_account, make_document, make_draft, make_person
from tests.forms_of_ledgers import relief
from tests.people import People

TABLE = Path(__file__).with_name("routes.txt")
PEOPLE = (
    "nobody",
    "office",
    "leader",
    "lead_head",
    "lead_handler",
    "service_officer",
    "guidance",
    "contact",
    "system_admin",
    "security_admin",
    "audit_admin",
    "stranger",
    "other_contact",
)
HEAD = "\n".join(f"# {place + 1:>2} {who}" for place, who in enumerate(PEOPLE))


def _routes(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, pattern.namespace or space)
        else:
            yield f"{space}:{pattern.name}", pattern


ROUTES = dict(_routes(get_resolver()))


def _expected() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {f"{method} {name}": "".join(marks) for method, name, *marks in rows}


@pytest.fixture
def things(people: People) -> dict[str, object]:
    """What the addresses need: one of each, all of the same matter."""
    document = make_document(by=people.service_officer, text="甲厂缺电。乙厂缺水。丙厂缺路。")
    first = make_draft(document, quote="甲厂缺电。")
    make_draft(document, quote="乙厂缺水。")
    entry = services.register_draft(
        make_draft(document, quote="丙厂缺路。", enterprises=[{"name": "x", "code": "enterprise"}]),
        by=people.office,
        now=NOW,
    )
    entry = services.dispatch(entry, lead=people.lead, by=people.office, now=NOW)
    entry = services.acknowledge(entry, by=people.lead_head, now=NOW)
    photo = services.Upload(name="现场.png", data=b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    services.report_progress(entry, text="已到场", files=[photo], by=people.lead_head, now=NOW)
    make_account(make_person(code="somebody", unit=people.elsewhere), "somebody")
    make_person(code="newcomer", unit=people.elsewhere)
    _campaigns(people)
    bulletin = _bulletin(people)
    activity = Activity.objects.create(kind="visit", title="走访", document=document)
    shared = services.save_view(
        name="x", query="state=open", ledger=None, shared="all", by=people.office, now=NOW
    )
    shared.code = "shared"
    shared.save()
    remark = _remark(people)
    brought = intake.receive_import(
        "报送.xlsx", relief(), ledger="appeal", by=people.office, now=NOW
    )
    sheet = services_of_consolidations.Sent("甲局.xlsx", relief())
    consolidation = services_of_consolidations.open_consolidation(
        [sheet], name="", by=people.office, now=NOW
    )
    candidate = Candidate.objects.create(title="缺路", first_found_at=NOW, found_at=NOW)
    other = _problem(people, entry)
    apart = tell_apart(entry, [other], why="x", by=people.office, now=NOW)
    return {
        "symposium": remark.symposium_id,
        "remark": remark.pk,
        "workbook": _workbook(people).pk,
        "import": brought.pk,
        "consolidation": consolidation.pk,
        "candidate": candidate.pk,
        "decision": apart[0].pk,
        "intake": document.pk,
        "draft": first.pk,
        "attachment": Attachment.objects.get().pk,
        "number": entry.number,
        "bulletin": bulletin.pk,
        "activity": activity.pk,
        **_templates(people),
    }


def _templates(people: People) -> dict[str, object]:
    """A form in use for each kind of paper; of the first a newer version that was never in use."""
    said = {"by": people.office, "now": NOW}
    made: dict[str, object] = {}
    for paper in PaperFor:
        form = {"file_name": "x.docx", "data": letter(f"{paper}")}
        version = templates.open_template(name=paper, paper=paper, ledger=None, **form, **said)
        templates.put_into_use(version, **said)
        made[f"{paper}_form"] = version.template_id
        if paper is PaperFor.ENTRY:
            templates.add_version(version.template, file_name="y.docx", data=letter("y"), **said)
    return made


def _workbook(people: People) -> Workbook:
    """A form that waits for its ledger, beside one whose ledger is open."""
    form = services.receive_workbook("表.xlsx", relief(), by=people.office, now=NOW)
    sheet = read_sheet(relief())
    columns = (
        PlannedColumn(one.name, one.type, one.choices, one.known, place=one.place)
        for one in recognised(sheet)
    )
    services.open_ledger(
        LedgerPlan("灾后", "zh", "ZH", columns=tuple(columns)),
        by=people.office,
        now=NOW,
        workbook=form,
        table=sheet,
    )
    return services.receive_workbook("表.xlsx", relief(), by=people.office, now=NOW)


def _campaigns(people: People) -> None:
    """One that goes on, one that is over."""
    campaign = {"starts_on": NOW.date(), "by": people.office, "now": NOW}
    services.open_campaign(name="七抓七防", **campaign)
    over = services.open_campaign(name="去年", **campaign)
    figures = campaign_figures(over, Entry.objects.all(), Ledger.objects.all(), today=NOW.date())
    services.end_campaign(over, report=figures.as_json(), by=people.office, now=NOW)


def _bulletin(people: People) -> Bulletin:
    scope = Scope(Entry.objects.all(), Period(NOW.date(), NOW.date()), NOW.date(), people.office)
    bulletin = draft_bulletin(Plan(BulletinKind.BRIEF, scope), by=people.office, now=NOW)
    shot = Block("photo", BlockKind.PHOTO, attachment=Attachment.objects.get().pk)
    bulletin.blocks.append(shot.as_json())
    bulletin.save()
    return bulletin


def _remark(people: People) -> Remark:
    table = symposiums.open_symposium(
        title="座谈", held_on=NOW.date(), guests=["x"], by=people.service_officer, now=NOW
    )
    said = Words(kind="raised", text="缺电。", seat=table.seats.get())
    return symposiums.note(table, said, key="k", by=people.service_officer, now=NOW)


def _problem(people: People, entry: Entry) -> Entry:
    """A common problem with an answer that nobody got yet; its other member."""
    other = services.register(ledger="appeal", title="x", text="x", by=people.office, now=NOW)
    problem = open_problem(
        sentence="缺路",
        owner=people.leader,
        lead=people.lead,
        entries=[entry, other],
        why="都缺路",
        by=people.office,
        now=NOW,
    )
    draft_answer(problem, text="路已修通，十月通车。", by=people.office, now=NOW)
    return other


_CODES = {
    "roster:unit": "lead",
    "roster:unit_holders": "lead",
    "roster:merge_unit": "lead",
    "settings:preset": "p13710",
    "roster:enterprise_holders": "enterprise",
    "roster:park_holders": "park",
    "roster:plan": "enterprise",
    "settings:open_account": "newcomer",
    "settings:ledger": "zh",
    "settings:ledger_toml": "zh",
    "settings:ledger_rules": "zh",
    "settings:ledger_raising": "zh",
    "ledger:workbook": "zh",
    "ledger:list": "open",
    "campaigns:campaign": "2026-01",
    "campaigns:change": "2026-01",
    "campaigns:end": "2026-01",
    "campaigns:paper": "2026-02",
    "campaigns:report": "2026-02",
    "matching:problem": "GX-2026-0001",
    "matching:act": "GX-2026-0001",
    "matching:answer": "GX-2026-0001",
    "matching:drop_theme": "GX-2026-0001",
    "ledger:view": "shared",
    "ledger:edit_view": "shared",
    "ledger:drop_view": "shared",
    "ledger:first_view": "shared",
}


_OF_ITS_OWN = {
    "ledger_from": "workbook",
    "ledger_discard": "workbook",
    "paper_on_form": "entry_form",
    "list_on_form": "list_form",
    "record": "activity",
    "record_on_form": "activity",
    "news": "activity",
    "apart": "candidate",
    "leave_open": "decision",
    "attachment": "attachment",
}
"""By the act of a route what its key means."""
_OF_ITS_PLACE = {
    "imports:": "import",
    "consolidations:": "consolidation",
    "bulletins:": "bulletin",
}


def _what(name: str, act: str) -> str | None:
    """Of what the key in the address is, where it is neither a document's nor a draft's."""
    if act in _OF_ITS_OWN:
        return _OF_ITS_OWN[act]
    begun = [what for what in ("symposium", "remark") if act.startswith(what)]
    begun += ["entry_form"] if act.startswith("template") else []
    of_place = [what for place, what in _OF_ITS_PLACE.items() if name.startswith(place)]
    return next(iter([*begun, *of_place]), None)


def _arguments(name: str, things: dict[str, object]) -> dict[str, object]:
    act = name.partition(":")[2]
    route = str(ROUTES[name].pattern)
    known = {
        "number": things["number"],
        "username": "somebody",
        "role": "handler",
        "move": "progress",
        "act": "progress",
        "kind": "dispatch",
        "pk": things["draft" if "drafts/" in route else "intake"],
        "year": 2026,
        "code": _CODES.get(name, "somebody"),
    }
    if act in {"entries_of", "enterprise"}:
        known["code"] = {"entries_of": "appeal"}.get(act, act)
    if act.startswith("template"):
        known |= {"version": 2, "code": "dispatch"}
    known["template"] = things["visit_form"]
    what = _what(name, act)
    if what:
        known["pk"] = things[what]
    wanted = ROUTES[name].pattern.converters
    return {key: value for key, value in known.items() if key in wanted}


def _mark(answer: HttpResponse) -> str:
    if answer.status_code == 302 and answer["Location"].startswith(
        f"{reverse('accounts:sign_in')}?"
    ):
        return "→"
    if answer.status_code in {200, 204, 302, 303, 304, 400, 409, 413, 422}:
        return "✓"
    return {404: "–", 405: "x"}.get(answer.status_code, f"[{answer.status_code}]")


def _marks(name: str, method: str, people: People, things: dict[str, object]) -> str:
    address = reverse(name, kwargs=_arguments(name, things))
    marks = ""
    for who in PEOPLE:
        client = Client() if who == "nobody" else browser(getattr(people, who))
        with transaction.atomic():
            answer = getattr(client, method.lower())(address)
            if answer.streaming:
                b"".join(answer.streaming_content)  # closing it would end the connection too
            transaction.set_rollback(True)
        marks += _mark(answer)
    return marks


@pytest.mark.slow
@pytest.mark.parametrize("name", ROUTES)
def test_a_route_lets_in_whom_the_table_says(
    people: People,
    things: dict[str, object],
    name: str,
    written: dict[str, str],
) -> None:
    found = {}
    for method in ("GET", "POST"):
        marks = _marks(name, method, people, things)
        if set(marks) - set("x→–"):
            found[f"{method} {name}"] = marks
    written.update(found)
    expected = _expected()
    known = {row: marks for row, marks in expected.items() if row.split()[1] == name}
    assert known, f"{name} is not in routes.txt: who may go there?"
    assert found == known


def test_the_table_lists_no_route_that_is_gone() -> None:
    assert {row.split()[1] for row in _expected()} <= set(ROUTES)
    assert TABLE.read_text(encoding="utf-8").startswith(HEAD)


def test_no_ledger_can_be_called_as_an_address_beside_the_ledgers() -> None:
    """Django reads `/ledger/views/` as the page of that name: a ledger `views` would be lost."""
    paths = [one.split("/") for one in _paths(get_resolver())]
    before = {tuple(parts[:at]) for parts in paths for at in _places_of_codes(parts)}
    assert ("ledger",) in before
    beside = {
        parts[len(head)] for head in before for parts in paths if parts[: len(head)] == [*head]
    }
    assert {word for word in beside if CODE.fullmatch(word)} <= TAKEN_WORDS


def _paths(resolver: URLResolver, head: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        path = head + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _paths(pattern, path)
        else:
            yield path


def _places_of_codes(parts: list[str]) -> Iterator[int]:
    return (at for at, part in enumerate(parts) if part == "<ledger:code>")


@pytest.mark.parametrize("name", ROUTES)
def test_a_view_says_whom_it_asks_for(name: str) -> None:
    open_to_all = {"accounts:sign_in", "accounts:sign_out", "accounts:language"}
    guarded = hasattr(ROUTES[name].callback, "permissions")
    assert guarded or name in open_to_all, f"{name} needs access.decorators.requires"


@pytest.mark.parametrize("name", ROUTES)
def test_an_unknown_object_is_not_found(people: People, name: str) -> None:
    wanted = ROUTES[name].pattern.converters
    if not set(wanted) & {"pk", "number", "username", "code"}:
        return  # names no object
    nothing = {
        "pk": 999_999,
        "number": "SQ-1999-9999",
        "username": "nobody-at-all",
        "code": "nowhere",
        "role": "handler",
        "move": "progress",
        "act": "progress",
        "kind": "dispatch",
        "template": 999_999,
        "version": 1,
    }
    address = reverse(name, kwargs={key: nothing[key] for key in wanted})
    for person in (people.office, people.contact, people.system_admin, people.security_admin):
        client = browser(person)
        assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}

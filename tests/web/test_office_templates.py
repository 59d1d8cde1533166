"""The office uploads its own form, sees what is not understood, tries it, and prints with it."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from taizhang.engine.codes import AuditAct, Right, Role
from taizhang.intake.models import Activity
from taizhang.ledger.models import Ledger, LedgerRight
from taizhang.reporting.models import OfficeTemplate, TemplateVersion
from taizhang.roster.models import AuditLine
from tests.engine.templates.forms import letter, repacked, table
from tests.factories import browser, make_dispatched

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from taizhang.ledger.models import Entry
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people: People) -> Client:
    return browser(people.office)


@pytest.fixture
def entry(people: People) -> Entry:
    made: Entry = make_dispatched(
        by=people.office, lead=people.lead, due=date(2026, 9, 23), title="用电容量不足"
    )
    return made


def upload(client: Client, data: bytes, **more: Any) -> HttpResponse:
    said = {"name": "交办单", "paper": "entry", "ledger": "", **more}
    said["file"] = SimpleUploadedFile("单.docx", data)
    return client.post("/settings/templates/upload/", said, follow=True)


def in_use(client: Client, data: bytes, **more: Any) -> OfficeTemplate:
    assert upload(client, data, **more).status_code == 200
    made = OfficeTemplate.objects.get(name=more.get("name", "交办单"))
    answer = client.post(f"/settings/templates/{made.pk}/1/use/", follow=True)
    assert "第1版已启用" in answer.content.decode()
    return made


def text(answer: Any) -> str:
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


def test_a_clerk_goes_from_a_shipped_paper_to_a_printed_one(office: Client, entry: Entry) -> None:
    listed = office.get("/settings/templates/").content.decode()
    assert "问题交办单" in listed
    begin = office.get("/settings/templates/begin/dispatch/")
    page = upload(office, b"".join(begin.streaming_content)).content.decode()
    assert "启用第1版" in page
    assert "第3段：“编号：{{编号}}”" in page
    made = OfficeTemplate.objects.get()
    tried = office.get(f"/settings/templates/{made.pk}/?entry={entry.number}").content.decode()
    assert "用电容量不足" in tried
    real = office.get(f"/settings/templates/{made.pk}/1/preview/?real=1&entry={entry.number}")
    assert "用电容量不足" in text(real)
    office.post(f"/settings/templates/{made.pk}/1/use/")
    shown = office.get(f"/ledger/{entry.number}/").content.decode()
    assert f"/ledger/{entry.number}/templates/{made.pk}/" in shown
    printed = office.get(f"/ledger/{entry.number}/templates/{made.pk}/")
    assert "2026年9月23日前办结" in text(printed)
    told = AuditLine.objects.filter(act=AuditAct.EXPORTED).latest("id")
    assert told.subject == f"docx template {made.pk} v1 {entry.number}"


def test_what_is_not_understood_is_said_with_its_place_and_keeps_it_out_of_use(
    office: Client,
) -> None:
    page = upload(office, letter("致{{牵头部门}}", "{% if 编号", "{{天气}}")).content.decode()
    assert "牵头部门" in page
    assert "<b>牵头单位</b>" in page
    assert "第1段：“致{{牵头部门}}”" in page.replace("&quot;", '"')
    assert "花括号不成对" in page
    assert "查看全部字段" in page
    made = OfficeTemplate.objects.get()
    refused = office.post(f"/settings/templates/{made.pk}/1/use/")
    assert refused.status_code == 409
    assert "牵头部门" in refused.content.decode()
    listed = office.get("/settings/templates/").content.decode()
    assert "第1版需要改正" in listed
    assert office.get(f"/settings/templates/{made.pk}/1/preview/").status_code == 422


def test_the_same_is_said_in_english(people: People, office: Client) -> None:
    people.office.account.language = "en"
    people.office.account.save()
    page = upload(office, letter("{{牵头部门}}", "{{编号")).content.decode()
    assert "<b>Lead unit</b>" in page
    assert "do not fit together" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ""),
        (b"%PDF-1.7", "既不是 Word 文档，也不是工作簿"),
        (repacked(letter("x"), {"word/vbaProject.bin": b"x"}), "宏没有运行"),
        (repacked(letter("x"), {"word/afchunk1.html": b"x"}), "会从别处取内容"),
    ],
)
def test_a_file_that_may_not_be_one_is_refused_in_its_field(
    office: Client, data: bytes, words: str
) -> None:
    answer = upload(office, data)
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["file"])
    assert not OfficeTemplate.objects.exists()


def test_a_name_that_is_taken_and_a_visit_of_a_ledger_are_said_in_their_fields(
    office: Client,
) -> None:
    upload(office, letter("x"))
    assert "name" in upload(office, letter("y")).context["form"].errors
    wrong = upload(office, letter("z"), name="走访", paper="visit", ledger="appeal")
    assert "ledger" in wrong.context["form"].errors


def test_versions_come_and_go(office: Client) -> None:
    made = in_use(office, letter("旧{{编号}}"))
    address = f"/settings/templates/{made.pk}/"
    for name, data in (("b", letter("新{{编号}}")), ("c", letter("更新{{编号}}"))):
        file = SimpleUploadedFile(f"{name}.docx", data)
        assert office.post(f"{address}newer/", {"file": file}, follow=True).status_code == 200
    bad = office.post(f"{address}newer/", {"file": SimpleUploadedFile("x", b"x")})
    assert bad.status_code == 422
    assert office.post(f"{address}newer/", {}).status_code == 422
    page = office.get(f"{address}?version=2").content.decode()
    assert "启用第2版" in page
    assert office.get(f"{address}?version=9").status_code == 404
    office.post(f"{address}3/discard/")
    assert TemplateVersion.objects.count() == 2
    assert office.post(f"{address}1/discard/").status_code == 409
    kept = b"".join(office.get(f"{address}1/file/").streaming_content)
    assert "旧" in Document(io.BytesIO(kept)).paragraphs[0].text
    office.post(f"{address}retire/")
    assert not TemplateVersion.objects.filter(is_in_use=True).exists()
    upload(office, letter("x"), name="一时")
    alone = OfficeTemplate.objects.get(name="一时")
    gone = office.post(f"/settings/templates/{alone.pk}/1/discard/")
    assert gone["Location"] == "/settings/templates/"


def test_the_rows_that_the_filters_leave_are_printed(
    office: Client, people: People, entry: Entry
) -> None:
    other = make_dispatched(by=people.office, lead=people.co, title="用水")
    data = letter("{{清单名称}} {{件数}} {{筛选条件}}", more=table(("{{编号}}", "{{事项}}")))
    made = in_use(office, data, paper="list", name="清单")
    page = office.get("/ledger/appeal/?state=open").content.decode()
    assert f"/ledger/templates/{made.pk}/?state=open&amp;ledger=appeal" in page
    printed = text(office.get(f"/ledger/templates/{made.pk}/?lead=lead&ledger=appeal"))
    assert entry.number in printed
    assert other.number not in printed
    assert "电力中心" in printed
    trial = text(office.get(f"/settings/templates/{made.pk}/1/preview/?real=1"))
    assert other.number in trial
    assert "〔编号〕" in text(office.get(f"/settings/templates/{made.pk}/1/preview/"))


def test_a_form_of_one_ledger_is_offered_there_alone(office: Client, entry: Entry) -> None:
    made = in_use(office, letter("{{编号}}"), ledger="hazard")
    rows = in_use(office, letter("x"), ledger="hazard", paper="list", name="清单")
    assert f"templates/{made.pk}/" not in office.get(f"/ledger/{entry.number}/").content.decode()
    assert office.get(f"/ledger/{entry.number}/templates/{made.pk}/").status_code == 404
    assert office.get(f"/ledger/templates/{rows.pk}/").status_code == 404
    assert office.get(f"/ledger/templates/{rows.pk}/?ledger=appeal").status_code == 404
    assert office.get(f"/ledger/templates/{rows.pk}/?ledger=hazard").status_code == 200
    assert text(office.get(f"/settings/templates/{rows.pk}/1/preview/?real=1")) == "x"


def test_a_visit_is_printed_on_its_form(office: Client) -> None:
    made = in_use(office, letter("{{走访主题}}"), paper="visit", name="走访单")
    trial = f"/settings/templates/{made.pk}/1/preview/?real=1"
    assert office.get(trial).status_code == 404, "no visit yet"
    activity = Activity.objects.create(kind="visit", title="走访澄泉", held_on=date(2026, 9, 15))
    page = office.get("/intake/activities/").content.decode()
    address = f"/intake/activities/{activity.pk}/templates/{made.pk}/"
    assert address in page
    assert text(office.get(address)) == "走访澄泉"
    assert text(office.get(trial)) == "走访澄泉"


def test_who_looks_after_forms_sees_no_matter_by_that(people: People, entry: Entry) -> None:
    admin = browser(people.system_admin)
    assert "文书模板" in admin.get("/settings/accounts/").content.decode()
    made = in_use(admin, letter("{{编号}}"))
    tried = admin.get(f"/settings/templates/{made.pk}/?entry={entry.number}").content.decode()
    assert entry.title not in tried
    address = f"/settings/templates/{made.pk}/1/preview/"
    assert admin.get(f"{address}?real=1&entry={entry.number}").status_code == 404
    assert text(admin.get(address)) == "〔编号〕"
    assert "工作日历" not in admin.get("/settings/templates/").content.decode()


def test_a_form_of_a_narrowed_ledger_is_hidden_from_others(people: People, office: Client) -> None:
    in_use(office, letter("x"), ledger="hazard", paper="list", name="内部清单")
    LedgerRight.objects.create(
        ledger=Ledger.objects.get(code="hazard"), right=Right.SEE, role=Role.OFFICE
    )
    page = browser(people.lead_head).get("/ledger/").content.decode()
    assert "内部清单" not in page
    admin = browser(people.system_admin).get("/settings/templates/").content.decode()
    assert "内部清单" not in admin


def test_every_field_is_listed_by_what_a_paper_is_about(office: Client) -> None:
    one = office.get("/settings/templates/fields/").content.decode()
    assert "牵头单位" in one
    rows = office.get("/settings/templates/fields/?paper=list&ledger=appeal").content.decode()
    assert "整份文书各填一次" in rows
    visit = office.get("/settings/templates/fields/?paper=visit").content.decode()
    assert "走访企业" in visit
    assert "包括台账的列" not in visit
    assert office.get("/settings/templates/begin/nothing/").status_code == 404


def test_the_screens_ask_as_often_however_much_there_is(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        upload(office, letter("{{编号}}"), name=f"表{number}")
    made = OfficeTemplate.objects.first()
    assert made is not None
    with django_assert_max_num_queries(15):
        office.get("/settings/templates/")
    with django_assert_max_num_queries(15):
        office.get(f"/settings/templates/{made.pk}/")


def renamed(client: Client, pk: int, name: str, seen: str = "交办单") -> HttpResponse:
    said = {"called-name": name, "called-seen": seen}
    return client.post(f"/settings/templates/{pk}/rename/", said, follow=True)


def test_a_template_is_called_something_else_and_its_versions_stay(
    office: Client, entry: Entry
) -> None:
    made = in_use(office, letter("{{编号}}"))
    assert "模板已改名" in renamed(office, made.pk, " 急件交办单 ").content.decode()
    made.refresh_from_db()
    assert (made.name, made.versions.get().is_in_use) == ("急件交办单", True)
    assert "急件交办单" in office.get(f"/ledger/{entry.number}/").content.decode()
    line = AuditLine.objects.get(act=AuditAct.TEMPLATE_RENAMED)
    assert line.subject == "交办单 → 急件交办单"
    assert renamed(office, made.pk, "急件交办单", "急件交办单").status_code == 200
    assert AuditLine.objects.filter(act=AuditAct.TEMPLATE_RENAMED).count() == 1


def test_a_name_that_is_taken_empty_or_was_changed_meanwhile_is_refused(office: Client) -> None:
    first = in_use(office, letter("{{编号}}"))
    in_use(office, letter("{{事项}}"), name="反馈单")
    taken = renamed(office, first.pk, "反馈单")
    assert (taken.status_code, "反馈单" in taken.content.decode()) == (409, True)
    assert renamed(office, first.pk, "  ").status_code == 422
    stale = renamed(office, first.pk, "转办单", "旧名")
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "期间已有人把该模板改名为“交办单”" in page
    assert 'value="转办单"' in page  # kept, and sent again it is meant
    first.refresh_from_db()
    assert first.name == "交办单"

"""The office's own forms: versions that stay, put into use when fit, filled with what is seen."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation
from docx import Document

from taizhang.engine.codes import AuditAct
from taizhang.engine.sheets import read_grids
from taizhang.engine.templates import looked_through
from taizhang.engine.templates.refusals import (
    TemplateHasMacros,
    TemplateNotFillable,
    TooMuchForTemplate,
)
from taizhang.intake.models import Activity
from taizhang.ledger import queries, services
from taizhang.ledger.models import Entry
from taizhang.reporting.errors import TemplateNameTaken, TemplateUnfit, TemplateVersionStays
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.models import OfficeTemplate, TemplateVersion
from taizhang.reporting.office_templates import filling
from taizhang.reporting.office_templates import queries as templates
from taizhang.reporting.office_templates.beginnings import BEGINNINGS, drawn_up
from taizhang.reporting.office_templates.fields import catalogue_of
from taizhang.reporting.office_templates.services import (
    add_version,
    discard_version,
    open_template,
    put_into_use,
    take_out_of_use,
)
from taizhang.roster.models import AuditLine
from tests.clock import NOW
from tests.engine.templates.forms import book, letter, repacked, table
from tests.factories import make_dispatched

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from tests.people import People

pytestmark = pytest.mark.django_db
SLIP = letter(
    "{{编号}}：{{事项}}，由{{牵头单位}}于{{时限}}前办结。", "{{制表单位}}{{制表人}}{{管委会}}"
)


@pytest.fixture
def said(people: People) -> dict[str, Any]:
    return {"by": people.office, "now": NOW}


def opened(said: dict[str, Any], data: bytes = SLIP, **more: Any) -> TemplateVersion:
    given = {"name": "交办单", "paper": PaperFor.ENTRY, "ledger": None, "file_name": "单.docx"}
    return open_template(**{**given, "data": data, **said, **more})


def around(people: People) -> filling.Around:
    return filling.Around("云岭高新区", date(2026, 9, 16), people.office)


def paragraphs(file: io.BytesIO) -> list[str]:
    return [one.text for one in Document(io.BytesIO(file.getvalue())).paragraphs]


def matter(people: People, **more: Any) -> Entry:
    entry: Entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        due=date(2026, 9, 23),
        enterprises=[people.enterprise],
        **{"title": "用电", "text": "用电容量不足。", "promise": "十日内勘查。", **more},
    )
    return entry


# The acts


def test_a_template_waits_until_it_is_put_into_use(said: dict[str, Any]) -> None:
    version = opened(said)
    assert (version.number, version.kind, version.is_fit, version.is_in_use) == (
        1,
        "docx",
        True,
        False,
    )
    assert not templates.in_use().exists()
    put_into_use(version, **said)
    again = put_into_use(version, **said)
    assert again.is_in_use
    acts = AuditLine.objects.values_list("act", flat=True).order_by("id")
    assert list(acts) == [AuditAct.TEMPLATE_UPLOADED, AuditAct.TEMPLATE_USED]


def test_a_newer_file_leaves_the_older_one_where_it_is(said: dict[str, Any]) -> None:
    first = put_into_use(opened(said), **said)
    second = add_version(first.template, file_name="新.docx", data=letter("新{{编号}}"), **said)
    assert add_version(first.template, file_name="x", data=bytes(second.data), **said) == second
    assert [one.number for one in templates.in_use()] == [1]
    put_into_use(second, **said)
    assert [one.number for one in templates.in_use()] == [2]
    assert bytes(TemplateVersion.objects.get(number=1).data) == SLIP
    put_into_use(TemplateVersion.objects.get(number=1), **said)
    assert [one.number for one in templates.in_use()] == [1], "and back again"


def test_out_of_use_nothing_is_lost(said: dict[str, Any]) -> None:
    version = put_into_use(opened(said), **said)
    take_out_of_use(version.template, **said)
    take_out_of_use(version.template, **said)
    assert not templates.in_use().exists()
    assert AuditLine.objects.filter(act=AuditAct.TEMPLATE_RETIRED).count() == 1
    with pytest.raises(TemplateVersionStays):
        discard_version(version, **said)


def test_what_was_never_in_use_can_be_thrown_away(said: dict[str, Any]) -> None:
    first = opened(said)
    second = add_version(first.template, file_name="x", data=letter("x"), **said)
    assert discard_version(second, **said)
    assert not discard_version(first, **said)
    assert not OfficeTemplate.objects.exists()


def test_a_name_is_given_once(said: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    opened(said)
    with pytest.raises(TemplateNameTaken):
        opened(said, name=" 交办单 ")
    # Somebody else takes the name between the look and the write.
    monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _self: False)
    with pytest.raises(TemplateNameTaken):
        opened(said)


def test_what_is_not_understood_is_kept_and_not_put_into_use(said: dict[str, Any]) -> None:
    unknown = opened(said, letter("{{牵头部门}}"))
    broken = opened(said, letter("{{编号"), name="坏")
    for version in (unknown, broken):
        assert not version.is_fit
        with pytest.raises(TemplateUnfit):
            put_into_use(version, **said)


def test_what_may_not_be_a_template_is_not_kept(said: dict[str, Any]) -> None:
    with pytest.raises(TemplateHasMacros):
        opened(said, repacked(SLIP, {"word/vbaProject.bin": b"x"}))
    assert not OfficeTemplate.objects.exists()


# What the database itself refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reporting_templateversion SET sha256 = 'x'",
        "UPDATE reporting_templateversion SET data = 'x'",
        "UPDATE reporting_templateversion SET activated_at = NULL, activated_by_id = NULL",
        "DELETE FROM reporting_templateversion",
        "UPDATE reporting_templateversion SET activated_by_id = NULL",
    ],
)
def test_a_file_that_was_in_use_stays(said: dict[str, Any], statement: str) -> None:
    put_into_use(opened(said), **said)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 1},
        {"number": 0},
        {"kind": "pdf"},
        {"is_in_use": True, "activated_at": NOW, "activated_by_id": "office"},
        {"is_in_use": True},
        {"is_fit": False, "is_in_use": True, "activated_at": NOW, "activated_by_id": "office"},
    ],
)
def test_the_database_refuses_nonsense(
    people: People, said: dict[str, Any], changes: dict[str, Any]
) -> None:
    first = put_into_use(opened(said), **said)
    row = {
        "template": first.template,
        "number": 2,
        "kind": "docx",
        "is_fit": True,
        "data": b"x",
        "uploaded_at": NOW,
        "uploaded_by": people.office,
        **changes,
    }
    if "activated_by_id" in row:
        row["activated_by_id"] = people.office.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateVersion.objects.create(**row)


def test_a_template_is_for_a_paper_there_is(people: People) -> None:
    ledger = queries.ledger_by_code("appeal")
    for wrong in ({"paper": "bill"}, {"paper": "visit", "ledger": ledger}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficeTemplate.objects.create(name="x", opened_at=NOW, opened_by=people.office, **wrong)


# Papers


def test_a_matter_fills_its_form(
    people: People,
    said: dict[str, Any],
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    entry = matter(people)
    version = templates.in_use().get(pk=put_into_use(opened(said), **said).pk)
    file = io.BytesIO()
    with django_assert_num_queries(1), translation.override("en"):
        filling.print_entry(version, entry, around(people), file)
    assert paragraphs(file) == [
        f"{entry.number}：用电，由{people.lead.name}于2026年9月23日前办结。",
        "专班办公室温如玉云岭高新区",
    ]


def test_what_was_reported_is_told_line_by_line(people: People, said: dict[str, Any]) -> None:
    entry = services.acknowledge(matter(people), by=people.lead_head, now=NOW)
    for days, text in enumerate(("已勘查。", "已增容。")):
        at = NOW + timedelta(days=days)
        services.report_progress(entry, text=text, by=people.lead_head, now=at)
    version = opened(said, letter("{{进展记录}}", "{{现场答复}}{{提级至}}{{时限原文}}"))
    file = io.BytesIO()
    filling.print_entry(version, entry, around(people), file)
    assert paragraphs(file) == [
        "2026年9月16日，电力保障中心：已勘查。\n2026年9月17日，电力保障中心：已增容。",
        "十日内勘查。",
    ]


def listed(people: People, count: int = 3) -> list[int]:
    return [matter(people, title=f"第{at}件").pk for at in range(count)]


def test_a_list_fills_the_marked_row(
    people: People,
    said: dict[str, Any],
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    def form(_workbook: Any, sheet: Any) -> None:
        sheet.write("A1", "{{清单名称}}：{{件数}}件，{{筛选条件}}")
        sheet.write_row("A2", ["{{序号}}", "{{编号}}", "{{标题}}", "{{配合单位}}", "{{时限}}"])

    version = opened(said, book(form), paper=PaperFor.LIST)
    keys = listed(people)
    asked = filling.ListAsked([keys[:2], keys[2:]], "问题台账", "牵头单位：电力中心")
    file = io.BytesIO()
    with django_assert_num_queries(9):  # the second chunk asks for its rows and co-units alone
        assert filling.print_list(version, asked, around(people), file) == 3
    rows = [list(row) for row in read_grids(file.getvalue())[0].rows]
    assert rows[0][0] == "问题台账：3件，牵头单位：电力中心"
    assert [row[2] for row in rows[1:]] == ["第0件", "第1件", "第2件"]
    assert [row[0] for row in rows[1:]] == [1, 2, 3]
    assert rows[1][3:] == ["规划建设局", date(2026, 9, 23)]


def test_a_list_that_is_too_long_is_refused_before_it_is_written(
    people: People, said: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    version = opened(said, letter(more=table(("{{编号}}",))), paper=PaperFor.LIST)
    monkeypatch.setattr("taizhang.engine.templates.words.MOST_ROWS", 2)
    file = io.BytesIO()
    with pytest.raises(TooMuchForTemplate):
        filling.print_list(version, filling.ListAsked([[1, 2, 3]], "x"), around(people), file)
    assert not file.getvalue()


def test_a_visit_fills_its_form_with_the_matters_that_are_seen(
    people: People, said: dict[str, Any]
) -> None:
    activity = Activity.objects.create(kind="visit", title="走访澄泉", held_on=date(2026, 9, 15))
    activity.enterprises.add(people.enterprise)
    activity.people.add(people.service_officer)
    matter(people, activity=activity)
    matter(people, activity=activity, title="用水")
    version = opened(
        said,
        letter(
            "{{走访主题}} {{走访日期}} {{走访人员}} {{走访企业}} {{走访企业联系人}} {{件数}}",
            more=table(("{{序号}}", "{{事项}}（{{现场答复}}）")),
        ),
        paper=PaperFor.VISIT,
    )
    file = io.BytesIO()
    seen = queries.entries().exclude(title="用水")
    filling.print_visit(version, activity, seen, around(people), file)
    document = Document(io.BytesIO(file.getvalue()))
    assert document.paragraphs[0].text == (
        f"走访澄泉 2026年9月15日 苗长青 {people.enterprise.name} 叶知春 1"
    )
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["1", "用电（十日内勘查。）"]
    ]
    activity.enterprises.clear()
    filling.print_visit(version, activity, seen, around(people), io.BytesIO())


def test_a_ledger_s_own_columns_are_fields_until_they_are_renamed(
    people: People, said: dict[str, Any]
) -> None:
    from tests.contracts.test_routes import _workbook

    _workbook(people)
    ledger = queries.ledger_by_code("zh")
    assert ledger is not None
    own = next(one for one in queries.columns_of(ledger) if "金额" in one.name)
    data = letter(f"{{{{{own.name}}}}}")
    assert not opened(said, data, name="别处").is_fit
    version = put_into_use(opened(said, data, ledger=ledger), **said)
    entry = services.register(
        ledger="zh", title="停产", text="停产", values={own.key: 120.5}, by=people.office, now=NOW
    )
    file = io.BytesIO()
    filling.print_entry(version, entry, around(people), file)
    assert paragraphs(file) == ["120.5"]
    own.name = "别的"
    own.save()
    with pytest.raises(TemplateUnfit):
        filling.print_entry(version, entry, around(people), io.BytesIO())
    trial = io.BytesIO()
    filling.print_entry(version, entry, around(people), trial, is_trial=True)
    assert paragraphs(trial)[0].startswith("{{")
    bad = opened(said, letter("{{编号"), name="坏")
    with pytest.raises(TemplateNotFillable):
        filling.print_entry(bad, entry, around(people), io.BytesIO(), is_trial=True)


# To begin from


def test_every_paper_to_begin_from_is_fit_and_says_its_fields() -> None:
    for code, one in BEGINNINGS.items():
        found = looked_through(drawn_up(one, NOW), catalogue_of(one.paper))
        assert found.report.is_fit, code
        assert found.kind == one.kind
        assert found.has_rows == (one.paper is not PaperFor.ENTRY), code
        file = io.BytesIO()
        found.fill(*filling.specimen(found), file)
        assert one.file_name.endswith(one.kind)
        if one.kind == "docx":
            document = Document(io.BytesIO(file.getvalue()))
            everything = document.element.body.xml
            assert "〔" in everything
            assert "{{" not in everything
            assert "{%" not in everything


def test_every_name_of_a_field_is_one_field_s_alone() -> None:
    """In Chinese and in English; a name that two have would be filled with either."""
    for paper in PaperFor:
        for of_row in (False, True):
            fields = [one for one in catalogue_of(paper).fields if one.of_row is of_row]
            names = [name for one in fields for name in dict.fromkeys(one.names)]
            assert len(set(names)) == len(names), paper

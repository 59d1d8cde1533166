"""Word templates: fields wherever Word puts them, rows that are repeated, what is wrong where."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement

from taizhang.engine.formats import BrokenDocument
from taizhang.engine.templates import Catalogue, Template, looked_through, sandbox, words
from taizhang.engine.templates import refusals as no
from tests.engine.templates.forms import LIST, ONE, ROWS, VALUES, letter, member, repacked, table


def filled(data: bytes, catalogue: Catalogue = ONE, rows: Any = (), **values: Any) -> Any:
    file = io.BytesIO()
    found = looked_through(data, catalogue)
    found.fill({**VALUES, **values}, rows, file)
    return Document(io.BytesIO(file.getvalue()))


def texts(document: Any) -> list[str]:
    return [one.text for one in document.paragraphs]


def cells(document: Any, number: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def troubles(found: Template) -> list[type]:
    return [type(one.refusal) for one in found.report.problems]


def test_fields_are_found_however_word_scatters_them() -> None:
    said = filled(
        letter(
            "致{{ 园区名称 }}：",
            ["共{", "{件", "数}", "} 件"],
            "｛｛Zone｝｝",
            "{{r zone}}{# 备注 #}",
        )
    )
    assert texts(said) == ["致云岭试验区：", "共2 件", "云岭试验区", "云岭试验区"]


def test_a_field_keeps_the_look_of_the_run_it_begins_in() -> None:
    def bold(document: Any) -> None:
        document.paragraphs[0].runs[1].bold = True

    said = filled(letter(["甲", "{{园区", "名称}}乙"], more=bold))
    assert [(run.text, bool(run.bold)) for run in said.paragraphs[0].runs if run.text] == [
        ("甲", False),
        ("云岭试验区", True),
        ("乙", False),
    ]


def test_what_a_person_typed_stays_text() -> None:
    typed = "<w:p/>&{{件数}}{% x %}\x07\f第一行\r\n第二行"
    said = filled(letter("{{园区名称}}"), zone=typed)
    assert texts(said) == ["<w:p/>&{{件数}}{% x %}第一行\n第二行"]


def test_days_and_figures_are_said_as_papers_say_them() -> None:
    said = filled(
        letter("{{时限}}，{{编号}}，{{牵头单位}}"), due=dt.date(2026, 8, 6), number=7, lead=None
    )
    assert texts(said) == ["2026年8月6日，7，"]


def test_conditions_show_and_hide() -> None:
    data = letter(
        "{%p if 时限 %}",
        "限{{时限}}",
        "{%p else %}",
        "不限",
        "{%p endif %}",
        "{% if 件数 == “2” and not (牵头单位 or 编号 != '') %}两件{% elif 件数 %}几件{% endif %}",
    )
    assert texts(filled(data, due="九月")) == ["限九月", "两件"]
    assert texts(filled(data, number="x")) == ["不限", "几件"]


def test_the_row_with_an_entry_s_fields_is_repeated() -> None:
    data = letter(
        "{{园区名称}}，{{件数}}件",
        more=table(
            ("编号", "单位"),
            ("{{编号}}", "{{条目.牵头单位}}（{{园区名称}}）"),
            ("合计", "{{件数}}"),
        ),
    )
    found = looked_through(data, LIST)
    assert found.report.is_fit
    assert found.has_rows
    assert found.most_rows == words.MOST_ROWS
    assert [(one.message[:3], one.fields) for one in found.report.notes] == [
        ("Row", {"table": 1, "row": 2})
    ]
    assert cells(filled(data, LIST, ROWS)) == [
        ["编号", "单位"],
        ["SQ-1", "供电中心（云岭试验区）"],
        ["SQ-2", "规建局（云岭试验区）"],
        ["合计", "2"],
    ]
    assert len(cells(filled(data, LIST))) == 2


def test_a_rule_goes_through_the_list_where_no_table_is() -> None:
    data = letter(
        "{%p for 事 in 清单 %}",
        "{{loop.index}}.{{事.编号}}{{牵头单位}}{% if loop.last %}完{% endif %}",
        "{%p endfor %}",
        more=table(("{%tr for 条目 in 条目 %}", ""), ("{{编号}}", "x"), ("{%tr endfor %}", "")),
    )
    said = filled(data, LIST, ROWS)
    assert texts(said) == ["1.SQ-1供电中心", "2.SQ-2规建局完"]
    assert cells(said) == [["SQ-1", "x"], ["SQ-2", "x"]]


def test_header_and_footer_are_filled() -> None:
    def around(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "{{园区名称}}"
        document.sections[0].footer.paragraphs[0].text = "{{园区}} {{件数}}"

    data = letter("正文", more=around)
    found = looked_through(data, ONE)
    assert [one.place.message.split(":")[0] for one in found.report.uses] == [
        "page header",
        "page footer",
        "page footer",
    ]
    section = filled(data).sections[0]
    assert section.header.paragraphs[0].text == "云岭试验区"
    assert section.footer.paragraphs[0].text == "{{园区}} 2", "what nobody knows stays as written"


def test_an_unknown_field_is_named_with_its_place_and_what_may_be_meant() -> None:
    data = letter(
        "甲", "乙{{牵头部门}}", more=table(("x", "{{牵头}}"), ("y", "{% if 天气 %}z{% endif %}"))
    )
    unknown = looked_through(data, ONE).report.unknown
    assert [(one.name, one.nearest and one.nearest.key) for one in unknown] == [
        ("牵头部门", "lead"),
        ("牵头", "lead"),
        ("天气", None),
    ]
    assert [dict(one.place.fields) for one in unknown] == [
        {"n": 2, "text": "乙{{牵头部门}}"},
        {"table": 1, "row": 1, "column": 2, "text": "{{牵头}}"},
        {"table": 1, "row": 2, "column": 2, "text": "{% if 天气 %}z{% endif…"},
    ]


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("{{编号", no.MarkNotClosed),
        ("编号}}", no.MarkNotClosed),
        ("{{{编号}}}", no.MarkNotClosed),
        ("{{" + "长" * 201 + "}}", no.MarkNotClosed),
        ("{% if 编号", no.MarkNotClosed),
        ("{{ }}", no.MarkUnreadable),
        ("{{ r }}", None),
        ("{% fro 编号 %}", no.MarkUnreadable),
        ("{% if 编号 = 1 %}{% endif %}", no.MarkUnreadable),
        ("{% if %}x", no.MarkUnreadable),
        ("{% if ( 编号 %}", no.MarkUnreadable),
        ("{% if 编号 ) %}", no.MarkUnreadable),
        ("{% if 编号 件数 %}", no.MarkUnreadable),
        ("{% if 编号 not %}", no.MarkUnreadable),
        ("{% if and 编号 %}", no.MarkUnreadable),
        ("{% if 编号 == not 件数 %}", no.MarkUnreadable),
        ("{% if () %}", no.MarkUnreadable),
        ("{% if " + "(" * 9 + "编号" + ")" * 9 + " %}", no.MarkUnreadable),
        ("{% if 编号 %}x", no.BlockNotEnded),
        ("x{% endif %}", no.BlockWithoutBeginning),
        ("{% else %}", no.BlockWithoutBeginning),
        ("{% elif 编号 %}", no.BlockWithoutBeginning),
        ("{% if 编号 %}{% endfor %}", no.BlockWithoutBeginning),
        ("{% if 编号 %}" * 9 + "{% endif %}" * 9, no.BlockTooDeep),
        ("{% for 人 in 人员 %}{% endfor %}", no.ListUnknown),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text: str, refusal: type | None) -> None:
    found = looked_through(letter("第一段", text), ONE)
    if refusal is None:
        assert found.report.unknown
        return
    problem = found.report.problems[0]
    assert type(problem.refusal) is refusal
    assert problem.place.fields["n"] == 2
    with pytest.raises(no.TemplateNotFillable):
        found.fill(VALUES, (), io.BytesIO())


def test_a_list_inside_a_list_and_an_entry_s_field_outside_are_refused() -> None:
    data = letter("{% for 甲 in 清单 %}{% for 乙 in 清单 %}{% endfor %}{% endfor %}", "{{编号}}")
    found = looked_through(data, LIST)
    assert troubles(found)[0] is no.BlockTooDeep
    assert no.FieldOfEachEntry in troubles(found)
    assert not found.report.unknown


def test_fields_where_nothing_is_filled_in_are_refused() -> None:
    def code(document: Any) -> None:
        element = OxmlElement("w:instrText")
        element.text = ' HYPERLINK "{{编号}}" '
        document.paragraphs[0].runs[0]._r.append(element)
        document.core_properties.title = "{{编号}}"

    found = looked_through(letter("x", more=code), ONE)
    assert troubles(found) == [no.MarkOutOfPlace, no.MarkOutOfPlace]
    assert [one.place.fields["part"] for one in found.report.problems] == [
        "word/document.xml",
        "docProps/core.xml",
    ]


def test_a_template_without_a_field_is_allowed_and_said() -> None:
    found = looked_through(letter("致各单位："), ONE)
    assert found.report.is_fit
    assert [one.message for one in found.report.notes] == [
        "It has no field: every paper made from it is the same."
    ]
    assert texts(filled(letter("致各单位："))) == ["致各单位："]


def test_a_form_of_word_s_own_becomes_a_document_without_its_link() -> None:
    """A .dotx; papers made from it load no form from elsewhere."""
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/attachedTemplate" Target="file:///C:/n.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    data = repacked(
        letter("{{编号}}"),
        {
            "[Content_Types].xml": lambda xml: xml.replace(
                b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
            ),
            "word/_rels/settings.xml.rels": link,
            "word/settings.xml": lambda xml: xml.replace(
                b"</w:settings>",
                b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006'
                b'/relationships" r:id="rId1"/></w:settings>',
            ),
        },
    )
    found = looked_through(data, ONE)
    assert len(found.report.notes) == 1
    file = io.BytesIO()
    found.fill({"number": "SQ-9"}, (), file)
    assert texts(Document(io.BytesIO(file.getvalue()))) == ["SQ-9"]
    assert "attachedTemplate" not in member(file.getvalue(), "word/settings.xml")


def test_a_box_of_text_is_filled_for_itself() -> None:
    def box(document: Any) -> None:
        inside = OxmlElement("w:txbxContent")
        inside.append(document.paragraphs[1]._p)
        document.paragraphs[0].runs[0]._r.append(inside)

    data = letter("外{{件数}}", "内{{园区名称}}", more=box)
    body = filled(data).element.body.xml
    assert "外2<" in body
    assert "内云岭试验区<" in body


def test_other_links_stay_and_change_nothing() -> None:
    link = (
        b'<Relationship Id="tz" Type="http://schemas.openxmlformats.org/officeDocument/2006'
        b'/relationships/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    )
    around = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    end = b"</Relationships>"
    data = repacked(
        letter("{{件数}}"),
        {
            "word/_rels/settings.xml.rels": around + link + end,
            "word/_rels/document.xml.rels": lambda xml: xml.replace(end, link + end),
        },
    )
    assert texts(filled(data)) == ["2"]
    assert not looked_through(data, ONE).report.notes


def test_too_many_fields_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("taizhang.engine.templates.marks.MOST_MARKS", 3)
    with pytest.raises(no.TemplateTooCrowded):
        looked_through(letter("{{编号}}" * 4), ONE)


def test_a_long_list_and_a_huge_paper_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = letter(more=table(("{{编号}}",)))
    monkeypatch.setattr(words, "MOST_ROWS", 1)
    with pytest.raises(no.TooMuchForTemplate):
        filled(data, LIST, ROWS)
    monkeypatch.setattr(words, "MOST_ROWS", 2)
    monkeypatch.setattr(sandbox, "MOST_CHARACTERS", 1000)
    with pytest.raises(no.PaperTooLarge):
        filled(data, LIST, ROWS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<w:document", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:document"),
        (b"<w:body>", b"<w:body"),
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://x.invalid/strict",
        ),
    ],
)
def test_a_damaged_file_is_refused_by_name(old: bytes, new: bytes) -> None:
    data = repacked(letter("x"), {"word/document.xml": lambda xml: xml.replace(old, new, 1)})
    with pytest.raises(BrokenDocument):
        looked_through(data, ONE)


def test_what_the_library_trips_over_is_a_damaged_file() -> None:
    data = repacked(
        letter(more=table(("{{编号}}",))),
        {"word/document.xml": lambda xml: xml.replace(b"w:tblGrid", b"w:tblGone")},
    )
    with pytest.raises(BrokenDocument):
        filled(data)


def test_what_the_machine_refuses_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    found = looked_through(letter("{{编号}}"), ONE)
    monkeypatch.setattr(sandbox, "_ALLOWED", frozenset())
    with pytest.raises(no.TemplateNotFillable):
        found.fill(VALUES, (), io.BytesIO())

"""A template is a stranger's file: what it may not be, and what it may not make the machine do."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from jinja2.exceptions import SecurityError

from taizhang.engine.formats import (
    BrokenDocument,
    EmptyDocument,
    EncryptedDocument,
    OldWorkbook,
    TooLarge,
)
from taizhang.engine.templates import guards, looked_through
from taizhang.engine.templates import refusals as no
from taizhang.engine.templates.sandbox import Grammar, Row
from tests.engine.templates.forms import LIST, ONE, book, letter, repacked, table

RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
ATTACKS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ number.__class__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ number['x'] }}",
    "{{ number|attr('__class__') }}",
    "{{ number() }}",
    "{{ 'a' * 9999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ -number }}",
    "{{ [number] }}",
    "{{ 1 if number else 2 }}",
    "{% for x in range(10**9) %}{% endfor %}",
    "{% for row in rows recursive %}{{ loop(rows) }}{% endfor %}",
    "{% for row in rows if row.number %}{% endfor %}",
    "{% for row in rows %}{% for row in rows %}{% endfor %}{% endfor %}",
    "{% set x = 1 %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% block x %}{% endblock %}",
    "{% filter center(999999999) %}{% endfilter %}",
    "{% autoescape false %}{{ number }}{% endautoescape %}",
    "{{ number is defined }}",
    "{{ number ~ number }}",
    "{{ self }}",
    "{{ _number }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_machine_compiles_nothing_but_its_own_grammar(attack: str) -> None:
    """Even what is not looked through before: it is refused before it is compiled."""
    with pytest.raises(SecurityError):
        Grammar().from_string(attack).render(number="x", rows=[Row({"number": "1"})])


def test_an_attack_in_a_file_is_named_or_says_a_field_or_stays_as_it_is_written() -> None:
    named = 0
    for attack in ATTACKS:
        found = looked_through(letter(attack), ONE)
        if found.report.problems:
            named += 1
            continue
        file = io.BytesIO()
        found.fill({"number": "x"}, (), file)
        said = Document(io.BytesIO(file.getvalue())).paragraphs[0].text
        assert said == "x" or "".join(said.split()) == "".join(attack.split()), attack
    assert named > len(ATTACKS) / 2


def test_an_entry_gives_its_fields_and_nothing_else() -> None:
    text = Grammar().from_string("{% for row in rows %}{{ row.a }}{{ row.b }}{% endfor %}")
    assert text.render(rows=[Row({"a": "<1>"})]) == "&lt;1&gt;"
    with pytest.raises(SecurityError):
        Grammar().from_string("{% for row in rows %}{{ row.a }}{% endfor %}").render(rows=["x"])
    with pytest.raises(SecurityError):
        Grammar().from_string("{% for row in rows %}{{ loop.cycle }}{% endfor %}").render(rows=[1])


def with_part(name: str, content: Any = b"x", data: bytes | None = None) -> bytes:
    return repacked(data or letter("{{编号}}"), {name: content})


def linked(kind: str, target: str, mode: str = "External") -> bytes:
    xml = (
        f'<Relationships xmlns="{RELS}"><Relationship Id="r" Type="http://x/{kind}" '
        f'Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return with_part("word/_rels/footer9.xml.rels", xml)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyDocument),
        (b"%PDF-1.7 x", no.NoTemplate),
        ("只是文字".encode(), no.NoTemplate),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedDocument,
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), OldWorkbook),
        (b"PK\x03\x04 word/ cut off", BrokenDocument),
    ],
)
def test_what_is_no_template_is_refused_by_name(data: bytes, refusal: type) -> None:
    with pytest.raises(refusal):
        looked_through(data, ONE)


def test_programs_are_refused_whatever_the_file_is_called() -> None:
    macro_type = {
        "[Content_Types].xml": lambda xml: xml.replace(b"<Types", b"<!-- macroEnabled --><Types")
    }
    sheet = book(lambda _book, one: one.write("A1", "{{编号}}"))
    for data in (
        with_part("word/vbaProject.bin"),
        with_part("xl/vbaProject.bin", data=sheet),
        with_part("word/activeX/activeX1.xml"),
        with_part("word/embeddings/oleObject1.bin"),
        repacked(letter("x"), macro_type),
        repacked(sheet, macro_type),
    ):
        with pytest.raises(no.TemplateHasMacros):
            looked_through(data, ONE)


def test_what_fetches_something_when_it_is_opened_is_refused() -> None:
    sheet = book(lambda _book, one: one.write("A1", "{{编号}}"))
    for data in (
        linked("image", "http://203.0.113.7/x.png"),
        linked("hyperlink", "file://203.0.113.7/x"),
        linked("oleObject", "x", "Internal"),
        linked("aFChunk", "x.html", "Internal"),
        with_part("xl/externalLinks/externalLink1.xml", data=sheet),
        with_part("xl/connections.xml", data=sheet),
    ):
        with pytest.raises(no.TemplateReachesOut):
            looked_through(data, ONE)
    assert looked_through(linked("hyperlink", "https://example.org/"), ONE).report.is_fit


@pytest.mark.parametrize(
    "code", ["DDEAUTO c:\\\\cmd", " includepicture \\\\h\\x", "LINK Excel.Sheet"]
)
def test_codes_that_run_or_fetch_are_refused(code: str) -> None:
    half = len(code) // 2

    def scattered(document: Any) -> None:
        for text in (code[:half], code[half:]):
            element = OxmlElement("w:instrText")
            element.text = text
            document.paragraphs[0].add_run()._r.append(element)

    with pytest.raises(no.TemplateReachesOut):
        looked_through(letter("x", more=scattered), ONE)


def test_the_number_of_a_page_is_a_code_that_may_stay() -> None:
    def numbered(document: Any) -> None:
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), "PAGE")
        document.paragraphs[0]._p.append(element)

    assert looked_through(letter("{{编号}}", more=numbered), ONE).report.is_fit


def test_bombs_are_refused() -> None:
    with pytest.raises(TooLarge):
        looked_through(with_part("word/media/x.png", b"\0" * 70_000_000), ONE)
    with pytest.raises(TooLarge):
        looked_through(b"PK\x03\x04word/" + b"\0" * guards.LIMITS.bytes, ONE)


def test_a_part_too_large_to_be_a_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_XML", 500)
    with pytest.raises(no.TemplatePartTooLarge):
        looked_through(letter("x"), ONE)


def test_a_package_that_does_not_say_what_it_is_about_is_damaged() -> None:
    for parts in (
        {"_rels/.rels": f'<Relationships xmlns="{RELS}"/>'},
        {"_rels/.rels": f'<Relationships xmlns="{RELS}">'},
    ):
        with pytest.raises(BrokenDocument):
            looked_through(repacked(letter("x"), parts), ONE)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(BrokenDocument):
        looked_through(target.getvalue(), ONE)


def test_values_filled_into_a_header_are_never_read_as_fields_again() -> None:
    """The library goes through some parts more than once: typed braces must stay text."""

    def around(document: Any) -> None:
        document.add_section()
        document.sections[0].footer.paragraphs[0].text = "{{园区名称}}"

    data = letter("{{园区名称}}", more=around)
    file = io.BytesIO()
    looked_through(data, ONE).fill({"zone": "{{ number }}", "number": "秘密"}, (), file)
    with zipfile.ZipFile(file) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert "秘密".encode() not in everything


def test_a_crowd_of_braces_is_read_in_steps_that_grow_with_its_length() -> None:
    """The patterns of the library meet only braces that fit together, and few of them."""
    data = letter("{" * 60_000, more=table(("{{编号}}",)))
    found = looked_through(data, LIST)
    assert [type(one.refusal) for one in found.report.problems] == [no.MarkNotClosed]

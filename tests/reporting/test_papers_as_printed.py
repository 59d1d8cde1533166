"""GB/T 9704-2012 on the printed page: size, margins, 22 lines of 28 characters, page numbers."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from taizhang.intake.models import Activity
from taizhang.intake.symposiums import services as symposiums
from taizhang.ledger import queries, services
from taizhang.reporting.bulletins import Plan
from taizhang.reporting.bulletins.flow import Scope
from taizhang.reporting.kinds import BulletinKind
from taizhang.reporting.papers import Paper, form
from taizhang.reporting.papers.bulletins import bulletin_paper
from taizhang.reporting.papers.matters import PaperKind, paper_of
from taizhang.reporting.papers.plans import tailored_plan
from taizhang.reporting.papers.symposiums import minutes_paper
from taizhang.reporting.papers.visits import visit_record
from taizhang.reporting.queries import Period
from taizhang.reporting.services import draft_bulletin, edit_bulletin
from tests.clock import NOW
from tests.factories import make_dispatched
from tests.intake.symposiums.conftest import Clerk
from tests.reporting.printing import NEEDS_OFFICE, printed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.people import People
    from tests.reporting.printing import Page

pytestmark = [pytest.mark.django_db, pytest.mark.slow, NEEDS_OFFICE]
LEFT, RIGHT, TOP, BOTTOM = 28, 210 - 26, 297 - 37, 35
STOPS: Final = "。，、；："
PITCH: Final = 225 / 22
LONG: Final = "\n".join("国" * 26 + "国" * 28 * 9 for _paragraph in range(6))
"""Ten full lines a paragraph, of a sign that fills its square."""


def _saved(paper: Paper | None) -> bytes:
    assert paper is not None
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


IN_A_CELL: Final = 1
"""Millimetres by which a ruled form's cells may begin before the core's edge."""
FONTS: Final = frozenset((form.SONG, form.TITLE, form.FANG, form.KAI, form.HEI))
FULL: Final = "国" * 26 + "国" * 28 * 9
"""One paragraph of it."""
BULLETINS: Final = (
    BulletinKind.WEEKLY,
    BulletinKind.MONTHLY,
    BulletinKind.BRIEF,
    BulletinKind.CIRCULAR,
    BulletinKind.COMMON,
)
FORMS: Final = frozenset(("visit",))
"""Ruled cells in smaller type: no lines of 28 signs."""
MATTERS: Final = frozenset(("dispatch", "blue", "orange", "red", "call_back"))


def _of_a_matter(people: People) -> dict[str, bytes]:
    """Each paper of one long matter."""
    entry = make_dispatched(
        by=people.office,
        lead=people.lead,
        co_units=[people.co],
        due=date(2026, 9, 23),
        title="用电",
        text=LONG,
        enterprises=[people.enterprise],
    )
    services.acknowledge(entry, by=people.lead_head, now=NOW)
    made = {}

    def draw(name: str, kind: PaperKind, days: int = 0) -> None:
        full, at = queries.in_full(entry), NOW + timedelta(days=days)
        made[name] = _saved(paper_of(full, kind, zone="云岭高新区管委会", at=at))

    draw("dispatch", PaperKind.DISPATCH)
    for name, days in (("blue", 6), ("orange", 7), ("red", 9)):
        draw(name, PaperKind.SUPERVISION, days)
    services.answer(entry, reply="已增容。", by=people.lead_head, now=NOW)
    services.call_back(entry, said="已送电。", by=people.office, now=NOW)
    draw("call_back", PaperKind.CALL_BACK)
    return made


def _of_a_visit_and_a_firm(people: People) -> dict[str, bytes]:
    """走访记录表 and 一企一策方案 of many matters."""
    activity = Activity.objects.create(kind="visit", title="走访", held_on=date(2026, 9, 15))
    activity.enterprises.add(people.enterprise)
    for _matter in range(8):
        make_dispatched(
            by=people.office,
            lead=people.lead,
            due=date(2026, 9, 23),
            title="用电",
            text=FULL,
            enterprises=[people.enterprise],
            activity=activity,
        )
    drawn = {"zone": "云岭高新区管委会", "at": NOW}
    return {
        "visit": _saved(visit_record(activity, queries.entries(), **drawn)),
        "plan": _saved(tailored_plan(people.enterprise, queries.entries(), **drawn)),
    }


def _of_a_symposium(people: People) -> dict[str, bytes]:
    """座谈会纪要 of much that was said, with a promise and an entry in its tables."""
    table = symposiums.open_symposium(
        title="光学企业座谈会",
        held_on=date(2026, 9, 15),
        place="青禾产业园",
        chair="管委会主任钟明远",
        enterprises=[people.enterprise, people.other_enterprise],
        guests=["云岭远客有限公司"],
        by=people.office,
        now=NOW,
    )
    clerk = Clerk(table, people)
    land = clerk.notes("扩产缺五十亩地。")
    promise = {"kind": "answered", "speaker": "钟明远", "answers": land, "unit": people.lead}
    clerk.notes("十月底前提出地块方案。", due=date(2026, 10, 30), **promise)
    land.refresh_from_db()
    services.register_draft(land.draft, by=people.office, now=NOW)
    for _time in range(6):
        clerk.notes(FULL, kind="noted")
    return {"minutes": _saved(minutes_paper(table, zone="云岭高新区管委会", at=NOW))}


def _bulletins(people: People) -> dict[str, bytes]:
    """Each kind, drawn up and with long words of a person behind."""
    period = Period(date(2026, 9, 14), date(2026, 9, 20))
    made = {}
    for kind in BULLETINS:
        scope = Scope(queries.entries(), period, NOW.date(), people.office)
        bulletin = draft_bulletin(Plan(kind, scope), by=people.office, now=NOW)
        bulletin = edit_bulletin(
            bulletin, title=bulletin.title, texts={}, more=LONG, by=people.office, seen=0
        )
        made[kind.value] = _saved(bulletin_paper(bulletin, zone="云岭高新区管委会", now=NOW))
    return made


@pytest.fixture
def papers(people: People) -> dict[str, bytes]:
    """Everything that is written as an official paper."""
    return {
        **_of_a_matter(people),
        **_of_a_visit_and_a_firm(people),
        **_of_a_symposium(people),
        **_bulletins(people),
    }


def test_every_paper_keeps_to_the_standard_s_page(papers: dict[str, bytes], tmp_path: Path) -> None:
    pages = printed(papers, tmp_path)
    assert set(pages) == {*MATTERS, "visit", "plan", "minutes", *(kind.value for kind in BULLETINS)}
    for name, paper in pages.items():
        assert len(paper) >= (2 if name in FORMS else 3), name
        for place, page in enumerate(paper, start=1):
            assert (round(page.width), round(page.height)) == (210, 297), name
            _stays_in_the_core(page, name)
            _is_numbered(page, place)
        if name not in FORMS:
            _is_set_in_22_lines_of_28(_page_of_full_lines(paper, name))
        _names_its_fonts(papers[name])


def test_a_signature_never_stands_on_a_page_alone(tmp_path: Path) -> None:
    made = {}
    for paragraphs in range(14, 22):
        paper = Paper(subject="落款", author="企业服务中心", at=NOW)
        for number in range(paragraphs):
            paper.paragraph(f"第{number}段")
        paper.signature("企业服务中心", date(2026, 9, 16))
        made[f"of {paragraphs} paragraphs"] = _saved(paper)
    papers = printed(made, tmp_path)
    assert {len(paper) for paper in papers.values()} == {1, 2}
    for name, paper in papers.items():
        texts = [line.text for line in paper[-1].body]
        assert texts[-2:] == ["企业服务中心", "2026年9月16日"], name
        assert texts[-3].startswith("第"), name


def _page_of_full_lines(paper: list[Page], name: str) -> Page:
    """One that holds next to nothing but the sign that fills its square."""
    full = [len([line for line in page.body if set(line.text) == {"国"}]) for page in paper]
    assert max(full) >= 20, name
    return paper[full.index(max(full))]


def _names_its_fonts(data: bytes) -> None:
    """Only the fonts of the standard, by name, and none of a theme."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
        styles = package.read("word/styles.xml").decode()
    used = set(re.findall(r'<w:pStyle w:val="([^"]+)"', body)) | {"Normal"}
    for style in re.findall(r"<w:style .*?</w:style>", styles, re.DOTALL):
        found = re.search(r'w:styleId="([^"]+)"', style)
        if found and found[1] in used and 'w:type="paragraph"' in style:
            fonts = re.findall(r'<w:rFonts[^>]*w:eastAsia="([^"]+)"', style)
            assert set(fonts) <= FONTS, found[1]
            assert fonts, found[1]
            assert "Theme=" not in style, found[1]
    assert set(re.findall(r'<w:rFonts[^>]*w:eastAsia="([^"]+)"', body)) <= FONTS


def _stays_in_the_core(page: Page, name: str) -> None:
    for line in page.body:
        assert line.left >= LEFT - IN_A_CELL * (name in FORMS), f"{name}: {line.text}"
        # A stop may hang over the edge: LibreOffice does so even where a style forbids it.
        last = line.signs[-2] if line.text[-1] in STOPS else line.signs[-1]
        assert last.right <= RIGHT, line.text
        assert line.right <= RIGHT + 16 * 25.4 / 72, line.text
        assert line.top <= TOP, line.text
        assert line.bottom >= BOTTOM, line.text


def _is_numbered(page: Page, place: int) -> None:
    """— 1 —, dashes 7 mm below the core, a character from the edge: odd right, even left."""
    line = page.number
    assert line.text == f"—{place}—"
    assert line.signs[0].top == pytest.approx(BOTTOM - 7, abs=0.6)
    a_sign = 14 * 25.4 / 72
    if place % 2:
        assert line.right == pytest.approx(RIGHT - a_sign, abs=1.2)
    else:
        assert line.left == pytest.approx(LEFT + a_sign, abs=1.2)


def _is_set_in_22_lines_of_28(page: Page) -> None:
    assert len(page.body) == 22
    counts = [len(line.text) for line in page.body if set(line.text) == {"国"}]
    assert counts.count(28) >= 18
    assert set(counts) == {26, 28}, "the first line of a paragraph stands in by two"
    # Over a heading, which holds other signs, it is two lines.
    lines = [pitch / PITCH for pitch in page.pitches()]
    assert all(line == pytest.approx(round(line), abs=0.01) for line in lines)
    assert {round(line) for line in lines} <= {1, 2}
    full = [line for line in page.body if len(line.text) == 28]
    assert all(line.left == pytest.approx(LEFT, abs=0.8) for line in full)
    assert all(line.right == pytest.approx(RIGHT, abs=1.5) for line in full)
    first = next(line for line in page.body if len(line.text) == 26)
    assert first.left == pytest.approx(LEFT + 2 * 16 * 25.4 / 72, abs=1.0)

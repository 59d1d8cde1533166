"""GB/T 9704-2012 on the printed page: size, margins, 22 lines of 28 characters, page numbers."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import pytest

from taizhang.ledger import queries, services
from taizhang.reporting.papers import Paper
from taizhang.reporting.papers.matters import PaperKind, paper_of
from tests.clock import NOW
from tests.factories import make_dispatched
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


@pytest.fixture
def pages(people: People, tmp_path: Path) -> dict[str, list[Page]]:
    """Each paper of one long matter, three pages at least."""
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
    return printed(made, tmp_path)


def test_every_paper_keeps_to_the_standard_s_page(pages: dict[str, list[Page]]) -> None:
    assert set(pages) == {"dispatch", "blue", "orange", "red", "call_back"}
    for name, paper in pages.items():
        assert len(paper) >= 3, name
        for place, page in enumerate(paper, start=1):
            assert (round(page.width), round(page.height)) == (210, 297)
            _stays_in_the_core(page)
            _is_numbered(page, place)
        _is_set_in_22_lines_of_28(paper[1])


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


def _stays_in_the_core(page: Page) -> None:
    for line in page.body:
        assert line.left >= LEFT, line.text
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
    assert all(pitch == pytest.approx(PITCH, abs=0.1) for pitch in page.pitches())
    full = [line for line in page.body if len(line.text) == 28]
    assert all(line.left == pytest.approx(LEFT, abs=0.8) for line in full)
    assert all(line.right == pytest.approx(RIGHT, abs=1.5) for line in full)
    first = next(line for line in page.body if len(line.text) == 26)
    assert first.left == pytest.approx(LEFT + 2 * 16 * 25.4 / 72, abs=1.0)

"""What is inside attached files is found; what cannot be read says why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from taizhang.ledger import queries, reading, services
from taizhang.ledger.evidence import path_of
from taizhang.ledger.models import Attachment, Entry, Passage
from tests.ledger.conftest import PHOTO

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Stages

pytestmark = pytest.mark.django_db


def attached(stages: Stages, text: str, name: str = "说明.txt") -> Attachment:
    entry = stages.acknowledged()
    file = services.Upload(name, text.encode())
    services.report_progress(entry, text="见附件。", files=[file], **stages.handler)
    return Attachment.objects.get()


def test_a_file_is_read_after_the_commit(
    stages: Stages, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        file = attached(stages, "冷凝水回收装置已经到货。")
    assert str(file.reading) == "说明.txt: 12"
    found = queries.matching(Entry.objects.all(), "冷凝水")
    assert list(found) == [file.event.entry]
    excerpt = queries.excerpts(list(found), "冷凝水")[file.event.entry_id]
    assert (excerpt.text, excerpt.spans, excerpt.file) == (
        "冷凝水回收装置已经到货。",
        ((0, 3),),
        "说明.txt",
    )


def test_words_are_found_where_two_pieces_meet(stages: Stages) -> None:
    text = "".join(chr(0x4E00 + n % 3000) for n in range(reading.PIECE - 3)) + "冷凝水回收装置"
    file = attached(stages, text + "到货。" + "尾" * 200)
    read = reading.read(file)
    assert Passage.objects.count() == 2
    assert str(Passage.objects.first()) == "说明.txt 0"
    assert not read.is_cut
    assert queries.matching(Entry.objects.all(), "冷凝水回收装置").exists()
    reading.read(file)
    assert Passage.objects.count() == 2, "read twice, kept once"


def test_of_several_pieces_with_the_words_the_first_is_quoted(stages: Stages) -> None:
    text = "冷凝水已经到货。" + "尾" * (2 * reading.PIECE) + "冷凝水尚未验收。"
    file = attached(stages, text)
    reading.read(file)
    assert Passage.objects.filter(text__contains="冷凝水").count() == 2
    (excerpt,) = queries.excerpts([file.event.entry], "冷凝水").values()
    assert excerpt.text.startswith("冷凝水已经到货")


def test_a_very_long_file_is_cut_and_says_so(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LONGEST", 10)
    assert reading.read(attached(stages, "冷凝水回收装置已经到货。")).is_cut


def test_what_cannot_be_read_says_why(stages: Stages) -> None:
    entry = stages.acknowledged()
    broken = services.Upload("坏.pdf", b"%PDF-1.4 nothing")
    services.report_progress(entry, text="见附件。", files=[PHOTO, broken], **stages.handler)
    photo, paper = Attachment.objects.order_by("pk")
    assert reading.read(photo).problem == reading.PICTURE
    assert reading.read(paper).problem
    Path(path_of(paper.stored_as)).unlink()
    assert str(reading.read(paper)) == "坏.pdf: file_gone"


def test_a_file_that_is_gone_before_its_turn_is_nothing_to_do() -> None:
    reading.read_attachment.enqueue(10**9)

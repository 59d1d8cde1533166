"""Half-open spans, raw texts and texts put together from pieces."""

from __future__ import annotations

import hashlib
from array import array

import pytest

from taizhang.engine.text import RawText, Rejoined, Span


def test_a_span_is_half_open() -> None:
    span = Span(2, 5)
    assert len(span) == 3
    assert span.of("0123456") == "234"
    assert span.contains(Span(2, 5))
    assert not span.contains(Span(4, 6))
    assert span.overlaps(Span(4, 6))
    assert not span.overlaps(Span(5, 6))


@pytest.mark.parametrize(("start", "end"), [(3, 2), (-1, 2)])
def test_a_span_refuses_nonsense(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="half-open"):
        Span(start, end)


def test_raw_text_quotes_and_hashes() -> None:
    raw = RawText("云岭高新区")
    assert raw.quote(Span(2, 5)) == "高新区"
    assert raw.sha256 == hashlib.sha256("云岭高新区".encode()).hexdigest()


def test_rejoined_text_knows_its_places() -> None:
    text = Rejoined.pick("云岭\n高新区", [0, 1, 3, 4, 5])
    assert text.text == "云岭高新区"
    assert text.raw_span(1, 3) == Span(1, 4)
    assert text.slice(1, 3) == Rejoined.pick("云岭\n高", (1, 3))


def test_rejoined_text_refuses_nonsense() -> None:
    with pytest.raises(ValueError, match="origins"):
        Rejoined("云岭", array("I", [1]))
    with pytest.raises(ValueError, match="not within"):
        Rejoined.pick("云岭", (0, 1)).raw_span(1, 1)

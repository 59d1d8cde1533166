"""Text put together again from pieces of a raw text, each character knowing where it stood."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import field

from taizhang.engine.records import record
from taizhang.engine.text.span import Span


@record
class Rejoined:
    """A readable text without line breaks; `origin[i]` is the raw offset of `text[i]`."""

    text: str
    origin: array[int] = field(hash=False)
    """Kept four bytes to a character: a long document has two million of them."""

    def __post_init__(self) -> None:
        if len(self.text) != len(self.origin):
            message = f"{len(self.text)} characters but {len(self.origin)} origins"
            raise ValueError(message)

    @classmethod
    def pick(cls, raw: str, offsets: Iterable[int]) -> Rejoined:
        """The characters of `raw` at `offsets`, in that order."""
        places = array("I", offsets)
        return cls("".join(raw[i] for i in places), places)

    def raw_span(self, start: int, end: int) -> Span:
        """The raw interval that `[start, end)` of this text covers (`start < end`).

        Where the piece was put together from places that are apart in the raw text, the span is
        that of the longest run of raw characters without a gap wider than white space could
        explain; callers that need all pieces use `raw_spans` of the article.
        """
        if not 0 <= start < end <= len(self.text):
            message = f"[{start}, {end}) is not within {len(self.text)} characters"
            raise ValueError(message)
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def slice(self, start: int, end: int) -> Rejoined:
        """`[start, end)` of this text, each character still knowing its place."""
        return Rejoined(self.text[start:end], self.origin[start:end])

    def followed_by(self, other: Rejoined) -> Rejoined:
        """This text and behind it, without anything in between, another."""
        return Rejoined(self.text + other.text, self.origin + other.origin)

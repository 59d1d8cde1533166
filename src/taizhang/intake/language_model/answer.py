"""What came back, as a list of proposals: whatever shape the model gave it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from taizhang.intake.language_model.trouble import ModelFailed, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

_THOUGHT: Final = re.compile(r"^\s*<think>.*?</think>", re.DOTALL)
_LIST: Final = re.compile(r'"entries"\s*:\s*\[|^\s*\[|```(?:json)?\s*\[')
_TRIES: Final = 20
_MOST: Final = 1000
_REFUSING: Final = ("refusal", "content_filter")
_DECODER: Final = json.JSONDecoder()
_BETWEEN: Final = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposals of one answer, each still of any shape."""

    entries: tuple[object, ...]
    cut_short: bool = False


def _decoded(text: str, at: int = 0) -> tuple[Any, int] | None:
    """The JSON value that begins at `at` and where it ends, or nothing."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _said(body: bytes) -> tuple[str, bool]:
    """The model's words out of the envelope, and whether it was stopped in the middle."""
    try:
        envelope = json.loads(body.decode("utf-8"))
        choice = envelope["choices"][0]
        message = choice["message"]
        words, reason = message.get("content"), choice.get("finish_reason")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise ModelFailed(Trouble.NOT_AN_ANSWER) from None
    if message.get("refusal") or reason in _REFUSING:
        raise ModelFailed(Trouble.REFUSED)
    if not isinstance(words, str):
        raise ModelFailed(Trouble.NOT_AN_ANSWER)
    return _THOUGHT.sub("", words, count=1), reason == "length"


def _whole(text: str) -> list[object] | None:
    """The list of a complete answer: an object with `entries`, or a bare list, prose around it."""
    at = -1
    for _ in range(_TRIES):
        found = re.compile(r"[{\[]").search(text, at + 1)
        if not found:
            return None
        at = found.start()
        value = _decoded(text, at)
        if value is None:
            continue
        entries = value[0].get("entries") if isinstance(value[0], dict) else value[0]
        if isinstance(entries, list):
            return entries
        at = value[1] - 1
    return None


def _complete_ones(text: str) -> Iterator[object]:
    """The entries that are complete in an answer that is not."""
    found = _LIST.search(text)
    at = found.end() if found else len(text)
    for _ in range(_MOST):
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        value = _decoded(text, at) if text[at : at + 1] == "{" else None
        if value is None:
            return
        yield value[0]
        at = value[1]


def parse(body: bytes) -> Answer:
    """The proposals of an answer; `ModelFailed` when there are none to be had."""
    words, stopped = _said(body)
    entries = _whole(words)
    if entries is not None and not (stopped and not entries):
        return Answer(tuple(entries[:_MOST]), cut_short=stopped)
    saved = tuple(_complete_ones(words))
    if saved:
        return Answer(saved, cut_short=True)
    raise ModelFailed(Trouble.CUT_SHORT if stopped else Trouble.NO_ENTRIES)

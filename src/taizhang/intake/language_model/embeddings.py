"""Vectors for texts from the configured server: all that a run asked for, or none.

Whatever goes wrong is counted and leaves the run without vectors: half of them would make groups
that depend on where the server failed. Neither a text nor a vector is ever logged or kept.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from django.conf import settings

from taizhang.intake.language_model.client import Endpoint, post, twice
from taizhang.intake.language_model.trouble import ModelFailed, Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

AT_ONCE: Final = 32
"""Texts in one request …"""
CHARACTERS: Final = 16_000
"""… and characters in all of them, but for a single text."""
MOST_BYTES: Final = 8 * 1024 * 1024
_SECONDS: Final = 600.0
"""For all requests of one run."""
_LONGEST: Final = 16_384
"""Numbers of a vector."""


@dataclass(slots=True)
class Embeddings:
    """The vectors of one run, each text asked for once, and what went wrong."""

    to: Endpoint
    most: int
    sent: int = 0
    """Texts that went out."""
    requests: int = 0
    troubles: Counter[Trouble] = field(default_factory=Counter)
    """How many requests got no vectors, or were not made because of that."""
    _known: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)

    def of(self, texts: Sequence[str]) -> NDArray[np.float32] | None:
        """A row for each text; None where the server failed or there are more than `most`."""
        keys = [_key(text) for text in texts]
        if not 0 < len(keys) <= self.most:
            return None
        wanted = dict(zip(keys, texts, strict=True))
        parts = _parts([text for key, text in wanted.items() if key not in self._known])
        self.requests += len(parts)
        begun = time.monotonic()
        for place, part in enumerate(parts):
            try:
                self._ask(part, begun)
            except ModelFailed as failed:
                self.troubles[failed.trouble] += len(parts) - place
                return None
        return np.stack([self._known[key] for key in keys])

    def _ask(self, part: Sequence[str], begun: float) -> None:
        if time.monotonic() - begun > _SECONDS:
            raise ModelFailed(Trouble.OUT_OF_TIME)
        asked = {"input": list(part), "encoding_format": "float"}
        self.sent += len(part)
        rows = parsed(twice(partial(post, self.to, "embeddings", asked, MOST_BYTES)), len(part))
        known = next(iter(self._known.values()), rows[0])
        if len(known) != rows.shape[1]:
            raise ModelFailed(Trouble.OTHER_LENGTH)
        self._known.update(zip(map(_key, part), rows, strict=True))


def configured() -> Embeddings | None:
    """Vectors from the server of the settings; none: nothing is ever contacted."""
    if not settings.EMBEDDING_URL:
        return None
    to = Endpoint(
        settings.EMBEDDING_URL,
        settings.EMBEDDING_NAME,
        settings.EMBEDDING_KEY_FILE,
        settings.EMBEDDING_TIMEOUT,
    )
    return Embeddings(to, settings.EMBEDDING_TEXTS)


def _key(text: str) -> bytes:
    return sha256(text.encode("utf-8", "replace")).digest()


def _parts(texts: Sequence[str]) -> list[list[str]]:
    """Texts by request."""
    parts: list[list[str]] = []
    size = 0
    for text in texts:
        size += len(text)
        if not parts or len(parts[-1]) == AT_ONCE or size > CHARACTERS:
            parts.append([])
            size = len(text)
        parts[-1].append(text)
    return parts


def parsed(body: bytes, count: int) -> NDArray[np.float32]:
    """The vectors of an answer, in the order of the texts; `ModelFailed` when there are none."""
    try:
        data = json.loads(body.decode("utf-8"))["data"]
        found = {each.get("index", place): each["embedding"] for place, each in enumerate(data)}
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise ModelFailed(Trouble.NOT_AN_ANSWER) from None
    if len(data) != count or any(place not in found for place in range(count)):
        raise ModelFailed(Trouble.WRONG_COUNT)
    rows: list[Any] = [found[place] for place in range(count)]
    if not all(isinstance(row, list) and 0 < len(row) <= _LONGEST for row in rows):
        raise ModelFailed(Trouble.NOT_AN_ANSWER)
    if len({len(row) for row in rows}) > 1:
        raise ModelFailed(Trouble.OTHER_LENGTH)
    if not all(type(number) in {int, float} for row in rows for number in row):
        raise ModelFailed(Trouble.NO_NUMBERS)
    try:
        with np.errstate(over="ignore"):
            vectors = np.array(rows, dtype=np.float64).astype(np.float32)
    except OverflowError:
        raise ModelFailed(Trouble.NO_NUMBERS) from None
    if not np.isfinite(vectors).all():
        raise ModelFailed(Trouble.NO_NUMBERS)
    return vectors

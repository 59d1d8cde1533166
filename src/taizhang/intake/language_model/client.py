"""One request to the configured server, and to no other; what is asked is others' concern.

The standard library's plain client is used on purpose: it follows no redirects, takes no proxy
from the environment and keeps no cookies. Neither the question nor the answer is ever logged.
"""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import urlsplit

from django.conf import settings

from taizhang.intake.language_model.trouble import ModelFailed, Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_BYTES: Final = 1024 * 1024
"""Of an answer; more is not read."""
_PIECE: Final = 64 * 1024
_KEY: Final = 4096
_OK: Final = 200
_PAUSE: Final = 1.0
"""Before a question is put a second time."""
_TROUBLES: Final = {
    401: Trouble.KEY_REFUSED,
    403: Trouble.KEY_REFUSED,
    429: Trouble.BUSY,
    502: Trouble.BUSY,
    503: Trouble.BUSY,
    504: Trouble.BUSY,
}

_AGAIN: Final = frozenset({Trouble.BUSY, Trouble.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The model as the settings name it."""

    url: str
    name: str
    key_file: str
    timeout: float
    """Seconds for one request, from its first byte to the last byte of the answer."""


def endpoint() -> Endpoint | None:
    """The configured model, or none: then nothing is ever contacted."""
    if not settings.MODEL_URL:
        return None
    return Endpoint(
        settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_KEY_FILE, settings.MODEL_TIMEOUT
    )


def _headers(to: Endpoint) -> dict[str, str]:
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if to.key_file:
        # Read at every use: a key that was changed holds from the next request on.
        try:
            key = Path(to.key_file).read_bytes()[:_KEY].decode("ascii").strip()
        except (OSError, UnicodeDecodeError):
            raise ModelFailed(Trouble.KEY_UNREADABLE) from None
        if not key.isprintable() or not key:
            raise ModelFailed(Trouble.KEY_UNREADABLE)
        headers["Authorization"] = f"Bearer {key}"
    return headers


@dataclass(slots=True)
class _Deadline:
    """Cuts the line when the time is up, however slowly the other side drips."""

    seconds: float
    line: socket.socket | None = None
    passed: bool = False
    timer: threading.Timer = field(init=False)

    def __post_init__(self) -> None:
        self.timer = threading.Timer(self.seconds, self.cut)
        self.timer.daemon = True

    def __enter__(self) -> Self:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def cut(self) -> None:
        """End the connection from outside; whoever waits for it wakes up."""
        self.passed = True
        if self.line is not None:
            with suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)


def ask(to: Endpoint, messages: Sequence[dict[str, str]]) -> bytes:
    """The server's answer, as it came; `ModelFailed` says why there is none."""
    asked = {"messages": list(messages), "temperature": 0, "stream": False}
    return post(to, "chat/completions", asked, MOST_BYTES)


def twice(request: Callable[[], bytes]) -> bytes:
    """The answer to a request; a busy server is asked a second time after a pause."""
    try:
        return request()
    except ModelFailed as failed:
        if failed.trouble not in _AGAIN:
            raise
    time.sleep(_PAUSE)
    return request()


def post(to: Endpoint, act: str, asked: Mapping[str, object], most: int) -> bytes:
    """The server's answer of at most so many bytes, as it came."""
    headers = _headers(to)
    body = json.dumps({"model": to.name, **asked}, ensure_ascii=False).encode("utf-8", "replace")
    address = urlsplit(to.url)
    secure = address.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    line = kind(address.hostname or "", address.port, timeout=to.timeout)
    path = f"{address.path.rstrip('/')}/{act}"
    with _Deadline(to.timeout) as deadline:
        try:
            line.connect()
            deadline.line = line.sock
            line.request("POST", path, body, headers)
            answer = _body(line.getresponse(), most)
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = deadline.passed or isinstance(error, TimeoutError)
            raise ModelFailed(Trouble.TIMED_OUT if late else Trouble.UNREACHABLE) from None
        finally:
            line.close()
    if deadline.passed:
        # An answer without a promised length looks complete when the line is cut.
        raise ModelFailed(Trouble.TIMED_OUT)
    return answer


def _body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """The bytes of a good answer, as far as they are allowed."""
    if answer.status != _OK:
        redirected = 300 <= answer.status < 400  # noqa: PLR2004  # the class of redirects
        other = Trouble.REDIRECTED if redirected else Trouble.HTTP_ERROR
        raise ModelFailed(_TROUBLES.get(answer.status, other))
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        size += len(piece)
        if size > most:
            raise ModelFailed(Trouble.TOO_LARGE)
        pieces.append(piece)
    if answer.length:
        # The line ended before the promised length: cut off, by them or by the deadline.
        raise ConnectionResetError
    return b"".join(pieces)

"""A model's server of the test-suite's own: it plays whatever it is told to."""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def envelope(content: object, *, reason: str = "stop", **message: Any) -> bytes:
    """An answer as OpenAI-compatible servers wrap it."""
    choice = {
        "message": {"role": "assistant", "content": content, **message},
        "finish_reason": reason,
    }
    return json.dumps({"choices": [choice]}, ensure_ascii=False).encode()


def entries(*found: object) -> bytes:
    """A good answer with these entries."""
    return envelope(json.dumps({"entries": found}, ensure_ascii=False))


def vectors(rows: Iterable[object]) -> bytes:
    """An answer with these vectors, as OpenAI-compatible servers wrap them."""
    data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
    return json.dumps({"object": "list", "data": data}).encode()


@dataclass
class Heard:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Play:
    """What the server does with the next requests; the last act is repeated."""

    acts: list[Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def answers(self, *bodies: bytes, status: int = 200, **headers: str) -> None:
        """Each request gets the next of these bodies."""
        self.acts = [_plain(body, status, headers) for body in bodies]

    def does(self, *acts: Callable[[BaseHTTPRequestHandler], None]) -> None:
        """Each request meets the next of these acts."""
        self.acts = list(acts)


def _plain(
    body: bytes, status: int, headers: dict[str, str]
) -> Callable[[BaseHTTPRequestHandler], None]:
    def act(line: BaseHTTPRequestHandler) -> None:
        line.send_response(status)
        for name, value in headers.items():
            line.send_header(name, value)
        line.send_header("Content-Length", str(len(body)))
        line.end_headers()
        line.wfile.write(body)

    return act


def embeds(
    play: Play, rows: Callable[[Sequence[str]], Iterable[object]]
) -> Callable[[BaseHTTPRequestHandler], None]:
    """Gives each text of the request its vector."""

    def act(line: BaseHTTPRequestHandler) -> None:
        _plain(vectors(rows(play.heard[-1].body["input"])), 200, {})(line)

    return act


def drips(play: Play, *, head: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Sends `head`, then one byte after the other and never ends."""

    def act(line: BaseHTTPRequestHandler) -> None:
        line.wfile.write(head)
        while not play.closing.wait(0.02):
            line.wfile.write(b"a")

    return act


def cuts_off(promised: int, body: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Promises more bytes than it sends."""

    def act(line: BaseHTTPRequestHandler) -> None:
        line.send_response(200)
        line.send_header("Content-Length", str(promised))
        line.end_headers()
        line.wfile.write(body)

    return act


def hangs_up(line: BaseHTTPRequestHandler) -> None:
    """Says nothing at all."""
    line.close_connection = True


def says(raw: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """Sends bytes that may be no HTTP."""

    def act(line: BaseHTTPRequestHandler) -> None:
        line.wfile.write(raw)

    return act


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    play: Play

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        play = self.server.play
        body = self.rfile.read(int(self.headers["Content-Length"]))
        play.heard.append(Heard(self.path, dict(self.headers), json.loads(body)))
        act = play.acts.pop(0) if len(play.acts) > 1 else play.acts[0]
        with suppress(OSError):
            act(self)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@dataclass
class Model:
    """The running server."""

    url: str
    play: Play


class Running:
    """Starts the server on a free port of this machine, and stops it."""

    def __enter__(self) -> Model:
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.play = Play()
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return Model(f"http://127.0.0.1:{self.server.server_port}/v1", self.server.play)

    def __exit__(self, *_: object) -> None:
        self.server.play.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

"""`taizhang serve`: the pages and the reading of documents, until Ctrl-C.

Two children: gunicorn answers requests, `taizhang work` reads what came in. They run in sessions
of their own, so that Ctrl-C reaches this process alone, which then stops both in order.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from taizhang.cli import framework
from taizhang.cli.speech import say
from taizhang.engine.errors import BadInput

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

WORKERS: Final = 2
THREADS: Final = 2
"""More than two threads in a worker halve the rate of pages on two cores (measured)."""
PATIENCE: Final = 20.0
"""Seconds a child gets to finish what it does before it is killed."""
STARTING: Final = 90.0
"""Seconds the server gets until its first answer: an old office PC loads for a while."""


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class PortTaken(BadInput):
    code = "port_taken"
    message = _("Port {port} on {host} is in use by another program.")
    remedy = _("Stop that program, or choose another port: PORT={other} make run")


class AddressNotUsable(BadInput):
    code = "address_not_usable"
    message = _("The address {host}:{port} cannot be used: {reason}")
    remedy = _("Set HOST to an address of this machine and PORT to a number from 1 to 65535.")


class ServerDidNotStart(BadInput):
    code = "server_did_not_start"
    message = _("The server did not start.")
    remedy = _("The lines above say why.")


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's own options; the environment gives the same."""
    parser.add_argument(
        "--host",
        default=os.environ.get("HOST", "127.0.0.1"),
        help=say(_("address to listen on (default: HOST, else this machine alone)")),
    )
    parser.add_argument(
        "--port",
        default=os.environ.get("PORT", "8000"),
        help=say(_("port to listen on (default: PORT, else 8000)")),
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    host, port = _address(arguments.host, arguments.port)
    framework.setup()
    framework.require_database()
    from django.urls import reverse

    page = reverse("accounts:sign_in")
    children = Children()
    signal.signal(signal.SIGTERM, _as_interrupt)
    signal.signal(signal.SIGINT, _as_interrupt)  # also where a shell started us with it ignored
    try:
        children.start("server", _gunicorn(host, port))
        children.start("worker", [sys.executable, "-m", "taizhang", "work"])
        if not _answers(host, port, page, children):
            raise ServerDidNotStart
        print("\n".join(_welcome(host, port, page)), flush=True)
        return children.watch()
    except KeyboardInterrupt:
        print(say(_("Stopping …")), flush=True)
        return 0
    finally:
        children.stop()


def _as_interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _address(host: str, port: str) -> tuple[str, int]:
    """The address to listen on, tried before anything is started."""
    number = int(port) if port.isdigit() else 0
    if not 1 <= number <= 65535:  # noqa: PLR2004  # the range of ports
        raise AddressNotUsable(host=host, port=port, reason=port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            if error.errno in {98, 48}:  # EADDRINUSE on Linux, on macOS
                other = number + 1 if number < 65535 else 8000  # noqa: PLR2004
                raise PortTaken(host=host, port=number, other=other) from error
            raise AddressNotUsable(host=host, port=port, reason=error.strerror) from error
    return host, number


def _gunicorn(host: str, port: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = {
        "--bind": bind,
        "--worker-class": "gthread",
        "--workers": str(WORKERS),
        "--threads": str(THREADS),
        "--graceful-timeout": "10",
        "--log-level": "warning",
    }
    if Path("/dev/shm").is_dir():  # noqa: S108  # its heartbeat files, in memory instead of on disk
        options["--worker-tmp-dir"] = "/dev/shm"  # noqa: S108
    words = [word for option in options.items() for word in option]
    return [sys.executable, "-m", "gunicorn", "taizhang.config.wsgi:application", *words]


@dataclass
class Children:
    """The processes that make up the service."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    commands: dict[str, Sequence[str]] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start one child in a session of its own."""
        self.commands[name] = command
        self.running[name] = subprocess.Popen(command, start_new_session=True)  # noqa: S603

    def watch(self) -> int:
        """Wait while both live. A reader that fell over is started again; a server ends all."""
        while True:
            time.sleep(0.5)
            if self.running["server"].poll() is not None:
                return 1
            if self.running["worker"].poll() is not None:
                time.sleep(2)
                self.start("worker", self.commands["worker"])

    def stop(self) -> None:
        """Ask every child to finish, then wait; whoever does not listen is killed."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C does not leave orphans
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in self.running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _reachable(host: str) -> str:
    """An address on which this machine reaches what listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104


def _answers(host: str, port: int, page: str, children: Children) -> bool:
    """Whether the server shows its first page in time."""
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline and children.running["server"].poll() is None:
        connection = http.client.HTTPConnection(_reachable(host), port, timeout=5)
        try:
            connection.request("GET", page)
            return connection.getresponse().status < 500  # noqa: PLR2004  # an error of ours
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False


def _welcome(host: str, port: int, page: str) -> list[str]:
    """Where it is, who may try it, how it ends."""
    from django.conf import settings

    shown = _reachable(host)
    shown = f"[{shown}]" if ":" in shown else shown
    lines = ["", f"  http://{shown}:{port}{page}", ""]
    if settings.DEMO_ACCOUNTS_FILE.exists():
        text = settings.DEMO_ACCOUNTS_FILE.read_text(encoding="utf-8")
        lines += [f"  {line}" for line in text.splitlines()]
        lines.append("")
    if host not in {"127.0.0.1", "::1", "localhost"}:
        hint = _("Other machines reach it under the names in TAIZHANG_HOSTS: {names}")
        lines.append("  " + say(hint, names=" ".join(settings.ALLOWED_HOSTS)))
    if settings.LOG != "-":
        lines.append("  " + say(_("Log: {path}"), path=settings.LOG))
    lines.append("  " + say(_("Stop with Ctrl-C.")))
    return lines

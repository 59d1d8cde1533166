"""A private PostgreSQL for one test run: made in a temporary folder, always taken away again.

PostgreSQL refuses to run as root, so under root it runs as an unprivileged user of the system.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

WHERE: Final = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt/postgresql")
REMEDY: Final = "sudo apt-get install postgresql"
ALIASES: Final = ("postgres", "nobody")
"""Users that a Debian machine has anyway; the first one that exists is used under root."""


def programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest PostgreSQL here."""
    for root in WHERE:
        found = sorted(Path(root).glob("*/bin/pg_ctl"), key=lambda path: path.parts[-3])
        if found:
            return found[-1].parent
    beside = shutil.which("pg_ctl")
    return Path(beside).resolve().parent if beside else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_nobody(folder: Path) -> list[str]:
    """The words that run a program unprivileged; none when we are unprivileged ourselves."""
    if os.geteuid() != 0:
        return []
    for name in ALIASES:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        who = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        return ["setpriv", *who]
    message = "Under root, PostgreSQL needs a user such as `postgres` or `nobody`."
    raise RuntimeError(message)


def _quietly(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


_FORGETFUL: Final = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """The address of a running private cluster; it is gone when the block ends.

    It keeps nothing through a loss of power, which tests do not need, unless it is `durable`: then
    it waits for the disk as the server of an office does.
    """
    folder = programs()
    if folder is None:
        message = f"PostgreSQL is not installed: {REMEDY}"
        raise RuntimeError(message)
    home = Path(tempfile.mkdtemp(prefix="taizhang-pg-"))
    home.chmod(0o700)
    unprivileged = _as_nobody(home)
    data, port = home / "data", _free_port()
    settings = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} "
        f"{'' if durable else _FORGETFUL} -c max_connections=100"
    )
    control = [*unprivileged, str(folder / "pg_ctl"), "-D", str(data), "-w"]
    try:
        initdb = [str(folder / "initdb"), "-D", str(data), "-U", "taizhang", "-A", "trust"]
        more = ["--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
        _quietly([*unprivileged, *initdb, *more])
        _quietly([*control, "-l", str(home / "log"), "-o", settings, "start"])
        yield f"postgresql://taizhang@127.0.0.1:{port}/postgres"
    finally:
        stop = [*control, "-m", "immediate", "stop"]
        subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)

#!/usr/bin/env python3
"""Set taizhang up on a machine that has Python 3.11 and nothing else. Standard library only.

    python3 bootstrap.py          everything that `taizhang serve` needs
    python3 bootstrap.py --dev    everything that the tests need
    … --ocr                       the extra that reads scans and photographs

Each step leaves a stamp made from what it read; a step whose stamp still fits is skipped, so a
second run takes a moment and changes nothing. Exit code 2: something is missing, and the last
lines say what to do.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
STAMPS = VENV / "stamps"
WEB = ROOT / "src" / "taizhang" / "web"
DIST = WEB / "static" / "dist"
NODE_AT_LEAST = (20, 11)  # vite.config.js reads import.meta.dirname


def stop(what: str, *remedy: str) -> NoReturn:
    """Say what is missing and what to do, then leave."""
    print(f"\n{what}", *(f"  {line}" for line in remedy), sep="\n", file=sys.stderr)
    sys.exit(2)


def done(name: str, since: float) -> None:
    print(f"  {name:<46} {time.monotonic() - since:5.1f} s", flush=True)


class Failed(Exception):
    """A program that we called did not do it; carries the end of what it said."""


def call(
    command: Sequence[str | Path],
    *,
    more: Mapping[str, str] | None = None,
    show: bool = False,
) -> str:
    """Run a program quietly; what it said is only told when it fails."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(more or {})}
    words = [str(word) for word in command]
    try:
        ended = subprocess.run(
            words,
            cwd=ROOT,
            env=environment,
            check=False,
            text=True,
            stdout=None if show else subprocess.PIPE,
            stderr=None if show else subprocess.STDOUT,
        )
    except OSError as error:
        raise Failed(str(error)) from error
    if ended.returncode:
        raise Failed("\n".join((ended.stdout or "").splitlines()[-15:]))
    return ended.stdout or ""


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """What a step was made from: the contents of its inputs."""
    digest = hashlib.sha256(json.dumps(words).encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def fits(step: str, print_: str) -> bool:
    stamp = STAMPS / step
    return stamp.exists() and stamp.read_text(encoding="ascii") == print_


def stamp(step: str, print_: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(print_, encoding="ascii")


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


# 1. Python -----------------------------------------------------------------------------------


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  # this file also meets older ones
        found = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"taizhang needs Python 3.11 or newer; this is {found}.",
            "Start it with a newer one, for example: make run PYTHON=python3.12",
        )


def make_venv() -> None:
    if PYTHON.exists():
        return
    begun = time.monotonic()
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        stop(
            "Python cannot make virtual environments here: its module `ensurepip` is missing.",
            f"On Debian and Ubuntu: sudo apt-get install python{version}-venv",
            "Then run the same command again.",
        )
    try:
        call([sys.executable, "-m", "venv", VENV])
    except Failed as error:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(f"The virtual environment could not be made:\n{error}")
    done("virtual environment", begun)


# 2. Packages ---------------------------------------------------------------------------------


def installer() -> list[str | Path]:
    """`uv` when it can be had (seconds instead of half a minute), else pip. Both check hashes."""
    wanted = fingerprint([ROOT / "requirements-uv.lock"])
    if fits("uv", wanted) and (BIN / "uv").exists():
        return [BIN / "uv", "pip", "install", "--python", PYTHON]
    try:
        call([*pip(), "--require-hashes", "-r", "requirements-uv.lock"])
        stamp("uv", wanted)
    except Failed:
        return pip()
    return [BIN / "uv", "pip", "install", "--python", PYTHON]


def pip() -> list[str | Path]:
    return [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]


def mirror() -> dict[str, str]:
    """The package index that pip was told to use, for uv, which does not read pip's settings."""
    if "UV_DEFAULT_INDEX" in os.environ or "UV_INDEX_URL" in os.environ:
        return {}
    try:
        index = call([PYTHON, "-m", "pip", "config", "get", "global.index-url"]).strip()
    except Failed:
        index = ""
    index = os.environ.get("PIP_INDEX_URL", index)
    return {"UV_DEFAULT_INDEX": index} if index else {}


def install(lock: str) -> None:
    """Install what a lock lists, each file checked against its hash."""
    wanted = fingerprint([ROOT / lock])
    if fits(lock, wanted):
        return
    begun = time.monotonic()
    how = installer()
    arguments = ["--require-hashes", "-r", lock]
    try:
        call([*how, *arguments], more=mirror() if how[0] != PYTHON else {})
    except Failed as first:
        try:
            call([*pip(), *arguments])
        except Failed as second:
            stop(
                f"The Python packages of {lock} could not be installed:\n{second or first}",
                "Check the connection to the package index (pip's settings are used), run again.",
            )
    stamp(lock, wanted)
    done(f"packages of {lock}", begun)


def install_ourselves() -> None:
    """Point the environment at the source tree; needs no build tool and stays up to date."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    path = Path(call([PYTHON, "-c", code]).strip()) / "taizhang-source.pth"
    script = BIN / "taizhang"
    text = (
        f"#!{PYTHON}\nimport sys\nfrom taizhang.cli.main import main\n\n"
        'if __name__ == "__main__":\n    sys.exit(main())\n'
    )
    if not path.exists() or path.read_text(encoding="utf-8") != f"{ROOT / 'src'}\n":
        path.write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if not script.exists():
        script.write_text(text, encoding="utf-8")
        script.chmod(0o755)


# 3. Front end --------------------------------------------------------------------------------


def node() -> tuple[list[str | Path], list[str | Path]]:
    """The commands `node` and `npm`: the machine's when new enough, else from PyPI."""
    if shutil.which("npm") and node_version(["node"]) >= NODE_AT_LEAST:
        return ["node"], ["npm"]
    install("requirements-node.lock")
    return [BIN / "node"], [BIN / "npm"]


def node_version(command: Sequence[str | Path]) -> tuple[int, ...]:
    try:
        said = call([*command, "--version"]).strip().lstrip("v")
    except Failed:
        return ()
    numbers = said.split(".")[:2]
    return tuple(int(number) for number in numbers if number.isdigit())


def build_assets() -> None:
    """Style sheet and script; the style sheet holds only what the pages use."""
    parts = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / ".npmrc"]
    sources = [ROOT / "vite.config.js", *files_in(WEB / "templates")]
    sources += [path for path in files_in(WEB / "static") if DIST not in path.parents]
    wanted = fingerprint([*parts, *sources])
    if fits("assets", wanted) and (DIST / "taizhang.css").exists():
        return
    begun = time.monotonic()
    run_node, run_npm = node()
    path = {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    fetched = fingerprint(parts)
    if not fits("npm", fetched) or not (ROOT / "node_modules").is_dir():
        call([*run_npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], more=path)
        stamp("npm", fetched)
        done("front-end parts (npm)", begun)
        begun = time.monotonic()
    vite = ROOT / "node_modules" / "vite" / "bin" / "vite.js"
    call([*run_node, vite, "build", "--logLevel=warn"], more=path)
    stamp("assets", wanted)
    done("style sheet and script", begun)


def assets(mode: str) -> None:
    if mode == "none":
        return
    try:
        build_assets()
    except Failed as error:
        if mode == "optional":
            print(f"  No style sheet and script (plain pages): {error}".splitlines()[0])
            return
        stop(
            f"The style sheet and script could not be built:\n{error}",
            "npm fetches its packages once; check the connection and run again.",
            "To go on with plain pages: make run ASSETS=none",
        )


# 4. Messages, database, demo zone ------------------------------------------------------------


def messages() -> None:
    source = ROOT / "src/taizhang/locale/zh_Hans/LC_MESSAGES/django.po"
    wanted = fingerprint([source])
    if fits("messages", wanted) and source.with_suffix(".mo").exists():
        return
    begun = time.monotonic()
    call([PYTHON, ROOT / "tools" / "messages.py", "compile"])
    stamp("messages", wanted)
    done("messages", begun)


def database(*, demo: bool) -> None:
    begun = time.monotonic()
    try:
        call([BIN / "taizhang", "migrate"])
        done("database", begun)
        if demo:
            begun = time.monotonic()
            call([BIN / "taizhang", "demo", "--if-empty"])
            done("demo zone", begun)
    except Failed as error:
        stop(f"The database could not be made ready:\n{error}")


def main() -> None:
    """Everything, in order."""
    check_python()
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("--dev", action="store_true", help="for the tests: no database, no demo")
    parser.add_argument("--ocr", action="store_true", help="read scans and photographs, too")
    parser.add_argument("--no-demo", action="store_true", help="leave the database empty")
    parser.add_argument("--assets", choices=["required", "optional", "none"], default="required")
    given = parser.parse_args()
    os.umask(0o022)
    make_venv()
    install("requirements-dev.lock" if given.dev else "requirements.lock")
    if given.ocr:
        install("requirements-ocr.lock")
    install_ourselves()
    assets(given.assets)
    messages()
    if not given.dev:
        database(demo=not given.no_demo)


if __name__ == "__main__":
    main()

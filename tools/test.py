"""Every test there is: on SQLite, the database's on PostgreSQL, the journeys in a browser.

What this machine lacks is skipped by name, with the command that installs it. Under CI=true or
TAIZHANG_TEST_STRICT=1 nothing may be skipped.

    python tools/test.py            all three
    python tools/test.py sqlite | postgres | browser
    python tools/test.py coverage   the suite on SQLite, which branches it runs; twice as slow
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

import postgres

ROOT: Final = Path(__file__).resolve().parent.parent
STRICT: Final = "1" in (os.environ.get("TAIZHANG_TEST_STRICT"), os.environ.get("CI")) or (
    os.environ.get("CI", "").lower() == "true"
)
CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
COUNTED: Final = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|deselected|warnings?)")
REPORTS: Final = ["--cov-report=term:skip-covered", "--cov-report=html:build/coverage"]
OTHERWISE_ON_POSTGRES: Final = [
    "tests/ledger/test_dated.py",
    "tests/ledger/test_race.py",
    "tests/ledger/test_search.py",
]
"""What runs the few lines of engine, ledger and access that SQLite never comes to."""
# Branches run, in per cent: of what decides, and of everything.
LEAST: Final = {
    "taizhang/engine/*": 100,
    "taizhang/ledger/*": 100,
    "taizhang/access/*": 100,
    "*": 95,
}


@dataclass
class Outcome:
    """What came out of the parts together."""

    failed: bool = False
    skipped: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, line: str, code: int) -> None:
        """Count in the last line of a pytest run."""
        self.failed |= code != 0
        for number, what in COUNTED.findall(line):
            self.counts[what] = self.counts.get(what, 0) + int(number)

    def skip(self, what: str, why: str, remedy: str) -> None:
        """Note a part that this machine cannot run."""
        self.skipped.append(f"{what}: {why}. Install it with: {remedy}")
        self.failed |= STRICT


def pytest(*arguments: str, **environment: str) -> tuple[str, int]:
    """Run pytest, showing what it says; its last line and its exit code."""
    colour = "--color=yes" if sys.stdout.isatty() else "--color=no"
    command = [sys.executable, "-m", "pytest", "-q", colour, *arguments]
    given = {**os.environ, **environment}
    running = subprocess.Popen(
        command, cwd=ROOT, env=given, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    last = ""
    for line in running.stdout or ():
        print(line, end="", flush=True)
        last = re.sub(r"\x1b\[[0-9;]*m", "", line).strip() or last
    return last, running.wait()


def on_sqlite(outcome: Outcome) -> None:
    """The whole suite but the journeys."""
    outcome.add(*pytest("-n", "2", TAIZHANG_DATABASE_URL=""))


def under_coverage(outcome: Outcome) -> None:
    """The whole suite but the journeys, counting branches; too few of them is a failure.

    On SQLite, and on PostgreSQL what is written for it alone.
    """
    outcome.add(*pytest("-n", "2", "--cov", "--cov-report=", TAIZHANG_DATABASE_URL=""))
    if postgres.programs() is None:
        outcome.skip("Lines for PostgreSQL", "PostgreSQL is not installed", postgres.REMEDY)
    else:
        with postgres.cluster() as url:
            more = ["--cov", "--cov-append", *REPORTS, *OTHERWISE_ON_POSTGRES]
            outcome.add(*pytest(*more, TAIZHANG_DATABASE_URL=url))
    for pattern, least in LEAST.items():
        report = [sys.executable, "-m", "coverage", "report", f"--include=src/{pattern}"]
        command = [*report, "--format=total", "--precision=2"]
        said = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
        share = float(said.stdout or 0)
        print(f"{pattern}: {share} % of the branches, {least} % wanted")
        outcome.failed |= share < least


def on_postgres(outcome: Outcome) -> None:
    """Every test that touches the database, once more on PostgreSQL."""
    if postgres.programs() is None:
        outcome.skip("Tests on PostgreSQL", "PostgreSQL is not installed", postgres.REMEDY)
        return
    with postgres.cluster() as url:
        folders = [
            str(path.relative_to(ROOT))
            for path in sorted((ROOT / "tests").iterdir())
            if path.is_dir() and path.name not in {"engine", "golden", "browser", "__pycache__"}
        ]
        outcome.add(*pytest("-n", "2", *folders, TAIZHANG_DATABASE_URL=url))


def in_browser(outcome: Outcome) -> None:
    """The journeys, in the system's Chromium."""
    if importlib.util.find_spec("playwright") is None:
        outcome.skip("Browser journeys", "Playwright is not installed", "make dev")
        return
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        outcome.skip("Browser journeys", "Chromium is missing", "sudo apt-get install chromium")
        return
    if not (ROOT / "src/taizhang/web/static/dist/taizhang.css").exists():
        outcome.skip("Browser journeys", "the style sheet is not built", "make assets")
        return
    if not list((ROOT / "tests" / "browser").glob("test_*.py")):
        outcome.skip("Browser journeys", "tests/browser is empty", "git pull")
        return
    settings = {"DJANGO_ALLOW_ASYNC_UNSAFE": "true", "CHROMIUM": found}
    outcome.add(*pytest("-m", "browser", "tests/browser", TAIZHANG_DATABASE_URL="", **settings))


PARTS: Final[dict[str, Callable[[Outcome], None]]] = {
    "sqlite": on_sqlite,
    "postgres": on_postgres,
    "browser": in_browser,
}
ASKED_FOR: Final[dict[str, Callable[[Outcome], None]]] = {"coverage": under_coverage}


def main(wanted: list[str]) -> int:
    """Run the parts asked for; 0 when nothing failed and nothing was skipped that may not be."""
    outcome = Outcome()
    for name in wanted or list(PARTS):
        print(f"\n── {name} " + "─" * (60 - len(name)), flush=True)
        {**PARTS, **ASKED_FOR}[name](outcome)
    print()
    for line in outcome.skipped:
        print(f"SKIPPED {line}")
    counts = {**outcome.counts}
    counts.pop("deselected", None)
    if outcome.skipped:
        counts["skipped"] = counts.get("skipped", 0) + len(outcome.skipped)
    if STRICT and counts.get("skipped"):
        print("Here nothing may be skipped.")
        outcome.failed = True
    order = ("failed", "errors", "error", "passed", "skipped", "xfailed", "warnings", "warning")
    said = ", ".join(f"{counts[name]} {name}" for name in order if counts.get(name))
    print(f"{'=' * 20} {said or 'no tests ran'} {'=' * 20}")
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every fuzz target for a few seconds, beginning with the kept seeds.

    python fuzz/run.py [SECONDS] [TARGET…]

The changes are drawn from SEED (1), so that what breaks once breaks again on any machine; SEED=0
draws others every time: run that for long before a release.

What breaks a target is written to build/fuzz and named; keep it as a seed once it is mended.
Each target is a process of its own, with a limit on time and memory for every input.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SEEDS: Final = ROOT / "fuzz" / "seeds"
FOUND: Final = ROOT / "build" / "fuzz"
NAMES: Final = ("txt", "md", "html", "docx", "xlsx", "pdf", "eml", "any", "text", "places")
SLOWEST, LARGEST = 5, 1500


def run(name: str, seconds: int) -> bool:
    """One target; whether it held."""
    corpus = FOUND / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = [SEEDS / name] if (SEEDS / name).is_dir() else [SEEDS / "txt", SEEDS / "eml"]
    command = [
        sys.executable,
        str(ROOT / "fuzz" / "target.py"),
        name,
        str(corpus),
        *map(str, seeds),
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={LARGEST}",
        f"-artifact_prefix={FOUND}/{name}-",
        "-max_len=20000",
        "-verbosity=1",
        f"-seed={os.environ.get('SEED', '1')}",
    ]
    given = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    ended = subprocess.run(
        command, cwd=ROOT, text=True, capture_output=True, check=False, env=given
    )
    said = ended.stderr.splitlines()
    done = next((line for line in reversed(said) if "Done" in line), "")
    print(f"  {name:<6} {'held' if not ended.returncode else 'BROKEN'}  {done.strip()}", flush=True)
    if ended.returncode:
        lines = [line for line in said if not line.startswith(("#", "INFO"))]
        print("\n".join(lines[-40:]), ended.stdout, sep="\n")
    return not ended.returncode


def main(arguments: list[str]) -> int:
    """Exit code 1 when a target was broken."""
    seconds = int(arguments[0]) if arguments else 2
    held = [run(name, seconds) for name in arguments[1:] or NAMES]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

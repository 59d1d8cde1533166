"""How long a page takes: the whole command from a cold start, then page after page.

python tools/bench.py [FILE]    without a file, the sample page in examples/
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
TIMES: Final = 20


def main(arguments: list[str]) -> int:
    """Print both times in seconds and milliseconds."""
    page = Path(arguments[0]) if arguments else next((ROOT / "examples").glob("*.txt"))
    command = [sys.executable, "-m", "taizhang", "extract", str(page)]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    print(f"cold start     {time.perf_counter() - begun:6.2f} s")

    from taizhang.engine.extract import extract
    from taizhang.engine.formats import read_bytes

    data, took = page.read_bytes(), []
    for _round in range(TIMES):
        begun = time.perf_counter()
        extract(read_bytes(data, name=page.name))
        took.append((time.perf_counter() - begun) * 1000)
    print(f"further pages  {statistics.median(took):6.1f} ms (median of {TIMES})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

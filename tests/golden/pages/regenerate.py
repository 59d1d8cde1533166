"""Write `expected.json` beside every `raw.txt` anew: `python tests/golden/pages/regenerate.py`.

Review the difference before committing it: the expectation is what a person says, not what the
code happens to do.
"""

from __future__ import annotations

import json
from pathlib import Path

from taizhang.engine.formats import read_bytes
from taizhang.engine.text import articles, articles_to_json

HERE = Path(__file__).parent


def cases() -> list[Path]:
    return sorted(path.parent for path in HERE.glob("*/raw.txt"))


def found(case: Path) -> str:
    raw = read_bytes((case / "raw.txt").read_bytes(), name=case.name)
    return json.dumps(articles_to_json(articles(raw)), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for case in cases():
        (case / "expected.json").write_text(found(case), encoding="utf-8")

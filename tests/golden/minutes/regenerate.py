"""Write `expected.json` beside every `raw.txt` anew: `python tests/golden/minutes/regenerate.py`.

Review the difference before committing it: the expectation is what a person says, not what the
code happens to do. Names stand instead of ids and places, so that a difference can be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from taizhang.engine.extract import extract, to_json
from taizhang.engine.formats import read_bytes

HERE = Path(__file__).parent


def cases() -> list[Path]:
    return sorted(path.parent for path in HERE.glob("*/raw.txt"))


def found(case: Path) -> dict[str, Any]:
    raw = read_bytes((case / "raw.txt").read_bytes(), name=case.name)
    output: dict[str, Any] = json.loads(json.dumps(to_json(extract(raw))))
    names = {each["id"]: each["name"] for each in output["organisations"]}
    return {
        "activities": [f"{v['kind']} {v['date']} {v['title']}" for v in output["activities"]],
        "people": {p["name"]: "、".join(p["titles"]) for p in output["people"]},
        "organisations": {
            o["name"]: " ".join([o["kind"], *o["aliases"]]) for o in output["organisations"]
        },
        "entries": [_entry(entry, names) for entry in output["entries"]],
    }


def _entry(entry: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    told = {
        "ledger": entry["ledger"],
        "text": entry["text"],
        "category": entry["category"],
        "enterprises": [names[each] for each in entry["enterprises"]],
        "lead": names.get(entry["lead_unit"]),
        "co_units": [names[each] for each in entry["co_units"]],
        "due": entry["due"] or entry["due_text"],
        "scope": entry["scope"],
        "reply": entry["reply"],
        "why": entry["reasons"][0],
    }
    return {key: value for key, value in told.items() if value}


if __name__ == "__main__":
    for case in cases():
        text = json.dumps(found(case), ensure_ascii=False, indent=1) + "\n"
        (case / "expected.json").write_text(text, encoding="utf-8")

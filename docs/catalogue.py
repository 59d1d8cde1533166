"""Write docs/errors.md from the code: `python docs/catalogue.py`. A test says when to run it."""

from __future__ import annotations

import gettext
import importlib
import os
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import django

import taizhang
from taizhang.engine.errors import BadInput, TaizhangError

HERE: Final = Path(__file__).resolve().parent
LOCALE: Final = HERE.parent / "src" / "taizhang" / "locale"
HEAD: Final = """# Messages and errors · 提示与错误

Written by `python docs/catalogue.py` from the code. Nothing was changed when one of these is shown.
出现下列提示时，系统没有改变任何内容。

*BadInput*: what came in cannot be read (HTTP 4xx, exit code 2) · 输入无法识别。
*Refused*: an act that is not allowed now or so (HTTP 409 or 422) · 现在不能这样办理。
Words in braces are filled in when it is shown. 花括号内的内容在显示时填入。

| code | kind | message and remedy | 提示和办法 |
|---|---|---|---|
"""


def load() -> None:
    """Import every module of the package, so that every refusal is known."""
    django.setup()
    for module in pkgutil.walk_packages(taizhang.__path__, "taizhang."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            importlib.import_module(module.name)


def refusals(kind: type[TaizhangError] = TaizhangError) -> Iterator[type[TaizhangError]]:
    """Every refusal below `kind`."""
    for child in kind.__subclasses__():
        if child.__module__.startswith("taizhang."):
            yield child
            yield from refusals(child)


def table() -> str:
    """One row for each code, in order."""
    chinese = gettext.translation("django", LOCALE, languages=["zh_Hans"], fallback=True)
    rows = {}
    for one in refusals():
        kind = "BadInput" if issubclass(one, BadInput) else "Refused"
        english = f"{one.message} {one.remedy}"
        translated = f"{chinese.gettext(one.message)}{chinese.gettext(one.remedy)}"
        cells = (f"`{one.code}`", kind, english, translated)
        rows[one.code] = f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
    return HEAD + "\n".join(rows[code] for code in sorted(rows)) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    load()
    (HERE / "errors.md").write_text(table(), encoding="utf-8")

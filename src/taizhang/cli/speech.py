"""The language of the command line, without Django: the same catalogue as the screens."""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

from taizhang.engine.errors import TaizhangError

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def language() -> str:
    """`en` when the environment asks for English, otherwise Chinese."""
    asked = os.environ.get("TAIZHANG_LANGUAGE") or os.environ.get("LC_ALL") or ""
    asked = asked or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if asked.lower().startswith("en") else "zh_Hans"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("django", LOCALE, languages=[code], fallback=True)


def say(message: str, **fields: object) -> str:
    """`message` in the reader's language, its fields filled in."""
    text = _catalogue(language()).gettext(message)
    return text.format(**fields) if fields else text


def speak(error: TaizhangError) -> str:
    """A refusal as one line: what happened, then what to do."""
    happened, remedy = (
        _catalogue(language()).gettext(part).format(**error.fields)
        for part in (error.message, error.remedy)
    )
    # A full-width stop brings its own blank.
    return f"{happened}{'' if happened.endswith('。') else ' '}{remedy}"

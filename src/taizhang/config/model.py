"""The addresses of optional servers of models: refused at start rather than at first use."""

from __future__ import annotations

import os
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from taizhang.intake.language_model.address import wrong

LONGEST: Final = 200


def address(name: str, value: str, *, act: str = "chat/completions") -> str:
    """The address as set, or empty; nonsense stops the start with a sentence."""
    value = value.strip()
    if not value:
        return ""
    why = wrong(value, act=act, key=name.replace("_URL", "_KEY_FILE"))
    if why:
        # The value is not repeated: somebody may have put a key into it.
        message = f"{name} {why}; set it to an address such as http://10.0.0.8:8000/v1."
        raise ImproperlyConfigured(message)
    return value.rstrip("/")


def name(setting: str, value: str, url: str) -> str:
    """What the model at that address is called."""
    value = value.strip()
    if url and not 0 < len(value) <= LONGEST:
        where = setting.replace("_NAME", "_URL")
        message = f"{setting}: name the model that {where} serves ({LONGEST} signs)."
        raise ImproperlyConfigured(message)
    return value


def key_file(setting: str, value: str) -> str:
    """The file that holds the key, if there is one."""
    if value and not os.access(value, os.R_OK):
        message = f"{setting} is {value!r}; set it to a file we may read."
        raise ImproperlyConfigured(message)
    return value

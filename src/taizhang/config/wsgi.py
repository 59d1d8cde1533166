"""The application that the server runs."""

from __future__ import annotations

import gc
import os
from typing import Final

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
application = get_wsgi_application()

YOUNG: Final = 20_000
"""So many new objects before Python looks for circles among them; its own default is 700.

A list or an export makes thousands of rows that hold no circle: looking through them, and through
all that was loaded at the start, took a third of the time.
"""
_screens = get_resolver().url_patterns
"""Every screen, loaded before the first is asked for: what stays for good is frozen below."""
gc.freeze()
gc.set_threshold(YOUNG, 20, 20)

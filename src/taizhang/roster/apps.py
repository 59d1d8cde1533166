from __future__ import annotations

from django.apps import AppConfig


class RosterConfig(AppConfig):
    name = "taizhang.roster"
    label = "roster"

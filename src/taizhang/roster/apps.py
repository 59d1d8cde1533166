from __future__ import annotations

from django.apps import AppConfig

from taizhang.roster.kept import watch


class RosterConfig(AppConfig):
    name = "taizhang.roster"
    label = "roster"

    def ready(self) -> None:
        watch(self, {"Unit": (), "Park": ()})

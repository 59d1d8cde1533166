from __future__ import annotations

from django.apps import AppConfig


class SymposiumsConfig(AppConfig):
    name = "taizhang.intake.symposiums"
    label = "symposiums"

from __future__ import annotations

from django.apps import AppConfig

from taizhang.roster.kept import watch


class ReportingConfig(AppConfig):
    name = "taizhang.reporting"
    label = "reporting"

    def ready(self) -> None:
        watch(self, {"OfficeTemplate": (), "TemplateVersion": ()})

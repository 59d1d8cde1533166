from __future__ import annotations

from django.apps import AppConfig


class LanguageModelConfig(AppConfig):
    name = "taizhang.intake.language_model"
    label = "language_model"

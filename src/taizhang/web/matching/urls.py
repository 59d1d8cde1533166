"""Addresses of common problems."""

from __future__ import annotations

from django.urls import path, register_converter

from taizhang.web.matching import acts, candidates, gaps, views
from taizhang.web.matching.forms import FORMS


class ActCode:
    """An act that has a form: anything else is another address."""

    regex = "|".join(act.value for act in FORMS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ActCode, "problem_act")

urlpatterns = [
    path("", views.problems, name="problems"),
    path("new/", views.new, name="new"),
    path("candidates/", candidates.candidates, name="candidates"),
    path("candidates/<int:pk>/apart/", candidates.apart, name="apart"),
    path("told-apart/<int:pk>/leave-open/", candidates.leave_open, name="leave_open"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/export/", gaps.export, name="export_gaps"),
    path("themes/", views.themes, name="themes"),
    path("<slug:code>/", views.problem, name="problem"),
    path("<slug:code>/answer/", views.answer, name="answer"),
    path("<slug:code>/no-theme/", acts.drop_theme, name="drop_theme"),
    path("<slug:code>/<problem_act:act>/", acts.act, name="act"),
]

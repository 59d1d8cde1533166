"""Addresses of workbooks that are put together."""

from __future__ import annotations

from django.urls import path

from taizhang.web.consolidations import acts, views

urlpatterns = [
    path("", views.consolidations, name="all"),
    path("new/", acts.new, name="new"),
    path("<int:pk>/", views.consolidation, name="one"),
    path("<int:pk>/result/", views.result, name="result"),
    path("<int:pk>/files/", acts.files, name="files"),
    path("<int:pk>/leave-out/", acts.leave_out, name="leave_out"),
    path("<int:pk>/columns/", acts.columns, name="columns"),
    path("<int:pk>/decide/", acts.decide, name="decide"),
    path("<int:pk>/again/", acts.again, name="again"),
    path("<int:pk>/cancel/", acts.cancel, name="cancel"),
    path("<int:pk>/hand-on/", acts.hand_on, name="hand_on"),
]

"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from taizhang.web.reporting import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("export/", views.export, name="export"),
]

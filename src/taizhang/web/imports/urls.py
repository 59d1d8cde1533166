"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from taizhang.web.imports import acts, views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", acts.new, name="new"),
    path("<int:pk>/", views.import_, name="import"),
    path("<int:pk>/columns/", acts.columns, name="columns"),
    path("<int:pk>/decide/", acts.decide, name="decide"),
    path("<int:pk>/confirm/", acts.confirm, name="confirm"),
    path("<int:pk>/cancel/", acts.cancel, name="cancel"),
    path("<int:pk>/again/", acts.again, name="again"),
    path("<int:pk>/refused/", views.refused, name="refused"),
]

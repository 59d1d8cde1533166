"""Addresses of the roster."""

from __future__ import annotations

from django.urls import path

from taizhang.web.roster import views

urlpatterns = [
    path("", views.units, name="units"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("enterprises/", views.enterprises, name="enterprises"),
    path("enterprises/<str:code>/", views.enterprise, name="enterprise"),
    path("people/", views.people, name="people"),
]

"""Addresses of the roster."""

from __future__ import annotations

from django.urls import path

from taizhang.web.roster import holders, merging, plans, views

urlpatterns = [
    path("", views.units, name="units"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("enterprises/", views.enterprises, name="enterprises"),
    path("enterprises/<str:code>/", views.enterprise, name="enterprise"),
    path("enterprises/<str:code>/plan.docx", plans.plan, name="plan"),
    path("people/", views.people, name="people"),
    path("people/<str:code>/", holders.person, name="person"),
    path("units/<str:code>/holders/", holders.of_unit, name="unit_holders"),
    path("units/<str:code>/merge/", merging.merge_unit, name="merge_unit"),
    path("enterprises/<str:code>/holders/", holders.of_enterprise, name="enterprise_holders"),
    path("parks/<str:code>/holders/", holders.of_park, name="park_holders"),
    path("orphans/", holders.orphans, name="orphans"),
]

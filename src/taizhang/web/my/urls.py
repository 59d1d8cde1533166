"""Addresses of the enterprise's side."""

from __future__ import annotations

from django.urls import path

from taizhang.web.my import views

urlpatterns = [
    path("", views.matters, name="matters"),
    path("report/", views.report, name="report"),
    path("<str:number>/", views.matter, name="matter"),
    path("<str:number>/rate/", views.rate, name="rate"),
    path("<str:number>/withdraw/", views.withdraw, name="withdraw"),
]

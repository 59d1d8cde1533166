"""Addresses of campaigns."""

from __future__ import annotations

from django.urls import path

from taizhang.web.campaigns import views

urlpatterns = [
    path("", views.campaigns, name="campaigns"),
    path("new/", views.new, name="new"),
    path("<slug:code>/", views.campaign, name="campaign"),
    path("<slug:code>/change/", views.change, name="change"),
    path("<slug:code>/end/", views.end, name="end"),
    path("<slug:code>/report/", views.report, name="report"),
    path("<slug:code>/report.docx", views.paper, name="paper"),
]

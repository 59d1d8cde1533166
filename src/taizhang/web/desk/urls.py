"""The desk is the first page."""

from __future__ import annotations

from django.urls import path

from taizhang.web.desk import views

urlpatterns = [path("", views.desk, name="desk")]

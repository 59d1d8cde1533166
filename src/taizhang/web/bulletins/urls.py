"""Addresses of bulletins."""

from __future__ import annotations

from django.urls import path

from taizhang.web.bulletins import files, views

urlpatterns = [
    path("", views.bulletins, name="bulletins"),
    path("new/", views.new, name="new"),
    path("of/<int:pk>/", views.bulletin, name="bulletin"),
    path("of/<int:pk>/edit/", views.edit, name="edit"),
    path("of/<int:pk>/redraft/", views.redraft, name="redraft"),
    path("of/<int:pk>/issue/", views.issue, name="issue"),
    path("of/<int:pk>/discard/", views.discard, name="discard"),
    path("of/<int:pk>/bulletin.docx", files.paper, name="paper"),
    path("of/<int:pk>/bulletin.txt", files.text, name="text"),
    path("of/<int:pk>/photo/", files.photo, name="photo"),
    path("news/<int:pk>/", views.news, name="news"),
]

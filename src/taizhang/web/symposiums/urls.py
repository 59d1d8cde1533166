"""Addresses of the table, below those of intake."""

from __future__ import annotations

from django.urls import path

from taizhang.web.symposiums import remarks, table

urlpatterns = [
    path("", table.symposiums, name="symposiums"),
    path("new/", table.new, name="new_symposium"),
    path("<int:pk>/", table.table, name="symposium"),
    path("<int:pk>/said/", table.said, name="symposium_said"),
    path("<int:pk>/minutes/", table.minutes, name="symposium_minutes"),
    path("<int:pk>/minutes.docx", table.paper, name="symposium_paper"),
    path("<int:pk>/seat/", table.seat, name="symposium_seat"),
    path("<int:pk>/close/", table.close, name="symposium_close"),
    path("<int:pk>/reopen/", table.reopen, name="symposium_reopen"),
    path("<int:pk>/note/", remarks.note, name="symposium_note"),
    path("<int:pk>/lines/", remarks.lines, name="symposium_lines"),
    path("<int:pk>/beside/", remarks.beside, name="symposium_beside"),
    path("remarks/<int:pk>/correct/", remarks.correct, name="remark_correct"),
    path("remarks/<int:pk>/strike/", remarks.strike, name="remark_strike"),
    path("remarks/<int:pk>/dispatch/", remarks.dispatch, name="remark_dispatch"),
]

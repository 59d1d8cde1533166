"""Addresses of the three administrators, and of the office's own settings."""

from __future__ import annotations

from django.urls import path

from taizhang.web.settings import accounts, audit, calendar, duties, presets
from taizhang.web.settings.ledgers import raising, rules
from taizhang.web.settings.ledgers import views as ledgers
from taizhang.web.settings.papers import preview
from taizhang.web.settings.papers import views as papers

urlpatterns = [
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/open/<str:code>/", accounts.open_account, name="open_account"),
    path("accounts/of/<str:username>/", accounts.account, name="account"),
    path("accounts/of/<str:username>/password/", accounts.reset_password, name="reset_password"),
    path("accounts/of/<str:username>/shut/", accounts.deactivate, name="deactivate"),
    path("accounts/of/<str:username>/leave/", accounts.leave, name="leave"),
    path("accounts/of/<str:username>/open/", accounts.activate, name="activate"),
    path("duties/", duties.duties, name="duties"),
    path("duties/<str:code>/", duties.person, name="person"),
    path("duties/<str:code>/<str:role>/revoke/", duties.revoke, name="revoke"),
    path("audit/", audit.audit, name="audit"),
    path("clocks/", presets.presets, name="presets"),
    path("clocks/<slug:code>/", presets.preset, name="preset"),
    path("ledgers/", ledgers.ledgers, name="ledgers"),
    path("ledgers/upload/", ledgers.upload, name="ledger_upload"),
    path("ledgers/from/<int:pk>/", ledgers.from_workbook, name="ledger_from"),
    path("ledgers/from/<int:pk>/discard/", ledgers.discard, name="ledger_discard"),
    path("ledgers/of/<slug:code>/", ledgers.ledger, name="ledger"),
    path("ledgers/of/<slug:code>/toml/", ledgers.toml, name="ledger_toml"),
    path("ledgers/rules/<slug:code>/", rules.rules, name="ledger_rules"),
    path("ledgers/raising/<slug:code>/", raising.raising, name="ledger_raising"),
    path("templates/", papers.templates, name="templates"),
    path("templates/fields/", papers.fields, name="template_fields"),
    path("templates/upload/", papers.upload, name="template_upload"),
    path("templates/begin/<slug:code>/", papers.begin, name="template_begin"),
    path("templates/<int:pk>/", papers.template, name="template"),
    path("templates/<int:pk>/rename/", papers.rename, name="template_rename"),
    path("templates/<int:pk>/newer/", papers.newer, name="template_newer"),
    path("templates/<int:pk>/retire/", papers.retire, name="template_retire"),
    path("templates/<int:pk>/<int:version>/use/", papers.use, name="template_use"),
    path("templates/<int:pk>/<int:version>/discard/", papers.discard, name="template_discard"),
    path("templates/<int:pk>/<int:version>/file/", papers.file, name="template_file"),
    path("templates/<int:pk>/<int:version>/preview/", preview.preview, name="template_preview"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:year>/", calendar.calendar, name="calendar_of"),
]

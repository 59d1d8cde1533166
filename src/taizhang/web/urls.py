"""Every address of the screens, by stage."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include(("taizhang.web.accounts.urls", "accounts"))),
    path("", include(("taizhang.web.desk.urls", "desk"))),
    path("intake/", include(("taizhang.web.intake.urls", "intake"))),
    path("imports/", include(("taizhang.web.imports.urls", "imports"))),
    path("consolidations/", include(("taizhang.web.consolidations.urls", "consolidations"))),
    path("ledger/", include(("taizhang.web.ledger.urls", "ledger"))),
    path("matching/", include(("taizhang.web.matching.urls", "matching"))),
    path("campaigns/", include(("taizhang.web.campaigns.urls", "campaigns"))),
    path("reports/", include(("taizhang.web.reporting.urls", "reporting"))),
    path("bulletins/", include(("taizhang.web.bulletins.urls", "bulletins"))),
    path("roster/", include(("taizhang.web.roster.urls", "roster"))),
    path("settings/", include(("taizhang.web.settings.urls", "settings"))),
    path("my/", include(("taizhang.web.my.urls", "my"))),
]

from __future__ import annotations

from django.apps import AppConfig

from taizhang.roster.kept import watch


class LedgerConfig(AppConfig):
    name = "taizhang.ledger"
    label = "ledger"

    def ready(self) -> None:
        # Each act moves on the head of its ledger's chain.
        head = ("events", "head")
        watch(
            self,
            {"Ledger": head, "LedgerRight": (), "CalendarYear": (), "View": (), "FirstView": ()},
        )

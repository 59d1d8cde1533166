"""Addresses of the ledger: lists, one entry, its acts."""

from __future__ import annotations

from django.urls import path, register_converter

from taizhang.engine.lifecycle import Move
from taizhang.reporting.papers.matters import PaperKind
from taizhang.web.ledger import (
    acts,
    arrange,
    attachments,
    bulk,
    entry,
    export,
    leading,
    listing,
    new,
    own_forms,
    papers,
    printing,
    reminders,
    saved,
    triage,
    workbook,
)


class _Code:
    """A code of one closed list: anything else is another address."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LedgerCode(_Code):
    """Small letters, so that no number of an entry (SQ-2026-0137) is taken for one."""

    regex = "[a-z][a-z0-9_-]{1,19}"


class MoveCode(_Code):
    regex = "|".join(move.value for move in Move if move in acts.FORMS)


class PaperCode(_Code):
    regex = "|".join(kind.value for kind in PaperKind)


register_converter(LedgerCode, "ledger")
register_converter(MoveCode, "move")
register_converter(PaperCode, "paper")

urlpatterns = [
    path("", listing.entries, name="entries"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("lists/<slug:code>.xlsx", printing.printed, name="list"),
    path("templates/<int:pk>/", own_forms.list_on_form, name="list_on_form"),
    path("leading/", leading.leading, name="leading"),
    path("triage/", triage.triage, name="triage"),
    path("triage/learnt/", triage.learnt, name="learnt"),
    path("reminders/", reminders.reminders, name="reminders"),
    path("reminders/seen/", reminders.acknowledge, name="acknowledge_reminder"),
    path("export/", export.export, name="export"),
    path("arrange/", arrange.arrange, name="arrange"),
    path("views/", saved.views, name="views"),
    path("views/new/", saved.save_view, name="save_view"),
    path("views/<slug:code>/", saved.view, name="view"),
    path("views/<slug:code>/edit/", saved.edit_view, name="edit_view"),
    path("views/<slug:code>/drop/", saved.drop_view, name="drop_view"),
    path("views/<slug:code>/first/", saved.first_view, name="first_view"),
    path("new/", new.new, name="new"),
    path("attachments/<int:pk>/", attachments.attachment, name="attachment"),
    path("<ledger:code>/workbook/", workbook.workbook, name="workbook"),
    path("<ledger:code>/", listing.entries, name="entries_of"),
    path("<str:number>/", entry.entry, name="entry"),
    path("<str:number>/papers/<paper:kind>.docx", papers.paper, name="paper"),
    path("<str:number>/templates/<int:pk>/", own_forms.paper_on_form, name="paper_on_form"),
    path("<str:number>/dates/", entry.dates, name="dates"),
    path("<str:number>/settle/", triage.settle, name="settle"),
    path("<str:number>/grant/", leading.grant, name="grant"),
    path("<str:number>/<move:move>/", acts.act, name="act"),
]

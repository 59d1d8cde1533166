"""Addresses of intake."""

from __future__ import annotations

from django.urls import include, path

from taizhang.web.intake import (
    activities,
    acts,
    compare,
    documents,
    lessons,
    names,
    order,
    quality,
    review,
)

urlpatterns = [
    path("", documents.documents, name="documents"),
    path("new/", documents.new, name="new"),
    path("activities/", activities.activities, name="activities"),
    path("symposiums/", include("taizhang.web.symposiums.urls")),
    path("activities/<int:pk>/record.docx", activities.record, name="record"),
    path(
        "activities/<int:pk>/templates/<int:template>/",
        activities.record_on_form,
        name="record_on_form",
    ),
    path("reading-quality/", quality.quality, name="quality"),
    path("reading-quality/drafts/", quality.quality_rows, name="quality_rows"),
    path("reading-quality/lessons/", lessons.lessons, name="lessons"),
    path("reading-quality/lessons/forget/", lessons.forget, name="forget"),
    path("<int:pk>/", review.document, name="document"),
    path("<int:pk>/progress/", documents.progress, name="progress"),
    path("<int:pk>/again/", documents.again, name="again"),
    path("<int:pk>/source/", documents.source, name="source"),
    path("<int:pk>/add/", review.add, name="add"),
    path("<int:pk>/names/", names.names, name="names"),
    path("<int:pk>/names/one/", names.name, name="name"),
    path("<int:pk>/order/", order.order, name="order"),
    path("<int:pk>/order/back/", order.order_back, name="order_back"),
    path("<int:pk>/date/", order.redate, name="redate"),
    path("<int:pk>/accept-high/", review.accept_high, name="accept_high"),
    path("<int:pk>/compare/", compare.compare, name="compare"),
    path("<int:pk>/compare/again/", compare.ask_again, name="ask_again"),
    path("<int:pk>/compare/take-over/", compare.take_over, name="take_over"),
    path("drafts/<int:pk>/", acts.card, name="draft"),
    path("drafts/<int:pk>/accept/", acts.accept, name="accept"),
    path("drafts/<int:pk>/edit/", acts.edit, name="edit"),
    path("drafts/<int:pk>/split/", acts.split, name="split"),
    path("drafts/<int:pk>/merge/", acts.merge, name="merge"),
    path("drafts/<int:pk>/reject/", acts.reject, name="reject"),
    path("drafts/<int:pk>/restore/", acts.restore, name="restore"),
    path("drafts/<int:pk>/choose/", acts.choose, name="choose"),
    path("drafts/<int:pk>/similar/", acts.similar, name="similar"),
]

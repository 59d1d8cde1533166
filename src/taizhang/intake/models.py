"""来件: what came in, and the drafts read out of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from taizhang.engine.codes import ActivityKind, Category, LedgerKind, Scope
from taizhang.intake.import_models import Import, ImportRow
from taizhang.roster.models import Enterprise, Park, Person, Unit


class Document(models.Model):
    """A page, minutes, a report: its file, its text as read, and how far the reading is."""

    class Status(models.TextChoices):
        READING = "reading", _("Reading")
        READY = "ready", _("Ready for review")
        FAILED = "failed", _("Could not be read")

    class Change(models.TextChoices):
        DATED = "dated", _("changed its date")
        ORDERED = "ordered", _("changed the order of its blocks")
        NAMED = "named", _("put a name right")

    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    """txt, md, html, docx, pdf, or `paste`."""
    stored_as = models.CharField(max_length=100, blank=True)
    """File name inside the upload folder (outside the web root); empty for pasted text."""
    file_sha256 = models.CharField(max_length=64, db_index=True)
    """Of the bytes as they came; the same file twice is pointed out, not refused."""
    text = models.TextField(blank=True)
    form = models.JSONField(null=True, blank=True)
    """The blocks and the documents inside that the file told of, as spans of the text: with them
    it is read again without its file (a scan takes minutes). Null where it was read before."""
    fingerprint = models.BigIntegerField(null=True, blank=True)
    """64-bit simhash of the text, for near-identical documents."""
    reading = models.JSONField(null=True, blank=True)
    """The extraction in the shape of the extraction contract."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.READING)
    done = models.PositiveSmallIntegerField(default=0)
    """How much of the reading is done, in per cent."""
    failure = models.CharField(max_length=50, blank=True)
    """Code of the error that ended the reading."""
    failure_fields = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    """How often its reading was begun: a document that kills its reader is not tried for ever."""
    progress_at = models.DateTimeField(null=True, blank=True)
    """Last sign of life of its reading; a silent one can be started again."""
    received_at = models.DateTimeField(db_index=True)
    received_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who uploaded or pasted it."""
    dated = models.DateField(null=True, blank=True)
    """The document's own date; years of dates in it are inferred from this."""
    version = models.PositiveIntegerField(default=1)
    """Counts what people changed about the reading itself: its date, the order of its blocks."""
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    change = models.CharField(max_length=10, blank=True, choices=Change.choices)

    class Meta:
        ordering: ClassVar = ["-received_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(done__lte=100), name="reading_done_in_per_cent"),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(failure=""), name="a_failed_reading_says_why"
            ),
        ]
        indexes: ClassVar = [
            # What a list is sorted by stands behind the text in the row.
            models.Index(fields=["status", "received_at"], name="document_in_status"),
        ]

    def __str__(self) -> str:
        return self.name


class Activity(models.Model):
    """A meeting, symposium, visit or inspection (活动)."""

    kind = models.CharField(max_length=20, choices=ActivityKind.choices())
    title = models.CharField(max_length=200)
    held_on = models.DateField(null=True, blank=True, db_index=True)
    year_inferred = models.BooleanField(default=False)
    place = models.CharField(max_length=100, blank=True)
    organizer = models.CharField(max_length=100, blank=True)
    park = models.ForeignKey(Park, models.PROTECT, null=True, blank=True, related_name="+")
    enterprises = models.ManyToManyField(Enterprise, related_name="+", blank=True)
    people = models.ManyToManyField(Person, related_name="+", blank=True)
    note = models.TextField(blank=True)
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="activities"
    )
    key = models.CharField(max_length=10, blank=True)
    """Its id inside the document's reading (v1, v2, …)."""
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-held_on", "-id"]
        verbose_name_plural = "activities"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "key"], condition=Q(document__isnull=False), name="activity_key"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gt=F("start")),
                name="activity_span_is_half_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """What a document says, waiting for a person to confirm it as a ledger entry."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for confirmation")
        ACCEPTED = "accepted", _("Confirmed")
        REJECTED = "rejected", _("Rejected")
        REPLACED = "replaced", _("Replaced")
        """By the drafts it was split into or merged with."""

    class Change(models.TextChoices):
        ADDED = "added", _("added it")
        EDITED = "edited", _("edited it")
        ACCEPTED = "accepted", _("confirmed it")
        REJECTED = "rejected", _("rejected it")
        RESTORED = "restored", _("restored it")
        SPLIT = "split", _("split it")
        MERGED = "merged", _("merged it")

    document = models.ForeignKey(Document, models.CASCADE, related_name="drafts")
    position = models.PositiveIntegerField()
    """Reading order inside the document."""
    ledger = models.CharField(max_length=20, choices=LedgerKind.choices())
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    """`document.text[start:end]`, kept as it was."""
    text = models.TextField()
    """Readable on its own; a person may edit it."""
    category = models.CharField(max_length=20, blank=True, choices=Category.choices())
    scope = models.CharField(max_length=20, blank=True, choices=Scope.choices())
    enterprises = models.JSONField(default=list, blank=True)
    """[{"name": as said and resolved in the text, "code": roster code or null,
    "candidates": [{"code", "name"}, …] when several of the roster fit}, …]"""
    lead_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    lead_name = models.CharField(max_length=100, blank=True)
    """The lead unit as the text names it, when it is not on the roster."""
    co_units = models.JSONField(default=list, blank=True)
    """Names of the units that assist, as the text names them."""
    due_text = models.CharField(max_length=100, blank=True)
    due = models.DateField(null=True, blank=True)
    due_inferred = models.BooleanField(default=False)
    """The date was counted from the words; the text itself names no day."""
    reply = models.TextField(blank=True)
    """The answer given on the spot."""
    reply_start = models.PositiveIntegerField(null=True, blank=True)
    reply_end = models.PositiveIntegerField(null=True, blank=True)
    """Where the document gives that answer."""
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, blank=True, related_name="drafts"
    )
    article = models.CharField(max_length=10, blank=True)
    confidence = models.FloatField(default=1.0)
    reasons = models.JSONField(default=list, blank=True)
    """Rule and deciding words, for people."""
    category_words = models.JSONField(default=list, blank=True)
    """The words that decided the category."""
    claim = models.JSONField(null=True, blank=True, editable=False)
    """What the machine said first, as it is never changed; NULL for what people made by hand."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    reject_reason = models.CharField(max_length=200, blank=True)
    edited = models.BooleanField(default=False)
    parents = models.ManyToManyField("self", symmetrical=False, related_name="children", blank=True)
    """The drafts that this one was split from or merged out of."""
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    """Counts changes: a stale form is refused and told who changed what."""
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)
    change = models.CharField(max_length=10, blank=True, choices=Change.choices)
    """What was done to it last."""

    class Meta:
        ordering: ClassVar = ["document", "position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reply_start__isnull=True, reply_end__isnull=True)
                | Q(reply_end__gt=F("reply_start")),
                name="draft_reply_span_is_half_open",
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="draft_span_is_half_open"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0) & Q(confidence__lte=1),
                name="draft_confidence_0_to_1",
            ),
            models.CheckConstraint(
                condition=~Q(status="rejected") | ~Q(reject_reason=""),
                name="a_rejected_draft_says_why",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(status="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="a_decided_draft_names_who_and_when",
            ),
        ]
        indexes: ClassVar = [
            # Few of a hundred thousand wait; every page says of how many documents.
            models.Index(fields=["status", "document"], name="draft_in_status"),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class ReadingOrder(models.Model):
    """An order of the blocks that a person gave a document; append-only, the newest holds."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="orders")
    number = models.PositiveIntegerField()
    blocks = models.JSONField(null=True, blank=True)
    """[[[start, end], …] for each article]; NULL: the order that the machine found."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["document", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="reading_order_number")
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.number}"


class NameDecision(models.Model):
    """What a person said about a name in a document; append-only, the newest of a name holds."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ENTERPRISE = "enterprise", _("Enterprise")
        UNIT = "unit", _("Unit")
        PARK = "park", pgettext_lazy("place", "Park")
        NONE = "none", _("No name")

    document = models.ForeignKey(Document, models.CASCADE, related_name="name_decisions")
    said = models.CharField(max_length=100)
    """The name as the text has it, in one line."""
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    titles = models.JSONField(default=list, blank=True)
    """A person's titles, each with its unit."""
    code = models.CharField(max_length=32, blank=True)
    """Whom of the roster it means; empty when nobody was named."""
    claim = models.JSONField(null=True, blank=True, editable=False)
    """What the machine said first: kind, name, titles; NULL for what it did not see."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["document", "at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="name_span_is_half_open"),
            models.CheckConstraint(condition=~Q(said=""), name="a_name_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.said} · {self.kind}"


class LessonKind(models.TextChoices):
    """What can be learned. The last two are counted anew at each reading and have no rows."""

    ENTERPRISE = "enterprise", _("Name of an enterprise")
    UNIT = "unit", _("Name of a unit")
    PERSON = "person", _("Name of a person")
    TITLE = "title", _("Title")
    NAME = "name", _("Kind of a name")
    CATEGORY = "category", _("Category")
    RULE = "rule", _("Rejected again and again")


class Lesson(models.Model):
    """What a confirmed draft or name taught. Append-only: it holds until it is forgotten."""

    kind = models.CharField(max_length=10, choices=LessonKind.choices)
    said = models.CharField(max_length=200)
    """The name or title as the text has it."""
    code = models.CharField(max_length=32, blank=True)
    """Whom it means, by the roster's code; of a kind of name the kind; of a title nothing."""
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="lessons")
    decision = models.ForeignKey(
        NameDecision, models.CASCADE, null=True, blank=True, related_name="lessons"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "said", "code", "at"], name="lesson_once"),
            models.CheckConstraint(
                condition=Q(draft__isnull=True, decision__isnull=False)
                | Q(draft__isnull=False, decision__isnull=True),
                name="a_lesson_has_one_source",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["category", "rule"]), name="counted_lessons_have_no_rows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.said} = {self.code}"


class Forgetting(models.Model):
    """A lesson was forgotten: what was learned of it until then does not hold. Append-only."""

    kind = models.CharField(max_length=10, choices=LessonKind.choices)
    said = models.CharField(max_length=200)
    code = models.CharField(max_length=32, blank=True)
    used = models.PositiveIntegerField(default=0)
    """In how many documents it had been used."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.said}"


class LessonUse(models.Model):
    """A lesson served the newest reading of a document."""

    kind = models.CharField(max_length=10, choices=LessonKind.choices)
    said = models.CharField(max_length=200)
    document = models.ForeignKey(Document, models.CASCADE, related_name="lessons_used")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "kind", "said"], name="lesson_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.said}"


class Worker(models.Model):
    """A process that reads documents, and when it last said that it lives."""

    name = models.CharField(max_length=64, unique=True)
    """As the task queue knows it."""
    seen_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


__all__ = [
    "Activity",
    "Document",
    "Draft",
    "Forgetting",
    "Import",
    "ImportRow",
    "Lesson",
    "LessonKind",
    "LessonUse",
    "NameDecision",
    "ReadingOrder",
    "Worker",
]

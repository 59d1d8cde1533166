"""名册: the units, people and enterprises of the zone."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, ClassVar, Final, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taizhang.engine.codes import Role, UnitKind

_T = TypeVar("_T")


def _watched_by_another(name: str, held: str) -> models.CheckConstraint:
    """Nobody watches over their own work."""
    free = Q(watcher__isnull=True) | Q((f"{held}__isnull", True)) | ~Q(watcher=F(held))
    return models.CheckConstraint(condition=free, name=name)


class Held(models.Model):
    """What has holders says when they were changed last, and by whom: forms made before are old."""

    holders_changed_at = models.DateTimeField(null=True, blank=True)
    holders_changed_by = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    """NULL after an operator of the machine."""

    class Meta:
        abstract = True


class Unit(Held):
    """A part of the zone's administration that can be given work."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=50, blank=True)
    kind = models.CharField(max_length=20, choices=UnitKind.choices())
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    leader = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="units_led"
    )
    """The accountable leader (责任领导) above the unit, not its head."""
    head = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="+")
    """Who is in charge of what the unit is given, until somebody of it signs."""
    watcher = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="+")
    """Who keeps an eye (盯办) on what nobody else was asked to watch."""
    duties = models.TextField(blank=True)
    """What the unit is for, in words: the duty catalogue."""
    guides = models.ManyToManyField("self", symmetrical=False, related_name="guided_by", blank=True)
    """For a guidance group: the units it looks into."""
    is_active = models.BooleanField(default=True)

    HOLDERS: Final = ("leader", "head", "watcher")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            _watched_by_another("the_watcher_of_a_unit_does_not_lead_it", "leader"),
            _watched_by_another("the_watcher_of_a_unit_does_not_head_it", "head"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitAlias(models.Model):
    """Another name by which texts call a unit."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class Park(Held):
    """A park (园区) inside the zone."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100, unique=True)
    centre = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="parks")
    officer = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="+")
    watcher = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="+")

    HOLDERS: Final = ("officer", "watcher")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            _watched_by_another("the_watcher_of_a_park_does_not_serve_it", "officer")
        ]

    def __str__(self) -> str:
        return self.name


class Enterprise(Held):
    """An enterprise of the zone."""

    code = models.CharField(max_length=32, unique=True)
    """The zone's own stable key: events name enterprises by it."""
    credit_code = models.CharField(max_length=18, null=True, blank=True, unique=True)
    """NULL when unknown, as it is unique."""
    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=100, blank=True)
    park = models.ForeignKey(
        Park, models.PROTECT, null=True, blank=True, related_name="enterprises"
    )
    industry = models.CharField(max_length=10, blank=True)
    """GB/T 4754-2017 code, e.g. C27."""
    size = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("large", _("Large")),
            ("medium", _("Medium")),
            ("small", _("Small")),
            ("micro", _("Micro")),
        ],
    )
    employees = models.PositiveIntegerField(null=True, blank=True)
    revenue = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    """Last year's revenue in 万元 (10,000 yuan)."""
    parent_company = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    service_officer = models.ForeignKey(
        "Person", models.PROTECT, null=True, blank=True, related_name="enterprises_served"
    )
    watcher = models.ForeignKey("Person", models.PROTECT, null=True, blank=True, related_name="+")
    is_active = models.BooleanField(default=True)

    HOLDERS: Final = ("service_officer", "watcher")

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            _watched_by_another("the_watcher_of_an_enterprise_does_not_serve_it", "service_officer")
        ]

    def __str__(self) -> str:
        return self.name


class EnterpriseAlias(models.Model):
    """Another name by which texts call an enterprise."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="alias_once_per_enterprise")
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """An official of a unit or a contact of an enterprise."""

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=50)
    title = models.CharField(max_length=200, blank=True)
    """Titles as written, separated by 、."""
    phone = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="people")
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    is_active = models.BooleanField(default=True)
    asked_once: dict[Hashable, Any] | None = None
    """No column: what a page asks for again and again, kept while it is only read."""

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | Q(enterprise__isnull=True),
                name="person_is_of_a_unit_or_of_an_enterprise",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def once(self, name: Hashable, ask: Callable[[], _T]) -> _T:
        """What `ask` says; a page that changes nothing asks once."""
        if self.asked_once is None:
            return ask()
        if name not in self.asked_once:
            self.asked_once[name] = ask()
        said: _T = self.asked_once[name]
        return said

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held, read once: a page asks many times what its reader may do."""
        if not self.is_active:
            return frozenset()
        return frozenset(Role(duty.role) for duty in self.duties.all())


class Duty(models.Model):
    """A role that a person holds."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="duties")
    role = models.CharField(max_length=20, choices=Role.choices())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "role"], name="role_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name; they are made by `services.open_account`."""


class Account(AbstractBaseUser):
    """What a person signs in with."""

    username = models.CharField(max_length=50, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    language = models.CharField(
        max_length=10, default="zh-hans", choices=[("zh-hans", "中文"), ("en", "English")]
    )
    created_at = models.DateTimeField()

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = []

    def __str__(self) -> str:
        return self.username


class AuditLine(models.Model):
    """What was done to accounts, rights and access: signed in, refused, granted. Append-only."""

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=100, blank=True)
    """User name as it was; empty when nobody was signed in."""
    act = models.CharField(max_length=50)
    """One of `AuditAct`; `services.audit` holds it to them, so that a new act is no migration."""
    subject = models.CharField(max_length=200, blank=True)
    succeeded = models.BooleanField()
    address = models.GenericIPAddressField(null=True, blank=True)
    reference = models.CharField(max_length=36, blank=True)
    """The request's reference number, as in the log and on error pages."""

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.actor} {self.act}"


class ReferenceMark(models.Model):
    """The one mark of all tables that `roster.kept` watches; the database sets it, nobody else."""

    mark = models.CharField(max_length=36)

    def __str__(self) -> str:
        return self.mark

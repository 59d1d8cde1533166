"""What can be asked of templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Prefetch

from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.models import OfficeTemplate, TemplateVersion
from taizhang.roster.kept import kept

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from taizhang.ledger.models import Ledger


class FormInUse(NamedTuple):
    """A template in use, as far as it is offered beside what it is filled with."""

    template: int
    name: str
    kind: str
    paper: str
    ledger: int | None

    def fits(self, paper: PaperFor, ledger: Ledger | None = None) -> bool:
        """Whether it is for this kind of paper, of this ledger or of every one."""
        of_it = self.ledger is None or (ledger is not None and self.ledger == ledger.pk)
        return of_it and self.paper == paper.value


def templates() -> QuerySet[OfficeTemplate]:
    """All of them by name, each with its versions, the newest first, without their files."""
    versions = TemplateVersion.objects.defer("data").select_related("uploaded_by", "activated_by")
    return OfficeTemplate.objects.select_related("ledger").prefetch_related(
        Prefetch("versions", versions.order_by("-number"))
    )


def in_use() -> QuerySet[TemplateVersion]:
    """The versions that papers are printed with, by the names of their templates."""
    found = TemplateVersion.objects.filter(is_in_use=True).select_related("template__ledger")
    return found.order_by("template__name")


@kept
def forms_in_use() -> tuple[FormInUse, ...]:
    """Those of `in_use`, read once for all pages that offer them."""
    names = ("template", "template__name", "kind", "template__paper", "template__ledger")
    return tuple(FormInUse(*row) for row in in_use().values_list(*names))

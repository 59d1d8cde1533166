"""What was learned: seen, and forgotten again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from taizhang.access.decorators import requires
from taizhang.access.permissions import Permission, can
from taizhang.access.scopes import sees_all, visible_documents
from taizhang.engine.errors import Refused
from taizhang.intake import services
from taizhang.intake.lessons import Learned, LessonKind, forgotten_lessons, learned
from taizhang.intake.names import Kind
from taizhang.roster import queries as roster
from taizhang.web.errors import in_words
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.wording import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpResponse

    from taizhang.web.request import Request

_PER_PAGE: Final = 50
_NEWEST: Final = 50
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A lesson in words."""

    lesson: Learned
    words: str
    means: str

    @property
    def kind(self) -> str:
        return str(self.lesson.kind.label)


def _words(lesson: Learned) -> str:
    if lesson.kind == LessonKind.RULE:
        return _(lesson.said[0])
    shown = _("“{name}”").format(name="” “".join(lesson.said[:_SHOWN]))
    return shown + (" …" if len(lesson.said) > _SHOWN else "")


def _names(lessons: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of the codes that lessons (kind, code) mean, in three queries."""
    codes: dict[str, set[str]] = {}
    for kind, code in lessons:
        codes.setdefault(kind, set()).add(code)
    found = {
        LessonKind.ENTERPRISE: roster.enterprises(),
        LessonKind.UNIT: roster.units(),
        LessonKind.PERSON: roster.people(),
    }
    return {
        (kind, code): name
        for kind, rows in found.items()
        if kind in codes
        for code, name in rows.filter(code__in=codes[kind]).values_list("code", "name")
    }


def _means(kind: str, code: str, names: Mapping[tuple[str, str], str]) -> str:
    if kind == LessonKind.NAME:
        return str(Kind(code).label)
    if kind == LessonKind.CATEGORY:
        return label(code, "category")
    if kind == LessonKind.RULE:
        return _("rejected {share}: its drafts are given less confidence").format(share=code)
    return names.get((kind, code), code)


@require_safe
@requires(Permission.DOCUMENT_VIEW)
def lessons(request: Request) -> HttpResponse:
    """What holds, newest first, and what was forgotten."""
    is_all = sees_all(request.person)
    found = learned(visible_documents(request.person), is_all=is_all)
    rows = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    gone = list(forgotten_lessons()[:_NEWEST]) if is_all else []
    names = _names([(one.kind, one.means) for one in rows] + [(f.kind, f.code) for f in gone])
    context = {
        "rows": rows,
        "lines": [Line(one, _words(one), _means(one.kind, one.means, names)) for one in rows],
        "gone": [
            (
                one,
                _(one.said) if one.kind == LessonKind.RULE else one.said,
                _means(one.kind, one.code, names),
            )
            for one in gone
        ],
        "may_forget": can(request.person, Permission.LESSON_FORGET),
    }
    return page(request, "intake/lessons.html", context)


@require_POST
@requires(Permission.LESSON_FORGET)
def forget(request: Request) -> HttpResponse:
    """Forget a lesson."""
    try:
        services.forget(
            request.POST.get("kind", ""),
            request.POST.getlist("said"),
            by=request.person,
            now=request.now,
            origin=origin(request),
        )
    except Refused as refusal:
        messages.error(request, str(in_words(refusal)))
    else:
        messages.success(request, _("Forgotten. Decided again, it is learned again."))
    return redirect("intake:lessons")

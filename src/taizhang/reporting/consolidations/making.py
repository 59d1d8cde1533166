"""Putting the workbooks together, now or in the background: the result kept, its questions listed.

It is made anew each time, out of the files as they came and of all that was decided: what a person
says about two names may show that two rows are one matter.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from django.conf import settings as configured
from django.db import transaction
from django.utils import timezone, translation
from django_tasks import task

from taizhang.engine.consolidating import (
    Input,
    Settings,
    by_unit,
    consolidated,
    first_form,
    questions,
    report,
    write,
)
from taizhang.intake.long_work import guarded
from taizhang.intake.services.stored import bytes_of, kept_from
from taizhang.reporting.consolidations import queries
from taizhang.reporting.consolidations.errors import ConsolidationFailed, NothingToConsolidate
from taizhang.reporting.consolidations.forms import form_of_ledger
from taizhang.reporting.models import Conflict, Consolidation
from taizhang.roster import queries as roster
from taizhang.roster.inserting import insert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from taizhang.engine.consolidating import Form, Question, Result

AT_ONCE: Final = 400_000
"""Bytes up to which a person waits for the result."""
MOST_CONFLICTS: Final = 5_000
"""Contradictions that are listed on the screen; the workbook has all of them."""
MOST_ISSUES: Final = 500
_S = Consolidation.Status


class _StoppedError(Exception):
    """Somebody cancelled the work."""


def run(one: Consolidation) -> None:
    """Put it together now, or leave it to the queue when there is much to read."""
    if queries.bytes_together(one) <= AT_ONCE:
        guarded(one, make, ConsolidationFailed)
    else:
        transaction.on_commit(lambda: make_later.enqueue(pk=one.pk))


@task()
def make_later(*, pk: int) -> None:
    """The queue's way; one that was cancelled or is made is nothing to do."""
    one = Consolidation.objects.filter(pk=pk, status=_S.WORKING).first()
    if one is not None:
        guarded(one, make, ConsolidationFailed)


def make(one: Consolidation) -> None:
    """Read, put together, write, list the questions; all of it is kept or nothing."""
    inputs = [Input(file.name, _Loader(file.stored_as)) for file in queries.files_of(one)]
    if not inputs:
        raise NothingToConsolidate
    form = form_of_ledger(one.ledger) if one.ledger else first_form(inputs)
    try:
        settings = _settings(one, form)
        result = consolidated(inputs, settings, _Progress(one))
        stored = _written(result)
    except _StoppedError:
        return
    _keep(one, result, stored, settings.fixed)


class _Loader:
    """Reads a kept file when it is its turn."""

    def __init__(self, stored_as: str) -> None:
        self.stored_as = stored_as

    def __call__(self) -> bytes:
        return bytes_of(self.stored_as)


class _Progress:
    """Tells how many files are read, and stops where somebody cancelled."""

    def __init__(self, one: Consolidation) -> None:
        self.alive = Consolidation.objects.filter(pk=one.pk, status=_S.WORKING)
        self.total = one.total

    def __call__(self, done: int, _name: str) -> None:
        done = min(done, self.total)
        if not self.alive.update(done=done, progress_at=timezone.now()):
            raise _StoppedError


def _settings(one: Consolidation, form: Form | None) -> Settings:
    previous = None
    if one.previous is not None and one.previous.result_as:
        previous = Input(one.previous.name, _Loader(one.previous.result_as))
    fixed = one.fixed
    if fixed is None:
        fixed = queries.fixed_before(form.fingerprint) if form else {}
    names = {column.name for target in form.targets for column in target.columns} if form else set()
    return Settings(
        today=timezone.localdate(),
        form=form,
        # A form that lost a column since it was fixed is no reason to stop.
        fixed={said: to for said, to in fixed.items() if not to or to in names},
        previous=previous,
        roster=roster.roster_names(),
        coded=roster.names_by_credit_code(),
        expected=one.expected,
        decided=queries.decided(),
    )


def _written(result: Result) -> str:
    """The workbook in the language of the installation, kept; the name it is kept under."""

    def written(file: IO[bytes]) -> None:
        with translation.override(configured.LANGUAGE_CODE):
            write(result, file, _say)

    return kept_from(written)


def _say(message: str, **fields: object) -> str:
    text = translation.gettext(message)
    return text.format(**fields) if fields else text


def _keep(one: Consolidation, result: Result, stored: str, fixed: Mapping[str, str]) -> None:
    """Result and questions in one transaction; the workbook before it is taken away."""
    with transaction.atomic():
        current = Consolidation.objects.select_for_update().get(pk=one.pk)
        is_wanted = current.status == _S.WORKING
        gone = current.result_as if is_wanted else stored
        if is_wanted:
            current.status, current.result_as = _S.DONE, stored
            current.made_at, current.is_behind = timezone.now(), False
            current.done = current.total
            current.form, current.fixed = result.form.fingerprint, dict(fixed)
            current.columns = list(
                dict.fromkeys(
                    column.name for target in result.form.targets for column in target.columns
                )
            )
            current.account = _account(result)
            current.save()
            current.conflicts.all().delete()
            found = islice(questions(result), MOST_CONFLICTS)
            insert(_conflict(current, at, question) for at, question in enumerate(found))
    if gone:
        (Path(configured.UPLOADS) / gone).unlink(missing_ok=True)


def _account(result: Result) -> dict[str, Any]:
    """The account of every row; its sentences as message and fields, for whatever language."""
    account = report(result, _unsaid)
    account["units"] = [
        [one.unit, one.reported, one.new, one.closed, one.overdue, one.is_missing]
        for one in by_unit(result)
    ]
    account["issues"] = [
        [
            *(issue.file, issue.sheet, issue.row, issue.column, issue.cell),
            [
                _unsaid(issue.reason.message, **issue.reason.fields),
                *([_unsaid(issue.error.message, **issue.error.fields)] if issue.error else []),
            ],
        ]
        for issue in result.issues[:MOST_ISSUES]
    ]
    account["issues_in_all"] = len(result.issues)
    return account


def _unsaid(message: str, **fields: object) -> Any:  # noqa: ANN401  # JSON
    return [message, {name: str(value) for name, value in fields.items()}]


def _conflict(one: Consolidation, at: int, question: Question) -> Conflict:
    detail = question.detail
    reason: list[Any] = [_unsaid(question.reason.message, **question.reason.fields)]
    if detail is not None:
        reason.append(_unsaid(detail.reason, one=detail.one, other=detail.other))
    return Conflict(
        consolidation=one,
        position=at,
        kind=question.kind.value,
        key=question.key,
        sheet=question.sheet[:100],
        row=question.row,
        column=question.column,
        about=question.about,
        reason=reason,
        sides=[
            [side.value, side.unit, side.file, side.sheet, side.place] for side in question.sides
        ],
        options=list(question.choices),
    )

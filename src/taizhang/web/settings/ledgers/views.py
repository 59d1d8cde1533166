"""The office's own ledgers: opened from a workbook, changed afterwards."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from taizhang.access import Permission
from taizhang.access.decorators import requires
from taizhang.access.get import get_ledger, get_workbook
from taizhang.engine import ledger_files, ledger_plans, sheets
from taizhang.engine.codes import LedgerKind
from taizhang.engine.errors import TaizhangError
from taizhang.ledger import queries, services
from taizhang.web.errors import add_refusal, in_words
from taizhang.web.origin import origin
from taizhang.web.page import page
from taizhang.web.settings.ledgers.forms import (
    ChangeForm,
    ColumnForm,
    LedgerForm,
    UploadForm,
    column_forms,
    columns_sent,
    in_order,
    initial_of,
    say_where,
)

if TYPE_CHECKING:
    from taizhang.engine.sheets import Reason, SheetColumn, Table
    from taizhang.ledger.models import Column, Ledger, Workbook
    from taizhang.web.request import Request

NEW_COLUMNS: Final = 2
"""Empty rows below the columns of an open ledger, for new ones."""
_KINDS: Final = (
    ("隐患", LedgerKind.HAZARD),
    ("实事", LedgerKind.DEED),
    ("任务", LedgerKind.DIRECTIVE),
)
_FIELDS: Final = {
    "ledger_code_taken": "prefix",
    "prefix_taken": "prefix",
    "clocks_in_use": "preset",
}


class Found(NamedTuple):
    """A column of the workbook with its form and why it was taken for what it is."""

    form: ColumnForm
    letters: str
    heading: str
    filled: int
    type_reason: str
    known_reason: str


@requires(Permission.LEDGER_OPEN)
@require_safe
def ledgers(request: Request) -> HttpResponse:
    """Those that are open, forms that wait, and a place for another one."""
    return _list(request, UploadForm())


@requires(Permission.LEDGER_OPEN)
@require_POST
def upload(request: Request) -> HttpResponse:
    """Take in a workbook; what cannot be read is said at once."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        workbook = services.receive_workbook(
            file.name, file.read(), by=request.person, now=request.now
        )
    except TaizhangError as refusal:
        add_refusal(form, refusal, "file")
        return _list(request, form, status=422)
    return redirect("settings:ledger_from", workbook.pk)


def _list(request: Request, form: UploadForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tab": "ledgers",
        "form": form,
        "rows": [(one, queries.name_of(one)) for one in queries.own_ledgers()],
        "built_in": [
            (one, queries.name_of(one)) for one in queries.ledgers() if queries.is_built_in(one)
        ],
        "waiting": queries.waiting_workbooks(),
    }
    return page(request, "settings/ledgers/ledgers.html", context, status=status)


@requires(Permission.LEDGER_OPEN)
@require_POST
def discard(request: Request, pk: int) -> HttpResponse:
    """Throw a waiting form away."""
    services.forget_workbook(get_workbook(request.person, pk))
    messages.success(request, gettext("The workbook was thrown away."))
    return redirect("settings:ledgers")


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def from_workbook(request: Request, pk: int) -> HttpResponse:
    """What was recognised, to be adjusted; opened when the person says so."""
    workbook = get_workbook(request.person, pk)
    data = bytes(workbook.data)
    tables = sheets.read_sheets(data)
    asked = request.GET.get("sheet", "")
    names = [table.grid.name for table in tables]
    table = tables[names.index(asked)] if asked in names else sheets.read_sheet(data)
    columns = sheets.recognised(table)
    posted = request.POST or None
    form = LedgerForm(posted, initial=_proposed(workbook, table))
    rows = column_forms(posted, (_initial(one, place) for place, one in enumerate(columns, 1)))
    context = {
        "tab": "ledgers",
        "workbook": workbook,
        "table": table,
        "sheets": [(name, name == table.grid.name) for name in names],
        "form": form,
        "found": [_found(row, one) for row, one in zip(rows, columns, strict=True)],
        "data_rows": len(table.data),
    }
    status = 200
    if posted:
        opened = _open(request, workbook, table, form, rows)
        if opened is not None:
            messages.success(
                request, gettext("The ledger “{name}” is open.").format(name=opened.name)
            )
            return redirect("settings:ledger", opened.code)
        status = 422
    return page(request, "settings/ledgers/from.html", context, status=status)


def _proposed(workbook: Workbook, table: Table) -> dict[str, Any]:
    """A name out of the title row or the file's name, and the kind that it tells of."""
    title = table.titles[0].split("　")[0] if table.titles else ""
    name = "".join(title.split())[:100] or workbook.name.rpartition(".")[0]
    kind = next((kind for word, kind in _KINDS if word in name), LedgerKind.APPEAL)
    triage, call_back, evidence = ledger_plans.USUAL_STEPS[kind]
    return {
        "name": name,
        "kind": kind.value,
        "preset": ledger_plans.USUAL_PRESETS[kind],
        "needs_triage": triage,
        "needs_call_back": call_back,
        "needs_evidence": evidence,
    }


def _initial(column: SheetColumn, place: int) -> dict[str, Any]:
    planned = ledger_plans.PlannedColumn(
        column.name, column.type, column.choices, column.known, column.is_required
    )
    return initial_of(planned, place)


def _found(row: ColumnForm, column: SheetColumn) -> Found:
    return Found(
        form=row,
        letters=sheets.letters(column.place),
        heading=" ".join(column.heading.split()),
        filled=column.filled,
        type_reason=_words(column.type_reason),
        known_reason=_words(column.known_reason) if column.known_reason else "",
    )


def _words(reason: Reason) -> str:
    return gettext(reason.message).format(**reason.fields)


def _open(
    request: Request, workbook: Workbook, table: Table, form: LedgerForm, rows: list[ColumnForm]
) -> Ledger | None:
    """The ledger, or nothing and the reason in the forms."""
    places = {row.prefix: field.place for row, field in zip(rows, table.fields, strict=True)}
    if form.errors or any(row.errors for row in rows):
        return None
    taken = in_order(rows)
    plan = form.plan(row.planned(places[row.prefix]) for row in taken)
    try:
        return services.open_ledger(
            plan,
            by=request.person,
            now=request.now,
            workbook=workbook,
            table=table,
            origin=origin(request),
        )
    except ledger_plans.PlanRefused as refusal:
        say_where(refusal, form, taken, add_refusal)
    except TaizhangError as refusal:
        add_refusal(form, refusal, _FIELDS.get(refusal.code))
    return None


@requires(Permission.LEDGER_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def ledger(request: Request, code: str) -> HttpResponse:
    """An open ledger: its rules in one form, its columns in another."""
    book = get_ledger(request.person, code)
    columns = queries.columns_of(book, retired=True)
    about_columns = "columns" in request.POST
    form = _change_form(book, None if about_columns else request.POST or None)
    rows = columns_sent(request.POST) if about_columns else column_forms(None, _initials(columns))
    context: dict[str, Any] = {
        "tab": "ledgers",
        "ledger": book,
        "form": form,
        "rows": [(row, _column_of(row, columns)) for row in rows],
        "workbook": queries.workbook_of(book),
        "seen": request.POST.get("seen", book.edition),
    }
    if request.method != "POST":
        return page(request, "settings/ledgers/ledger.html", context)
    try:
        done = (
            _change_columns(request, book, form, rows)
            if about_columns
            else _change(request, book, form)
        )
    except services.LedgerChanged as refusal:
        fresh = get_ledger(request.person, code)
        # Sent again it is meant: the person has seen what stands by now.
        context |= {
            "seen": fresh.edition,
            "stale": in_words(refusal),
            "is_of_columns": about_columns,
        }
        context["meanwhile"] = _meanwhile(rows, columns) if about_columns else _rules(fresh)
        return page(request, "settings/ledgers/ledger.html", context, status=HTTPStatus.CONFLICT)
    if done:
        messages.success(request, gettext("The ledger is changed."))
        return redirect("settings:ledger", code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return page(request, "settings/ledgers/ledger.html", context, status=status)


def _column_of(row: ColumnForm, columns: list[Column]) -> Column | None:
    return next((one for one in columns if one.key == row["key"].value()), None)


def _meanwhile(rows: list[ColumnForm], columns: list[Column]) -> list[str]:
    """How each column stands by now of which the form says something else, or nothing."""
    said = {str(row["key"].value()): row for row in rows if row["key"].value()}
    return [
        _stands(column)
        for column in columns
        if column.key not in said or _differs(said[column.key], column)
    ]


def _differs(row: ColumnForm, column: Column) -> bool:
    planned = services.as_row(row.planned())
    is_retired = not row.cleaned_data["take"]
    return is_retired != column.is_retired or any(
        getattr(column, part) != value for part, value in planned.items()
    )


def _rules(book: Ledger) -> list[str]:
    """What the ledger's rules say by now."""
    form = _change_form(book, None)
    shown = {True: gettext("Yes"), False: gettext("No")}
    said = {field.label: field.value() for field in form}
    return [f"{label}: {shown.get(value, value)}" for label, value in said.items()]


def _stands(column: Column) -> str:
    words = [
        column.name,
        gettext(sheets.ColumnType(column.type).label),
        "、".join(map(str, column.choices)),
        gettext("Required") if column.is_required else "",
        gettext("no longer on the ledger") if column.is_retired else "",
    ]
    return " · ".join(word for word in words if word)


def _change_form(book: Ledger, data: Any) -> ChangeForm:
    names = ("name", "preset", "needs_triage", "needs_call_back", "needs_evidence", "is_open")
    first = {name: getattr(book, name) for name in names}
    return ChangeForm(data, initial=first, has_entries=bool(book.events))


def _initials(columns: list[Column]) -> list[dict[str, Any]]:
    stands = [
        {
            "key": column.key,
            "take": not column.is_retired,
            "place": place,
            "name": column.name,
            "known_as": column.known_as,
            "type": column.type,
            "choices": "、".join(map(str, column.choices)),
            "is_required": column.is_required,
        }
        for place, column in enumerate(columns, start=1)
    ]
    last = len(columns)
    empty = [{"take": False, "place": last + more} for more in range(1, NEW_COLUMNS + 1)]
    return [*stands, *empty]


def _change(request: Request, book: Ledger, form: ChangeForm) -> bool:
    if not form.is_valid():
        return False
    try:
        services.change_ledger(
            book,
            **form.cleaned_data,
            by=request.person,
            now=request.now,
            seen=_seen(request),
            origin=origin(request),
        )
    except services.LedgerChanged:
        raise
    except TaizhangError as refusal:
        add_refusal(form, refusal, _FIELDS.get(refusal.code))
        return False
    return True


def _change_columns(
    request: Request,
    book: Ledger,
    form: ChangeForm,
    rows: list[ColumnForm],
) -> bool:
    if any(row.errors for row in rows):
        return False
    used = [row for row in rows if row.cleaned_data]  # an untouched row adds nothing
    used.sort(key=lambda row: row.cleaned_data["place"])
    wanted = [
        services.WantedColumn(
            row.planned(),
            key=row.cleaned_data["key"],
            is_retired=bool(row.cleaned_data["key"]) and not row.cleaned_data["take"],
        )
        for row in used
    ]
    try:
        services.change_columns(
            book,
            wanted,
            by=request.person,
            now=request.now,
            seen=_seen(request),
            origin=origin(request),
        )
    except ledger_plans.PlanRefused as refusal:
        active = [row for row, one in zip(used, wanted, strict=True) if not one.is_retired]
        say_where(refusal, active[0] if active else used[0], active, add_refusal)
        return False
    return True


def _seen(request: Request) -> int | None:
    """The edition that the form was made from."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() else None


@requires(Permission.LEDGER_OPEN)
@require_safe
def toml(request: Request, code: str) -> HttpResponse:
    """The ledger as a file that opens it elsewhere."""
    book = get_ledger(request.person, code)
    text = ledger_files.written(queries.plan_of(book))
    answer = HttpResponse(text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{book.code}.toml"'
    return answer

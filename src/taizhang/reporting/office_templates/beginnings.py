"""Templates to begin from: shipped papers as forms with fields, so that nobody begins with nothing.

They are drawn up when they are asked for, by the hands that draw up the papers themselves.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils import translation
from django.utils.translation import gettext, pgettext

from taizhang.reporting.columns import BY_KEY
from taizhang.reporting.kinds import PaperFor
from taizhang.reporting.office_templates.fields import catalogue_of
from taizhang.reporting.papers import sheet
from taizhang.reporting.papers.lists import LISTS, ListKind
from taizhang.reporting.papers.matters import PaperKind
from taizhang.reporting.papers.paper import Paper
from taizhang.reporting.papers.sheet import Frame, Heading

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


_NUMBER_WIDTH: Final = 5
_RESPONSIBLE: Final = ("lead", "co_units", "accountable", "in_charge", "watcher")
_LISTED: Final = {"number": 4, "enterprise": 5, "title": 7, "lead": 4, "due": 4, "state": 3}
"""Columns of the list in Word, and their shares of the width."""


class Beginning(NamedTuple):
    """One of them."""

    label: str
    paper: PaperFor
    kind: str
    draw: Callable[[datetime], bytes]

    @property
    def file_name(self) -> str:
        """In the reader's language."""
        return f"{gettext(self.label)}.{self.kind}"


def drawn_up(beginning: Beginning, at: datetime) -> bytes:
    """The file; its words are Chinese, as the forms are."""
    with translation.override("zh-hans"):
        return beginning.draw(at)


class _Marks:
    """Fields in braces, by the names that an office writes."""

    def __init__(self, paper: PaperFor) -> None:
        self._names = {one.key: one.names[0] for one in catalogue_of(paper).fields}

    def name(self, key: str) -> str:
        return self._names[key]

    def __call__(self, key: str) -> str:
        return f"{{{{{self._names[key]}}}}}"


def _saved(paper: Paper) -> bytes:
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _dispatch(at: datetime) -> bytes:
    mark = _Marks(PaperFor.ENTRY)
    title = gettext(PaperKind.DISPATCH.label)
    paper = Paper(subject=title, author="", at=at)
    paper.title(title)
    paper.note(gettext("Number: {number}").format(number=mark("number")))
    paper.addressee(mark("lead"))
    paper.paragraph(
        gettext(
            "The matter “{title}”, registered on {day}, is handed to you. Please deal with it and"
            " give the reply by {due}."
        ).format(title=mark("title"), day=mark("registered"), due=mark("due"))
    )
    paper.heading(gettext("Matter"))
    paper.paragraph(gettext("Whose matter it is: {names}").format(names=mark("enterprise")))
    paper.paragraph(mark("text"))
    paper.paragraph(f"{{%p if {mark.name('promise')} %}}")
    paper.paragraph(gettext("Promised on the spot: {promise}").format(promise=mark("promise")))
    paper.paragraph("{%p endif %}")
    paper.heading(gettext("Units and persons responsible"))
    for key in _RESPONSIBLE:
        paper.paragraph(f"{mark.name(key)}：{mark(key)}")
    paper.signature(mark("zone"), mark("today"))
    return _saved(paper)


def _list_in_excel(_at: datetime) -> bytes:
    mark = _Marks(PaperFor.LIST)
    columns = LISTS[ListKind.APPEALS]
    foot = gettext("{n} matters in all.    Filled in by:            Checked by:")
    frame = Frame(
        title=mark("list_name"),
        unit=mark("zone"),
        on=mark("today"),
        scope=mark("chosen"),
        unit_word=gettext("Drawn up by: "),
        foot=foot.replace("{n}", mark("count").replace("{", "{{").replace("}", "}}")),
        pages=gettext("Page &P of &N"),
        sheet=gettext(ListKind.APPEALS.label),
        is_form=True,
    )
    headings = [
        Heading(pgettext("column", "Row"), _NUMBER_WIDTH),
        *(
            Heading(str(one.heading or BY_KEY[one.key].heading), one.width, one.is_long)
            for one in columns
        ),
    ]
    row = [mark("row_number"), *(mark(one.key) for one in columns)]
    file = io.BytesIO()
    sheet.write(file, frame, headings, [row])
    return file.getvalue()


def _list_in_word(at: datetime) -> bytes:
    mark = _Marks(PaperFor.LIST)
    paper = Paper(subject=gettext(ListKind.OPEN.label), author="", at=at)
    paper.title(mark("list_name"))
    paper.paragraph(
        gettext("On {day} {n} matters stand on it.").format(day=mark("today"), n=mark("count"))
    )
    paper.table(
        [mark.name("row_number"), *map(mark.name, _LISTED)],
        [[mark("row_number"), *map(mark, _LISTED)]],
        (2, *_LISTED.values()),
    )
    paper.signature(mark("zone"), mark("today"))
    return _saved(paper)


def _visit(at: datetime) -> bytes:
    mark = _Marks(PaperFor.VISIT)
    title = gettext("Record of a visit")
    paper = Paper(subject=title, author="", at=at)
    paper.title(title)
    paper.grid(
        [
            (gettext("Subject"), mark("visit_subject")),
            (gettext("When"), mark("visit_day"), gettext("Place"), mark("visit_place")),
            (
                gettext("Who went"),
                mark("visit_people"),
                gettext("Called by"),
                mark("visit_caller"),
            ),
            (gettext("Enterprises visited"), mark("visit_firms")),
            (
                gettext("Contact"),
                mark("visit_contact"),
                gettext("Telephone"),
                mark("visit_phone"),
            ),
        ]
    )
    paper.paragraph("")
    keys = {"number": 4, "text": 12, "promise": 7, "lead": 5}
    paper.table(
        [mark.name("row_number"), *map(mark.name, keys)],
        [[mark("row_number"), *map(mark, keys)]],
        (2, *keys.values()),
    )
    paper.grid([(gettext("Signed by who went"), "", gettext("Signed by the enterprise"), "")])
    return _saved(paper)


BEGINNINGS: Final = {
    "dispatch": Beginning(_("Dispatch slip"), PaperFor.ENTRY, "docx", _dispatch),
    "list": Beginning(_("Ledger of problems"), PaperFor.LIST, "xlsx", _list_in_excel),
    "open": Beginning(_("List of matters not closed"), PaperFor.LIST, "docx", _list_in_word),
    "visit": Beginning(_("Record of a visit"), PaperFor.VISIT, "docx", _visit),
}

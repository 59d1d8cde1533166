"""The report with which a campaign ended, as an official paper.

Everything it says was frozen when the campaign ended; drawn up again in a year it says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from taizhang.reporting.campaigns import COUNTS, NO_UNIT, RATES
from taizhang.reporting.papers.paper import Paper
from taizhang.reporting.queries import Fact
from taizhang.reporting.written import day

if TYPE_CHECKING:
    from taizhang.ledger.models import Campaign
    from taizhang.reporting.campaigns import CampaignFigures, Line


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


SAID: Final = (
    (
        _("Closed: {part} of {whole} registered ({share}); {open} are still open and go on."),
        _("Nothing was registered."),
        Fact.CLOSED,
        Fact.REGISTERED,
    ),
    (
        _("On time: {part} of {whole} that were answered or past their date ({share})."),
        _("On time: none has been answered or is past its date."),
        Fact.ON_TIME,
        Fact.FELL_DUE,
    ),
    (
        _("By the date first set: {part} of {whole} ({share}); extensions are not counted in."),
        _("By the date first set: none has been answered or is past it."),
        Fact.ON_TIME_FIRST,
        Fact.FELL_DUE_FIRST,
    ),
    (
        _(
            "Solved: {part} of {whole} whose requesters said so or not ({share}); {silent} have"
            " been answered and have not said."
        ),
        _("Solved: no requester has said; {silent} have been answered."),
        Fact.SOLVED,
        Fact.SAID_SOLVED,
    ),
    (
        _("Satisfied: {part} of {whole} who rated ({share}); {unrated} have not rated."),
        _("Satisfied: nobody has rated; {unrated} have been answered."),
        Fact.SATISFIED,
        Fact.RATED,
    ),
)
"""The four facts: a sentence with part, whole and share, another where there is no whole."""
_WIDTHS: Final = (5, 2, 2, 2, 3, 3, 3, 3, 3)


def campaign_report(campaign: Campaign, stands: CampaignFigures, *, zone: str) -> Paper:
    """The paper of a campaign that has ended; `zone` issues it where no unit was noted."""
    with translation.override("zh-hans"):
        return _written(campaign, stands, zone)


def _written(campaign: Campaign, stands: CampaignFigures, zone: str) -> Paper:
    title = gettext("Report on the campaign “{name}”").format(name=campaign.name)
    issuer = stands.issuer or zone
    at = timezone.localtime(campaign.ended_at)
    paper = Paper(subject=title, author=issuer, at=at)
    paper.title(title)
    paper.paragraph(_beginning(campaign, stands))
    lines = [line.text for line in campaign.lines.all()]
    if lines:
        paper.heading(gettext("What it was about"))
        for line in lines:
            paper.heading(line, rank=2)
    paper.heading(gettext("How it stands"))
    counts = stands.total.counts
    for sentence in _sentences(counts):
        paper.paragraph(sentence)
    for head, name, rows in (
        (gettext("By ledger"), gettext("Ledger"), stands.ledgers),
        (gettext("By unit"), gettext("Lead unit"), stands.units),
    ):
        if rows:
            paper.heading(head)
            _table(paper, name, [*rows, stands.total])
    paper.heading(gettext("What goes on"))
    paper.paragraph(
        gettext(
            "{open} matters are still open, {overdue} of them overdue. They stay on their ledgers"
            " until they are solved and closed."
        ).format(open=counts[Fact.OPEN], overdue=counts[Fact.OVERDUE])
    )
    paper.paragraph(
        gettext(
            "The figures are those of {day}. Each part is given with its whole; in the tables it"
            " stands before the stroke. Silence counts neither as solved nor as satisfied."
        ).format(day=day(stands.until))
    )
    if stands.left_out:
        paper.paragraph(left_out(stands))
    paper.signature(issuer, at.date())
    return paper


def left_out(stands: CampaignFigures) -> str:
    """That some of its ledgers are neither named nor counted."""
    return ngettext(
        "{n} ledger that is open to some only is not included.",
        "{n} ledgers that are open to some only are not included.",
        stands.left_out,
    ).format(n=stands.left_out)


def _beginning(campaign: Campaign, stands: CampaignFigures) -> str:
    return gettext(
        "The campaign “{name}” ran from {start} to {end}. {units} units took part; {matters}"
        " matters were registered on {ledgers} ledgers."
    ).format(
        name=campaign.name,
        start=day(campaign.starts_on),
        end=day(stands.until),
        units=sum(line.key != NO_UNIT for line in stands.units),
        matters=stands.total.counts[Fact.REGISTERED],
        ledgers=len(stands.ledgers),
    )


def _sentences(counts: dict[str, int]) -> list[str]:
    more = {
        "open": counts[Fact.OPEN],
        "silent": counts[Fact.SILENT_SOLVED],
        "unrated": counts[Fact.UNRATED],
    }
    return [
        gettext(sentence if counts[whole] else nothing).format(
            part=counts[part],
            whole=counts[whole],
            share=f"{counts[part] / counts[whole]:.1%}" if counts[whole] else "",
            **more,
        )
        for sentence, nothing, part, whole in SAID
    ]


def _table(paper: Paper, name: str, lines: list[Line]) -> None:
    headings = [
        name,
        *(gettext(word) for word, _fact in COUNTS),
        *(gettext(word) for word, *_facts in RATES),
    ]
    rows: list[list[str | int]] = [
        [
            line.name or gettext(line.title),
            *(line.counts[fact] for _word, fact in COUNTS),
            *(f"{line.counts[part]}/{line.counts[whole]}" for _word, part, whole in RATES),
        ]
        for line in lines
    ]
    paper.table(headings, rows, _WIDTHS)

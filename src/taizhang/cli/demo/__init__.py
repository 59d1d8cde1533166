"""`taizhang demo`: fill an empty database with an invented zone and four months of its work."""

from __future__ import annotations

import logging
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import django

from taizhang.cli.speech import say
from taizhang.engine.errors import Refused

if TYPE_CHECKING:
    import argparse

    from taizhang.cli.demo.cast import Cast
    from taizhang.cli.demo.zone import Zone

SAMPLE: Final = "云岭周报.txt"


def _(message: str) -> str:
    """Mark a message for translation."""
    return message


class DatabaseNotEmpty(Refused):
    code = "database_not_empty"
    message = _("The database holds data already; the demo zone was not put into it.")
    remedy = _("Set TAIZHANG_DATA to a new folder, or leave the database as it is.")


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--today",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help=say(_("the day on which the four months end (default: today)")),
    )
    parser.add_argument(
        "--if-empty",
        action="store_true",
        help=say(_("do nothing when the database holds data already")),
    )


def run(arguments: argparse.Namespace) -> int:
    """Fill the database in one transaction: all of the zone or nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from taizhang.cli.demo import accounts
    from taizhang.roster import queries

    if arguments.if_empty and not queries.is_empty():
        return 0
    today = arguments.today or timezone.localdate()
    password = accounts.new_password()
    logging.disable(logging.INFO)  # two thousand acts are one line on the terminal, not as many
    try:
        cast, acts = fill(today, password)
    finally:
        logging.disable(logging.NOTSET)
    accounts.keep(settings.DEMO_ACCOUNTS_FILE, accounts.listed(cast, password))
    done = _("The demo zone is ready: {enterprises} enterprises, {people} people, {acts} acts.")
    print(say(done, enterprises=len(cast.enterprises), people=len(cast.people), acts=acts))
    return 0


def fill(today: date, password: str) -> tuple[Cast, int]:
    """The zone as it stands on the morning of `today`."""
    from django.db import transaction

    from taizhang.cli.demo import accounts, cast, common, hours, stage, story, zone
    from taizhang.ledger.work_calendar import work_calendar
    from taizhang.roster import queries

    if not queries.is_empty():
        raise DatabaseNotEmpty
    everybody = cast.the_cast()
    begin = hours.moment(today - timedelta(days=story.DAYS + 1), 9 * 60)
    with transaction.atomic():
        places = zone.settle(everybody, now=begin)
        accounts.open_accounts(everybody, places, password, now=begin)
        calendar = work_calendar(today)
        told = story.tell(everybody, calendar, today=today)
        shared = common.tell_common(everybody, calendar, today=today)
        acts = stage.play(told, shared, places, until=hours.moment(today, 0))
        _sample(places, everybody, hours.moment(today, 0) - timedelta(hours=6))
    return everybody, acts


def _sample(places: Zone, everybody: Cast, at: datetime) -> None:
    """The weekly page comes in last; its drafts wait to be confirmed."""
    from taizhang.intake import services

    page = _sample_file()
    by = places.people[everybody.person("尚可颐").code]
    services.receive_file(page.name, page.read_bytes(), by=by, now=at, read_now=True)


def _sample_file() -> Path:
    """In the wheel beside this module, in a checkout under examples/."""
    here = Path(__file__).resolve()
    beside = here.parent / "content" / SAMPLE
    return beside if beside.exists() else here.parents[4] / "examples" / SAMPLE

"""What the filters offer to choose from, and whom a name may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext

from taizhang.engine.lexicon.industries import industry
from taizhang.engine.lifecycle import Move, State
from taizhang.ledger import queries as ledger
from taizhang.ledger.models import Campaign
from taizhang.reporting import waiting
from taizhang.reporting.columns import SIZES
from taizhang.reporting.filters import conditions as when
from taizhang.reporting.filters.kinds import NONE_GIVEN
from taizhang.roster import queries as roster

if TYPE_CHECKING:
    from collections.abc import Callable

    from taizhang.engine.codes import Labelled
    from taizhang.reporting.filters.kinds import Options, Reader


def codes(known: type[Labelled], *, none: bool = False) -> Callable[[Reader], Options]:
    def options(_reader: Reader) -> Options:
        found = [(code.value, gettext(code.label)) for code in known if code.label]
        return [*found, (NONE_GIVEN, gettext("None"))] if none else found

    return options


def states(_reader: Reader) -> Options:
    return [(when.OPEN, gettext("All open")), *codes(State)(_reader)]


def lead_units(_reader: Reader) -> Options:
    return [*roster.names_of_lead_units(), (NONE_GIVEN, gettext("None"))]


def parks(_reader: Reader) -> Options:
    return roster.names_of_parks()


def sizes(_reader: Reader) -> Options:
    return [(code, gettext(words)) for code, words in SIZES.items()]


def industries(_reader: Reader) -> Options:
    """Those of the enterprises on the roster, divisions by their names."""
    named = {code: industry(code) for code in roster.industries()}
    return [(code, f"{name} {code}" if name != code else name) for code, name in named.items()]


def books(_reader: Reader) -> Options:
    return [(one.code, ledger.name_of(one)) for one in ledger.ledgers_there_are()]


def acts(_reader: Reader) -> Options:
    return [(one.value, gettext(one.label)) for one in Move]


def campaigns(_reader: Reader) -> Options:
    return [(one.code, one.name) for one in Campaign.objects.all()]


def open_to(_reader: Reader) -> Options:
    return [(when.EVERYBODY, gettext("All officials")), (when.SOME, gettext("Some only"))]


def yes_no(_reader: Reader) -> Options:
    return [(when.YES, gettext("Yes")), (when.NO, gettext("No"))]


def yes_no_unknown(reader: Reader) -> Options:
    return [*yes_no(reader), (when.UNKNOWN, gettext("Not known"))]


def co_signals(_reader: Reader) -> Options:
    return [
        (when.LATE, gettext("is late")),
        (when.NEAR, gettext("is due soon")),
        (when.ASKING, gettext("waits for more time")),
    ]


def mine(_reader: Reader) -> Options:
    return [("1", gettext("Yes"))]


def desk(reader: Reader) -> Options:
    columns = waiting.columns(reader.person, today=reader.today)
    return [(one.key, gettext(one.title)) for column in columns for one in column.groups]


def person(word: str, _reader: Reader) -> list[Any]:
    exact = list(roster.people().filter(code=word)[:1])
    return exact or list(roster.people().filter(name=word, unit__isnull=False)[:6])


def anybody(word: str, reader: Reader) -> list[Any]:
    """Who acted once may have left since."""
    return person(word, reader) or list(
        roster.people_ever().filter(Q(code=word) | Q(name=word))[:6]
    )


def enterprise(word: str, _reader: Reader) -> list[Any]:
    found = roster.enterprises()
    exact = list(found.filter(Q(code=word) | Q(name=word))[:1])
    called = Q(short_name=word) | Q(aliases__name=word) | Q(credit_code=word.upper())
    return exact or list(found.filter(called).distinct()[:6])

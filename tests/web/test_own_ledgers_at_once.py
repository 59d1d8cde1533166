"""Two people change the same ledger: one wins, the other is told and loses no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from taizhang.engine.codes import AuditAct, Role
from taizhang.ledger import queries
from taizhang.roster.models import AuditLine
from tests.factories import browser, make_person
from tests.web.test_own_ledgers import columns_of, opened

if TYPE_CHECKING:
    from tests.people import People

pytestmark = pytest.mark.django_db


def test_two_who_change_the_columns_hear_of_each_other_and_lose_no_text(people: People) -> None:
    ledger = opened(people)
    url = f"/settings/ledgers/of/{ledger.code}/"
    office, other = browser(people.office), browser(make_person("季安", Role.OFFICE))
    mine, theirs = office.get(url), other.get(url)
    last = len(theirs.context["rows"]) - 2
    added = {f"c{last}-take": "on", f"c{last}-name": "下一步", "c0-place": "9"}
    assert other.post(url, columns_of(theirs, **added, **{"c3-name": "受损"})).status_code == 302
    said = columns_of(mine, **{"c4-name": "损失数额", "c3-take": None})
    answer = office.post(url, said)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "季安" in text
    assert any("下一步" in one for one in answer.context["meanwhile"])
    assert any("受损" in one for one in answer.context["meanwhile"])
    assert "损失数额" in text  # what was typed
    assert "下一步" in [one.name for one in queries.columns_of(ledger)]
    assert AuditLine.objects.filter(act=AuditAct.ACT_REFUSED, subject__contains="ledger_changed")
    changes = {"c4-name": "损失数额", "c3-name": "受损", "c3-take": "on"}
    again = columns_of(answer, **changes)
    assert office.post(url, again).status_code == 302
    names = [one.name for one in queries.columns_of(ledger)]
    assert {"下一步", "受损", "损失数额"} <= set(names)
    assert office.post(url, again).status_code == 302  # a double click is done once
    assert names == [one.name for one in queries.columns_of(ledger)]


def test_two_who_change_the_rules_hear_of_each_other(people: People) -> None:
    ledger = opened(people)
    url = f"/settings/ledgers/of/{ledger.code}/"
    office, other = browser(people.office), browser(make_person("季安", Role.OFFICE))
    seen = {"seen": office.get(url).context["seen"], "is_open": "on", "preset": ledger.preset}
    assert other.post(url, {**seen, "name": "灾后一"}).status_code == 302
    answer = office.post(url, {**seen, "name": "灾后二"})
    assert answer.status_code == 409
    assert any("灾后一" in one for one in answer.context["meanwhile"])
    assert answer.context["form"]["name"].value() == "灾后二"
    assert office.post(url, {**seen, "name": "灾后一"}).status_code == 302  # it says so already
    again = {**seen, "seen": answer.context["seen"], "name": "灾后二"}
    assert office.post(url, again).status_code == 302
    ledger.refresh_from_db()
    assert ledger.name == "灾后二"

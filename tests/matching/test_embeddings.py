"""The nightly run with vectors from a server: they join, they fail, they never stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from taizhang.matching import queries, services
from taizhang.matching.codes import Verdict
from taizhang.matching.models import Decision, Placement
from tests.clock import NOW
from tests.engine.clustering.other_words import TOPICS, Fake, others, two
from tests.factories import browser
from tests.intake.language_model.server import Running, drips, embeds, hangs_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_django.fixtures import SettingsWrapper

    from taizhang.ledger.models import Entry
    from tests.intake.language_model.server import Model
    from tests.matching.conftest import Shared
    from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> Iterator[Model]:
    monkeypatch.setattr("taizhang.intake.language_model.client._PAUSE", 0)
    with Running() as running:
        settings.EMBEDDING_URL, settings.EMBEDDING_NAME = running.url, "small-one"
        yield running


@pytest.fixture
def pair(shared: Shared) -> list[Entry]:
    """Two of one event in different words, among others."""
    rest = [shared.appeal(title=each.title, text=each.text) for each in others()]
    assert len(rest) > 20
    return [shared.appeal(title=each.title, text=each.text) for each in two()]


def _rows(texts: Sequence[str]) -> list[list[float]]:
    return [row.tolist() for row in Fake(TOPICS).of(texts)]


def _are_together(pair: list[Entry]) -> bool:
    return Placement.objects.filter(entry__in=pair).values("group").distinct().count() == 1


def _placed() -> set[tuple[int, str]]:
    return set(Placement.objects.values_list("entry", "group"))


def test_the_night_joins_by_vectors_and_logs_numbers_only(model: Model, pair: list[Entry]) -> None:
    model.play.does(embeds(model.play, _rows))

    with capture_logs() as logs:
        services.find_problems(now=NOW)

    assert _are_together(pair)
    (told,) = (one for one in logs if one["event"] == "embeddings_asked")
    sent = sum(len(heard.body["input"]) for heard in model.play.heard)
    assert (told["sent"], told["troubles"], told["joined"]) == (sent, {}, 1)
    assert "雾松" not in str(logs)


def test_a_proposal_keeps_which_entries_vectors_joined(
    model: Model, pair: list[Entry], shared: Shared, people: People
) -> None:
    one, other = two()
    pair += [shared.appeal(title=each.title, text=each.text) for each in (one, other)]
    model.play.does(embeds(model.play, _rows))

    services.find_problems(now=NOW)

    (candidate,) = queries.candidates()
    assert [one.entry for one in candidate.proposed.all()] == pair
    assert candidate.alike == [[pair[0].number, pair[1].number]]
    said = browser(people.office).get("/matching/candidates/").content.decode()
    assert "用词不同，因文本向量相近归到一起" in said
    assert f"{pair[0].number} – {pair[1].number}" in said


def test_without_a_server_nobody_is_asked(
    model: Model, pair: list[Entry], settings: SettingsWrapper
) -> None:
    settings.EMBEDDING_URL = ""

    services.find_problems(now=NOW)

    assert not _are_together(pair)
    assert model.play.heard == []


@pytest.mark.parametrize("how", ["hangs up", "drips", "not a number"])
def test_a_server_that_fails_leaves_the_night_as_without_it(
    model: Model, pair: list[Entry], settings: SettingsWrapper, how: str
) -> None:
    address = settings.EMBEDDING_URL
    settings.EMBEDDING_URL = ""
    services.find_problems(now=NOW)
    alone = _placed()
    settings.EMBEDDING_URL, settings.EMBEDDING_TIMEOUT = address, 0.3
    model.play.does(
        {
            "hangs up": hangs_up,
            "drips": drips(model.play, head=b"HTTP/1.1 200 OK\r\n\r\n"),
            "not a number": embeds(model.play, lambda texts: [[float("nan")]] * len(texts)),
        }[how]
    )

    with capture_logs() as logs:
        services.find_problems(now=NOW)

    assert _placed() == alone
    (told,) = (one for one in logs if one["event"] == "embeddings_failed")
    assert told["log_level"] == "warning"
    assert sum(told["troubles"].values()) == 1


def test_what_people_told_apart_stays_apart(
    model: Model, pair: list[Entry], shared: Shared
) -> None:
    model.play.does(embeds(model.play, _rows))
    one, other = pair
    Decision.objects.create(
        entry=one,
        other=other,
        verdict=Verdict.NOT_THE_SAME,
        by=shared.people.office,
        by_name=shared.people.office.name,
        why="两处工地",
        at=NOW,
    )

    services.find_problems(now=NOW)

    assert not _are_together(pair)

"""What goes to the log and to the terminal, and what does not."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from taizhang.config import logs

if TYPE_CHECKING:
    from django.test import Client

    from tests.people import People


def _record(name: str, level: int) -> logging.LogRecord:
    return logging.LogRecord(name, level, __file__, 1, "said", None, None)


@pytest.mark.parametrize("name", [*logs.REQUESTS, "gunicorn.http.wsgi"])
def test_a_terminal_is_spared_what_is_no_fault_of_ours(name: str) -> None:
    assert not logs.worth_a_line(_record(name, logging.WARNING))
    assert logs.worth_a_line(_record(name, logging.ERROR))


def test_other_warnings_reach_the_terminal() -> None:
    assert logs.worth_a_line(_record("taizhang.cli.work", logging.WARNING))


def test_what_people_search_for_is_not_in_the_log() -> None:
    said = logs.without_query(None, "info", {"request": "GET /ledger/?q=柳依依", "code": 200})
    assert said == {"request": "GET /ledger/", "code": 200}
    assert logs.without_query(None, "info", {"event": "started"}) == {"event": "started"}


def test_what_is_typed_as_a_user_name_is_not_in_the_log(
    client: Client, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/sign-in/", {"username": "my-secret-word", "password": "my-other-secret"})
    said = [record.getMessage() for record in caplog.records]
    assert said, "the request itself is noted"
    assert not [line for line in said if "secret" in line]


@pytest.mark.parametrize("path", ["/sign-in/", "/nowhere/"])
def test_head_is_answered_as_get_is(client: Client, path: str) -> None:
    assert client.head(path).status_code == client.get(path).status_code

"""`taizhang account`: the first administrators, and a way back in."""

from __future__ import annotations

import pytest

from taizhang.cli.main import main
from taizhang.engine.codes import Role
from taizhang.roster import queries
from taizhang.roster.models import Account, Person
from tests.people import People

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")


def test_the_first_administrator_of_an_empty_zone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "open", "root1", "--name", "管理员", "--role", "system_admin"]) == 0
    lines = capsys.readouterr().out.splitlines()
    account = Account.objects.get(username="root1")
    assert account.person.roles == {Role.SYSTEM_ADMIN}
    assert account.check_password(lines[1].split()[-1])


def test_an_official_and_a_contact_come_with_their_place(people: People) -> None:
    main(["account", "open", "lin", "--name", "林下", "--role", "handler", "--unit", "lead"])
    assert Person.objects.get(code="lin").unit == people.lead
    given = ["--role", "enterprise", "--enterprise", "enterprise"]
    main(["account", "open", "qian", "--name", "钱前", *given])
    assert Person.objects.get(code="qian").enterprise == people.enterprise


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--role", "handler", "--unit", "nowhere"], "nowhere"),
        (["--role", "enterprise", "--enterprise", "none"], "none"),
        (["--role", "enterprise"], "cannot hold"),
        (["--role", "office", "--role", "audit_admin"], "administrators hold one only"),
    ],
)
def test_a_refused_account_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert main(["account", "open", "lin", "--name", "林下", *given]) == 2
    assert said in capsys.readouterr().err
    assert not Person.objects.exists()


def test_an_account_twice_is_refused(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "open", "office", "--name", "另一个", "--role", "office"]) == 2
    assert "taken" in capsys.readouterr().err


def test_a_new_password_for_who_forgot_it(
    people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", "password", "office"]) == 0
    password = capsys.readouterr().out.splitlines()[1].split()[-1]
    assert Account.objects.get(username="office").check_password(password)
    assert queries.audit_lines()[0].actor == "(command line)"


def test_no_password_for_an_unknown_account(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "password", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


def test_the_accounts_are_listed(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    people.stranger.account.is_active = False
    people.stranger.account.save()
    assert main(["account", "list"]) == 0
    said = capsys.readouterr().out
    assert "office\t温如玉\toffice\n" in said
    assert "stranger\t杜若水\thandler\t(shut)\n" in said

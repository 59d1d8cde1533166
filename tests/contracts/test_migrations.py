"""Migrations say what the models say, and lead forward and back."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

APPS = ("roster", "intake", "ledger", "matching", "reporting")


@pytest.mark.django_db
def test_the_models_have_no_change_without_a_migration() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said, stderr=said)


def test_migrations_are_named_after_what_they_do() -> None:
    executor = MigrationExecutor(None)
    names = [name for app, name in executor.loader.disk_migrations if app in APPS]
    assert names
    assert not [name for name in names if "auto" in name]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migrations_lead_back_to_nothing_and_forward_again() -> None:
    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    ours = [leaf for leaf in leaves if leaf[0] in APPS]
    try:
        executor.migrate([(app, None) for app in reversed(APPS) if app in dict(ours)])
        tables = connection.introspection.table_names()
        assert not [table for table in tables if table.split("_")[0] in APPS]
    finally:
        # The command, which also lays what is laid after migrations.
        call_command("migrate", verbosity=0)
    executor = MigrationExecutor(connection)
    assert not executor.migration_plan(executor.loader.graph.leaf_nodes())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", ["UPDATE roster_auditline SET actor = 'x'", "DELETE FROM roster_auditline"]
)
def test_the_database_refuses_to_change_an_audit_line(act: str, now: object) -> None:
    from taizhang.engine.codes import AuditAct
    from taizhang.roster.services import audit

    audit(AuditAct.SIGNED_IN, now=now, actor="office")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)

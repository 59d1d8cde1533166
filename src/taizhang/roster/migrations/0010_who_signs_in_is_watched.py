"""Accounts, and the views that ledgers open with, set the mark of what seldom changes, too.

Nothing of the tables changes; the triggers are laid after each `migrate`, by `roster.kept`. A
database without them must not be served: what is known of an account would outlive its being shut.
"""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("roster", "0009_mark_of_what_seldom_changes")]
    operations = []

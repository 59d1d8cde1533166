"""Units, parks and enterprises get people who are in charge of them and watch over them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('roster', '0003_forgotten_lessons_are_audited'),
    ]

    operations = [
        migrations.AddField(
            model_name='enterprise',
            name='watcher',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='roster.person'),
        ),
        migrations.AddField(
            model_name='park',
            name='officer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='roster.person'),
        ),
        migrations.AddField(
            model_name='park',
            name='watcher',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='roster.person'),
        ),
        migrations.AddField(
            model_name='unit',
            name='head',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='roster.person'),
        ),
        migrations.AddField(
            model_name='unit',
            name='watcher',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='roster.person'),
        ),
        migrations.AlterField(
            model_name='auditline',
            name='act',
            field=models.CharField(choices=[('signed_in', 'Signed in'), ('sign_in_refused', 'Sign-in refused'), ('locked_out', 'Locked out'), ('signed_out', 'Signed out'), ('password_changed', 'Password changed'), ('password_reset', 'Password reset'), ('account_opened', 'Account opened'), ('account_deactivated', 'Account deactivated'), ('account_activated', 'Account activated'), ('person_left', 'Left the roster'), ('handed_over', 'Handed over'), ('units_merged', 'Units merged'), ('duty_granted', 'Duty granted'), ('duty_revoked', 'Duty revoked'), ('access_refused', 'Access refused'), ('exported', 'Exported'), ('lesson_forgotten', 'Lesson forgotten')], max_length=50),
        ),
        migrations.AddConstraint(
            model_name='enterprise',
            constraint=models.CheckConstraint(condition=models.Q(('watcher__isnull', True), ('service_officer__isnull', True), models.Q(('watcher', models.F('service_officer')), _negated=True), _connector='OR'), name='the_watcher_of_an_enterprise_does_not_serve_it'),
        ),
        migrations.AddConstraint(
            model_name='park',
            constraint=models.CheckConstraint(condition=models.Q(('watcher__isnull', True), ('officer__isnull', True), models.Q(('watcher', models.F('officer')), _negated=True), _connector='OR'), name='the_watcher_of_a_park_does_not_serve_it'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('watcher__isnull', True), ('leader__isnull', True), models.Q(('watcher', models.F('leader')), _negated=True), _connector='OR'), name='the_watcher_of_a_unit_does_not_lead_it'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('watcher__isnull', True), ('head__isnull', True), models.Q(('watcher', models.F('head')), _negated=True), _connector='OR'), name='the_watcher_of_a_unit_does_not_head_it'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0006_form_of_the_text_kept'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['status', 'received_at'], name='document_in_status'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['status', 'document'], name='draft_in_status'),
        ),
    ]

"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0006_given_by_mistake"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organization",
            name="status_reason",
            field=models.TextField(blank=True, verbose_name="reason for the change of status"),
        ),
        migrations.AlterField(
            model_name="representation",
            name="role",
            field=models.CharField(
                choices=[
                    ("representative", "representative"),
                    ("deputy", "deputy"),
                    ("coordinator", "coordinator of the mechanism"),
                    ("desk_officer", "sector officer"),
                    ("institution_contact", "contact of an institution"),
                    ("observer", "observer"),
                    ("administrator", "administrator"),
                ],
                default="representative",
                max_length=20,
                verbose_name="role",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="date_joined",
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name="account opened on"),
        ),
    ]

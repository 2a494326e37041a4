"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("seko", "0006_mail_queue"),
    ]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="drop_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("account_closed", "the account was closed"),
                    ("not_concerned", "no longer concerns this person"),
                    ("term_passed", "its date has passed"),
                    ("changed", "it has been changed in the meantime"),
                    ("cancelled", "it was cancelled in the meantime"),
                ],
                max_length=20,
                verbose_name="why it was not sent",
            ),
        ),
        migrations.AlterField(
            model_name="job",
            name="total",
            field=models.PositiveIntegerField(
                blank=True, help_text="Empty means not known.", null=True, verbose_name="rows in all"
            ),
        ),
    ]

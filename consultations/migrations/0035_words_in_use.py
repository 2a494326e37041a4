"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0034_withdrawn_is_a_draft"),
    ]

    operations = [
        migrations.AlterField(
            model_name="response",
            name="is_kept",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="The institution has not sent its answer for review yet: nobody else can read it.",
                verbose_name="kept back",
            ),
        ),
        migrations.AlterField(
            model_name="support",
            name="lapsed_at",
            field=models.DateTimeField(
                blank=True,
                help_text="The text was changed after it was supported.",
                null=True,
                verbose_name="does not hold since",
            ),
        ),
    ]

"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0027_response_corrections"),
        ("organizations", "0008_sessions_ended"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consultation",
            name="early_end_reason",
            field=models.TextField(
                blank=True,
                help_text="It is sent to everybody invited. The reason is published.",
                verbose_name="reason for closing comments early",
            ),
        ),
        migrations.AlterField(
            model_name="responsecorrection",
            name="why",
            field=models.TextField(
                max_length=5000, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name="mistake"
            ),
        ),
        migrations.AlterConstraint(
            model_name="responsecorrection",
            name="correction_says_why",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="correction_says_why",
                violation_error_code="why_missing",
                violation_error_message="Describe the mistake. The text will be published.",
            ),
        ),
    ]

"""What was given by mistake is revoked: its validity may be empty, with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0005_plain_words"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="representation",
            name="representation_validity_forward",
        ),
        migrations.AddField(
            model_name="representation",
            name="revoked_reason",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Given by mistake, and ended at once.",
                verbose_name="why it was revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    models.Q(("valid_to", models.F("valid_from")), models.Q(("revoked_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="representation_validity_forward",
                violation_error_code="validity_backwards",
                violation_error_message="The validity ends before it begins. Choose a later end.",
            ),
        ),
    ]

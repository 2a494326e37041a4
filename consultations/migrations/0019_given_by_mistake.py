"""What was given by mistake is revoked: its validity may be empty, with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0018_plain_words"),
        ("organizations", "0006_given_by_mistake"),
        ("sectors", "0005_given_by_mistake"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="seat",
            name="seat_validity_forward",
        ),
        migrations.AddField(
            model_name="seat",
            name="revoked_reason",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Given by mistake, and ended at once.",
                verbose_name="why it was revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    models.Q(("valid_to", models.F("valid_from")), models.Q(("revoked_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="seat_validity_forward",
                violation_error_code="validity_backwards",
                violation_error_message="The validity ends before it begins. Choose a later end.",
            ),
        ),
    ]

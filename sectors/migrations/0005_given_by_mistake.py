"""What was given by mistake is revoked: its validity may be empty, with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0006_given_by_mistake"),
        ("sectors", "0004_plain_words"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="consortiummembership",
            name="consortium_membership_validity_forward",
        ),
        migrations.RemoveConstraint(
            model_name="networkmembership",
            name="network_membership_validity_forward",
        ),
        migrations.AddField(
            model_name="consortiummembership",
            name="revoked_reason",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Given by mistake, and ended at once.",
                verbose_name="why it was revoked",
            ),
        ),
        migrations.AddField(
            model_name="networkmembership",
            name="revoked_reason",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Given by mistake, and ended at once.",
                verbose_name="why it was revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="consortiummembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    models.Q(("valid_to", models.F("valid_from")), models.Q(("revoked_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="consortium_membership_validity_forward",
                violation_error_code="validity_backwards",
                violation_error_message="The validity ends before it begins. Choose a later end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="networkmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to__isnull", True),
                    ("valid_to__gt", models.F("valid_from")),
                    models.Q(("valid_to", models.F("valid_from")), models.Q(("revoked_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="network_membership_validity_forward",
                violation_error_code="validity_backwards",
                violation_error_message="The validity ends before it begins. Choose a later end.",
            ),
        ),
    ]

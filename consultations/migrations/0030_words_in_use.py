"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0029_withdrawn_versions"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="documentversion",
            name="document_version_withdrawn_has_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_reason", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="document_version_withdrawn_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give a reason. It is published with the version.",
            ),
        ),
    ]

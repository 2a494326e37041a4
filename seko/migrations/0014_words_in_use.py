"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("seko", "0013_discarded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="discarded",
            options={
                "ordering": ["-discarded_at", "-pk"],
                "verbose_name": "discarded entry",
                "verbose_name_plural": "discarded entries",
            },
        ),
        migrations.AlterField(
            model_name="discarded",
            name="removed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="removed permanently at"),
        ),
        migrations.AlterField(
            model_name="discarded",
            name="restored_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="restored at"),
        ),
        migrations.AlterField(
            model_name="discarded",
            name="restored_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="restored by",
            ),
        ),
        migrations.AlterConstraint(
            model_name="discarded",
            name="discarded_has_one_end",
            constraint=models.CheckConstraint(
                condition=models.Q(("restored_at__isnull", True), ("removed_at__isnull", True), _connector="OR"),
                name="discarded_has_one_end",
                violation_error_code="removed",
                violation_error_message="What was removed permanently cannot be restored.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="discarded",
            name="discarded_removed_is_empty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("removed_at__isnull", True),
                    models.Q(("facts", {}), ("files__len", 0), ("place", ""), ("rows", []), ("title", "")),
                    _connector="OR",
                ),
                name="discarded_removed_is_empty",
                violation_error_code="not_empty",
                violation_error_message="Nothing is kept of what was removed permanently.",
            ),
        ),
    ]

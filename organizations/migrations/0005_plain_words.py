"""Labels and messages in plainer words; nothing in the tables changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0004_names_weigh_more"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organization",
            name="is_office",
            field=models.BooleanField(
                default=False,
                help_text="The Ministry of European Integration or the body in its place.",
                verbose_name="the Ministry of European Integration",
            ),
        ),
        migrations.AlterConstraint(
            model_name="organization",
            name="organization_status_has_day",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "applied"), ("status_on__isnull", False), _connector="OR"),
                name="organization_status_has_day",
                violation_error_code="status_day_missing",
                violation_error_message="Give the day since which the status holds.",
            ),
        ),
    ]

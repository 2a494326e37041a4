"""Labels and messages in plainer words; nothing in the tables changes."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("seko", "0004_background_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="delivery",
            name="delivery_once",
            constraint=models.UniqueConstraint(
                fields=("event", "channel", "recipient"),
                name="delivery_once",
                violation_error_code="already_told",
                violation_error_message="This person has already been notified.",
            ),
        ),
    ]

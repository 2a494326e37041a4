"""Names that read alike have one key, so that an organization is not entered twice unseen."""

from django.db import migrations, models

import organizations.models.organization


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0008_sessions_ended"),
    ]

    operations = [
        migrations.AddField(
            model_name="organization",
            name="name_key",
            field=models.GeneratedField(
                db_index=True,
                db_persist=True,
                expression=organizations.models.organization.NameKey("name"),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
    ]

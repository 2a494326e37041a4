"""Names in the order of the English alphabet, for English pages."""

from django.db import migrations, models

from seko.search import Alphabet


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_mandate_rules")]

    operations = [
        migrations.AddField(
            "organization",
            "alphabet",
            models.GeneratedField(
                expression=Alphabet("name_en", "name"),
                output_field=models.TextField(db_collation="C"),
                db_persist=True,
            ),
        ),
        migrations.AddIndex("organization", models.Index(fields=["alphabet", "id"], name="organization_alphabet")),
    ]

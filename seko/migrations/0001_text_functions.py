"""The functions and the text search configuration on which search and order of Serbian text stand."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            (SQL / "text_functions.sql").read_text(encoding="utf-8"),
            (SQL / "text_functions_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]

"""The words of everything that is searched, for what was typed with a slip.

The first time, `post_migrate` reads every searched text once; a row of a comment takes about a millisecond."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("seko", "0010_former_email")]
    operations = [
        migrations.RunSQL(
            (SQL / "words.sql").read_text(encoding="utf-8"), (SQL / "words_reverse.sql").read_text(encoding="utf-8")
        ),
    ]

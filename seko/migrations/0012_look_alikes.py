"""A Latin B or m in a Cyrillic word is read as В and м, as the converter of scripts reads it.

Stored rows are folded anew with their next change; frozen ones keep what they have."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("seko", "0011_words_of_texts")]
    operations = [
        migrations.RunSQL(
            (SQL / "look_alikes.sql").read_text(encoding="utf-8"),
            (SQL / "look_alikes_reverse.sql").read_text(encoding="utf-8"),
        ),
    ]

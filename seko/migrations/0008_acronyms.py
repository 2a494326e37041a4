"""The Office's list of how acronyms are written in Cyrillic."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("seko", "0007_plainer_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acronym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "latin",
                    models.CharField(
                        help_text="One word, such as UNDP.", max_length=30, verbose_name="in Latin letters"
                    ),
                ),
                (
                    "cyrillic",
                    models.CharField(
                        blank=True,
                        help_text="Empty where it stays in Latin letters in Cyrillic texts, too.",
                        max_length=30,
                        verbose_name="in Cyrillic letters",
                    ),
                ),
            ],
            options={
                "verbose_name": "acronym",
                "verbose_name_plural": "acronyms",
                "ordering": ("latin",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("latin",),
                        name="acronym_once",
                        violation_error_code="acronym_listed",
                        violation_error_message="This acronym is already on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("latin__regex", "^[A-Za-z\\u00c0-\\u024f]{2,30}$")),
                        name="acronym_is_a_latin_word",
                        violation_error_code="not_a_latin_word",
                        violation_error_message="Enter one word of at least two Latin letters, such as UNDP.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cyrillic__regex", "^[\\u0400-\\u04ff]{0,30}$")),
                        name="acronym_is_a_cyrillic_word",
                        violation_error_code="not_a_cyrillic_word",
                        violation_error_message="Enter one word of Cyrillic letters, such as НАТО, or nothing.",
                    ),
                ],
            },
        ),
    ]

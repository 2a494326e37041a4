"""Passages of more kinds that know where they come from; texts on their way into a document; files beside it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0008_search_in_what_was_said"),
        ("organizations", "0004_names_weigh_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="documents/%Y/", verbose_name="file")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("size", models.PositiveIntegerField(help_text="Bytes.", verbose_name="size")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="added at")),
            ],
            options={
                "verbose_name": "file of a document",
                "verbose_name_plural": "files of documents",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DocumentImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("docx", "Word document (DOCX)"),
                            ("markdown", "Markdown"),
                            ("text", "plain text"),
                            ("pasted", "pasted text"),
                        ],
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="imports/%Y/", verbose_name="file")),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="name of the file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="issued on")),
                ("note", models.TextField(blank=True, verbose_name="what changed")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reading", "being read"),
                            ("failed", "could not be read"),
                            ("ready", "to be looked over"),
                            ("issued", "issued"),
                            ("discarded", "discarded"),
                        ],
                        default="reading",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("message", models.CharField(blank=True, max_length=40, verbose_name="why it could not be read")),
                ("passages", models.JSONField(blank=True, default=list, verbose_name="passages")),
                ("matches", models.JSONField(blank=True, default=list, verbose_name="matches")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
            ],
            options={
                "verbose_name": "document import",
                "verbose_name_plural": "document imports",
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PassageOrigin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("same", "unchanged"),
                            ("changed", "changed"),
                            ("moved", "moved"),
                            ("split", "split"),
                            ("merged", "merged"),
                        ],
                        max_length=10,
                        verbose_name="what happened",
                    ),
                ),
            ],
            options={
                "verbose_name": "origin of a passage",
                "verbose_name_plural": "origins of passages",
                "ordering": ["passage", "forerunner"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="passage",
            name="passage_kind_known",
        ),
        migrations.AddField(
            model_name="passage",
            name="level",
            field=models.PositiveSmallIntegerField(
                default=0,
                help_text="Of a heading from 1 to 6, of a list item how deep it lies; else 0.",
                verbose_name="level",
            ),
        ),
        migrations.AlterField(
            model_name="passage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("heading", "heading"),
                    ("article", "article"),
                    ("paragraph", "paragraph"),
                    ("list_item", "list item"),
                    ("table", "table"),
                    ("footnote", "footnote"),
                ],
                default="paragraph",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="consultations.document",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.representation",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="documentfile",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="consultations.documentversion",
                verbose_name="version",
            ),
        ),
        migrations.AddField(
            model_name="documentimport",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports",
                to="consultations.document",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="documentimport",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.representation",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="documentimport",
            name="version",
            field=models.OneToOneField(
                blank=True,
                help_text="What it became.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="document_import",
                to="consultations.documentversion",
                verbose_name="version",
            ),
        ),
        migrations.AddField(
            model_name="passageorigin",
            name="forerunner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="continuations",
                to="consultations.passage",
                verbose_name="forerunner",
            ),
        ),
        migrations.AddField(
            model_name="passageorigin",
            name="passage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="origins",
                to="consultations.passage",
                verbose_name="passage",
            ),
        ),
        migrations.AddField(
            model_name="passage",
            name="forerunners",
            field=models.ManyToManyField(
                related_name="successors",
                through="consultations.PassageOrigin",
                to="consultations.passage",
                verbose_name="forerunners",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["heading", "article", "paragraph", "list_item", "table", "footnote"])),
                name="passage_kind_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["docx", "markdown", "text", "pasted"])),
                name="document_import_source_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["reading", "failed", "ready", "issued", "discarded"])),
                name="document_import_status_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "issued"), ("version__isnull", False)),
                    models.Q(models.Q(("status", "issued"), _negated=True), ("version__isnull", True)),
                    _connector="OR",
                ),
                name="document_import_issued_has_version",
                violation_error_code="version_missing",
                violation_error_message="An import that was issued has a version, and no other has one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passageorigin",
            constraint=models.CheckConstraint(
                condition=models.Q(("way__in", ["same", "changed", "moved", "split", "merged"])),
                name="passage_origin_way_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="passageorigin",
            constraint=models.UniqueConstraint(
                fields=("passage", "forerunner"),
                name="passage_origin_once",
                violation_error_code="origin_twice",
                violation_error_message="This origin is already noted.",
            ),
        ),
    ]

"""Files of published reports, kept so that copies can be checked."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0012_reviewed_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "form",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("docx", "DOCX"), ("xlsx", "XLSX"), ("csv", "CSV"), ("json", "JSON")],
                        max_length=5,
                        verbose_name="form",
                    ),
                ),
                (
                    "face",
                    models.CharField(
                        help_text="Language and script of the file.", max_length=10, verbose_name="language"
                    ),
                ),
                ("file", models.FileField(upload_to="reports/%Y/", verbose_name="file")),
                ("size", models.PositiveIntegerField(help_text="Bytes.", verbose_name="size")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made at")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="consultations.consultationreport",
                        verbose_name="report",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a report",
                "verbose_name_plural": "files of reports",
                "ordering": ["report", "form", "face"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("form__in", ["pdf", "docx", "xlsx", "csv", "json"])),
                        name="report_file_form_known",
                        violation_error_code="unknown_choice",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.UniqueConstraint(
                        fields=("report", "form", "face"),
                        name="report_file_once",
                        violation_error_code="file_exists",
                        violation_error_message="This file of the report has already been made.",
                    ),
                ],
            },
        ),
    ]

"""Notes, revisions, objections, comments kept as minority positions; the frozen content of an opinion."""

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0010_contributions_and_questions"),
    ]

    operations = [
        migrations.AddField(
            model_name="opinion",
            name="content",
            field=models.JSONField(
                blank=True,
                encoder=django.core.serializers.json.DjangoJSONEncoder,
                help_text="Frozen with the submission.",
                null=True,
                verbose_name="content",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision"),
        ),
        migrations.AddField(
            model_name="opinionitem",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Seen by the consortium alone, never published.",
                max_length=5000,
                validators=[django.core.validators.MaxLengthValidator(5000)],
                verbose_name="note to self",
            ),
        ),
        migrations.AddField(
            model_name="opinionitem",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision"),
        ),
        migrations.CreateModel(
            name="MinorityComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minority_comments",
                        to="consultations.comment",
                        verbose_name="comment",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="minority_comments",
                        to="consultations.minorityposition",
                        verbose_name="minority position",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment kept as a minority position",
                "verbose_name_plural": "comments kept as minority positions",
                "ordering": ["position", "comment__number"],
            },
        ),
        migrations.AddField(
            model_name="minorityposition",
            name="comments",
            field=models.ManyToManyField(
                related_name="minority_positions",
                through="consultations.MinorityComment",
                to="consultations.comment",
                verbose_name="comments",
            ),
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.TextField(
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="reason",
                    ),
                ),
                ("given_at", models.DateTimeField(auto_now_add=True, verbose_name="given at")),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.representation",
                        verbose_name="mandate",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="consultations.opinion",
                        verbose_name="opinion",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="organizations.organization",
                        verbose_name="organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["given_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="minoritycomment",
            constraint=models.UniqueConstraint(
                fields=("position", "comment"),
                name="minority_comment_once",
                violation_error_code="kept_twice",
                violation_error_message="The comment is already in this minority position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                fields=("opinion", "organization"),
                name="objection_once",
                violation_error_code="objected_twice",
                violation_error_message="Your organization has already objected. Withdraw that objection first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="objection_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Say what you object to: the lead reads it.",
            ),
        ),
    ]

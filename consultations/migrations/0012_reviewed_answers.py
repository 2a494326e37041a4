"""Answers are drafted and reviewed; two more outcomes; where an item landed after the report."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0011_work_on_opinions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Landing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(auto_now_add=True, verbose_name="noted at")),
            ],
            options={
                "verbose_name": "landing in the text",
                "verbose_name_plural": "landings in the text",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="response",
            name="response_outcome_known",
        ),
        migrations.RemoveConstraint(
            model_name="response",
            name="response_has_reason",
        ),
        migrations.AddField(
            model_name="response",
            name="forwarded_to",
            field=models.CharField(
                blank=True, help_text="The competent body, by its name.", max_length=250, verbose_name="forwarded to"
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="review_note",
            field=models.TextField(
                blank=True,
                max_length=5000,
                validators=[django.core.validators.MaxLengthValidator(5000)],
                verbose_name="note of the review",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision"),
        ),
        # What was answered before there was a review counts as approved.
        migrations.AddField(
            model_name="response",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("returned", "returned"),
                    ("approved", "approved"),
                ],
                default="approved",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in review"),
                    ("returned", "returned"),
                    ("approved", "approved"),
                ],
                default="draft",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("accepted", "accepted"),
                    ("partly", "partly accepted"),
                    ("not_accepted", "not accepted"),
                    ("noted", "noted"),
                    ("already_covered", "already covered"),
                    ("out_of_scope", "out of scope"),
                    ("forwarded", "forwarded to a competent body"),
                ],
                max_length=20,
                verbose_name="outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        ["accepted", "partly", "not_accepted", "noted", "already_covered", "out_of_scope", "forwarded"],
                    )
                ),
                name="response_outcome_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"),
                    ("outcome", "accepted"),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="response_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give a reason for anything but “accepted”.",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "in_review", "returned", "approved"])),
                name="response_status_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "forwarded"), ("forwarded_to", ""), _connector="OR"),
                    models.Q(
                        ("status", "draft"),
                        models.Q(("outcome", "forwarded"), _negated=True),
                        models.Q(("forwarded_to", ""), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="response_forwarded_named",
                violation_error_code="forwarded_to_missing",
                violation_error_message="Name the body for “forwarded to a competent body”, and only for that.",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "returned"), _negated=True),
                    models.Q(("review_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="response_returned_has_note",
                violation_error_code="note_missing",
                violation_error_message="Say what should be changed.",
            ),
        ),
        migrations.AddField(
            model_name="landing",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.representation",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="landing",
            name="passage",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="landings",
                to="consultations.passage",
                verbose_name="passage",
            ),
        ),
        migrations.AddField(
            model_name="landing",
            name="response",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="landing",
                to="consultations.response",
                verbose_name="response",
            ),
        ),
    ]

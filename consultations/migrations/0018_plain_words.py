"""Labels and messages in plainer words; nothing in the tables changes."""

import datetime

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0017_week_on_the_wall"),
        ("organizations", "0005_plain_words"),
        ("sectors", "0004_plain_words"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="landing",
            options={
                "ordering": ["pk"],
                "verbose_name": "implementation in the text",
                "verbose_name_plural": "implementations in the text",
            },
        ),
        migrations.AlterField(
            model_name="documentimport",
            name="status",
            field=models.CharField(
                choices=[
                    ("reading", "being read"),
                    ("failed", "could not be read"),
                    ("ready", "to be checked"),
                    ("issued", "issued"),
                    ("discarded", "discarded"),
                ],
                default="reading",
                max_length=10,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="landed_in",
            field=models.ForeignKey(
                blank=True,
                help_text="In a later version of the document.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="responses",
                to="consultations.passage",
                verbose_name="passage where it was implemented",
            ),
        ),
        migrations.AlterConstraint(
            model_name="comment",
            name="comment_has_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="comment_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give the reason.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="comment",
            name="comment_hidden_has_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("hidden_at__isnull", True), ("hidden_mandate__isnull", True), ("hidden_reason", "")),
                    models.Q(
                        ("hidden_at__isnull", False),
                        ("hidden_mandate__isnull", False),
                        models.Q(("hidden_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="comment_hidden_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give the reason for hiding. Everybody sees it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consultation",
            name="consultation_short_window_has_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "comments_close_at__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opens_at"), "+", models.Value(datetime.timedelta(days=7))
                        ),
                    ),
                    django.db.models.lookups.GreaterThanOrEqual(
                        models.Func(
                            models.F("comments_close_at"),
                            output_field=models.DateTimeField(),
                            template="timezone('Europe/Belgrade', %(expressions)s)",
                        ),
                        django.db.models.expressions.CombinedExpression(
                            models.Func(
                                models.F("opens_at"),
                                output_field=models.DateTimeField(),
                                template="timezone('Europe/Belgrade', %(expressions)s)",
                            ),
                            "+",
                            models.Value(datetime.timedelta(days=7)),
                        ),
                    ),
                    models.Q(("urgency_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="consultation_short_window_has_reason",
                violation_error_code="urgency_reason_missing",
                violation_error_message="Give a reason for urgency when comments are open for fewer than seven days.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="objection",
            name="objection_has_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="objection_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give the reason for the objection. The lead organization sees it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_scale_has_bounds",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "scale"), _negated=True),
                    models.Q(("minimum__isnull", False), ("maximum__isnull", False)),
                    _connector="OR",
                ),
                name="question_scale_has_bounds",
                violation_error_code="bounds_missing",
                violation_error_message="Give the lowest and the highest number of the scale.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="response",
            name="response_returned_has_note",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "returned"), _negated=True),
                    models.Q(("review_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="response_returned_has_note",
                violation_error_code="note_missing",
                violation_error_message="Describe what should be changed.",
            ),
        ),
    ]

"""Labels and messages in the words of docs/texts.md; nothing in the tables changes."""

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0020_put_right"),
        ("organizations", "0007_plainer_words"),
        ("sectors", "0005_given_by_mistake"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="support",
            options={
                "ordering": ["given_at", "pk"],
                "verbose_name": "support",
                "verbose_name_plural": "expressions of support",
            },
        ),
        migrations.AlterField(
            model_name="comment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("change", "change"),
                    ("addition", "addition"),
                    ("deletion", "deletion"),
                    ("question", "question"),
                    ("support", "support"),
                    ("general", "general comment"),
                ],
                default="general",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="passage",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty means the whole document.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="consultations.passage",
                verbose_name="passage",
            ),
        ),
        migrations.AlterField(
            model_name="commentdraft",
            name="kind",
            field=models.CharField(
                choices=[
                    ("change", "change"),
                    ("addition", "addition"),
                    ("deletion", "deletion"),
                    ("question", "question"),
                    ("support", "support"),
                    ("general", "general comment"),
                ],
                default="change",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="commentdraft",
            name="passage",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty means the whole document.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comment_drafts",
                to="consultations.passage",
                verbose_name="passage",
            ),
        ),
        migrations.AlterField(
            model_name="commentdraft",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision number"),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="sekos",
            field=models.ManyToManyField(
                related_name="consultations",
                through="consultations.Invitation",
                to="sectors.seko",
                verbose_name="Sectors invited",
            ),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("open", "open for comments"),
                    ("consolidation", "preparing opinions"),
                    ("in_review", "preparing answers"),
                    ("answered", "report published"),
                    ("cancelled", "cancelled"),
                ],
                default="draft",
                max_length=15,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="consultation",
            name="urgency_reason",
            field=models.TextField(
                blank=True,
                help_text="For fewer than seven days. The reason is published.",
                verbose_name="reason for urgency",
            ),
        ),
        migrations.AlterField(
            model_name="documentimport",
            name="message",
            field=models.CharField(blank=True, max_length=40, verbose_name="why it could not be processed"),
        ),
        migrations.AlterField(
            model_name="documentimport",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision number"),
        ),
        migrations.AlterField(
            model_name="documentimport",
            name="status",
            field=models.CharField(
                choices=[
                    ("reading", "being processed"),
                    ("failed", "could not be processed"),
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
            model_name="opinion",
            name="content",
            field=models.JSONField(
                blank=True,
                encoder=django.core.serializers.json.DjangoJSONEncoder,
                help_text="Does not change after submission.",
                null=True,
                verbose_name="content",
            ),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision number"),
        ),
        migrations.AlterField(
            model_name="opinionitem",
            name="note",
            field=models.TextField(
                blank=True,
                help_text="Seen by the consortium alone, never published.",
                max_length=5000,
                validators=[django.core.validators.MaxLengthValidator(5000)],
                verbose_name="internal note",
            ),
        ),
        migrations.AlterField(
            model_name="opinionitem",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision number"),
        ),
        migrations.AlterField(
            model_name="passage",
            name="kind",
            field=models.CharField(
                choices=[
                    ("heading", "heading"),
                    ("article", "article"),
                    ("paragraph", "plain paragraph"),
                    ("list_item", "list item"),
                    ("table", "table"),
                    ("footnote", "footnote"),
                ],
                default="paragraph",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="passage",
            name="level",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Heading: 1 to 6. List item: its depth. Anything else: 0.", verbose_name="level"
            ),
        ),
        migrations.AlterField(
            model_name="question",
            name="kind",
            field=models.CharField(
                choices=[
                    ("text", "text"),
                    ("single", "single choice"),
                    ("multiple", "multiple choice"),
                    ("scale", "scale"),
                    ("number", "number"),
                ],
                default="text",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="questionanswer",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision number"),
        ),
        migrations.AlterField(
            model_name="response",
            name="revision",
            field=models.PositiveIntegerField(default=1, verbose_name="revision number"),
        ),
        migrations.AlterField(
            model_name="seat",
            name="mandate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seats",
                to="organizations.representation",
                verbose_name="mandate for this seat",
            ),
        ),
        migrations.AlterConstraint(
            model_name="consultation",
            name="consultation_dates_forward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_due_at__gte", models.F("opinion_due_at")),
                    ("comments_close_at__gt", models.F("opens_at")),
                    ("opinion_due_at__gte", models.F("comments_close_at")),
                ),
                name="consultation_dates_forward",
                violation_error_code="dates_backwards",
                violation_error_message="The dates are in the wrong order. It must be: opening, end of comments, opinions due, answers due.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="question",
            name="question_bounds_forward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum__isnull", True),
                    ("maximum__isnull", True),
                    ("maximum__gt", models.F("minimum")),
                    _connector="OR",
                ),
                name="question_bounds_forward",
                violation_error_code="bounds_backwards",
                violation_error_message="The highest number must be greater than the lowest.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="setaside",
            name="set_aside_has_reason",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="set_aside_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give a reason. The organization that commented sees it.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="training",
            name="training_dates_forward",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_at__gt", models.F("starts_at")), ("registration_closes_at__lte", models.F("starts_at"))
                ),
                name="training_dates_forward",
                violation_error_code="training_backwards",
                violation_error_message="The dates are in the wrong order. It must be: end of registration, start, end.",
            ),
        ),
    ]

"""Organizations prepare drafts and answer questions; a comment can be hidden; a link to eKonsultacije."""

import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0009_passages_and_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("change", "change"),
                            ("addition", "addition"),
                            ("deletion", "deletion"),
                            ("question", "question"),
                            ("support", "support"),
                            ("general", "general remark"),
                        ],
                        default="change",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "proposed_text",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                        verbose_name="proposed text",
                    ),
                ),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                        verbose_name="reason",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
            ],
            options={
                "verbose_name": "draft of a comment",
                "verbose_name_plural": "drafts of comments",
                "ordering": ["consultation", "passage__position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file", models.FileField(upload_to="comments/%Y/", verbose_name="file")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("size", models.PositiveIntegerField(help_text="Bytes.", verbose_name="size")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "file of a draft",
                "verbose_name_plural": "files of drafts",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="position")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "text"),
                            ("single", "one of several"),
                            ("multiple", "several of several"),
                            ("scale", "scale"),
                            ("number", "number"),
                        ],
                        default="text",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="question")),
                ("text_en", models.CharField(blank=True, max_length=500, verbose_name="question in English")),
                (
                    "options",
                    models.JSONField(blank=True, default=list, help_text="What can be chosen.", verbose_name="options"),
                ),
                ("minimum", models.IntegerField(blank=True, null=True, verbose_name="from")),
                ("maximum", models.IntegerField(blank=True, null=True, verbose_name="to")),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["consultation", "position"],
            },
        ),
        migrations.CreateModel(
            name="QuestionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.JSONField(verbose_name="answer")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="submitted at")),
                ("is_late", models.BooleanField(default=False, verbose_name="late")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
            ],
            options={
                "verbose_name": "answer to a question",
                "verbose_name_plural": "answers to questions",
                "ordering": ["question", "pk"],
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hidden at"),
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_mandate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.representation",
                verbose_name="hidden by",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="hidden_reason",
            field=models.TextField(blank=True, max_length=2000, verbose_name="reason for hiding"),
        ),
        migrations.AddField(
            model_name="consultation",
            name="ekonsultacije_url",
            field=models.URLField(
                blank=True,
                help_text="The entry on the state's portal of consultations.",
                verbose_name="address on eKonsultacije",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
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
                violation_error_message="Say why the comment is hidden: everybody reads it.",
            ),
        ),
        migrations.AddField(
            model_name="commentdraft",
            name="comment",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="draft",
                to="consultations.comment",
                verbose_name="comment",
            ),
        ),
        migrations.AddField(
            model_name="commentdraft",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comment_drafts",
                to="consultations.consultation",
                verbose_name="consultation",
            ),
        ),
        migrations.AddField(
            model_name="commentdraft",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.representation",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="commentdraft",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comment_drafts",
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        migrations.AddField(
            model_name="commentdraft",
            name="passage",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty: the whole document.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comment_drafts",
                to="consultations.passage",
                verbose_name="passage",
            ),
        ),
        migrations.AddField(
            model_name="draftfile",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="consultations.commentdraft",
                verbose_name="draft",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="consultations.consultation",
                verbose_name="consultation",
            ),
        ),
        migrations.AddField(
            model_name="questionanswer",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.representation",
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="questionanswer",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="question_answers",
                to="organizations.organization",
                verbose_name="organization",
            ),
        ),
        migrations.AddField(
            model_name="questionanswer",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="consultations.question",
                verbose_name="question",
            ),
        ),
        migrations.AddIndex(
            model_name="commentdraft",
            index=models.Index(fields=["consultation", "organization"], name="comment_draft_of_organization"),
        ),
        migrations.AddConstraint(
            model_name="commentdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["change", "addition", "deletion", "question", "support", "general"])),
                name="comment_draft_kind_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["text", "single", "multiple", "scale", "number"])),
                name="question_kind_known",
                violation_error_code="unknown_choice",
                violation_error_message="Choose one of the listed values.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("consultation", "position"),
                name="question_position_unique",
                violation_error_code="position_taken",
                violation_error_message="Two questions have the same position.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["single", "multiple"]), _negated=True),
                    models.Q(("options", []), _negated=True),
                    _connector="OR",
                ),
                name="question_choice_has_options",
                violation_error_code="options_missing",
                violation_error_message="Write what can be chosen, one on each line.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minimum__isnull", True),
                    ("maximum__isnull", True),
                    ("maximum__gt", models.F("minimum")),
                    _connector="OR",
                ),
                name="question_bounds_forward",
                violation_error_code="bounds_backwards",
                violation_error_message="The scale ends before it begins. Choose a greater end.",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "scale"), _negated=True),
                    models.Q(("minimum__isnull", False), ("maximum__isnull", False)),
                    _connector="OR",
                ),
                name="question_scale_has_bounds",
                violation_error_code="bounds_missing",
                violation_error_message="Say from where to where the scale goes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="questionanswer",
            constraint=models.UniqueConstraint(
                fields=("question", "organization"),
                name="answer_once",
                violation_error_code="answered_twice",
                violation_error_message="Your organization has already answered this question. Change that answer.",
            ),
        ),
    ]

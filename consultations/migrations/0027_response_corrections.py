"""Corrections of published answers: they come after the report, and stay."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION consultations_correction_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM seko_refuse('correction_fixed');
    END IF;
    IF NOT EXISTS (
        SELECT FROM consultations_consultationreport t
        JOIN consultations_opinion o ON o.consultation_id = t.consultation_id
        JOIN consultations_opinionitem i ON i.opinion_id = o.id
        JOIN consultations_response r ON r.item_id = i.id
        WHERE t.consultation_id = NEW.consultation_id AND r.id = NEW.response_id
    ) THEN
        PERFORM seko_refuse('correction_after_report');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_rules BEFORE INSERT OR UPDATE OR DELETE ON consultations_responsecorrection
    FOR EACH ROW EXECUTE FUNCTION consultations_correction_rules();
CREATE TRIGGER correction_mandate_matches BEFORE INSERT ON consultations_responsecorrection
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('correction_mandate_matches');
"""
BACKWARD = """
DROP TRIGGER correction_mandate_matches ON consultations_responsecorrection;
DROP TRIGGER correction_rules ON consultations_responsecorrection;
DROP FUNCTION consultations_correction_rules();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0026_imports_that_waited"),
        ("organizations", "0007_plainer_words"),
    ]

    operations = [
        migrations.CreateModel(
            name="ResponseCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Within the consultation, from 1.", verbose_name="number"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
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
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        max_length=20000,
                        validators=[django.core.validators.MaxLengthValidator(20000)],
                        verbose_name="reason",
                    ),
                ),
                ("forwarded_to", models.CharField(blank=True, max_length=250, verbose_name="forwarded to")),
                (
                    "why",
                    models.TextField(
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="what was wrong",
                    ),
                ),
                ("corrected_at", models.DateTimeField(verbose_name="corrected at")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="response_corrections",
                        to="consultations.consultation",
                        verbose_name="consultation",
                    ),
                ),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="corrected by",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="consultations.response",
                        verbose_name="response",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of an answer",
                "verbose_name_plural": "corrections of answers",
                "ordering": ["consultation", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "accepted",
                                    "partly",
                                    "not_accepted",
                                    "noted",
                                    "already_covered",
                                    "out_of_scope",
                                    "forwarded",
                                ],
                            )
                        ),
                        name="correction_outcome_known",
                        violation_error_code="unknown_choice",
                        violation_error_message="Choose one of the listed values.",
                    ),
                    models.UniqueConstraint(
                        fields=("consultation", "number"),
                        name="correction_number_unique",
                        violation_error_code="number_taken",
                        violation_error_message="Another correction has this number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", "accepted"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="correction_has_reason",
                        violation_error_code="reason_missing",
                        violation_error_message="Give a reason for anything but “accepted”.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "forwarded"), models.Q(("forwarded_to", ""), _negated=True)),
                            models.Q(models.Q(("outcome", "forwarded"), _negated=True), ("forwarded_to", "")),
                            _connector="OR",
                        ),
                        name="correction_forwarded_named",
                        violation_error_code="forwarded_to_missing",
                        violation_error_message="Name the body for “forwarded to a competent body”, and only for that.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="correction_says_why",
                        violation_error_code="why_missing",
                        violation_error_message="Say what was wrong. It will be published.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

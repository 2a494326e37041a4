"""A submitted opinion may be taken back until somebody works on it; what had been submitted is kept as it was."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE OR REPLACE FUNCTION consultations_opinion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.status = 'draft'
        AND (NEW.consultation_id, NEW.seko_id, NEW.introduction, NEW.organization_id, NEW.mandate_id)
            IS NOT DISTINCT FROM (OLD.consultation_id, OLD.seko_id, OLD.introduction, OLD.organization_id, OLD.mandate_id)
        AND EXISTS (
            SELECT FROM consultations_retraction
            WHERE opinion_id = OLD.id AND content_hash = OLD.content_hash AND submitted_at = OLD.submitted_at
        ) THEN
        IF EXISTS (
            SELECT FROM consultations_opinionitem i WHERE i.opinion_id = OLD.id AND (
                EXISTS (SELECT FROM consultations_assignment WHERE item_id = i.id)
                OR EXISTS (SELECT FROM consultations_response WHERE item_id = i.id)
            )
        ) THEN
            PERFORM seko_refuse('opinion_review_begun');
        END IF;
        RETURN NEW;
    END IF;
    PERFORM seko_refuse('opinion_submitted_fixed');
END $$;

CREATE FUNCTION consultations_retraction_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('retraction_fixed');
END $$;
CREATE TRIGGER retraction_fixed BEFORE UPDATE OR DELETE ON consultations_retraction
    FOR EACH ROW EXECUTE FUNCTION consultations_retraction_fixed();
CREATE TRIGGER retraction_mandate_matches BEFORE INSERT ON consultations_retraction
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('retraction_mandate_matches');
"""
BACKWARD = """
DROP TRIGGER retraction_mandate_matches ON consultations_retraction;
DROP TRIGGER retraction_fixed ON consultations_retraction;
DROP FUNCTION consultations_retraction_fixed();
CREATE OR REPLACE FUNCTION consultations_opinion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('opinion_submitted_fixed');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0021_plainer_words"),
        ("organizations", "0006_given_by_mistake"),
    ]

    operations = [
        migrations.CreateModel(
            name="Retraction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=50, verbose_name="number")),
                (
                    "content",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="content"),
                ),
                ("content_hash", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256 of the content")),
                ("submitted_at", models.DateTimeField(verbose_name="submitted at")),
                (
                    "reason",
                    models.TextField(
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="reason",
                    ),
                ),
                ("retracted_at", models.DateTimeField(verbose_name="taken back at")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retractions",
                        to="consultations.opinion",
                        verbose_name="opinion",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organizations.organization",
                        verbose_name="taken back by",
                    ),
                ),
            ],
            options={
                "verbose_name": "opinion taken back",
                "verbose_name_plural": "opinions taken back",
                "ordering": ["-retracted_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="retraction_has_reason",
                        violation_error_code="reason_missing",
                        violation_error_message="Give a reason. It will be published.",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

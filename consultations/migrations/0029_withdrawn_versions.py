"""A version that was issued by mistake is withdrawn; nothing rests on it, then or later."""

from django.db import migrations, models

FORWARD = """
CREATE FUNCTION consultations_version_in_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM consultations_consultation WHERE version_id = NEW.id)
        OR EXISTS (
            SELECT FROM consultations_documentversion
            WHERE document_id = NEW.document_id AND number > NEW.number AND withdrawn_at IS NULL
        )
        OR EXISTS (
            SELECT FROM consultations_passage p WHERE p.version_id = NEW.id AND (
                EXISTS (SELECT FROM consultations_response WHERE landed_in_id = p.id)
                OR EXISTS (SELECT FROM consultations_landing WHERE passage_id = p.id)
            )
        ) THEN
        PERFORM seko_refuse('document_version_in_use');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_version_in_use BEFORE UPDATE ON consultations_documentversion
    FOR EACH ROW WHEN (NEW.withdrawn_at IS NOT NULL AND OLD.withdrawn_at IS NULL)
    EXECUTE FUNCTION consultations_version_in_use();

-- SHARE: whoever withdraws the version and whoever puts it under a consultation wait for each other.
CREATE FUNCTION consultations_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM consultations_documentversion WHERE id = NEW.version_id FOR SHARE;
    IF EXISTS (SELECT FROM consultations_documentversion WHERE id = NEW.version_id AND withdrawn_at IS NOT NULL) THEN
        PERFORM seko_refuse('consultation_version_stands');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_version_stands BEFORE INSERT OR UPDATE OF version_id ON consultations_consultation
    FOR EACH ROW EXECUTE FUNCTION consultations_version_stands();
"""
BACKWARD = """
DROP TRIGGER consultation_version_stands ON consultations_consultation;
DROP FUNCTION consultations_version_stands();
DROP TRIGGER document_version_in_use ON consultations_documentversion;
DROP FUNCTION consultations_version_in_use();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("consultations", "0028_words_in_use"),
    ]

    operations = [
        migrations.AddField(
            model_name="documentversion",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn at"),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="withdrawn_reason",
            field=models.TextField(blank=True, editable=False, verbose_name="reason for withdrawing"),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_reason", "")),
                    models.Q(("withdrawn_at__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="document_version_withdrawn_has_reason",
                violation_error_code="reason_missing",
                violation_error_message="Give a reason: it stands beside the version.",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]

"""A consultation that nobody has spoken in may get another version; the SEKOs invited stay once somebody has."""

from django.db import migrations

SPOKEN = """
CREATE FUNCTION consultations_was_spoken_in(round bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM consultations_comment WHERE consultation_id = round)
        OR EXISTS (SELECT FROM consultations_opinion WHERE consultation_id = round)
        OR EXISTS (
            SELECT FROM consultations_questionanswer a JOIN consultations_question q ON q.id = a.question_id
            WHERE q.consultation_id = round AND a.submitted_at IS NOT NULL
        )
$$;
CREATE OR REPLACE FUNCTION consultations_version_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status NOT IN ('draft', 'open') OR consultations_was_spoken_in(OLD.id) THEN
        PERFORM seko_refuse('consultation_version_fixed');
    END IF;
    RETURN NEW;
END $$;

-- SHARE: whoever exchanges a SEKO waits for comments that are being written, and they for them.
CREATE FUNCTION consultations_invitation_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM consultations_consultation WHERE id = OLD.consultation_id AND status <> 'draft' FOR SHARE;
    IF FOUND AND consultations_was_spoken_in(OLD.consultation_id) THEN
        PERFORM seko_refuse('invitation_fixed');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER invitation_fixed BEFORE UPDATE OR DELETE ON consultations_invitation
    FOR EACH ROW EXECUTE FUNCTION consultations_invitation_fixed();
"""
NOT_SPOKEN = """
DROP TRIGGER invitation_fixed ON consultations_invitation;
DROP FUNCTION consultations_invitation_fixed();
CREATE OR REPLACE FUNCTION consultations_version_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' OR EXISTS (SELECT FROM consultations_comment WHERE consultation_id = OLD.id)
        OR EXISTS (SELECT FROM consultations_opinion WHERE consultation_id = OLD.id) THEN
        PERFORM seko_refuse('consultation_version_fixed');
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION consultations_was_spoken_in(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0019_given_by_mistake")]

    operations = [migrations.RunSQL(SPOKEN, NOT_SPOKEN)]

"""The text under consultation is fixed; a comment belongs to it and is fixed once the window has closed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION consultations_passage_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Comments and answers point at passages: none moves to another version.
    IF (TG_OP = 'UPDATE' AND NEW.version_id <> OLD.version_id)
        OR (TG_OP <> 'INSERT' AND consultations_is_consulted(OLD.version_id))
        OR (TG_OP <> 'DELETE' AND consultations_is_consulted(NEW.version_id)) THEN
        PERFORM seko_refuse('passage_under_consultation_fixed');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE FUNCTION consultations_is_consulted(version bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM consultations_consultation WHERE version_id = version AND status <> 'draft')
$$;
CREATE TRIGGER passage_under_consultation_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_passage
    FOR EACH ROW EXECUTE FUNCTION consultations_passage_fixed();

CREATE FUNCTION consultations_version_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'draft' OR EXISTS (SELECT FROM consultations_comment WHERE consultation_id = OLD.id)
        OR EXISTS (SELECT FROM consultations_opinion WHERE consultation_id = OLD.id) THEN
        PERFORM seko_refuse('consultation_version_fixed');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_version_fixed BEFORE UPDATE ON consultations_consultation
    FOR EACH ROW WHEN (NEW.version_id IS DISTINCT FROM OLD.version_id)
    EXECUTE FUNCTION consultations_version_fixed();

-- What came in time stays in time: the window does not end before it.
CREATE FUNCTION consultations_window_keeps_comments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM consultations_comment
        WHERE consultation_id = NEW.id AND NOT is_late AND submitted_at >= NEW.comments_close_at
    ) THEN
        PERFORM seko_refuse('consultation_window_keeps_comments');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consultation_window_keeps_comments BEFORE UPDATE ON consultations_consultation
    FOR EACH ROW WHEN (NEW.comments_close_at < OLD.comments_close_at)
    EXECUTE FUNCTION consultations_window_keeps_comments();

CREATE FUNCTION consultations_comment_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    round consultations_consultation%ROWTYPE;
BEGIN
    -- SHARE: whoever closes the window or moves its end waits for comments that are being written, and they for him.
    IF TG_OP <> 'INSERT' THEN
        SELECT * INTO round FROM consultations_consultation WHERE id = OLD.consultation_id FOR SHARE;
        IF clock_timestamp() >= round.comments_close_at THEN
            PERFORM seko_refuse('comment_fixed_after_window');
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF NEW.consultation_id <> OLD.consultation_id THEN
            PERFORM seko_refuse('comment_consultation_fixed');
        END IF;
    END IF;
    SELECT * INTO round FROM consultations_consultation WHERE id = NEW.consultation_id FOR SHARE;
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM consultations_passage WHERE id = NEW.passage_id AND version_id = round.version_id
    ) THEN
        PERFORM seko_refuse('comment_on_version_consulted');
    END IF;
    -- Not on every update: a window that was made longer leaves late comments marked as they were.
    IF (TG_OP = 'INSERT' OR (NEW.submitted_at, NEW.is_late) IS DISTINCT FROM (OLD.submitted_at, OLD.is_late))
        AND NEW.is_late <> (NEW.submitted_at >= round.comments_close_at) THEN
        PERFORM seko_refuse('comment_late_is_marked');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER comment_rules BEFORE INSERT OR UPDATE OR DELETE ON consultations_comment
    FOR EACH ROW EXECUTE FUNCTION consultations_comment_rules();
CREATE TRIGGER comment_mandate_matches BEFORE INSERT OR UPDATE ON consultations_comment
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('comment_mandate_matches');
CREATE TRIGGER support_mandate_matches BEFORE INSERT OR UPDATE ON consultations_support
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('support_mandate_matches');

-- A file comes with its comment. The minute is for the time that storing files takes after a late comment.
CREATE FUNCTION consultations_attachment_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM consultations_comment c JOIN consultations_consultation k ON k.id = c.consultation_id
        WHERE c.id IN (OLD.comment_id, NEW.comment_id) AND clock_timestamp() >= k.comments_close_at
            AND (TG_OP <> 'INSERT' OR c.submitted_at < clock_timestamp() - interval '1 minute')
    ) THEN
        PERFORM seko_refuse('comment_fixed_after_window');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER attachment_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_attachment
    FOR EACH ROW EXECUTE FUNCTION consultations_attachment_fixed();
"""

BACKWARD = """
DROP TRIGGER attachment_fixed ON consultations_attachment;
DROP FUNCTION consultations_attachment_fixed();
DROP TRIGGER support_mandate_matches ON consultations_support;
DROP TRIGGER comment_mandate_matches ON consultations_comment;
DROP TRIGGER comment_rules ON consultations_comment;
DROP FUNCTION consultations_comment_rules();
DROP TRIGGER consultation_window_keeps_comments ON consultations_consultation;
DROP FUNCTION consultations_window_keeps_comments();
DROP TRIGGER consultation_version_fixed ON consultations_consultation;
DROP FUNCTION consultations_version_fixed();
DROP TRIGGER passage_under_consultation_fixed ON consultations_passage;
DROP FUNCTION consultations_passage_fixed();
DROP FUNCTION consultations_is_consulted(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0002_relations"), ("seko", "0002_rule_functions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

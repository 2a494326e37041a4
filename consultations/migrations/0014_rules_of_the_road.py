"""Drafts, questions, hidden comments, objections, reviewed answers, landings and files of reports keep their rules."""

from django.db import migrations

# --- passages ---------------------------------------------------------------------------------

PASSAGES = """
CREATE FUNCTION consultations_passage_origin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consultations_passage now
        JOIN consultations_documentversion later ON later.id = now.version_id
        JOIN consultations_documentversion earlier
            ON earlier.document_id = later.document_id AND earlier.number < later.number
        JOIN consultations_passage before ON before.version_id = earlier.id
        WHERE now.id = NEW.passage_id AND before.id = NEW.forerunner_id
    ) THEN
        PERFORM seko_refuse('passage_origin_in_document');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER passage_origin_in_document BEFORE INSERT OR UPDATE ON consultations_passageorigin
    FOR EACH ROW EXECUTE FUNCTION consultations_passage_origin();
ALTER TABLE consultations_documentimport
    RENAME CONSTRAINT consultations_documentimport_version_id_key TO import_one_per_version;
"""
NO_PASSAGES = """
ALTER TABLE consultations_documentimport
    RENAME CONSTRAINT import_one_per_version TO consultations_documentimport_version_id_key;
DROP TRIGGER passage_origin_in_document ON consultations_passageorigin;
DROP FUNCTION consultations_passage_origin();
"""

# --- what is said -----------------------------------------------------------------------------

SPEAKING = """
CREATE FUNCTION consultations_question_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM consultations_consultation
        WHERE id IN (OLD.consultation_id, NEW.consultation_id) AND status <> 'draft'
    ) THEN
        PERFORM seko_refuse('question_fixed');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER question_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_question
    FOR EACH ROW EXECUTE FUNCTION consultations_question_fixed();

CREATE FUNCTION consultations_answer_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closes timestamptz;
BEGIN
    -- SHARE: whoever closes the window waits for answers that are being written, and they for him.
    SELECT k.comments_close_at INTO closes
    FROM consultations_question q JOIN consultations_consultation k ON k.id = q.consultation_id
    WHERE q.id = coalesce(NEW.question_id, OLD.question_id) FOR SHARE OF k;
    IF TG_OP <> 'INSERT' AND OLD.submitted_at IS NOT NULL AND clock_timestamp() >= closes THEN
        PERFORM seko_refuse('answer_fixed_after_window');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF (TG_OP = 'INSERT' OR (NEW.submitted_at, NEW.is_late) IS DISTINCT FROM (OLD.submitted_at, OLD.is_late))
        AND NEW.is_late <> coalesce(NEW.submitted_at >= closes, false) THEN
        PERFORM seko_refuse('answer_late_is_marked');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_rules BEFORE INSERT OR UPDATE OR DELETE ON consultations_questionanswer
    FOR EACH ROW EXECUTE FUNCTION consultations_answer_rules();
CREATE TRIGGER answer_mandate_matches BEFORE INSERT OR UPDATE ON consultations_questionanswer
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('answer_mandate_matches');

CREATE FUNCTION consultations_draft_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM consultations_passage p JOIN consultations_consultation k ON k.version_id = p.version_id
        WHERE p.id = NEW.passage_id AND k.id = NEW.consultation_id
    ) THEN
        PERFORM seko_refuse('draft_on_version_consulted');
    END IF;
    IF NEW.comment_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM consultations_comment
        WHERE id = NEW.comment_id AND organization_id = NEW.organization_id AND consultation_id = NEW.consultation_id
    ) THEN
        PERFORM seko_refuse('draft_of_own_comment');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER draft_rules BEFORE INSERT OR UPDATE ON consultations_commentdraft
    FOR EACH ROW EXECUTE FUNCTION consultations_draft_rules();
CREATE TRIGGER draft_mandate_matches BEFORE INSERT OR UPDATE ON consultations_commentdraft
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('draft_mandate_matches');
ALTER TABLE consultations_commentdraft
    RENAME CONSTRAINT consultations_commentdraft_comment_id_key TO draft_one_per_comment;
"""
NOT_SPEAKING = """
ALTER TABLE consultations_commentdraft
    RENAME CONSTRAINT draft_one_per_comment TO consultations_commentdraft_comment_id_key;
DROP TRIGGER draft_mandate_matches ON consultations_commentdraft;
DROP TRIGGER draft_rules ON consultations_commentdraft;
DROP FUNCTION consultations_draft_rules();
DROP TRIGGER answer_mandate_matches ON consultations_questionanswer;
DROP TRIGGER answer_rules ON consultations_questionanswer;
DROP FUNCTION consultations_answer_rules();
DROP TRIGGER question_fixed ON consultations_question;
DROP FUNCTION consultations_question_fixed();
"""

COMMENT = """
CREATE OR REPLACE FUNCTION consultations_comment_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    round consultations_consultation%%ROWTYPE;
BEGIN
    -- SHARE: whoever closes the window or moves its end waits for comments that are being written, and they for him.
    IF TG_OP <> 'INSERT' THEN
        SELECT * INTO round FROM consultations_consultation WHERE id = OLD.consultation_id FOR SHARE;
        IF clock_timestamp() >= round.comments_close_at%s THEN
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
"""
# An abusive comment can be hidden at any time: what was said stays in the row as it was said.
BUT_FOR_HIDING = """ AND (TG_OP = 'DELETE'
            OR (NEW.consultation_id, NEW.passage_id, NEW.number, NEW.organization_id, NEW.mandate_id, NEW.kind,
                NEW.proposed_text, NEW.reason, NEW.submitted_at, NEW.is_late, NEW.withdrawn_at)
            IS DISTINCT FROM
               (OLD.consultation_id, OLD.passage_id, OLD.number, OLD.organization_id, OLD.mandate_id, OLD.kind,
                OLD.proposed_text, OLD.reason, OLD.submitted_at, OLD.is_late, OLD.withdrawn_at))"""

# --- the opinion ------------------------------------------------------------------------------

OPINIONS = """
CREATE TRIGGER opinion_submitted_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_objection
    FOR EACH ROW EXECUTE FUNCTION consultations_opinion_part();
CREATE TRIGGER objection_mandate_matches BEFORE INSERT OR UPDATE ON consultations_objection
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('objection_mandate_matches');

CREATE FUNCTION consultations_minority_comment_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM consultations_refuse_if_submitted(
            (SELECT opinion_id FROM consultations_minorityposition WHERE id = OLD.position_id));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM consultations_refuse_if_submitted(
            (SELECT opinion_id FROM consultations_minorityposition WHERE id = NEW.position_id));
        IF NOT EXISTS (
            SELECT FROM consultations_minorityposition m
            JOIN consultations_opinion o ON o.id = m.opinion_id
            JOIN consultations_comment c ON c.consultation_id = o.consultation_id
            WHERE m.id = NEW.position_id AND c.id = NEW.comment_id
        ) THEN
            PERFORM seko_refuse('item_comment_same_consultation');
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER minority_comment_rules BEFORE INSERT OR UPDATE OR DELETE ON consultations_minoritycomment
    FOR EACH ROW EXECUTE FUNCTION consultations_minority_comment_part();
"""
NO_OPINIONS = """
DROP TRIGGER minority_comment_rules ON consultations_minoritycomment;
DROP FUNCTION consultations_minority_comment_part();
DROP TRIGGER objection_mandate_matches ON consultations_objection;
DROP TRIGGER opinion_submitted_fixed ON consultations_objection;
"""

# --- answers and the report -------------------------------------------------------------------

CHECK_REPORT = """
CREATE OR REPLACE FUNCTION consultations_check_report(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Publishing, submitting an opinion and taking a response back wait for each other here.
    PERFORM 1 FROM consultations_consultation WHERE id = checked FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM consultations_consultationreport WHERE consultation_id = checked) AND EXISTS (
        SELECT FROM consultations_opinion o
        JOIN consultations_opinionitem i ON i.opinion_id = o.id
        LEFT JOIN consultations_response r ON r.item_id = i.id%s
        WHERE o.consultation_id = checked AND o.status = 'submitted' AND r.id IS NULL
    ) THEN
        PERFORM seko_refuse('report_items_answered');
    END IF;
END $$;
"""
APPROVED = " AND r.status = 'approved'"

REPORTS = """
CREATE FUNCTION consultations_landing_rules() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consultations_response r
        JOIN consultations_opinionitem i ON i.id = r.item_id
        JOIN consultations_opinion o ON o.id = i.opinion_id
        JOIN consultations_consultation k ON k.id = o.consultation_id
        JOIN consultations_documentversion consulted ON consulted.id = k.version_id
        JOIN consultations_documentversion later
            ON later.document_id = consulted.document_id AND later.number > consulted.number
        JOIN consultations_passage p ON p.version_id = later.id
        WHERE r.id = NEW.response_id AND p.id = NEW.passage_id
    ) THEN
        PERFORM seko_refuse('landing_in_document');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER landing_in_document BEFORE INSERT OR UPDATE ON consultations_landing
    FOR EACH ROW EXECUTE FUNCTION consultations_landing_rules();
ALTER TABLE consultations_landing RENAME CONSTRAINT consultations_landing_response_id_key TO landing_one_per_response;

CREATE FUNCTION consultations_report_file_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('report_file_fixed');
END $$;
CREATE TRIGGER report_file_fixed BEFORE UPDATE OR DELETE ON consultations_reportfile
    FOR EACH ROW EXECUTE FUNCTION consultations_report_file_fixed();
"""
NO_REPORTS = """
DROP TRIGGER report_file_fixed ON consultations_reportfile;
DROP FUNCTION consultations_report_file_fixed();
ALTER TABLE consultations_landing RENAME CONSTRAINT landing_one_per_response TO consultations_landing_response_id_key;
DROP TRIGGER landing_in_document ON consultations_landing;
DROP FUNCTION consultations_landing_rules();
"""

FORWARD = PASSAGES + SPEAKING + COMMENT % BUT_FOR_HIDING + OPINIONS + CHECK_REPORT % APPROVED + REPORTS
BACKWARD = NO_REPORTS + CHECK_REPORT % "" + NO_OPINIONS + COMMENT % "" + NOT_SPEAKING + NO_PASSAGES


class Migration(migrations.Migration):
    dependencies = [("consultations", "0013_report_files")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""A report is published only when every item has its response; then neither it nor they change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION consultations_check_report(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Publishing, submitting an opinion and taking a response back wait for each other here.
    PERFORM 1 FROM consultations_consultation WHERE id = checked FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM consultations_consultationreport WHERE consultation_id = checked) AND EXISTS (
        SELECT FROM consultations_opinion o
        JOIN consultations_opinionitem i ON i.opinion_id = o.id
        LEFT JOIN consultations_response r ON r.item_id = i.id
        WHERE o.consultation_id = checked AND o.status = 'submitted' AND r.id IS NULL
    ) THEN
        PERFORM seko_refuse('report_items_answered');
    END IF;
END $$;

CREATE FUNCTION consultations_report_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultations_check_report(NEW.consultation_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER report_items_answered AFTER INSERT ON consultations_consultationreport
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION consultations_report_complete();
-- Only for submitted ones: a draft that locked the consultation would wait crosswise with its own submission.
CREATE CONSTRAINT TRIGGER report_items_answered AFTER INSERT OR UPDATE ON consultations_opinion
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status = 'submitted') EXECUTE FUNCTION consultations_report_complete();

CREATE FUNCTION consultations_report_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('report_published_fixed');
END $$;
CREATE TRIGGER report_published_fixed BEFORE UPDATE OR DELETE ON consultations_consultationreport
    FOR EACH ROW EXECUTE FUNCTION consultations_report_fixed();

CREATE FUNCTION consultations_response_rules() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rounds bigint[] := ARRAY(
        SELECT DISTINCT o.consultation_id
        FROM consultations_opinionitem i JOIN consultations_opinion o ON o.id = i.opinion_id
        WHERE i.id IN (OLD.item_id, NEW.item_id)
    );
BEGIN
    PERFORM 1 FROM consultations_consultation WHERE id = ANY (rounds) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT FROM consultations_consultationreport WHERE consultation_id = ANY (rounds)) THEN
        PERFORM seko_refuse('report_published_fixed');
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.landed_in_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM consultations_opinionitem i
        JOIN consultations_opinion o ON o.id = i.opinion_id
        JOIN consultations_consultation k ON k.id = o.consultation_id
        JOIN consultations_documentversion consulted ON consulted.id = k.version_id
        JOIN consultations_documentversion later
            ON later.document_id = consulted.document_id AND later.number > consulted.number
        JOIN consultations_passage p ON p.version_id = later.id
        WHERE i.id = NEW.item_id AND p.id = NEW.landed_in_id
    ) THEN
        PERFORM seko_refuse('response_landed_in_document');
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER response_rules BEFORE INSERT OR UPDATE OR DELETE ON consultations_response
    FOR EACH ROW EXECUTE FUNCTION consultations_response_rules();
CREATE TRIGGER response_mandate_matches BEFORE INSERT OR UPDATE ON consultations_response
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('response_mandate_matches');
CREATE TRIGGER report_mandate_matches BEFORE INSERT OR UPDATE ON consultations_consultationreport
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('report_mandate_matches');

-- Uniqueness that comes with a one-to-one field gets a name of the domain, so that its refusal can be told.
ALTER TABLE consultations_response RENAME CONSTRAINT consultations_response_item_id_key TO response_one_per_item;
ALTER TABLE consultations_assignment RENAME CONSTRAINT consultations_assignment_item_id_key TO assignment_one_per_item;
ALTER TABLE consultations_consultationreport
    RENAME CONSTRAINT consultations_consultationreport_consultation_id_key TO report_one_per_consultation;
"""

BACKWARD = """
ALTER TABLE consultations_consultationreport
    RENAME CONSTRAINT report_one_per_consultation TO consultations_consultationreport_consultation_id_key;
ALTER TABLE consultations_assignment RENAME CONSTRAINT assignment_one_per_item TO consultations_assignment_item_id_key;
ALTER TABLE consultations_response RENAME CONSTRAINT response_one_per_item TO consultations_response_item_id_key;
DROP TRIGGER report_mandate_matches ON consultations_consultationreport;
DROP TRIGGER response_mandate_matches ON consultations_response;
DROP TRIGGER response_rules ON consultations_response;
DROP FUNCTION consultations_response_rules();
DROP TRIGGER report_published_fixed ON consultations_consultationreport;
DROP FUNCTION consultations_report_fixed();
DROP TRIGGER report_items_answered ON consultations_opinion;
DROP TRIGGER report_items_answered ON consultations_consultationreport;
DROP FUNCTION consultations_report_complete();
DROP FUNCTION consultations_check_report(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0004_opinion_rules")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

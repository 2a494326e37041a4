"""A submitted opinion and all that belongs to it never change; merged comments come from its consultation."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION consultations_opinion_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('opinion_submitted_fixed');
END $$;
CREATE TRIGGER opinion_submitted_fixed BEFORE UPDATE OR DELETE ON consultations_opinion
    FOR EACH ROW WHEN (OLD.status = 'submitted') EXECUTE FUNCTION consultations_opinion_fixed();
CREATE TRIGGER opinion_mandate_matches BEFORE INSERT OR UPDATE ON consultations_opinion
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('opinion_mandate_matches');
CREATE TRIGGER approval_mandate_matches BEFORE INSERT OR UPDATE ON consultations_approval
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('approval_mandate_matches');

CREATE FUNCTION consultations_opinion_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('opinion_consultation_fixed');
END $$;
CREATE TRIGGER opinion_consultation_fixed BEFORE UPDATE ON consultations_opinion
    FOR EACH ROW WHEN (NEW.consultation_id <> OLD.consultation_id) EXECUTE FUNCTION consultations_opinion_stays();

-- SHARE: a part that is being added and the submission of the whole wait for each other.
CREATE FUNCTION consultations_refuse_if_submitted(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found_status text;
BEGIN
    SELECT status INTO found_status FROM consultations_opinion WHERE id = checked FOR SHARE;
    IF found_status = 'submitted' THEN
        PERFORM seko_refuse('opinion_submitted_fixed');
    END IF;
END $$;

CREATE FUNCTION consultations_opinion_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM consultations_refuse_if_submitted(OLD.opinion_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM consultations_refuse_if_submitted(NEW.opinion_id);
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER opinion_submitted_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_opinionitem
    FOR EACH ROW EXECUTE FUNCTION consultations_opinion_part();
CREATE TRIGGER opinion_submitted_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_minorityposition
    FOR EACH ROW EXECUTE FUNCTION consultations_opinion_part();
CREATE TRIGGER opinion_submitted_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_setaside
    FOR EACH ROW EXECUTE FUNCTION consultations_opinion_part();
CREATE TRIGGER opinion_submitted_fixed BEFORE INSERT OR UPDATE OR DELETE ON consultations_approval
    FOR EACH ROW EXECUTE FUNCTION consultations_opinion_part();

-- Else a position could be slipped under an item of an opinion that has been submitted.
CREATE FUNCTION consultations_minority_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.item_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM consultations_opinionitem WHERE id = NEW.item_id AND opinion_id = NEW.opinion_id
    ) THEN
        PERFORM seko_refuse('minority_item_same_opinion');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER minority_item_same_opinion BEFORE INSERT OR UPDATE ON consultations_minorityposition
    FOR EACH ROW EXECUTE FUNCTION consultations_minority_item();

CREATE FUNCTION consultations_item_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM seko_refuse('item_opinion_fixed');
END $$;
CREATE TRIGGER item_opinion_fixed BEFORE UPDATE ON consultations_opinionitem
    FOR EACH ROW WHEN (NEW.opinion_id <> OLD.opinion_id) EXECUTE FUNCTION consultations_item_stays();

CREATE FUNCTION consultations_item_comment_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM consultations_refuse_if_submitted((SELECT opinion_id FROM consultations_opinionitem WHERE id = OLD.item_id));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM consultations_refuse_if_submitted((SELECT opinion_id FROM consultations_opinionitem WHERE id = NEW.item_id));
        IF NOT EXISTS (
            SELECT FROM consultations_opinionitem i
            JOIN consultations_opinion o ON o.id = i.opinion_id
            JOIN consultations_comment c ON c.consultation_id = o.consultation_id
            WHERE i.id = NEW.item_id AND c.id = NEW.comment_id
        ) THEN
            PERFORM seko_refuse('item_comment_same_consultation');
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER item_comment_rules BEFORE INSERT OR UPDATE OR DELETE ON consultations_itemcomment
    FOR EACH ROW EXECUTE FUNCTION consultations_item_comment_part();

CREATE FUNCTION consultations_set_aside_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consultations_opinion o JOIN consultations_comment c ON c.consultation_id = o.consultation_id
        WHERE o.id = NEW.opinion_id AND c.id = NEW.comment_id
    ) THEN
        PERFORM seko_refuse('item_comment_same_consultation');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER set_aside_same_consultation BEFORE INSERT OR UPDATE ON consultations_setaside
    FOR EACH ROW EXECUTE FUNCTION consultations_set_aside_same();

CREATE FUNCTION consultations_item_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.passage_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM consultations_opinion o
        JOIN consultations_consultation k ON k.id = o.consultation_id
        JOIN consultations_passage p ON p.version_id = k.version_id
        WHERE o.id = NEW.opinion_id AND p.id = NEW.passage_id
    ) THEN
        PERFORM seko_refuse('item_on_version_consulted');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER item_on_version_consulted BEFORE INSERT OR UPDATE ON consultations_opinionitem
    FOR EACH ROW EXECUTE FUNCTION consultations_item_version();
"""

BACKWARD = """
DROP TRIGGER item_on_version_consulted ON consultations_opinionitem;
DROP FUNCTION consultations_item_version();
DROP TRIGGER set_aside_same_consultation ON consultations_setaside;
DROP FUNCTION consultations_set_aside_same();
DROP TRIGGER item_comment_rules ON consultations_itemcomment;
DROP FUNCTION consultations_item_comment_part();
DROP TRIGGER item_opinion_fixed ON consultations_opinionitem;
DROP FUNCTION consultations_item_stays();
DROP TRIGGER minority_item_same_opinion ON consultations_minorityposition;
DROP FUNCTION consultations_minority_item();
DROP TRIGGER opinion_submitted_fixed ON consultations_approval;
DROP TRIGGER opinion_submitted_fixed ON consultations_setaside;
DROP TRIGGER opinion_submitted_fixed ON consultations_minorityposition;
DROP TRIGGER opinion_submitted_fixed ON consultations_opinionitem;
DROP FUNCTION consultations_opinion_part();
DROP FUNCTION consultations_refuse_if_submitted(bigint);
DROP TRIGGER opinion_consultation_fixed ON consultations_opinion;
DROP FUNCTION consultations_opinion_stays();
DROP TRIGGER approval_mandate_matches ON consultations_approval;
DROP TRIGGER opinion_mandate_matches ON consultations_opinion;
DROP TRIGGER opinion_submitted_fixed ON consultations_opinion;
DROP FUNCTION consultations_opinion_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0003_comment_rules")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""A memorandum in force is signed by all; two of them do not bind a party for the same SEKO at once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION memoranda_check(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    memo memoranda_memorandum%ROWTYPE;
    party record;
BEGIN
    SELECT * INTO memo FROM memoranda_memorandum WHERE id = checked FOR NO KEY UPDATE;
    IF NOT FOUND OR memo.status NOT IN ('in_force', 'expired', 'terminated') THEN
        RETURN;
    END IF;
    IF memo.status = 'in_force' AND (
        EXISTS (SELECT FROM memoranda_signatory WHERE memorandum_id = checked AND signed_on IS NULL)
        OR NOT EXISTS (
            SELECT FROM memoranda_signatory s JOIN organizations_organization o ON o.id = s.organization_id
            WHERE s.memorandum_id = checked AND s.side = 'office' AND o.is_office
        )
        OR NOT EXISTS (SELECT FROM memoranda_signatory WHERE memorandum_id = checked AND side = 'party')
    ) THEN
        PERFORM seko_refuse('memorandum_signed_by_all');
    END IF;
    FOR party IN
        SELECT organization_id, seko_id FROM memoranda_signatory
        WHERE memorandum_id = checked AND side = 'party' ORDER BY organization_id, seko_id
    LOOP
        -- Two transactions that put memoranda of one party in force wait for each other here.
        PERFORM pg_advisory_xact_lock(hashtextextended('memorandum_terms_apart:' || party.organization_id, 0));
        IF EXISTS (
            SELECT FROM memoranda_signatory s JOIN memoranda_memorandum other ON other.id = s.memorandum_id
            WHERE s.organization_id = party.organization_id AND s.seko_id IS NOT DISTINCT FROM party.seko_id
                AND s.side = 'party' AND other.id <> checked AND other.status IN ('in_force', 'expired', 'terminated')
                AND daterange(other.valid_from, other.valid_to) && daterange(memo.valid_from, memo.valid_to)
        ) THEN
            PERFORM seko_refuse('memorandum_terms_apart');
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION memoranda_memorandum_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM memoranda_check(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER memorandum_rules AFTER INSERT OR UPDATE ON memoranda_memorandum
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION memoranda_memorandum_changed();

CREATE FUNCTION memoranda_signatory_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM memoranda_check(OLD.memorandum_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM memoranda_check(NEW.memorandum_id);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER memorandum_rules AFTER INSERT OR UPDATE OR DELETE ON memoranda_signatory
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION memoranda_signatory_changed();
"""

BACKWARD = """
DROP TRIGGER memorandum_rules ON memoranda_signatory;
DROP TRIGGER memorandum_rules ON memoranda_memorandum;
DROP FUNCTION memoranda_signatory_changed();
DROP FUNCTION memoranda_memorandum_changed();
DROP FUNCTION memoranda_check(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("memoranda", "0002_parties"), ("seko", "0002_rule_functions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

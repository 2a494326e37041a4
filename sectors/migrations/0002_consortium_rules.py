"""An active consortium has three to five members and one lead on every day of its term."""

from django.db import migrations

FORWARD = """
-- Runs at the end of the transaction. NO KEY UPDATE makes two transactions that change the same
-- consortium wait for each other, and does not collide with the key locks of their foreign keys.
CREATE FUNCTION sectors_check_consortium(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    term sectors_consortium%ROWTYPE;
    worst record;
BEGIN
    SELECT * INTO term FROM sectors_consortium WHERE id = checked FOR NO KEY UPDATE;
    IF NOT FOUND OR term.status <> 'active' THEN
        RETURN;
    END IF;
    -- The numbers change only on days on which the term or a membership begins or ends.
    FOR worst IN
        SELECT days.day, count(m.id) AS members, count(m.id) FILTER (WHERE m.role = 'lead') AS leads
        FROM (
            SELECT term.valid_from AS day
            UNION SELECT valid_from FROM sectors_consortiummembership WHERE consortium_id = checked
            UNION SELECT valid_to FROM sectors_consortiummembership WHERE consortium_id = checked AND valid_to IS NOT NULL
        ) days
        LEFT JOIN sectors_consortiummembership m
            ON m.consortium_id = checked AND m.valid_from <= days.day AND (m.valid_to IS NULL OR m.valid_to > days.day)
        WHERE days.day >= term.valid_from AND (term.valid_to IS NULL OR days.day < term.valid_to)
        GROUP BY days.day
    LOOP
        IF worst.members NOT BETWEEN 3 AND 5 THEN
            PERFORM seko_refuse('consortium_size');
        ELSIF worst.leads <> 1 THEN
            PERFORM seko_refuse('consortium_one_lead');
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION sectors_consortium_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM sectors_check_consortium(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER consortium_members AFTER INSERT OR UPDATE ON sectors_consortium
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sectors_consortium_changed();

CREATE FUNCTION sectors_membership_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM sectors_check_consortium(OLD.consortium_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM sectors_check_consortium(NEW.consortium_id);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER consortium_members AFTER INSERT OR UPDATE OR DELETE ON sectors_consortiummembership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sectors_membership_changed();
"""

BACKWARD = """
DROP TRIGGER consortium_members ON sectors_consortiummembership;
DROP TRIGGER consortium_members ON sectors_consortium;
DROP FUNCTION sectors_membership_changed();
DROP FUNCTION sectors_consortium_changed();
DROP FUNCTION sectors_check_consortium(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("sectors", "0001_initial"), ("seko", "0002_rule_functions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

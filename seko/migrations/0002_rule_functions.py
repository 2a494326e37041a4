"""Functions that the rules of every app use: refuse by name, mandate check, PIB check digit."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION seko_refuse(rule text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = format('the change violates the rule "%s"', rule);
END $$;

-- BEFORE INSERT OR UPDATE on a table with mandate_id and organization_id; the argument is the rule's name.
CREATE FUNCTION seko_mandate_matches() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.mandate_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM organizations_representation WHERE id = NEW.mandate_id AND organization_id = NEW.organization_id
    ) THEN
        PERFORM seko_refuse(TG_ARGV[0]);
    END IF;
    RETURN NEW;
END $$;

-- ISO 7064 MOD 11,10 over nine digits, the last of which is the check digit.
CREATE FUNCTION seko_pib_valid(pib text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    product int := 10;
    total int;
BEGIN
    IF pib !~ '^[0-9]{9}$' THEN
        RETURN false;
    END IF;
    FOR i IN 1..8 LOOP
        total := (substr(pib, i, 1)::int + product) % 10;
        IF total = 0 THEN
            total := 10;
        END IF;
        product := (2 * total) % 11;
    END LOOP;
    RETURN (11 - product) % 10 = substr(pib, 9, 1)::int;
END $$;
"""

BACKWARD = """
DROP FUNCTION seko_pib_valid(text);
DROP FUNCTION seko_mandate_matches();
DROP FUNCTION seko_refuse(text);
"""


class Migration(migrations.Migration):
    dependencies = [("seko", "0001_text_functions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""A mandate is not rewritten; the roles of the Office are given by the Office alone."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION organizations_representation_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.user_id, NEW.organization_id, NEW.role, NEW.valid_from)
        IS DISTINCT FROM (OLD.user_id, OLD.organization_id, OLD.role, OLD.valid_from) THEN
        PERFORM seko_refuse('representation_fixed');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER representation_fixed BEFORE UPDATE ON organizations_representation
    FOR EACH ROW EXECUTE FUNCTION organizations_representation_fixed();

CREATE FUNCTION organizations_office_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role IN ('coordinator', 'desk_officer', 'administrator') AND NOT EXISTS (
        SELECT FROM organizations_organization WHERE id = NEW.organization_id AND is_office FOR SHARE
    ) THEN
        PERFORM seko_refuse('representation_office_role');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER representation_office_role BEFORE INSERT OR UPDATE ON organizations_representation
    FOR EACH ROW EXECUTE FUNCTION organizations_office_role();

CREATE FUNCTION organizations_office_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.is_office AND NOT NEW.is_office AND EXISTS (
        SELECT FROM organizations_representation
        WHERE organization_id = NEW.id AND role IN ('coordinator', 'desk_officer', 'administrator')
    ) THEN
        PERFORM seko_refuse('representation_office_role');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER organization_office_stays BEFORE UPDATE ON organizations_organization
    FOR EACH ROW EXECUTE FUNCTION organizations_office_stays();
"""

BACKWARD = """
DROP TRIGGER organization_office_stays ON organizations_organization;
DROP FUNCTION organizations_office_stays();
DROP TRIGGER representation_office_role ON organizations_representation;
DROP FUNCTION organizations_office_role();
DROP TRIGGER representation_fixed ON organizations_representation;
DROP FUNCTION organizations_representation_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial"), ("seko", "0002_rule_functions")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Seats are held under fitting mandates; a training never has more confirmed registrations than places."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER seat_mandate_matches BEFORE INSERT OR UPDATE ON consultations_seat
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('seat_mandate_matches');
CREATE TRIGGER registration_mandate_matches BEFORE INSERT OR UPDATE ON consultations_registration
    FOR EACH ROW EXECUTE FUNCTION seko_mandate_matches('registration_mandate_matches');

CREATE FUNCTION consultations_attendance_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consultations_meeting m JOIN consultations_seat s ON s.working_group_id = m.working_group_id
        WHERE m.id = NEW.meeting_id AND s.id = NEW.seat_id
    ) THEN
        PERFORM seko_refuse('attendance_seat_of_group');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER attendance_seat_of_group BEFORE INSERT OR UPDATE ON consultations_attendance
    FOR EACH ROW EXECUTE FUNCTION consultations_attendance_seat();

CREATE FUNCTION consultations_check_places(checked bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    available int;
BEGIN
    -- Two registrations for the last place wait for each other here.
    SELECT places INTO available FROM consultations_training WHERE id = checked FOR NO KEY UPDATE;
    IF (SELECT count(*) FROM consultations_registration WHERE training_id = checked AND status = 'confirmed') > available THEN
        PERFORM seko_refuse('training_places');
    END IF;
END $$;
CREATE FUNCTION consultations_training_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultations_check_places(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER training_places AFTER UPDATE ON consultations_training
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION consultations_training_changed();
CREATE FUNCTION consultations_registration_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM consultations_check_places(NEW.training_id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER training_places AFTER INSERT OR UPDATE ON consultations_registration
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION consultations_registration_changed();
"""

BACKWARD = """
DROP TRIGGER training_places ON consultations_registration;
DROP FUNCTION consultations_registration_changed();
DROP TRIGGER training_places ON consultations_training;
DROP FUNCTION consultations_training_changed();
DROP FUNCTION consultations_check_places(bigint);
DROP TRIGGER attendance_seat_of_group ON consultations_attendance;
DROP FUNCTION consultations_attendance_seat();
DROP TRIGGER registration_mandate_matches ON consultations_registration;
DROP TRIGGER seat_mandate_matches ON consultations_seat;
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0005_report_rules")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

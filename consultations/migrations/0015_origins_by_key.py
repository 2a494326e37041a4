"""Versions issued before origins were noted: a passage comes from the one with its key in the version before."""

from django.db import migrations

FORWARD = """
INSERT INTO consultations_passageorigin (passage_id, forerunner_id, way)
SELECT now.id, before.id, CASE WHEN now.text = before.text THEN 'same' ELSE 'changed' END
FROM consultations_passage now
JOIN consultations_documentversion later ON later.id = now.version_id
JOIN consultations_documentversion earlier
    ON earlier.document_id = later.document_id AND earlier.number = later.number - 1
JOIN consultations_passage before ON before.version_id = earlier.id AND before.key = now.key
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("consultations", "0014_rules_of_the_road")]

    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

"""What was stored as a reason of urgency because comments were ended early is told as what it is."""

from django.db import migrations


def part_reasons(apps, schema_editor):
    consultations = apps.get_model("consultations", "Consultation").objects
    closings = apps.get_model("seko", "Event").objects.filter(verb="consultation.comments_closed")
    for pk, reason in closings.filter(facts__has_key="reason").values_list("object_id", "facts__reason"):
        if reason:
            rows = consultations.filter(pk=pk, urgency_reason=reason, early_end_reason="")
            rows.exclude(status="open").update(urgency_reason="", early_end_reason=reason)


class Migration(migrations.Migration):
    dependencies = [("consultations", "0023_early_end_reason"), ("seko", "0003_event_log")]

    operations = [migrations.RunPython(part_reasons, migrations.RunPython.noop)]

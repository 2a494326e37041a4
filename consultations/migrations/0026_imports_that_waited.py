"""What was left out stood in the message as words; and a text whose reading had broken off waited without end."""

from django.db import migrations

WORDS = {"images": "pictures", "tracked": "tracked"}


def tell_and_free(apps, schema_editor):
    DocumentImport, Job = apps.get_model("consultations", "DocumentImport"), apps.get_model("seko", "Job")
    for imported in DocumentImport.objects.filter(status="ready").exclude(message="").only("pk", "message"):
        left_out = [
            {"kind": WORDS[word], "place": 0, "near": "", "times": 1}
            for word in imported.message.split(",")
            if word in WORDS
        ]
        DocumentImport.objects.filter(pk=imported.pk).update(left_out=left_out, message="")
    working = Job.objects.filter(kind="consultations.import", status__in=("waiting", "running"))
    waiting = DocumentImport.objects.filter(status="reading").exclude(mandate__user__in=working.values("user"))
    waiting.update(status="failed", message="reading_broke")


class Migration(migrations.Migration):
    dependencies = [("consultations", "0025_left_out_and_undone"), ("seko", "0009_one_job_of_a_subject")]

    operations = [migrations.RunPython(tell_and_free, migrations.RunPython.noop)]

"""Search reads purposes, minutes and the texts of trainings too; the words of titles weigh more."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

from seko.search import WeighedVectorOf


def weighed(model, index, titles, texts):
    """The search column made anew: PostgreSQL can not change the expression of a generated one."""
    column = models.GeneratedField(
        expression=WeighedVectorOf(titles=titles, texts=texts), output_field=SearchVectorField(), db_persist=True
    )
    return [
        migrations.RemoveIndex(model, index),
        migrations.RemoveField(model, "search"),
        migrations.AddField(model, "search", column),
        migrations.AddIndex(model, GinIndex(fields=["search"], name=index)),
    ]


class Migration(migrations.Migration):
    dependencies = [("consultations", "0006_group_and_training_rules")]

    operations = [
        *weighed(
            "consultation",
            "consultation_search",
            ("number", "title", "title_en"),
            ("summary", "summary_en", "purpose"),
        ),
        *weighed("workinggroup", "working_group_search", ("name", "name_en"), ("purpose",)),
        *weighed("meeting", "meeting_search", ("title", "title_en"), ("place", "minutes")),
        *weighed("training", "training_search", ("title", "title_en"), ("place", "text")),
    ]

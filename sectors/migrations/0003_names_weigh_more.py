"""In search, the name of an area weighs more than its other names."""

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
    dependencies = [("sectors", "0002_consortium_rules")]

    operations = weighed("area", "area_search", ("name", "name_en"), ("synonyms",))

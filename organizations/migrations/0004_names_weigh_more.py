"""In search, the words of names weigh more than the seat."""

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
    dependencies = [("organizations", "0003_order_in_english")]

    operations = weighed(
        "organization", "organization_search", ("name", "name_en", "short_name", "short_name_en"), ("seat",)
    )

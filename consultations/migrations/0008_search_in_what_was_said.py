"""Search reads documents, their passages, comments, items of opinions, answers and reports."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models
from django.db.models.fields.json import KT

from seko.search import SearchVectorOf, WeighedVectorOf

FROZEN = "content__consultation__"


def column(model, index, expression):
    field = models.GeneratedField(expression=expression, output_field=SearchVectorField(), db_persist=True)
    return [
        migrations.AddField(model, "search", field),
        migrations.AddIndex(model, GinIndex(fields=["search"], name=index)),
    ]


class Migration(migrations.Migration):
    dependencies = [("consultations", "0007_search_in_texts")]

    operations = [
        *column("document", "document_search", SearchVectorOf("title", "title_en")),
        *column("passage", "passage_search", SearchVectorOf("text")),
        *column("comment", "comment_search", SearchVectorOf("proposed_text", "reason")),
        *column(
            "opinionitem",
            "opinion_item_search",
            WeighedVectorOf(titles=("title",), texts=("text", "proposed_text")),
        ),
        *column("response", "response_search", SearchVectorOf("reason")),
        *column(
            "consultationreport",
            "report_search",
            WeighedVectorOf(titles=("number", KT(f"{FROZEN}title"), KT(f"{FROZEN}title_en")), texts=("summary",)),
        ),
    ]

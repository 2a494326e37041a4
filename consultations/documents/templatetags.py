"""Passages, and the document behind a consultation: `{% load documents %}`."""

from django import template
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from consultations.comparison.queries import latest_versions, passage_outcomes_of
from consultations.documents.models import DocumentFile
from consultations.documents.redline import redline as changes_of
from seko.files.tables import is_table as looks_like_table
from seko.files.tables import rows_of

register = template.Library()


@register.inclusion_tag("components/_redline.html")
def redline(before, after):
    """What was deleted and inserted between two texts: `{% redline passage.text comment.proposed_text %}`."""
    return {"changes": changes_of(before, after)}


@register.filter
def changes_to(before, after):
    """What changed between two texts, for `components/_proposed.html`; nothing where there was none before."""
    return changes_of(before, after) if before else []


@register.filter
def is_table(passage):
    """Is it a table? Older frozen content does not tell its kind, but has the tabs."""
    facts = passage if isinstance(passage, dict) else {"kind": passage.kind, "text": passage.text}
    return facts.get("kind") == "table" or looks_like_table(facts["text"])


@register.filter
def table_rows(passage):
    """The rows of a table with their cells; shorter rows are filled up."""
    return rows_of(passage["text"] if isinstance(passage, dict) else passage.text)


@register.simple_tag(takes_context=True)
def later_version(context, version):
    """The latest version after this one that the visitor may see, or None: `{% later_version version as later %}`."""
    latest = latest_versions([version.document_id], context["request"].user).get(version.document_id)
    return latest if latest and latest.number > version.number else None


@register.simple_tag(takes_context=True)
def beside(context, version):
    """What stands beside a version: `later`, the latest one to compare with, and `files` for download; one query.

    `{% beside version as things %}`"""
    user = context["request"].user
    files = DocumentFile.objects.visible_to(user).filter(document=OuterRef("document")).order_by("pk")
    told = JSONObject(pk="pk", name="name", size="size", version="version__number")
    latest = latest_versions([version.document_id], user, told_files=ArraySubquery(files.values(told=told))).get(
        version.document_id
    )
    later = latest if latest and latest.number > version.number else None
    return {"later": later, "files": latest.told_files if latest else []}


@register.simple_tag(takes_context=True)
def passage_outcome(context, passage, version):
    """What became of a passage in the latest version, or None: `{% became_of passage version as became %}`."""
    return passage_outcomes_of([passage], context["request"].user, [version]).get(passage.pk)


@register.simple_tag(takes_context=True)
def passage_outcomes(context, comments, version=None):
    """{passage id: what became of it} for comments on passages, of one version where it is named:
    `{% became_of_all comments version as became %}`."""
    passages = [comment.passage for comment in comments if comment.passage_id]
    return passage_outcomes_of(passages, context["request"].user, [version] if version else ())

"""Comments and what they propose: `{% load comments %}`."""

from django import template

from consultations.comments.models import Comment
from consultations.comments.proposals import changes_of as proposed_changes

register = template.Library()


@register.filter
def comment_kind(code):
    """The kind of a comment in words, by its code."""
    return Comment.Kind(code).label


@register.inclusion_tag("consultations/comments/_proposal.html")
def proposal_of(comment):
    """What a comment, or its draft, proposes: `{% proposal_of comment %}`, whose passage is at hand."""
    return {"comment": comment, "changes": proposed_changes(comment)}

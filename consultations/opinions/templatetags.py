"""Proposed texts and pages of items in the workspace of an opinion: `{% load opinions %}`."""

from django import template

from consultations.documents.redline import KEPT, plain, redline

register = template.Library()
REWRITTEN = 0.3  # the share of a passage that a proposal keeps if it is meant to stand in its place


@register.inclusion_tag("consultations/opinions/_proposal.html")
def proposal(passage, text):
    """A proposed text: as changes of its passage where it rewrites that; else, as an addition, by itself.

    The passage may be told in a frozen content."""
    before = plain(getattr(passage, "text", None) or passage["text"]) if passage else ""
    changes = redline(before, text) if before and text else []
    kept = sum(len(words) for op, words in changes if op == KEPT)
    return {"changes": changes if kept >= REWRITTEN * len(before) else [], "text": text}

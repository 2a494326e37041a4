"""Drafts of opinions hold comments, and let them go when they no longer stand."""

from consultations.comments.hooks import holds_comments
from consultations.opinions.actions.disposition import drafts_locked, leave_drafts
from consultations.opinions.models import ItemComment, MinorityComment, SetAside

holds_comments(drafts_locked, leave_drafts, (ItemComment, SetAside, MinorityComment))

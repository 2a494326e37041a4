"""Questions about comments that several pages ask."""

from django.db.models import QuerySet

from consultations.comments.models import Comment
from organizations.permissions import civil_mandates


def own_comments(user) -> QuerySet[Comment]:
    """What the person's organizations said, the newest first."""
    own = Comment.objects.active().filter(organization__in=[m.organization_id for m in civil_mandates(user)])
    return own.select_related("consultation", "organization", "passage").order_by("-submitted_at", "-pk")

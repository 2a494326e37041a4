"""Who is told of which event by e-mail."""

from consultations.comments.models import Comment
from organizations.audiences import case_workers, representatives_of
from seko.events.log import audience


@audience("comment.hidden", "comment.shown")
def organization_and_office(event):
    """Those whose words they are, and the Office, which keeps an eye on it."""
    organization = Comment.objects.values_list("organization", flat=True).get(pk=event.object_id)
    return case_workers() | representatives_of([organization])

"""What became of the comments of one's own organizations."""

from django.contrib.auth.decorators import login_required

from consultations.comments.disposition import dispositions_of
from consultations.comments.queries import own_comments
from seko.web.pages import list_page


@login_required
def my_comments(request):
    """What became of each comment of the person's organizations."""
    return list_page(request, "consultations/comments/mine.html", own_comments(request.user), more=_with_dispositions)


def _with_dispositions(comments):
    dispositions = dispositions_of(comments)
    return {"rows": [(comment, dispositions[comment.pk]) for comment in comments]}

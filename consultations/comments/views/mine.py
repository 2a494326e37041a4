"""What became of the comments of one's own organizations."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render

from consultations.comments.disposition import dispositions_of
from consultations.comments.queries import own_comments
from seko.web.pages import page_of


@login_required
def my_comments(request):
    """What became of each comment of the person's organizations."""
    page = page_of(request, own_comments(request.user))
    dispositions = dispositions_of(page.object_list)
    rows = [(comment, dispositions[comment.pk]) for comment in page.object_list]
    return render(request, "consultations/comments/mine.html", {"page": page, "rows": rows})

"""The dashboard of an organization of a network: where it may speak, what became of its words, where it is invited."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy

from consultations.comments.disposition import dispositions_of
from consultations.comments.queries import own_comments
from consultations.models import (
    CommentDraft,
    Consultation,
    Invitation,
    Meeting,
    Registration,
    Seat,
    Training,
    active,
)
from organizations.permissions import civil_mandates, represented_organization_ids
from sectors.permissions import network_seko_ids
from seko.rules.counting import number_of

NAME, LABEL = "member", gettext_lazy("Our organization")


ROWS = 10


def is_for(user):
    return bool(civil_mandates(user))


def context(user, now):
    comments = list(own_comments(user)[:5])
    dispositions = dispositions_of(comments)
    running = list(_invited(user, now))
    return {
        "open_to_me": [consultation for consultation in running if consultation.is_open(now)][:ROWS],
        "upcoming_to_me": [consultation for consultation in running if consultation.is_upcoming(now)][:ROWS],
        "last_comments": [(comment, dispositions[comment.pk]) for comment in comments],
        "meetings": _meetings(user, now)[:5],
        "trainings": _trainings(user, now)[:5],
    }


def _invited(user, now):
    """Consultations that are open or announced to the person's networks, with the number of own comments and drafts."""
    invitations = Invitation.objects.filter(seko__in=network_seko_ids(user)).order_by()
    invited = Consultation.objects.filter(pk__in=invitations.values("consultation"))
    spoke = Count(
        "comments",
        filter=Q(active("comments__"), comments__organization__in=represented_organization_ids(user)),
        distinct=True,
    )
    drafts = number_of(CommentDraft.objects.visible_to(user).filter(consultation=OuterRef("pk")))
    running = invited.open(now) | invited.upcoming(now)
    return running.annotate(my_comments=spoke, my_drafts=drafts).order_by("comments_close_at")


def _meetings(user, now):
    """Coming meetings of the working groups in which the person's organizations have a seat."""
    seats = Seat.objects.current().filter(organization__in=represented_organization_ids(user))
    coming = Meeting.objects.upcoming(now).filter(working_group__in=seats.order_by().values("working_group"))
    return coming.select_related("working_group")


def _trainings(user, now):
    """Coming trainings, and whether the person has registered."""
    mine = Registration.objects.live().of(user).filter(training=OuterRef("pk"))
    return Training.objects.upcoming(now).annotate(registered=Exists(mine))

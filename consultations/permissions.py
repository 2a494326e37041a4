"""Who may do what in a consultation: role, state, and their meeting."""

from consultations.models import Comment
from organizations.permissions import (
    case_worker_mandate,
    civil_mandates,
    contact_mandate,
    is_case_worker,
    is_coordinator,
    remembered,
)
from sectors.permissions import (
    is_consortium_member,
    is_lead_coordinator,
    lead_mandate,
    led_seko_ids,
    mandates_in,
)


def invited_seko_ids(consultation):
    """SEKOs asked for an opinion; uses prefetched invitations where there are some."""
    return [invitation.seko_id for invitation in consultation.invitations.all()]


# --- the Office ------------------------------------------------------------------------------


def can_prepare(user):
    """Coordinator and desk officers prepare documents, consultations, meetings and trainings."""
    return is_case_worker(user)


def can_open(user, consultation):
    """Only the coordinator of the Office opens a consultation."""
    return is_coordinator(user)


def can_change_dates(user, consultation):
    """Only the coordinator moves a date, closes the window or cancels."""
    return is_coordinator(user)


def can_assign(user, consultation):
    """Coordinator and desk officers send items to institutions."""
    return is_case_worker(user)


def can_review(user, consultation):
    """Coordinator and desk officers approve answers or give them back."""
    return is_case_worker(user)


def can_compare_opinions(user):
    """Coordinator and desk officers see the opinions of all SEKOs side by side."""
    return is_case_worker(user)


def can_note_landing(user, consultation):
    """Coordinator and desk officers note after the report where an accepted item landed in the text."""
    return is_case_worker(user)


def can_publish_report(user, consultation):
    """Only the coordinator of the Office publishes the report."""
    return is_coordinator(user)


def can_see_responses(user, consultation):
    """Answers are public with the report; before that the Office sees them."""
    return consultation.status == "answered" or is_case_worker(user)


# --- commenting ------------------------------------------------------------------------------


def commenting_mandates(user, consultation):
    """The mandates under which the person may speak here: organizations of the networks invited."""
    if not civil_mandates(user):
        return []
    return remembered(user, f"speaks in {consultation.pk}", lambda: mandates_in(user, invited_seko_ids(consultation)))


def is_heard(user, consultation):
    """Represents an organization whose network was invited."""
    return bool(commenting_mandates(user, consultation))


def can_comment(user, consultation, at=None):
    """Is heard here, and comments are taken at this moment."""
    return consultation.takes_comments(at) and is_heard(user, consultation)


def can_withdraw(user, comment):
    """The organization that spoke may take its words back."""
    return any(m.organization_id == comment.organization_id for m in civil_mandates(user))


def can_support(user, comment, at=None):
    """Is heard here for another organization than the one that spoke, while the window is open."""
    mandates = commenting_mandates(user, comment.consultation)
    return comment.consultation.is_open(at) and any(m.organization_id != comment.organization_id for m in mandates)


def hiding_seko_ids(user, consultation):
    """SEKOs for which the person may hide comments here: those invited whose lead he represents."""
    return led_seko_ids(user) & set(invited_seko_ids(consultation)) if civil_mandates(user) else set()


def hiding_mandate(user, comment):
    """The mandate under which the person may hide this comment, or None: of the lead of an invited SEKO in whose
    network or consortium the organization was when it spoke."""
    for seko in hiding_seko_ids(user, comment.consultation):
        if Comment.objects.filter(pk=comment.pk).of_network(seko).exists():
            return lead_mandate(user, seko)
    return None


def can_hide(user, comment):
    """The lead keeps abusive words away from its network's page; lists ask `with_hearing(hiding_seko_ids(…))`."""
    return hiding_mandate(user, comment) is not None


# --- questions -------------------------------------------------------------------------------


def can_see_results(user, consultation, at=None):
    """Answers to questions are public with the report; the Office sees them once the window is over."""
    return can_see_responses(user, consultation) and consultation.is_late(at)


# --- the opinion -----------------------------------------------------------------------------


def can_consolidate(user, consultation, seko_id):
    """The lead writes the opinion of its SEKO, if the SEKO was invited."""
    return seko_id in invited_seko_ids(consultation) and is_lead_coordinator(user, seko_id)


def can_approve(user, opinion):
    """Each organization of the consortium approves or objects for itself."""
    return is_consortium_member(user, opinion.seko_id)


# --- answering -------------------------------------------------------------------------------


def answering_mandate(user, item):
    """The mandate under which the person may answer this item, or None.

    The Office answers any item; an institution's contact answers those assigned to it."""
    assignment = getattr(item, "assignment", None)
    contact = contact_mandate(user, assignment.institution_id) if assignment else None
    return contact or case_worker_mandate(user)


def can_answer(user, item):
    """The Office, or the contact of the institution to which the item was sent."""
    return answering_mandate(user, item) is not None


# --- trainings -------------------------------------------------------------------------------


def can_register(user, training, at=None):
    """Represents an active organization, while registration is open."""
    return training.takes_registrations(at) and bool(civil_mandates(user))


def can_cancel_registration(user, registration):
    """Whoever registered takes it back; the Office does it for a person who asks."""
    return registration.mandate.user_id == user.pk or is_case_worker(user)

"""The lead builds one opinion from the comments of its network, and submits it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from consultations.actions.consultation import begin_consolidation, begin_review, locked
from consultations.content import opinion_hash
from consultations.models import (
    Approval,
    Comment,
    Consultation,
    ItemComment,
    MinorityPosition,
    Opinion,
    OpinionItem,
    SetAside,
)
from consultations.permissions import can_approve, can_consolidate, invited_seko_ids
from sectors.models import ConsortiumMembership, Seko
from sectors.permissions import consortium_mandate, lead_mandate
from seko.errors import beside, check_fields, database_refusals, require
from seko.events import record

Status = Consultation.Status


@transaction.atomic
def start_opinion(consultation, *, seko, by, at=None):
    """Begin the opinion of a SEKO once the comment window is over.

    Raises PermissionDenied; ValidationError `window_open`, `consultation_over`, `opinion_exists`."""
    at = at or timezone.now()
    consultation = locked(consultation)
    require(can_consolidate(by, consultation, seko.pk))
    _require_time(consultation, at)
    if consultation.status == Status.OPEN:  # the clock has not come by yet
        begin_consolidation(consultation, at=at)
    mandate = lead_mandate(by, seko.pk)
    opinion = Opinion(consultation=consultation, seko=seko, organization_id=mandate.organization_id, mandate=mandate)
    with database_refusals(Opinion):
        check_fields(opinion)
        opinion.save()
    _record(opinion, "opinion.begun", by, at, public=False)
    return opinion


@transaction.atomic
def change_introduction(opinion, *, by, introduction):
    """Write what stands before the items. Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = _draft(opinion, by)
    if opinion.introduction != introduction:
        opinion.introduction = introduction
        _save(opinion, "introduction")
        opinion.approvals.all().delete()
    return opinion


@transaction.atomic
def save_item(opinion, *, by, title, text, proposed_text="", passage=None, comments=(), item=None):
    """Add an item, or change `item`, with the comments it merges. A merged comment is no longer set aside.

    Approvals given before fall away: the consortium has not seen this text.
    Raises PermissionDenied; ValidationError `opinion_fixed`, `withdrawn`, `comment_of_other`,
    `passage_of_other_version`."""
    opinion = _draft(opinion, by)
    if any(Comment.objects.filter(pk__in=[c.pk for c in comments]).values_list("withdrawn_at", flat=True)):
        raise beside("comments", _("One of the comments was withdrawn meanwhile."), "withdrawn")
    if item is None:
        last = opinion.items.aggregate(last=Max("position"))["last"] or 0
        item = OpinionItem(opinion=opinion, position=last + 1)
    else:
        item = opinion.items.get(pk=item.pk)
    item.title, item.text, item.proposed_text, item.passage = title, text, proposed_text, passage
    with database_refusals(OpinionItem, ItemComment):
        check_fields(item)
        item.save()
        item.comments.set(comments)
    SetAside.objects.filter(opinion=opinion, comment__in=comments).delete()
    opinion.approvals.all().delete()
    return item


@transaction.atomic
def delete_item(item, *, by):
    """Take an item out; its comments wait again. Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = _draft(item.opinion, by)
    with database_refusals(OpinionItem):
        opinion.items.get(pk=item.pk).delete()
        for position, left in enumerate(opinion.items.order_by("position"), start=1):
            if left.position != position:
                OpinionItem.objects.filter(pk=left.pk).update(position=position)
    opinion.approvals.all().delete()


@transaction.atomic
def set_aside_comment(opinion, *, comment, by, reason):
    """Leave a comment out, with the reason that its author reads.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `reason_missing`, `already_merged`, `comment_of_other`."""
    opinion = _draft(opinion, by)
    if ItemComment.objects.filter(item__opinion=opinion, comment=comment).exists():
        raise ValidationError(_("This comment is merged into an item. Take it out there first."), code="already_merged")
    row = SetAside.objects.filter(opinion=opinion, comment=comment).first() or SetAside(
        opinion=opinion, comment=comment
    )
    row.reason = reason.strip()
    with database_refusals(SetAside):
        check_fields(row)
        row.save()
    opinion.approvals.all().delete()
    return row


@transaction.atomic
def take_up_again(opinion, *, comment, by):
    """Undo setting aside; the comment waits again. Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = _draft(opinion, by)
    SetAside.objects.filter(opinion=opinion, comment=comment).delete()
    opinion.approvals.all().delete()


@transaction.atomic
def add_minority_position(opinion, *, organization, text, by, item=None):
    """Write down what an organization holds against the opinion, or against one item.

    Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = _draft(opinion, by)
    position = MinorityPosition(opinion=opinion, item=item, organization=organization, text=text)
    with database_refusals(MinorityPosition):
        check_fields(position)
        position.save()
    opinion.approvals.all().delete()
    return position


@transaction.atomic
def remove_minority_position(position, *, by):
    """Take a minority position out. Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = _draft(position.opinion, by)
    opinion.minority_positions.filter(pk=position.pk).delete()
    opinion.approvals.all().delete()


@transaction.atomic
def approve_opinion(opinion, *, by):
    """Agree, for one's organization of the consortium, that the opinion be submitted as it stands.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `approved_twice`."""
    opinion = _locked(opinion)
    require(can_approve(by, opinion))
    _require_draft(opinion)
    mandate = consortium_mandate(by, opinion.seko_id)
    approval = Approval(opinion=opinion, organization_id=mandate.organization_id, mandate=mandate)
    with database_refusals(Approval):
        check_fields(approval)
        approval.save()
    _record(opinion, "opinion.approved", by, None, mandate=mandate, public=False)
    return approval


@transaction.atomic
def submit_opinion(opinion, *, by, at=None):
    """Hand the opinion to the Office: frozen, numbered and hashed. The last one invited begins the review.

    Raises PermissionDenied; ValidationError `opinion_fixed`, `consultation_over`, `opinion_empty`,
    `comments_left`, `approvals_missing`."""
    at = at or timezone.now()
    consultation = locked(opinion.consultation)
    opinion = _draft(opinion, by)
    opinion.consultation = consultation
    _require_time(consultation, at)
    if not opinion.items.exists() and not opinion.introduction.strip():
        raise ValidationError(_("The opinion is empty. Add an item or an introduction."), code="opinion_empty")
    _require_nothing_left(opinion)
    _require_approvals(opinion)
    opinion.mandate = lead_mandate(by, opinion.seko_id)
    opinion.organization = opinion.mandate.organization
    opinion.number = f"{consultation.number}/{opinion.seko.code.upper()}"
    opinion.status, opinion.submitted_at = Opinion.Status.SUBMITTED, at
    opinion.content_hash = opinion_hash(opinion)
    _save(opinion, "status", "number", "content_hash", "organization", "mandate", "submitted_at")
    _record(opinion, "opinion.submitted", by, at)
    submitted = set(consultation.opinions.submitted().values_list("seko", flat=True))
    if consultation.status == Status.CONSOLIDATION and submitted >= set(invited_seko_ids(consultation)):
        begin_review(consultation, at=at)
    return opinion


@transaction.atomic
def discard_opinion(opinion, *, by):
    """Throw a draft away; the SEKO may begin another. Raises PermissionDenied; ValidationError `opinion_fixed`."""
    opinion = _draft(opinion, by)
    opinion.status = Opinion.Status.DISCARDED
    _save(opinion, "status")
    _record(opinion, "opinion.discarded", by, None, public=False)
    return opinion


def comments_left(opinion):
    """Comments of the network that are neither merged nor set aside in this opinion."""
    heard = Comment.objects.standing().filter(consultation=opinion.consultation_id).of_network(opinion.seko_id)
    return heard.exclude(items__opinion=opinion).exclude(set_aside__opinion=opinion)


def _require_nothing_left(opinion):
    left = comments_left(opinion).count()
    if left:
        message = ngettext_lazy(
            "%(n)s comment is neither merged nor set aside. Nothing may be forgotten.",
            "%(n)s comments are neither merged nor set aside. Nothing may be forgotten.",
            left,
        )
        raise ValidationError(message % {"n": left}, code="comments_left")


def _require_approvals(opinion):
    """The rule that the SEKO has set: the lead alone, a majority of the consortium, or all of it."""
    members = ConsortiumMembership.objects.in_force().filter(consortium__seko=opinion.seko_id)
    organizations = set(members.values_list("organization", flat=True))
    given = organizations & set(opinion.approvals.values_list("organization", flat=True))
    given |= set(members.filter(role="lead").values_list("organization", flat=True))  # the lead approves by submitting
    rule = opinion.seko.approval_rule
    enough = {
        Seko.ApprovalRule.LEAD: True,
        Seko.ApprovalRule.MAJORITY: 2 * len(given) > len(organizations),
        Seko.ApprovalRule.ALL: given == organizations,
    }
    if not enough[rule]:
        raise ValidationError(_("The consortium has not approved the opinion yet."), code="approvals_missing")


def _require_time(consultation, at):
    if consultation.is_upcoming(at) or consultation.is_open(at):
        raise ValidationError(_("The comment window is still open."), code="window_open")
    if consultation.status not in {Status.OPEN, Status.CONSOLIDATION, Status.IN_REVIEW}:
        raise ValidationError(_("Opinions are no longer taken in this consultation."), code="consultation_over")


def _locked(opinion):
    return Opinion.objects.select_for_update(of=("self",)).select_related("seko", "consultation").get(pk=opinion.pk)


def _require_draft(opinion):
    if opinion.status != Opinion.Status.DRAFT:
        raise ValidationError(_("Only a draft can be changed."), code="opinion_fixed")


def _draft(opinion, by):
    """The opinion as it is now, locked, if this person writes it and may still do so."""
    opinion = _locked(opinion)
    require(can_consolidate(by, opinion.consultation, opinion.seko_id))
    _require_draft(opinion)
    return opinion


def _save(opinion, *fields):
    with database_refusals(Opinion):
        check_fields(opinion)
        opinion.save(update_fields=fields)


def _record(opinion, verb, by, at, *, mandate=None, public=True):
    facts = {
        "seko": opinion.seko.name,
        "seko_en": opinion.seko.name_en,
        "consultation": opinion.consultation_id,
        "title": opinion.consultation.title,
        "title_en": opinion.consultation.title_en,
        "slug": opinion.consultation.slug,
        "number": opinion.number,
        "items": opinion.items.count(),
    }
    record(
        opinion, verb, by=by, mandate=mandate or lead_mandate(by, opinion.seko_id), facts=facts, public=public, at=at
    )

"""Every named address of the portal, with real objects behind it.

The walks in `test_every_address.py` and `browser/test_access.py` go by this list: a new page is walked by itself.
"""

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import translation

from consultations.actions.report import publish_report
from consultations.models import Attachment, Consultation, MinorityPosition
from memoranda.models import SignedFile
from tests import factories as make

# Addresses inside an opinion that is still a draft.
IN_DRAFT = {
    *("opinion_introduction", "item_create", "item_edit", "item_delete", "set_aside", "take_up", "minority_create"),
    *("minority_delete", "opinion_approve", "opinion_submit", "opinion_discard", "opinion_start"),
}

TRAININGS = ("training_detail", "training_register", "training_cancel_registration")


def patterns(resolver=None, namespace=""):
    """(name, parameters) of every named address outside the admin site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from patterns(pattern, inner)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", set(pattern.pattern.regex.groupindex)


def addresses(world, language="en", **instead):
    """{name: address} in one language; `instead` replaces parameters by name."""
    with translation.override(language):
        return {
            name: reverse(name, kwargs={key: (world(name) | instead)[key] for key in needed})
            for name, needed in patterns()
        }


@pytest.fixture
def world(cast, settings, tmp_path):
    """One object of each kind; a consultation with a report, and one whose opinion is a draft.

    Gives for the name of an address the parameters that lead to these objects."""
    settings.MEDIA_ROOT = tmp_path
    lead, office = cast.mandate("lead"), cast.mandate("coordinator")
    done = make.make_consultation("open", [cast.seko])
    comment = make.make_comment(done, cast.mandate("network"), passage=done.version.passages.first())
    file = ContentFile(b"%PDF-", "prilog.pdf")
    attachment = Attachment.objects.create(comment=comment, file=file, name="prilog.pdf", size=5, sha256="0" * 64)
    answered = make.make_opinion(done, cast.seko, lead, items=1, comments=[comment], status="submitted").items.get()
    make.make_response(answered, office)
    Consultation.objects.filter(pk=done.pk).update(status="in_review")
    publish_report(done, by=cast.user("coordinator"))
    running = make.make_consultation("consolidation", [cast.seko])
    make.make_comment(running, cast.mandate("network"))
    draft = make.make_opinion(running, cast.seko, lead, items=1)
    minority = MinorityPosition.objects.create(opinion=draft, organization=cast.member_org, text="Не.")
    memorandum = make.make_memorandum(cast.office, status="in_force")
    signed = SignedFile.objects.create(memorandum=memorandum, file=ContentFile(b"%PDF-", "potpis.pdf"), sha256="0" * 64)
    seat = make.make_seat(organization=cast.member_org)
    meeting = make.make_meeting(seat.working_group)
    training = make.make_training(organizer=cast.office)
    make.make_registration(training, cast.mandate("network"))
    job = make.make_job(cast.outsider)

    def parameters(name):
        """Real objects for each parameter of an address."""
        app, __, short = name.rpartition(":")
        if app == "consultations" and short in IN_DRAFT:
            item = minority if short == "minority_delete" else draft.items.get()
            return {"slug": running.slug, "code": cast.seko.code, "number": 1, "pk": item.pk}
        values = {
            "slug": done.slug,
            "code": cast.seko.code,
            "number": 1,
            "pk": answered.pk,
            "section": "organizations",
            "uidb36": "1",
            "key": "a-b",
            "uuid": job.pk,
            "form": "csv",
        }
        return values | {
            "organizations:detail": {"slug": cast.network_org.slug},
            "organizations:edit": {"slug": cast.network_org.slug},
            "organization-detail": {"slug": cast.network_org.slug},
            "sectors:area_detail": {"code": cast.seko.areas.get().code},
            "area-detail": {"code": cast.seko.areas.get().code},
            "sectors:consortium_detail": {"pk": cast.consortium.pk},
            "consortium-detail": {"pk": cast.consortium.pk},
            "memoranda:detail": {"slug": memorandum.slug},
            "memoranda:file": {"slug": memorandum.slug, "pk": signed.pk},
            "memorandum-detail": {"slug": memorandum.slug},
            "consultations:attachment": {"pk": attachment.pk},
            "consultations:passage": {"pk": comment.passage_id},
            "consultations:document_detail": {"slug": done.version.document.slug},
            "consultations:version_create": {"slug": done.version.document.slug},
            "consultations:working_group_detail": {"slug": seat.working_group.slug},
            "workinggroup-detail": {"slug": seat.working_group.slug},
            "consultations:meeting_detail": {"pk": meeting.pk},
            "meeting-detail": {"pk": meeting.pk},
            **{f"consultations:{short}": {"slug": training.slug} for short in TRAININGS},
            "training-detail": {"slug": training.slug},
        }.get(name, {})

    return parameters

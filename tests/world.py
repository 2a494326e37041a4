"""Every named address of the portal, with real objects behind it.

The walks in `test_every_address.py` and `browser/test_access.py` go by this list: a new page is walked by itself.
"""

import pytest
from django.core.files.base import ContentFile
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver
from django.utils import translation

from consultations.documents.actions.imports import begin_import
from consultations.documents.actions.versions import add_version, attach_file
from consultations.models import Attachment, CommentDraft, Consultation, DraftFile, MinorityPosition
from consultations.reports.actions import publish_report
from memoranda.models import SignedFile
from tests import factories as make

# Addresses inside an opinion that is still a draft.
IN_DRAFT = {
    *(
        "opinion_introduction",
        "item_create",
        "item_edit",
        "item_delete",
        "set_aside",
        "comment_reopen",
        "minority_create",
    ),
    *("minority_delete", "opinion_approve", "opinion_submit", "opinion_discard", "opinion_start"),
    *("item_merge", "item_move", "similar", "opinion_consent", "opinion_ask", "opinion_object"),
    "opinion_withdraw_consent",
}

OF_DOCUMENT = ("document_detail", "version_create", "import_begin", "file_attach", "compare")
OF_IMPORT = ("import", "import_read", "import_passage", "import_change", "import_renumber", "import_issue")
OF_IMPORT += ("import_discard", "import_confirm", "import_chosen", "import_undo")
OF_FILE = ("document_file", "file_remove")

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
        return {name: reverse(name, kwargs=_only(world(name) | instead, needed)) for name, needed in patterns()}


def _only(values, needed):
    return {key: values[key] for key in needed}


@pytest.fixture
def world(cast, settings, tmp_path):
    """One object of each kind; a consultation with a report, and one whose opinion is a draft.

    Gives for the name of an address the parameters that lead to these objects."""
    settings.MEDIA_ROOT = tmp_path
    lead, office = cast.mandate("lead"), cast.mandate("coordinator")
    prepared = make.make_consultation("draft", [cast.seko])
    question = make.make_question(prepared)
    done = make.opened(prepared)
    comment = make.make_comment(done, cast.mandate("network"), passage=done.version.passages.first())
    file = ContentFile(b"%PDF-", "prilog.pdf")
    attachment = Attachment.objects.create(comment=comment, file=file, name="prilog.pdf", size=5, sha256="0" * 64)
    begun = CommentDraft.objects.create(
        consultation=done, organization=cast.network_org, mandate=cast.mandate("network"), reason="Још пишемо."
    )
    waiting = DraftFile.objects.create(draft=begun, file=file, name="prilog.pdf", size=5, sha256="0" * 64)
    answered = make.make_opinion(done, cast.seko, lead, items=1, comments=[comment], status="submitted").items.get()
    make.make_response(answered, office)
    Consultation.objects.filter(pk=done.pk).update(status="in_review")
    publish_report(done, by=cast.user("coordinator"))
    running = make.make_consultation("consolidation", [cast.seko])
    make.make_comment(running, cast.mandate("network"))
    draft = make.make_opinion(running, cast.seko, lead, items=1)
    drafted = draft.items.get()
    minority = MinorityPosition.objects.create(opinion=draft, organization=cast.member_org, text="Не.")
    memorandum = make.make_memorandum(cast.office, status="in_force")
    signed = SignedFile.objects.create(memorandum=memorandum, file=ContentFile(b"%PDF-", "potpis.pdf"), sha256="0" * 64)
    seat = make.make_seat(organization=cast.member_org)
    meeting = make.make_meeting(seat.working_group)
    training = make.make_training(organizer=cast.office)
    make.make_registration(training, cast.mandate("network"))
    job = make.make_job(cast.outsider)
    document = done.version.document
    add_version(document, by=cast.user("coordinator"), text=make.TEXT + "\n\n3. Ново.")
    imported = begin_import(document, by=cast.user("coordinator"), text=make.TEXT)
    kept = attach_file(document, by=cast.user("coordinator"), file=ContentFile(b"%PDF-", "nacrt.pdf"))

    area = cast.seko.areas.get()

    def parameters(name):
        """Real objects for each parameter of an address."""
        app, __, short = name.rpartition(":")
        if app == "consultations" and short in IN_DRAFT:
            item = minority if short == "minority_delete" else drafted
            return {"slug": running.slug, "code": cast.seko.code, "number": 1, "pk": item.pk}
        values = {
            "slug": done.slug,
            "code": cast.seko.code,
            "number": 1,
            "pk": answered.pk,
            "section": "organizations",
            "uidb36": "1",
            "key": "a-b",
            "old": 1,
            "new": 2,
            "uuid": job.pk,
            "format": "csv",
            "action": "assign",
        }
        return values | {
            "organizations:detail": {"slug": cast.network_org.slug},
            "organizations:edit": {"slug": cast.network_org.slug},
            "organization-detail": {"slug": cast.network_org.slug},
            "sectors:area_detail": {"code": area.code},
            "area-detail": {"code": area.code},
            "sectors:consortium_detail": {"pk": cast.consortium.pk},
            "consortium-detail": {"pk": cast.consortium.pk},
            "memoranda:detail": {"slug": memorandum.slug},
            "memoranda:file": {"slug": memorandum.slug, "pk": signed.pk},
            "memorandum-detail": {"slug": memorandum.slug},
            "consultations:attachment": {"pk": attachment.pk},
            "consultations:draft": {"pk": begun.pk},
            "consultations:draft_delete": {"pk": begun.pk},
            "consultations:draft_file": {"pk": waiting.pk},
            **{f"consultations:question_{act}": {"pk": question.pk} for act in ("edit", "delete", "move")},
            "consultations:passage": {"pk": comment.passage_id},
            **{f"consultations:{short}": {"slug": document.slug} for short in OF_DOCUMENT},
            **{f"consultations:{short}": {"slug": document.slug, "pk": imported.pk, "place": 1} for short in OF_IMPORT},
            **{f"consultations:{short}": {"slug": document.slug, "pk": kept.pk} for short in OF_FILE},
            "consultations:working_group_detail": {"slug": seat.working_group.slug},
            "workinggroup-detail": {"slug": seat.working_group.slug},
            "consultations:meeting_detail": {"pk": meeting.pk},
            "meeting-detail": {"pk": meeting.pk},
            **{f"consultations:{short}": {"slug": training.slug} for short in TRAININGS},
            "training-detail": {"slug": training.slug},
        }.get(name, {})

    return parameters

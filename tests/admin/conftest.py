"""One row of every model, and the forms of the admin as a browser would send them."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from consultations.models import (
    AgendaItem,
    Approval,
    Assignment,
    Attachment,
    Attendance,
    CommentRevision,
    ConsultationReport,
    Decision,
    DocumentFile,
    DocumentImport,
    Landing,
    MinorityComment,
    MinorityPosition,
    Objection,
    PassageOrigin,
    Question,
    QuestionAnswer,
    ReportFile,
    ResponseCorrection,
    Retraction,
    SetAside,
    Support,
)
from memoranda.models import Obligation, SignedFile
from sectors.models import (
    AnnualPlan,
    AnnualReport,
    Candidacy,
    ConsortiumCall,
    MembershipApplication,
    MembershipCall,
    PlanActivity,
    Score,
)
from seko.models import Acronym, Delivery, Event
from tests import factories as make


@pytest.fixture
def at(client, cast):
    """`at("desk_officer")` is a browser in which this person has signed in."""

    def sign_in(role):
        client.force_login(cast.user(role))
        return client

    return sign_in


@pytest.fixture
def one_of_each(cast, settings, tmp_path):
    """The cast, and at least one row of every model of the portal."""
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    mandate, lead = cast.mandate("network"), cast.mandate("lead")
    make.make_district()
    call = ConsortiumCall.objects.create(
        seko=cast.seko, title="Позив", text="Текст", criteria="Мерила", opens_at=now, closes_at=now + timedelta(days=9)
    )
    candidacy = Candidacy.objects.create(call=call, lead=cast.lead_org, mandate=lead, motivation="Зато.")
    Score.objects.create(candidacy=candidacy, scorer=cast.mandate("coordinator"), criterion="Искуство", points=80)
    network_call = MembershipCall.objects.create(
        seko=cast.seko, title="Позив мрежи", text="Т", criteria="М", opens_at=now, closes_at=now + timedelta(days=9)
    )
    MembershipApplication.objects.create(
        call=network_call, organization=cast.outsider_org, mandate=cast.mandate("outsider"), motivation="Зато."
    )
    plan = AnnualPlan.objects.create(consortium=cast.consortium, year=2026)
    PlanActivity.objects.create(plan=plan, kind="network", title="Скуп")
    AnnualReport.objects.create(consortium=cast.consortium, year=2025, text="Урађено.")
    memorandum = make.make_memorandum(cast.office, [cast.lead_org], status="in_force")
    Obligation.objects.create(memorandum=memorandum, side="seko", text="Извештавати.")
    SignedFile.objects.create(memorandum=memorandum, file=ContentFile(b"%PDF-", "potpis.pdf"), sha256="0" * 64)
    consultation = make.make_consultation("open", [cast.seko])
    comment = make.make_comment(consultation, mandate)
    Attachment.objects.create(
        comment=comment, file=ContentFile(b"a", "prilog.txt"), name="prilog.txt", size=1, sha256="0"
    )
    CommentRevision.objects.create(
        comment=comment, number=1, kind="general", reason="Раније.", since=now, replaced_at=now, replaced_by=mandate
    )
    Support.objects.create(comment=comment, organization=cast.lead_org, mandate=lead)
    set_aside = make.make_comment(consultation, cast.mandate("other_network"))
    opinion = make.make_opinion(consultation, cast.seko, lead, comments=[comment])
    item = opinion.items.first()
    position = MinorityPosition.objects.create(opinion=opinion, organization=cast.member_org, text="Не слажемо се.")
    MinorityComment.objects.create(position=position, comment=set_aside)
    Objection.objects.create(
        opinion=opinion, organization=cast.member_org, mandate=cast.mandate("member"), reason="Прекратко."
    )
    SetAside.objects.create(opinion=opinion, comment=set_aside, reason="Понавља се.")
    Approval.objects.create(opinion=opinion, organization=cast.lead_org, mandate=lead)
    opinion.status, opinion.number, opinion.content_hash, opinion.submitted_at = "submitted", "K-1/E", "0" * 64, now
    opinion.save()
    office = cast.mandate("coordinator")
    Assignment.objects.create(item=item, institution=cast.ministry, mandate=office)
    answered = [make.make_response(each, office) for each in opinion.items.all()]
    asked = make.make_consultation("draft", [cast.seko])
    question = Question.objects.create(consultation=asked, position=1, text="Да ли је јасно?")
    QuestionAnswer.objects.create(
        question=question, organization=cast.network_org, mandate=mandate, value="Јесте.", submitted_at=now
    )
    version = make.make_document_version(document=consultation.version.document, number=2)
    passage = version.passages.first()
    PassageOrigin.objects.create(passage=passage, forerunner=consultation.version.passages.first(), way="changed")
    DocumentImport.objects.create(document=version.document, source="pasted", mandate=office)
    DocumentFile.objects.create(
        document=version.document, file=ContentFile(b"%PDF-", "tekst.pdf"), name="tekst.pdf", size=5, sha256="0" * 64,
        mandate=office,
    )  # fmt: skip
    Landing.objects.create(response=answered[0], passage=passage, mandate=office)
    consultation.status = "answered"
    consultation.save()
    report = ConsultationReport.objects.create(
        consultation=consultation, number="K-1/R", content={}, content_hash="0" * 64,
        organization=cast.office, mandate=office, published_at=now,
    )  # fmt: skip
    Retraction.objects.create(
        opinion=opinion, number="K-1/E", content={}, content_hash="1" * 64, submitted_at=now, reason="Прерано.",
        organization=cast.lead_org, mandate=lead, retracted_at=now,
    )  # fmt: skip
    ResponseCorrection.objects.create(
        consultation=consultation, response=answered[0], number=1, outcome="noted", reason="Није усвојено.",
        why="Погрешан исход.", organization=cast.office, mandate=office, corrected_at=now,
    )  # fmt: skip
    ReportFile.objects.create(
        report=report, form="json", face="sr", file=ContentFile(b"{}", "r.json"), size=2, sha256="0" * 64
    )
    seat = make.make_seat(organization=cast.member_org, mandate=cast.mandate("member"))
    meeting = make.make_meeting(seat.working_group)
    AgendaItem.objects.create(meeting=meeting, position=1, title="Отварање")
    Attendance.objects.create(meeting=meeting, seat=seat, presence="present")
    Decision.objects.create(meeting=meeting, text="Послати предлог.")
    make.make_registration(make.make_training(), mandate)
    event = Event.objects.create(
        verb="organization.approved", actor=cast.coordinator, object_id=cast.lead_org.pk,
        object_type=ContentType.objects.get_for_model(cast.lead_org),
    )  # fmt: skip
    Delivery.objects.create(event=event, recipient=cast.lead)
    make.make_job(cast.lead)
    Acronym.objects.create(latin="JICA", cyrillic="ЏАЈКА")
    return cast


def as_sent(response):
    """What a browser would send back from a form of the admin, with nothing changed."""
    data = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            widget = field.field.widget
            if hasattr(widget, "decompress"):
                parts = zip(widget.widgets, widget.widgets_names, widget.decompress(value), strict=True)
                data.update({field.html_name + name: part.format_value(each) or "" for part, name, each in parts})
            elif isinstance(value, bool):
                data.update({field.html_name: "on"} if value else {})
            elif isinstance(value, (list, tuple)):
                data[field.html_name] = [str(getattr(each, "pk", each)) for each in value]
            else:
                data[field.html_name] = "" if value is None else value
    return data


@pytest.fixture
def sent():
    return as_sent

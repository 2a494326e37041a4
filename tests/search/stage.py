"""One word in everything that can be found, and in everything that must not be."""

from types import SimpleNamespace

from django.utils import timezone

from consultations.models import Consultation
from consultations.reports.actions import publish_report
from organizations.models import Organization
from tests import factories as make

WORD = "јагодњак"
NOTE = f"Пише: {WORD}."


def public(cast):
    """Everything of which the search knows a kind, each with the word and open to everybody: {kind: what is found}."""
    text = f"1.1 Засади се {WORD} на ивици."
    version = make.make_document_version(text, issuer=cast.office)
    version.document.title, version.document.title_en = f"План за {WORD}", "Strawberry plan"
    version.document.save()
    round_ = make.make_consultation("open", [cast.seko], version=version, title=f"Питање за {WORD}", summary=NOTE)
    passage = version.passages.get()
    comment = make.make_comment(round_, cast.mandate("network"), passage=passage, reason=NOTE)
    opinion = make.make_opinion(round_, cast.seko, cast.mandate("lead"), items=1, comments=[comment])
    opinion.items.update(text=NOTE)
    opinion.status, opinion.number, opinion.content_hash = "submitted", f"{round_.number}/E", "0" * 64
    opinion.submitted_at = timezone.now()
    opinion.save()
    item = opinion.items.get()
    answer = make.make_response(item, cast.mandate("coordinator"), reason=NOTE)
    Consultation.objects.filter(pk=round_.pk).update(status="in_review")
    report = publish_report(round_, by=cast.user("coordinator"), summary=NOTE)
    area = make.make_area(name=f"Област {WORD}")
    group = make.make_working_group(name=f"Група за {WORD}")
    return {
        "consultations": round_,
        "documents": version.document,
        "passages": passage,
        "comments": comment,
        "items": item,
        "answers": answer,
        "reports": report,
        "organizations": make.make_organization(f"Удружење {WORD}"),
        "sekos": make.make_seko(name=f"СЕКО {WORD}"),
        "areas": area,
        "memoranda": make.make_memorandum(cast.office, status="in_force", title="Меморандум", text=NOTE),
        "working-groups": group,
        "meetings": make.make_meeting(group, minutes=NOTE),
        "trainings": make.make_training(text=NOTE),
    }


def hidden(cast):
    """The same word where only some may read it."""
    draft = make.make_consultation(
        "draft", [cast.seko], version=make.make_document_version(NOTE, issuer=cast.office), title=f"Нацрт: {WORD}"
    )
    for version in (draft.version, make.make_document_version(f"1.1 Није питано: {WORD}.", issuer=cast.office)):
        version.document.title = f"Нацрт за {WORD}"
        version.document.save()
    running = make.make_consultation("in_review", [cast.seko, cast.other_seko])
    make.make_comment(running, cast.mandate("network"), reason=NOTE, withdrawn_at=timezone.now())
    unsubmitted = make.make_opinion(running, cast.other_seko, cast.mandate("outsider"), items=1)
    unsubmitted.items.update(text=NOTE)
    submitted = make.make_opinion(running, cast.seko, cast.mandate("lead"), items=1, status="submitted")
    make.make_response(submitted.items.get(), cast.mandate("coordinator"), reason=NOTE)
    organizations = [
        make.make_organization(f"{status} {WORD}", status=status, status_reason="Разлог.")
        for status in (Organization.Status.APPLIED, Organization.Status.SUSPENDED)
    ]
    memorandum = make.make_memorandum(cast.office, [cast.network_org], "draft", title=f"У припреми: {WORD}")
    training = make.make_training(status="draft", title=f"Нацрт обуке: {WORD}")
    return SimpleNamespace(draft=draft, organizations=organizations, memorandum=memorandum, training=training)

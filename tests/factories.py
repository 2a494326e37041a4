"""One valid object each, no surprises; what a test does not name gets a plain value."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from consultations.documents.actions.versions import split_text
from consultations.models import (
    Comment,
    Consultation,
    Document,
    DocumentVersion,
    Meeting,
    Opinion,
    OpinionItem,
    Passage,
    Question,
    QuestionAnswer,
    Registration,
    Response,
    Seat,
    Training,
    WorkingGroup,
)
from memoranda.models import Memorandum, Signatory
from organizations.models import District, Organization, Representation, User
from sectors.models import Area, Consortium, ConsortiumMembership, NetworkMembership, Seko, SekoArea
from seko.jobs.models import Job
from seko.rules.validity import today

PASSWORD = "lozinka-za-probu-2026"
LONG_AGO = timedelta(days=400)
WINDOW = {"comments_close_at": 12, "opinion_due_at": 32, "answer_due_at": 47}  # days after the opening
_serial = count(1)


def serial():
    """A number that no other object of this run has."""
    return next(_serial)


def make_district(code=None, name="Рашки округ", **fields):
    return District.objects.create(code=code or f"{serial() % 100_000:05}", name=name, **fields)


def make_organization(name=None, **fields):
    n = serial()
    fields = {"status": "active", "status_on": today() - LONG_AGO, "slug": f"organizacija-{n}", **fields}
    return Organization.objects.create(name=name or f"Удружење број {n}", **fields)


def make_user(email=None, password=None, **fields):
    n = serial()
    fields = {"full_name": f"Особа {n}", "language": "en", **fields}
    user = User(email=email or f"osoba{n}@test.seko.example", **fields)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    return user


def make_representation(user=None, organization=None, role="representative", **fields):
    fields = {"valid_from": today() - LONG_AGO, **fields}
    return Representation.objects.create(
        user=user or make_user(), organization=organization or make_organization(), role=role, **fields
    )


def make_representative(organization, role="representative", **user_fields):
    """A person who speaks for an organization today."""
    user = make_user(**user_fields)
    make_representation(user, organization, role)
    return user


def make_office(**fields):
    return make_organization(
        **{"name": "Канцеларија за европске интеграције", "kind": "public_body", "is_office": True, **fields}
    )


def make_area(code=None, **fields):
    n = serial()
    fields = {
        "kind": "sector",
        "name": f"Област {n}",
        "name_en": f"Area {n}",
        "valid_from": today() - LONG_AGO,
        "order": n % 30_000,
        **fields,
    }
    return Area.objects.create(code=code or f"area-{n}", **fields)


def make_seko(code=None, area=None, **fields):
    n = serial()
    fields = {"name": f"СЕКО за област {n}", "name_en": f"SEKO for area {n}", "order": n % 30_000, **fields}
    seko = Seko.objects.create(code=code or f"seko-{n}", **fields)
    SekoArea.objects.create(seko=seko, area=area or make_area(), valid_from=today() - LONG_AGO)
    return seko


def make_consortium(seko=None, organizations=None, status="active", **fields):
    """A running consortium of three, the first of them the lead."""
    organizations = organizations or [make_organization() for _ in range(3)]
    fields = {"valid_from": today() - LONG_AGO, **fields}
    consortium = Consortium.objects.create(seko=seko or make_seko(), status="forming", **fields)
    for number, organization in enumerate(organizations):
        ConsortiumMembership.objects.create(
            consortium=consortium,
            organization=organization,
            role="member" if number else "lead",
            valid_from=consortium.valid_from,
        )
    if status != "forming":
        consortium.status = status
        consortium.save()
    return consortium


def join(seko, *organizations, **fields):
    """Network memberships."""
    fields = {"valid_from": today() - LONG_AGO, **fields}
    return [NetworkMembership.objects.create(seko=seko, organization=o, **fields) for o in organizations]


def make_memorandum(office=None, parties=(), status="draft", **fields):
    n = serial()
    fields = {"title": f"Меморандум {n}", "slug": f"memorandum-{n}", **fields}
    signed = today() - LONG_AGO if status == "in_force" else None
    memorandum = Memorandum.objects.create(status="draft", **fields)
    Signatory.objects.create(
        memorandum=memorandum, organization=office or make_office(), side="office", signed_on=signed
    )
    for party in parties or [make_organization()]:
        Signatory.objects.create(memorandum=memorandum, organization=party, side="party", signed_on=signed)
    if status != "draft":
        memorandum.status, memorandum.signed_on, memorandum.valid_from = status, signed, memorandum.valid_from or signed
        memorandum.save()
    return memorandum


TEXT = """# 1. Увод

1.1 Документ уређује мере за енергетску ефикасност.

1.2 Мере се спроводе у јавним зградама.

# 2. Циљеви

2.1 Потрошња енергије смањује се за петину до 2030. године.

2.2 Средства се додељују на јавном позиву."""


def make_document_version(text=TEXT, document=None, number=1, **fields):
    n = serial()
    if document is None:
        document = Document.objects.create(
            slug=f"dokument-{n}", title=f"Акциони документ {n}", title_en=f"Action Document {n}", kind="ad",
            issuer=fields.pop("issuer", None) or make_office(),
        )  # fmt: skip
    version = DocumentVersion.objects.create(document=document, number=number, issued_on=today(), **fields)
    passages = split_text(text)
    for passage in passages:
        passage.version = version
    Passage.objects.bulk_create(passages)
    return version


def make_consultation(status="open", sekos=(), version=None, **fields):
    """A consultation in a state, with dates around now that fit the state."""
    n, now = serial(), timezone.now()
    opens = {"draft": 1, "open": -2, "upcoming": 5}.get(status, -20)
    dates = {"opens_at": now + timedelta(days=opens)}
    dates["comments_close_at"] = dates["opens_at"] + timedelta(days=12)
    dates["opinion_due_at"] = dates["comments_close_at"] + timedelta(days=20)
    dates["answer_due_at"] = dates["opinion_due_at"] + timedelta(days=15)
    defaults = {
        "title": f"Консултације {n}",
        "title_en": f"Consultation {n}",
        "slug": f"konsultacije-{n}",
        "number": "" if status == "draft" else f"K-2020-{n}",
        "cancel_reason": "Документ је повучен." if status == "cancelled" else "",
    }
    consultation = Consultation.objects.create(
        status="open" if status == "upcoming" else status,
        version=version or make_document_version(),
        **{**defaults, **dates, **fields},
    )
    for seko in sekos:
        consultation.invitations.create(seko=seko)
    return consultation


def make_question(consultation, **fields):
    """A question of a draft; `opened` then opens it."""
    position = consultation.questions.count() + 1
    fields = {"kind": "text", "text": f"Питање {position}?", "text_en": f"Question {position}?", **fields}
    return Question.objects.create(consultation=consultation, position=position, **fields)


def make_answer(question, mandate=None, value="Да.", **fields):
    """A draft of an answer, given where `submitted_at` says so."""
    mandate = mandate or make_representation()
    return QuestionAnswer.objects.create(
        question=question, mandate=mandate, organization_id=mandate.organization_id, value=value, **fields
    )


def opened(draft):
    """A prepared consultation, open since two days ago."""
    opens = timezone.now() - timedelta(days=2)
    dates = {name: opens + timedelta(days=days) for name, days in WINDOW.items()}
    number = f"K-2020-{serial()}"
    Consultation.objects.filter(pk=draft.pk).update(status="open", number=number, opens_at=opens, **dates)
    draft.refresh_from_db()
    return draft


def pass_time(consultation, status):
    """An open consultation whose window was over yesterday, in a later state."""
    opens = timezone.now() - timedelta(days=WINDOW["comments_close_at"] + 1)
    dates = {name: opens + timedelta(days=days) for name, days in WINDOW.items()}
    Consultation.objects.filter(pk=consultation.pk).update(status=status, opens_at=opens, **dates)
    consultation.refresh_from_db()
    return consultation


def make_comment(consultation, mandate=None, passage=None, submitted_at=None, **fields):
    mandate = mandate or make_representation()
    submitted_at = submitted_at or min(timezone.now(), consultation.comments_close_at - timedelta(hours=1))
    fields = {"kind": "general", "reason": "Мера није јасна.", **fields}
    return Comment.objects.create(
        consultation=consultation,
        mandate=mandate,
        organization_id=mandate.organization_id,
        passage=passage,
        number=consultation.comments.count() + 1,
        submitted_at=submitted_at,
        is_late=submitted_at >= consultation.comments_close_at,
        **fields,
    )


def make_opinion(consultation, seko, mandate, items=2, status="draft", comments=()):
    """An opinion with numbered items; the first one merges `comments`."""
    opinion = Opinion.objects.create(
        consultation=consultation, seko=seko, mandate=mandate, organization_id=mandate.organization_id
    )
    for position in range(1, items + 1):
        item = OpinionItem.objects.create(
            opinion=opinion, position=position, title=f"Тачка {position}", text="Предлажемо измену."
        )
        if position == 1:
            item.comments.set(comments)
    if status == "submitted":
        opinion.status, opinion.number, opinion.content_hash = status, f"{consultation.number}/{seko.code}", "0" * 64
        opinion.submitted_at = timezone.now()
        opinion.save()
    return opinion


def make_response(item, mandate, outcome="accepted", status="approved", **fields):
    return Response.objects.create(
        item=item, mandate=mandate, organization_id=mandate.organization_id, outcome=outcome, status=status,
        answered_at=timezone.now(), **fields,
    )  # fmt: skip


def make_working_group(**fields):
    n = serial()
    fields = {
        "name": f"Радна група {n}",
        "name_en": f"Working group {n}",
        "slug": f"radna-grupa-{n}",
        "valid_from": today() - LONG_AGO,
        **fields,
    }
    return WorkingGroup.objects.create(**fields)


def make_seat(working_group=None, organization=None, **fields):
    fields = {"valid_from": today() - LONG_AGO, **fields}
    return Seat.objects.create(
        working_group=working_group or make_working_group(), organization=organization or make_organization(), **fields
    )


def make_meeting(working_group=None, starts_at=None, **fields):
    starts_at = starts_at or timezone.now() + timedelta(days=5)
    fields = {"title": f"Састанак {serial()}", "ends_at": starts_at + timedelta(hours=2), **fields}
    return Meeting.objects.create(working_group=working_group or make_working_group(), starts_at=starts_at, **fields)


def make_training(places=2, starts_at=None, **fields):
    n = serial()
    starts_at = starts_at or timezone.now() + timedelta(days=10)
    fields = {
        "title": f"Обука {n}",
        "slug": f"obuka-{n}",
        "status": "announced",
        "ends_at": starts_at + timedelta(hours=6),
        "registration_closes_at": starts_at - timedelta(days=1),
        **fields,
    }
    organizer = fields.pop("organizer", None) or make_organization()
    return Training.objects.create(places=places, starts_at=starts_at, organizer=organizer, **fields)


def make_registration(training, mandate=None, **fields):
    mandate = mandate or make_representation()
    return Registration.objects.create(
        training=training, mandate=mandate, organization_id=mandate.organization_id, **fields
    )


def make_job(user=None, status="waiting", **fields):
    """A job that has just been asked for, by a visitor where no user is named; a finished one has ended just now."""
    now = timezone.now()
    fields = {"kind": "organizations.list", "parameters": {"form": "csv", "query": ""}, "language": "en", **fields}
    if status == "running":
        fields = {"attempts": 1, "started_at": now, "heartbeat_at": now, **fields}
    if status not in {"waiting", "running"}:
        fields = {"attempts": 1, "finished_at": now, "expires_at": now + timedelta(days=1), **fields}
    if user is None:
        fields = {"visitor": f"secret-{serial()}", **fields}
    return Job.objects.create(user=user, status=status, **fields)

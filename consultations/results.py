"""What the search finds here: what was asked, said and answered, and what the mechanism does besides."""

from django.db.models import Case, Exists, F, OuterRef, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models import (
    Comment,
    Consultation,
    ConsultationReport,
    Document,
    Meeting,
    OpinionItem,
    Passage,
    Response,
    Training,
    WorkingGroup,
)
from seko.search.kinds import Kind, register


def _newest_round(user, **match):
    """The address name of the newest consultation that the person may see, as a column."""
    return Subquery(
        Consultation.objects.visible_to(user).filter(**match).order_by("-opens_at", "-pk").values("slug")[:1]
    )


def documents(user):
    """Documents that are or were under a consultation which the person may see."""
    consulted = Consultation.objects.visible_to(user).filter(version__document=OuterRef("pk"))
    return Document.objects.filter(Exists(consulted))


def passages(user):
    """Passages of versions under a consultation which the person may see."""
    return Passage.objects.filter(version__in=Consultation.objects.visible_to(user).values("version"))


def comments(user):
    """Comments that were not withdrawn."""
    return Comment.objects.visible_to(user).standing()


def items(user):
    """Items of opinions that were submitted."""
    visible = Consultation.objects.visible_to(user)
    return OpinionItem.objects.filter(opinion__status="submitted", opinion__consultation__in=visible)


def answers(user):
    """Answers whose report is published."""
    answered = Consultation.objects.visible_to(user).filter(status=Consultation.Status.ANSWERED, report__isnull=False)
    submitted = {"item__opinion__status": "submitted", "item__opinion__consultation__in": answered}
    return Response.objects.filter(**submitted)


def reports(user):
    """Published reports."""
    return ConsultationReport.objects.filter(consultation__in=Consultation.objects.visible_to(user))


def _place_of_comment(slug, passage, number):
    page = (
        reverse("consultations:passage", args=[slug, passage])
        if passage
        else reverse("consultations:whole", args=[slug])
    )
    return f"{page}?comment={number}#c{number}"


def _in(language, text):
    """The text of documents in this language."""
    return Case(When(version__document__language=language, then=F(text)), default=Value(""), output_field=TextField())


register(
    Kind(
        code="consultations",
        label=_("Consultations"),
        position=10,
        rows=Consultation.objects.visible_to,
        place=("slug",),
        address=lambda slug: reverse("consultations:detail", args=[slug]),
        sign="number",
        title="title",
        title_en="title_en",
        at="opens_at",
        texts=("summary", "purpose"),
        texts_en=("summary_en",),
    ),
    Kind(
        code="documents",
        label=_("Documents"),
        position=20,
        rows=documents,
        place=lambda user: (_newest_round(user, version__document=OuterRef("pk")),),
        address=lambda slug: reverse("consultations:detail", args=[slug]),
        title="title",
        title_en="title_en",
        about="issuer__name",
        about_en="issuer__name_en",
    ),
    Kind(
        code="passages",
        label=_("Passages of documents"),
        position=30,
        rows=passages,
        place=lambda user: (_newest_round(user, version=OuterRef("version")), "pk"),
        address=lambda slug, pk: reverse("consultations:passage", args=[slug, pk]),
        sign="number",
        title="version__document__title",
        title_en="version__document__title_en",
        texts=(_in("sr", "text"),),
        texts_en=(_in("en", "text"),),
    ),
    Kind(
        code="comments",
        label=_("Comments"),
        position=40,
        rows=comments,
        place=("consultation__slug", "passage", "number"),
        address=_place_of_comment,
        sign=Concat(Value("#"), Cast("number", TextField())),
        title="organization__name",
        title_en="organization__name_en",
        about="consultation__title",
        about_en="consultation__title_en",
        at="submitted_at",
        texts=("reason", "proposed_text"),
    ),
    Kind(
        code="items",
        label=_("Items of opinions"),
        position=50,
        rows=items,
        place=("opinion__consultation__slug", "opinion__seko__code", "pk"),
        address=lambda slug, code, pk: f"{reverse('consultations:opinion', args=[slug, code])}#i{pk}",
        sign="opinion__number",
        title="title",
        about="opinion__seko__name",
        about_en="opinion__seko__name_en",
        at="opinion__submitted_at",
        texts=("text", "proposed_text"),
    ),
    Kind(
        code="answers",
        label=_("Answers"),
        position=60,
        rows=answers,
        place=("item__opinion__consultation__slug", "item"),
        address=lambda slug, item: f"{reverse('consultations:report', args=[slug])}?item={item}#i{item}",
        sign="item__opinion__number",
        title="item__title",
        about="organization__name",
        about_en="organization__name_en",
        at="answered_at",
        texts=("reason",),
    ),
    Kind(
        code="reports",
        label=_("Reports"),
        position=70,
        rows=reports,
        place=("consultation__slug",),
        address=lambda slug: reverse("consultations:report", args=[slug]),
        sign="number",
        title=KT("content__consultation__title"),
        title_en=KT("content__consultation__title_en"),
        at="published_at",
        texts=("summary",),
    ),
    Kind(
        code="working-groups",
        label=_("Working groups"),
        position=120,
        rows=lambda user: WorkingGroup.objects.all(),
        place=("slug",),
        address=lambda slug: reverse("consultations:working_group_detail", args=[slug]),
        title="name",
        title_en="name_en",
        texts=("purpose",),
    ),
    Kind(
        code="meetings",
        label=_("Meetings"),
        position=130,
        rows=lambda user: Meeting.objects.all(),
        place=("pk",),
        address=lambda pk: reverse("consultations:meeting_detail", args=[pk]),
        title="title",
        title_en="title_en",
        about="working_group__name",
        about_en="working_group__name_en",
        at="starts_at",
        texts=("place", "minutes"),
    ),
    Kind(
        code="trainings",
        label=_("Trainings"),
        position=140,
        rows=Training.objects.visible_to,
        place=("slug",),
        address=lambda slug: reverse("consultations:training_detail", args=[slug]),
        title="title",
        title_en="title_en",
        at="starts_at",
        texts=("place", "text"),
    ),
)

"""What the search finds here."""

from django.db.models import Case, Exists, F, OuterRef, TextField, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.consultation.models import Consultation
from consultations.consultation.results import latest_consultation
from consultations.documents.models import Document, Passage
from seko.search.kinds import SearchKind, register


def documents(user):
    """Documents that are or were under a consultation which the person may see."""
    consulted = Consultation.objects.visible_to(user).filter(version__document=OuterRef("pk"))
    return Document.objects.filter(Exists(consulted))


def passages(user):
    """Passages of versions under a consultation which the person may see."""
    return Passage.objects.filter(version__in=Consultation.objects.visible_to(user).values("version"))


def _in(language, text):
    """The text of documents in this language."""
    return Case(When(version__document__language=language, then=F(text)), default=Value(""), output_field=TextField())


DOCUMENTS = SearchKind(
    code="documents",
    label=_("Documents"),
    position=20,
    rows=documents,
    place=lambda user: (latest_consultation(user, version__document=OuterRef("pk")),),
    address=lambda slug: reverse("consultations:detail", args=[slug]),
    title="title",
    title_en="title_en",
    about="issuer__name",
    about_en="issuer__name_en",
)


PASSAGES = SearchKind(
    code="passages",
    label=_("Passages of documents"),
    position=30,
    rows=passages,
    place=lambda user: (latest_consultation(user, version=OuterRef("version")), "pk"),
    address=lambda slug, pk: reverse("consultations:passage", args=[slug, pk]),
    sign="number",
    title="version__document__title",
    title_en="version__document__title_en",
    texts=(_in("sr", "text"),),
    texts_en=(_in("en", "text"),),
)

register(DOCUMENTS, PASSAGES)

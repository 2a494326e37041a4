"""A document with its first version, and a draft of the consultation on it."""

from consultations.consultation.actions import DATES, create_consultation
from consultations.models import Consultation
from consultations.questions.actions import save_question
from sectors.models import Seko
from seko.demo.documents import load_document
from seko.demo.playback import backdate

ASKED = ("kind", "text", "text_en", "options", "minimum", "maximum", "is_required")  # the rest is about the answers
CONTACT = "konsultacije@demo.seko.example"


def prepare(stage, name, facts, at, *, dates):
    """Prepared by the desk officer at a moment; the dates in the order of the road."""
    with backdate(at):
        text = load_document(name, facts["document"], by=stage.officer, issued_on=at.date())
        consultation = create_consultation(
            by=stage.officer,
            version=text.version,
            sekos=Seko.objects.filter(code__in=facts["sekos"]),
            summary=text.document.summary,
            summary_en=text.document.summary_en,
            contact=CONTACT,
            is_demo=True,
            **facts["consultation"],
            **dict(zip(DATES, dates, strict=True)),
        )
        for asked in facts.get("questions", ()):
            save_question(consultation, by=stage.officer, **{name: asked[name] for name in ASKED if name in asked})
    Consultation.objects.filter(pk=consultation.pk).update(created_at=at)
    return text, consultation

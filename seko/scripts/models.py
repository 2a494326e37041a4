"""The Office's list of acronyms."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from seko.rules.texts import LineField


class Acronym(models.Model):
    """How one acronym is written in Cyrillic: IPA is ИПА, UNDP stays as it is."""

    latin = LineField(_("in Latin letters"), max_length=30, help_text=_("One word, such as UNDP."))
    cyrillic = LineField(
        _("in Cyrillic letters"),
        max_length=30,
        blank=True,
        help_text=_("Empty where it stays in Latin letters in Cyrillic texts, too."),
    )

    class Meta:
        verbose_name = _("acronym")
        verbose_name_plural = _("acronyms")
        ordering = ("latin",)
        constraints = [
            models.UniqueConstraint(
                fields=["latin"],
                name="acronym_once",
                violation_error_code="acronym_listed",
                violation_error_message=_("This acronym is already on the list."),
            ),
            models.CheckConstraint(
                name="acronym_is_a_latin_word",
                condition=Q(latin__regex=r"^[A-Za-z\u00c0-\u024f]{2,30}$"),
                violation_error_code="not_a_latin_word",
                violation_error_message=_("Enter one word of at least two Latin letters, such as UNDP."),
            ),
            models.CheckConstraint(
                name="acronym_is_a_cyrillic_word",
                condition=Q(cyrillic__regex=r"^[\u0400-\u04ff]{0,30}$"),
                violation_error_code="not_a_cyrillic_word",
                violation_error_message=_("Enter one word of Cyrillic letters, such as НАТО, or nothing."),
            ),
        ]

    rule_fields = {
        "acronym_once": "latin",
        "acronym_is_a_latin_word": "latin",
        "acronym_is_a_cyrillic_word": "cyrillic",
    }

    def __str__(self) -> str:
        return f"{self.latin} – {self.cyrillic or self.latin}"

    def event_topics(self) -> list[str]:
        """Its feed alone."""
        return [f"acronym:{self.pk}"]

    def event_facts(self) -> dict[str, str]:
        """What an event tells of it."""
        return {"latin": self.latin, "cyrillic": self.cyrillic}

"""What was changed about a consultation after its opening: corrections, and dates that moved."""

from django.db.models import CharField, Exists, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from consultations.consultation.models import Consultation
from seko.events.models import Event

MOVING = ("consultation.dates_moved", "consultation.comments_closed")
CORRECTIONS = tuple(f"consultation.{what}" for what in ("corrected", "seko_added", "seko_removed", "version_exchanged"))


def with_put_right(consultations) -> QuerySet[Consultation]:
    """`was_put_right`: is there anything to tell of such changes, so that a page asks for it only then?"""
    topic = Concat(Value("consultation:"), Cast(OuterRef("pk"), CharField()))
    about = Event.objects.filter(topics__contains=Func(topic, template="ARRAY[%(expressions)s]::varchar(60)[]"))
    return consultations.annotate(was_put_right=Exists(about.filter(verb__in=[*CORRECTIONS, *MOVING]).order_by()))

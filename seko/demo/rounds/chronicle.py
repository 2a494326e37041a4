"""Events of what is written in bulk, with the facts that the actions would have recorded."""

from django.contrib.contenttypes.models import ContentType

from consultations.responses.actions.responses import facts_of
from seko.events.models import Event


class Chronicle:
    """What happened in one consultation."""

    def __init__(self, consultation):
        self.topics = consultation.event_topics()
        self.of_consultation = self.topics[0]
        self.consultation = consultation
        self.title = {name: getattr(consultation, name) for name in ("title", "title_en", "slug")}
        self.events = []

    def commented(self, comment):
        self._comment(comment, "comment.submitted", comment.mandate, comment.submitted_at)

    def supported(self, support, at):
        self._comment(support.comment, "comment.supported", support.mandate, at)

    def contributed(self, mandate, at, *, answers):
        """An organization has answered questions, with no comment in the same act."""
        organization = mandate.organization
        facts = {
            "organization": organization.name,
            "organization_en": organization.name_en,
            "numbers": [],
            "comments": 0,
            "answers": answers,
        }
        topics = [*self.topics, *organization.event_topics()]
        self._tell(self.consultation, "contribution.submitted", mandate, at, facts | self.title, topics, public=True)

    def opinion(self, opinion, verb, mandate, at, *, items, number="", public=False):
        facts = {
            "seko": opinion.seko.name,
            "seko_en": opinion.seko.name_en,
            "code": opinion.seko.code,
            "consultation": opinion.consultation_id,
            "number": number,
            "items": items,
        }
        topics = [self.of_consultation, f"seko:{opinion.seko_id}"]
        self._tell(opinion, verb, mandate, at, facts | self.title, topics, public=public)

    def item(self, item, verb, mandate, at, **more):
        topics = [self.of_consultation, f"seko:{item.opinion.seko_id}"]
        self._tell(item, verb, mandate, at, facts_of(self.consultation, [item]) | more, topics, public=False)

    def write(self):
        Event.objects.bulk_create(self.events)
        self.events = []

    def _comment(self, comment, verb, mandate, at):
        facts = {
            "number": comment.number,
            "organization": comment.organization.name,
            "organization_en": comment.organization.name_en,
        }
        topics = [*self.topics, f"organization:{comment.organization_id}"]
        self._tell(comment, verb, mandate, at, facts | self.title, topics, public=True)

    def _tell(self, obj, verb, mandate, at, facts, topics, *, public):
        self.events.append(
            Event(
                verb=verb,
                at=at,
                actor_id=mandate.user_id,
                organization_id=mandate.organization_id,
                object_type=ContentType.objects.get_for_model(obj),
                object_id=obj.pk,
                topics=topics,
                facts=facts,
                public=public,
            )
        )

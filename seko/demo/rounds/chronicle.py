"""Events of what is written in bulk, as the actions would have recorded them."""

from consultations.responses.actions.responses import items_facts
from seko.events.declarations import name_facts
from seko.events.log import unsaved_event
from seko.events.models import Event


class Chronicle:
    """What happened in one consultation."""

    def __init__(self, consultation):
        self.topics = consultation.event_topics()
        self.of_consultation = self.topics[0]
        self.consultation = consultation
        self.common = consultation.event_facts()
        self.events = []

    def commented(self, comment):
        self._comment(comment, "comment.submitted", comment.mandate, comment.submitted_at)

    def supported(self, support, at):
        self._comment(support.comment, "comment.supported", support.mandate, at)

    def contributed(self, mandate, at, *, answers):
        """An organization has answered questions, with no comment in the same act."""
        organization = mandate.organization
        facts = {**name_facts("organization", organization), "numbers": [], "comments": 0, "answers": answers}
        topics = [*self.topics, *organization.event_topics()]
        self._tell(self.consultation, "contribution.submitted", mandate, at, facts, topics)

    def opinion(self, opinion, verb, mandate, at, *, items):
        facts = opinion.seko.event_facts() | {"number": opinion.number, "items": items}
        self._tell(opinion, verb, mandate, at, facts, [self.of_consultation, f"seko:{opinion.seko_id}"])

    def item(self, item, verb, mandate, at, **more):
        topics = [self.of_consultation, f"seko:{item.opinion.seko_id}"]
        self._tell(item, verb, mandate, at, items_facts([item]) | more, topics)

    def write(self):
        Event.objects.bulk_create(self.events)
        self.events = []

    def _comment(self, comment, verb, mandate, at):
        facts = {**name_facts("organization", comment.organization), "number": comment.number}
        self._tell(comment, verb, mandate, at, facts, [*self.topics, f"organization:{comment.organization_id}"])

    def _tell(self, obj, verb, mandate, at, facts, topics):
        event = unsaved_event(
            verb, obj, actor_id=mandate.user_id, organization_id=mandate.organization_id, at=at, topics=topics,
            common=self.common, facts=facts,
        )  # fmt: skip
        self.events.append(event)

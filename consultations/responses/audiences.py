"""Who is told of which event by e-mail."""

from consultations.consultation.audiences import whole_network
from consultations.responses.models import Assignment
from organizations.audiences import case_workers, contacts_of
from seko.events.log import audience


@audience("consultation.cancelled", "consultation.dates_moved")
def everybody_concerned(event):
    """Everybody who may comment, and the contacts of institutions that were sent items."""
    sent = Assignment.objects.filter(item__opinion__consultation=event.object_id)
    return whole_network(event) | contacts_of(sent.order_by().values("institution"))


@audience("item.assigned", "item.returned")
def contacts_of_assigned(event):
    """Those who answer for the institution to which items were sent, or given back."""
    return contacts_of([event.facts["institution_id"]])


@audience("item.sent")
def reviewers(event):
    """The Office, which approves answers or returns them."""
    return case_workers()

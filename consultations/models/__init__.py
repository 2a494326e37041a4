from consultations.models.comment import Attachment, Comment, Support, number_of_comments
from consultations.models.consultation import Consultation, Invitation
from consultations.models.document import Document, DocumentVersion, Passage
from consultations.models.opinion import Approval, ItemComment, MinorityPosition, Opinion, OpinionItem, SetAside
from consultations.models.report import Assignment, ConsultationReport, Response
from consultations.models.training import Registration, Training
from consultations.models.working_group import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup

__all__ = [
    "AgendaItem",
    "Approval",
    "Assignment",
    "Attachment",
    "Attendance",
    "Comment",
    "Consultation",
    "ConsultationReport",
    "Decision",
    "Document",
    "DocumentVersion",
    "Invitation",
    "ItemComment",
    "Meeting",
    "MinorityPosition",
    "Opinion",
    "OpinionItem",
    "Passage",
    "Registration",
    "Response",
    "Seat",
    "SetAside",
    "Support",
    "Training",
    "WorkingGroup",
    "number_of_comments",
]

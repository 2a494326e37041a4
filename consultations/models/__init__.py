from consultations.models.comment import Attachment, Comment, Support, number_of_comments, standing
from consultations.models.consultation import Consultation, Invitation
from consultations.models.contribution import CommentDraft, DraftFile
from consultations.models.document import Document, DocumentVersion, Passage, PassageOrigin
from consultations.models.document_import import DocumentFile, DocumentImport
from consultations.models.opinion import (
    Approval,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Objection,
    Opinion,
    OpinionItem,
    SetAside,
)
from consultations.models.question import Question, QuestionAnswer
from consultations.models.report import ConsultationReport, ReportFile
from consultations.models.response import Assignment, Landing, Response
from consultations.models.training import Registration, Training
from consultations.models.working_group import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup

__all__ = [
    "AgendaItem",
    "Approval",
    "Assignment",
    "Attachment",
    "Attendance",
    "Comment",
    "CommentDraft",
    "Consultation",
    "ConsultationReport",
    "Decision",
    "Document",
    "DocumentFile",
    "DocumentImport",
    "DocumentVersion",
    "DraftFile",
    "Invitation",
    "ItemComment",
    "Landing",
    "Meeting",
    "MinorityComment",
    "MinorityPosition",
    "Objection",
    "Opinion",
    "OpinionItem",
    "Passage",
    "PassageOrigin",
    "Question",
    "QuestionAnswer",
    "Registration",
    "ReportFile",
    "Response",
    "Seat",
    "SetAside",
    "Support",
    "Training",
    "WorkingGroup",
    "number_of_comments",
    "standing",
]

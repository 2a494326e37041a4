"""The models of the app, each at home in its concept."""

from consultations.comments.models import (
    Attachment,
    Comment,
    CommentDraft,
    CommentRevision,
    DraftFile,
    Support,
    active,
    number_of_comments,
)
from consultations.consultation.models import Consultation, Invitation
from consultations.documents.models import (
    Document,
    DocumentFile,
    DocumentImport,
    DocumentVersion,
    Passage,
    PassageOrigin,
)
from consultations.groups.models import AgendaItem, Attendance, Decision, Meeting, Seat, WorkingGroup
from consultations.opinions.models import (
    Approval,
    ItemComment,
    MinorityComment,
    MinorityPosition,
    Objection,
    Opinion,
    OpinionItem,
    Retraction,
    SetAside,
    submitted,
)
from consultations.questions.models import Question, QuestionAnswer
from consultations.reports.models import ConsultationReport, ReportFile
from consultations.responses.models import Assignment, Landing, Response, ResponseCorrection
from consultations.trainings.models import Registration, Training

__all__ = [
    "AgendaItem",
    "Approval",
    "Assignment",
    "Attachment",
    "Attendance",
    "Comment",
    "CommentDraft",
    "CommentRevision",
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
    "ResponseCorrection",
    "Retraction",
    "Seat",
    "SetAside",
    "Support",
    "Training",
    "WorkingGroup",
    "active",
    "number_of_comments",
    "submitted",
]

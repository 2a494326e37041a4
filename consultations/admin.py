"""The admin of each concept; Django looks for it here."""

from consultations.comments import admin as comments
from consultations.consultation import admin as consultation
from consultations.documents import admin as documents
from consultations.groups import admin as groups
from consultations.opinions import admin as opinions
from consultations.questions import admin as questions
from consultations.reports import admin as reports
from consultations.responses import admin as responses
from consultations.trainings import admin as trainings

__all__ = [
    "comments",
    "consultation",
    "documents",
    "groups",
    "opinions",
    "questions",
    "reports",
    "responses",
    "trainings",
]

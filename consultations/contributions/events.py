"""What organizations submit, and take back, in one act."""

from consultations.consultation.events import TitleFacts
from seko.events.declarations import declare


class ContributionFacts(TitleFacts):
    organization: str
    organization_en: str
    numbers: list[int]
    comments: int
    answers: int


declare("contribution.submitted", "contribution.withdrawn", facts=ContributionFacts, public=True)

"""What happens to the questions of a consultation."""

from consultations.consultation.events import TitleFacts
from seko.events.declarations import declare

declare(
    "consultation.questions_changed", facts=TitleFacts, public=False,
    untold="Questions change only in a draft, which nobody outside the Ministry sees.",
)  # fmt: skip

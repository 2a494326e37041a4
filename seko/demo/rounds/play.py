"""One round from the draft of the consultation to its report, or as far as it has come by the day of the load."""

from dataclasses import dataclass, field
from random import Random

from consultations.consultation.actions import begin_consolidation, cancel_consultation, open_consultation
from consultations.models import Consultation
from seko.demo.documents import Text
from seko.demo.files import data
from seko.demo.prepare import prepare
from seko.demo.rounds.answering import answer
from seko.demo.rounds.asking import answer_questions, voices_of
from seko.demo.rounds.chronicle import Chronicle
from seko.demo.rounds.consolidating import consolidate
from seko.demo.rounds.speaking import speak
from seko.demo.stage import Stage
from seko.demo.voices import Speakers, Voices

PREPARED = 5  # days before the opening the draft was made
WHO_ANSWERS = 26  # organizations answer the questions, if there are any
ANNOUNCED = -1  # day of the load on which what is to come was announced


@dataclass
class Round:
    """What a round is played with: the facts told, the consultation, and who speaks."""

    stage: Stage
    facts: dict
    text: Text
    consultation: Consultation
    speakers: Speakers
    rng: Random
    chronicle: Chronicle = field(init=False)

    def __post_init__(self):
        self.chronicle = Chronicle(self.consultation)

    def on(self, day, hour=10, minute=0):
        """The moment, so many days after the opening."""
        return self.stage.calendar.at(self.facts["opens"] + day, hour, minute)

    def passage(self, topic):
        """The passage that a topic is about; None for the whole document."""
        return self.text.passages[topic["at"]] if topic["at"] else None

    @property
    def closes(self):
        """The day after the opening on which the comment window ends."""
        return self.facts["days"]["comments"]

    @property
    def silent_from(self):
        """The day after the opening from which nobody speaks in time: the window has ended, or all is cancelled."""
        return self.facts["cancelled"][0] if "cancelled" in self.facts else self.closes


def play(stage, name):
    """A round by its name; the same each time."""
    facts, rng = data(f"rounds/{name}"), Random(f"round {name}")
    opens, days = facts["opens"], facts["days"]
    ends = days["comments"]
    due = ends + days["opinion"]
    dates = [(0, 9), (ends, 16), (due, 16), (due + days["answer"], 16)]
    announced = min(opens, ANNOUNCED)
    at = stage.calendar.at
    text, consultation = prepare(
        stage, name, facts, at(announced - PREPARED), dates=[at(opens + day, hour) for day, hour in dates]
    )
    consultation = open_consultation(consultation, by=stage.coordinator, at=at(announced, 9))
    if facts["status"] == "upcoming":
        return
    voices = Voices(stage)
    speakers = Speakers(voices, facts["sekos"], stage.calendar.day(opens), rng)
    round_ = Round(stage, facts, text, consultation, speakers, rng)
    comments = speak(round_)
    if "questions" in facts:
        mandates = [stage.mandates[pk] for pk in speakers.supporters(facts["sekos"], None, WHO_ANSWERS, rng)]
        voices = voices_of(mandates, round_.on, range(round_.closes // 2, round_.closes), rng)
        answer_questions(round_.chronicle, facts["questions"], voices, rng)
    if facts["status"] == "cancelled":
        day, reason = facts["cancelled"]
        cancel_consultation(consultation, by=stage.coordinator, reason=reason, at=round_.on(day, 12))
    else:
        begin_consolidation(consultation, at=round_.on(round_.closes, 16))
        items = consolidate(round_, comments)
        if facts["status"] != "consolidation":
            answer(round_, items)
    round_.chronicle.write()

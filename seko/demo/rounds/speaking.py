"""Comments of a round and who supports them."""

from dataclasses import dataclass
from datetime import timedelta

from consultations.comments.actions.hiding import hide_comment
from consultations.models import Comment, Support
from seko.demo.files import data
from seko.demo.revising import edit_text
from seko.demo.voices import as_written_by

SHARE_LATE = 0.4  # of the rounds have one comment after the end of the window
LAST_DAYS_BUSY = 0.6  # an exponent: the lower, the more is written in the last days
SUPPORTS, HOW_OFTEN = (0, 1, 2, 3, 4, 6, 9), (38, 20, 15, 11, 8, 5, 3)  # by how many a comment is supported
BIG_TOWNS, RURAL = ("Београд", "Нови Сад", "Ниш"), "agri"


@dataclass
class Line:
    """One text before it has become a comment."""

    topic: int
    kind: str
    proposed: str
    reason: str
    by: str | None
    follows: bool  # speaks of what others have proposed before
    late: int | None = None  # so many days after the end of the window
    hidden: str = ""  # why the lead hides it

    @property
    def is_rural(self):
        """Speaks of a village."""
        return "сел" in self.reason.lower()


def speak(round_):
    """Write all comments and supports; returns the comments of each topic, in the order of the topics."""
    topics = round_.facts["topics"]
    openings = data("openings")  # who only agrees says first with what; no opening comes twice in a round
    round_.rng.shuffle(openings)
    lines = [line for number, topic in enumerate(topics) for line in _lines(number, topic, openings)]
    said = sorted(zip(_moments(round_, lines), _authors(round_, lines, topics), lines, strict=True), key=lambda s: s[0])
    closes_at = round_.consultation.comments_close_at
    comments = Comment.objects.bulk_create(
        Comment(
            consultation=round_.consultation,
            passage=round_.passage(topics[line.topic]),
            number=number,
            organization=mandate.organization,
            mandate=mandate,
            kind=line.kind,
            proposed_text=_proposed(round_, mandate, line),
            reason=as_written_by(mandate.organization, line.reason),
            submitted_at=at,
            is_late=at >= closes_at,
        )
        for number, (at, mandate, line) in enumerate(said, start=1)
    )
    for comment in comments:
        round_.chronicle.commented(comment)
    by_topic = [[] for _ in topics]
    for comment, (_, _, line) in zip(comments, said, strict=True):
        if line.hidden:
            _hide(round_, comment, line)
        else:
            by_topic[line.topic].append(comment)
    _support(round_, by_topic)
    return by_topic


def _proposed(round_, mandate, line):
    """Whoever changes single words of a passage writes in its script."""
    if isinstance(line.proposed, dict):
        return edit_text(round_.passage(round_.facts["topics"][line.topic]).text, line.proposed)
    return as_written_by(mandate.organization, line.proposed)


def _hide(round_, comment, line):
    """By the lead of the first SEKO that takes up the topic, on the next morning."""
    code = heard(round_.facts["topics"][line.topic], round_.facts["sekos"])[0]
    at = comment.submitted_at.replace(hour=8, minute=30) + timedelta(days=1)
    lead, *_ = round_.stage.consortium(code, at.date())
    hide_comment(comment, by=lead.user, reason=line.hidden, at=at)


def heard(topic, sekos):
    """The SEKOs that take up a topic; all, where nothing is said about it."""
    told = [code for code in sekos if any(code in topic.get(part, ()) for part in ("items", "aside", "waiting"))]
    return told or sekos


def _lines(number, topic, openings):
    for kind, proposed, reason, *rest in topic["voices"]:
        by = rest[0] if rest else None
        more = rest[1] if len(rest) > 1 else {}
        yield Line(number, kind, proposed, reason, by, kind == "support", **more)
    for reason, *by in topic.get("echoes", ()):
        words = f"{openings.pop().format(topic['about'])} {reason}"
        yield Line(number, "support", "", words, *(by or [None]), True)


def _authors(round_, lines, topics):
    """A mandate for each line: the one it names, else of an organization of the networks that are heard."""
    stage, speakers = round_.stage, round_.speakers
    authors = [stage.cast[line.by].pk if line.by in stage.cast else None for line in lines]
    there = {}  # who speaks on a topic: nobody does twice
    for line, author in zip(lines, authors, strict=True):
        there.setdefault(line.topic, set()).add(author)
        if author:
            speakers.note(author)
    for number, line in enumerate(lines):
        if authors[number] is None:
            sekos = heard(topics[line.topic], round_.facts["sekos"])
            authors[number] = speakers.next(
                sekos,
                but=there[line.topic],
                name=line.by[1:] if line.by else "",
                not_in=BIG_TOWNS if line.is_rural or RURAL in sekos else (),
            )
            there[line.topic].add(authors[number])
    return [stage.mandates[author] for author in authors]


def _moments(round_, lines):
    """When each line is written: most in the last days, agreement after what it agrees with; sometimes one too late."""
    rng, last_day = round_.rng, round_.silent_from - 1
    first, moments = {}, []
    for line in lines:
        begins = first.get(line.topic, 0) if line.follows else 0
        day = begins + int(rng.random() ** LAST_DAYS_BUSY * (last_day + 1 - begins))
        first.setdefault(line.topic, day + 1 if day < last_day else day)
        moments.append(round_.on(day, rng.randint(13, 20) if line.follows else rng.randint(8, 12), rng.randrange(60)))
    for number, line in enumerate(lines):
        if line.late is not None:
            moments[number] = round_.on(round_.closes + line.late, 9, 5)
    if "cancelled" not in round_.facts and rng.random() < SHARE_LATE:
        late = rng.choice([n for n, line in enumerate(lines) if line.follows])
        moments[late] = round_.on(round_.closes + 1, 8, 40)
    return moments


def _support(round_, by_topic):
    """Other organizations stand behind comments, between the comment and the end of the window."""
    ends_at, given = round_.on(round_.silent_from, 9), []
    for topic, comments in zip(round_.facts["topics"], by_topic, strict=True):
        sekos = heard(topic, round_.facts["sekos"])
        given += supports_of(comments, round_.speakers, sekos, round_.stage.mandates, ends_at, round_.rng)
    write_supports(round_.chronicle, given)


def supports_of(comments, speakers, sekos, mandates, ends_at, rng):
    """Unsaved supports with their moments, for some of the comments that say something of their own."""
    for comment in comments:
        left = ends_at - comment.submitted_at
        if left <= timedelta(hours=4) or comment.kind == "support":
            continue
        number = rng.choices(SUPPORTS, HOW_OFTEN)[0]
        for pk in speakers.supporters(sekos, comment.organization_id, number, rng):
            at = comment.submitted_at + left * rng.uniform(0.05, 0.95)
            yield Support(comment=comment, organization_id=pk, mandate=mandates[pk]), at


def write_supports(chronicle, given):
    """Pairs of a support and its moment."""
    given = sorted(given, key=lambda pair: pair[1])
    supports = Support.objects.bulk_create(support for support, _ in given)
    for support, (_, at) in zip(supports, given, strict=True):
        support.given_at = at
        chronicle.supported(support, at)
    Support.objects.bulk_update(supports, ["given_at"])

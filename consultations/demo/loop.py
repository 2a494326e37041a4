"""The loop of the demo, played through the same actions as in life, at the moments at which it would have happened."""

from contextlib import contextmanager
from dataclasses import dataclass

from consultations.actions.comment import submit_comment, support_comment
from consultations.actions.consultation import DATES, create_consultation, open_consultation
from consultations.actions.opinion import (
    add_minority_position,
    approve_opinion,
    change_introduction,
    save_item,
    set_aside_comment,
    start_opinion,
    submit_opinion,
)
from consultations.actions.report import answer_item, assign_item, publish_report
from consultations.demo.days import Calendar
from consultations.demo.documents import issue_second_version, load_document
from consultations.demo.files import data
from consultations.models import Approval, Assignment, Consultation, Opinion, Support
from sectors.models import Seko
from seko.models import Event

FINISHED_SINCE = -110  # days before the load; the consultation had a comment window of fifteen days
RUNNING_SINCE = -9
UPCOMING_IN = 7
CONTACT = "konsultacije@demo.seko.example"


@dataclass
class Stage:
    """Whoever and whatever the loop is played with."""

    calendar: Calendar
    cast: dict
    users: dict

    def __post_init__(self):
        self.coordinator, self.officer = self.users["koordinator"], self.users["referent"]


def load_loop(stage):
    """A finished, a running and an upcoming consultation."""
    finished(stage)
    running(stage)
    upcoming(stage)


@contextmanager
def happened(at):
    """Events of actions that take no moment are dated back to the moment of the play."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    Event.objects.filter(pk__gt=last, at__gt=at).update(at=at)


def finished(stage):
    """From the first comment to the report, with every kind of answer, all in the past."""

    def on(day, hour=10, minute=0):
        return stage.calendar.at(FINISHED_SINCE + day, hour, minute)

    text, consultation = _prepare(stage, "environment", on(-4), dates=(on(0, 9), on(15, 16), on(25, 16), on(50, 16)))
    open_consultation(consultation, by=stage.coordinator, at=on(0, 9))

    rows = data("comments_environment")
    comments = _speak(stage, consultation, text, [row for row in rows if row[3] < 15], on)
    leads = {"env": stage.users["dolina"], "energy": stage.users["energija"]}
    sekos = {code: Seko.objects.get(code=code) for code in leads}
    opinions = {}
    for code, lead in leads.items():
        opinions[code] = start_opinion(consultation, seko=sekos[code], by=lead, at=on(16, 11))
        Opinion.objects.filter(pk=opinions[code].pk).update(created_at=on(16, 11))
    comments += _speak(stage, consultation, text, [row for row in rows if row[3] >= 15], on)

    told = data("opinions_environment")
    items = []
    for n, (code, lead) in enumerate(leads.items()):
        written = _write(stage, opinions[code], lead, told[code], text, comments)
        _agree(stage, opinions[code], told[code]["approved_by"], on(23, 12 + n))
        submit_opinion(opinions[code], by=lead, at=on(24, 12 + n))
        items += zip(written, told[code]["items"], strict=True)

    with happened(on(34)):
        revised = issue_second_version(text, "environment", by=stage.officer, issued_on=on(34).date())
    for item, facts in items:
        _answer(stage, item, facts, revised, on)
    summary = data("consultations")["environment"]["report"]
    publish_report(consultation, by=stage.coordinator, at=on(42, 12), summary=summary)


def _prepare(stage, name, at, *, dates):
    """A document with its first version, and a draft of the consultation on it."""
    facts = data("consultations")[name]
    with happened(at):
        text = load_document(name, by=stage.officer, issued_on=at.date())
        consultation = create_consultation(
            by=stage.officer,
            version=text.version,
            sekos=Seko.objects.filter(code__in=facts["sekos"]),
            summary=text.document.summary,
            summary_en=text.document.summary_en,
            contact=CONTACT,
            is_demo=True,
            **facts["consultation"],
            **dict(zip(DATES, dates, strict=True)),
        )
    Consultation.objects.filter(pk=consultation.pk).update(created_at=at)
    return text, consultation


def _speak(stage, consultation, text, rows, on):
    """Comments, one after another, a few in a day."""
    comments, minute = [], 0
    for key, number, kind, day, proposed, reason in rows:
        minute += 7
        comments.append(
            submit_comment(
                consultation,
                by=stage.users[key],
                passage=text.passages[number] if number else None,
                kind=kind,
                proposed_text=proposed,
                reason=reason,
                at=on(day, 9 + minute // 60, minute % 60),
            )
        )
    return comments


def _write(stage, opinion, lead, told, text, comments):
    """The items of an opinion; comments are told by their number."""
    change_introduction(opinion, by=lead, introduction=told["introduction"])
    written = []
    for facts in told["items"]:
        item = save_item(
            opinion,
            by=lead,
            title=facts["title"],
            text=facts["text"],
            proposed_text=facts.get("proposed", ""),
            passage=text.passages[facts["at"]] if facts["at"] else None,
            comments=[comments[number - 1] for number in facts["comments"]],
        )
        for key, words in facts.get("minority", []):
            add_minority_position(opinion, by=lead, item=item, organization=stage.cast[key], text=words)
        written.append(item)
    for number, reason in told["set_aside"]:
        set_aside_comment(opinion, by=lead, comment=comments[number - 1], reason=reason)
    return written


def _agree(stage, opinion, keys, at):
    with happened(at):
        for key in keys:
            approve_opinion(opinion, by=stage.users[key])
    Approval.objects.filter(opinion=opinion).update(given_at=at)


def _answer(stage, item, facts, revised, on):
    by = stage.officer
    if facts.get("assigned"):
        with happened(on(27)):
            institution = stage.cast["ministarstvo"]
            assignment = assign_item(item, institution=institution, by=by, due_on=on(40).date())
        Assignment.objects.filter(pk=assignment.pk).update(assigned_at=on(27))
        by = stage.users["ministarstvo"]
    answer_item(
        item,
        by=by,
        outcome=facts["outcome"],
        reason=facts["reason"],
        landed_in=revised.passages[facts["landed"]] if "landed" in facts else None,
        at=on(facts["day"], 14),
    )


def running(stage):
    """Open for comments on the day of the load and for two weeks after."""

    def on(day, hour=10, minute=0):
        return stage.calendar.at(RUNNING_SINCE + day, hour, minute)

    text, consultation = _prepare(stage, "energy", on(-3), dates=(on(0, 9), on(23, 16), on(33, 16), on(50, 16)))
    open_consultation(consultation, by=stage.coordinator, at=on(0, 9))
    comments = _speak(stage, consultation, text, data("comments_energy"), on)
    at = on(8, 18)
    for number, keys in data("supports_energy"):
        for key in keys:
            support_comment(comments[number - 1], by=stage.users[key], at=at)
    Support.objects.filter(comment__consultation=consultation).update(given_at=at)


def upcoming(stage):
    """Announced, opens in a week."""
    at, opens = stage.calendar.at, UPCOMING_IN
    dates = (at(opens, 9), at(opens + 21, 16), at(opens + 31, 16), at(opens + 50, 16))
    _, consultation = _prepare(stage, "priorities", at(-2), dates=dates)
    open_consultation(consultation, by=stage.coordinator, at=at(-1))

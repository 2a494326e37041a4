"""The loop of the demo, played through the same actions as in life, at the moments at which it would have happened."""

from random import Random

from consultations.comments.actions.comments import submit_comment, withdraw_comment
from consultations.consultation.actions import open_consultation
from consultations.models import Approval, Assignment, Opinion, Support
from consultations.opinions.actions.consent import approve_opinion
from consultations.opinions.actions.disposition import add_minority_position, set_aside_comments
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import change_introduction, start_opinion, submit_opinion
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import approve_responses, assign_item, respond_to_item
from seko.demo.attachments import made_files
from seko.demo.documents import issue_second_version
from seko.demo.files import changes, data
from seko.demo.in_the_making import attach, contribute, extend, look_over
from seko.demo.playback import backdate
from seko.demo.prepare import prepare
from seko.demo.rounds.asking import answer_questions, voices_of
from seko.demo.rounds.chronicle import Chronicle
from seko.demo.rounds.play import play
from seko.demo.rounds.speaking import supports_of, write_supports
from seko.demo.voices import Speakers, Voices, as_written_by

FINISHED_SINCE = -110  # days before the load; the consultation had a comment window of fifteen days
RUNNING_SINCE = -9
UPCOMING_IN = 7
# The rounds told in data, in the order of their opening: a consultation gets its number when it opens.
ROUNDS_BEFORE = (
    *("pristup-pravdi", "selo", "usluge-u-zajednici", "e-uprava", "prekogranicna", "bezbedna-zajednica"),
    *("lokalni-mediji", "voda", "vladavina-prava", "energetsko-siromastvo", "mladi", "digitalne-usluge", "zanati"),
)
ROUNDS_AFTER = ("energetska-tranzicija", "daljinsko-grejanje", "obnovljivi-izvori-na-selu")
ROUNDS_TO_COME = ("ugljeni-regioni",)


def load_loop(stage):
    """Two years of consultations: finished, cancelled, in review, in consolidation, running and to come."""
    for name in ROUNDS_BEFORE:
        play(stage, name)
    finished(stage)
    for name in ROUNDS_AFTER:
        play(stage, name)
    running(stage)
    look_over(stage)
    upcoming(stage)
    for name in ROUNDS_TO_COME:
        play(stage, name)


def finished(stage):
    """From the first comment to the report, with every kind of answer, all in the past."""

    def on(day, hour=10, minute=0):
        return stage.calendar.at(FINISHED_SINCE + day, hour, minute)

    text, consultation = _prepare(stage, "environment", on(-4), dates=(on(0, 9), on(15, 16), on(25, 16), on(50, 16)))
    open_consultation(consultation, by=stage.coordinator, at=on(0, 9))

    rows = data("comments_environment")
    comments = _speak(stage, consultation, text, [row for row in rows if row[3] < 15], on)
    leads = {"env": stage.users["dolina"], "energy": stage.users["energija"]}
    opinions = {}
    for code, lead in leads.items():
        opinions[code] = start_opinion(consultation, seko=stage.sekos[code], by=lead, at=on(16, 11))
        Opinion.objects.filter(pk=opinions[code].pk).update(created_at=on(16, 11))
    comments += _speak(stage, consultation, text, [row for row in rows if row[3] >= 15], on)

    speakers, mandates = _speakers(stage, consultation), stage.mandates
    given = supports_of(comments, speakers, list(leads), mandates, on(15, 9), Random("supports of environment"))
    _write_supports(consultation, given)

    told = data("opinions_environment")
    items = []
    for n, (code, lead) in enumerate(leads.items()):
        written = _write(stage, opinions[code], lead, told[code], text, comments)
        _agree(stage, opinions[code], told[code]["approved_by"], on(23, 12 + n))
        submit_opinion(opinions[code], by=lead, at=on(24, 12 + n))
        items += zip(written, told[code]["items"], strict=True)

    with backdate(on(34)):
        revised = changes("environment_v2")
        revised = issue_second_version(
            text, revised["steps"], by=stage.officer, issued_on=on(34).date(), note=revised["note"]
        )
    for item, facts in items:
        _answer(stage, item, facts, revised, on)
    summary = data("consultations")["environment"]["report"]
    publish_report(consultation, by=stage.coordinator, at=on(42, 12), summary=summary)


def _prepare(stage, name, at, *, dates):
    return prepare(stage, name, data("consultations")[name], at, dates=dates)


def _speak(stage, consultation, text, rows, on, files=None):
    """Comments, one after another, a few in a day; returned as they are told, whatever the order of their days.

    A comment that names nobody is made by an organization of the network; `files` go with the row of their place."""
    comments, minute = {}, 0
    speakers = None
    for place, (key, number, kind, day, *texts) in sorted(enumerate(rows), key=lambda row: row[1][3]):
        minute += 7
        if key:
            by, (proposed, reason) = stage.users[key], texts
        else:
            speakers = speakers or _speakers(stage, consultation, rows)
            mandate = stage.mandates[speakers.next(speakers.networks)]
            by = mandate.user
            proposed, reason = (as_written_by(mandate.organization, text) for text in texts)
        comments[place] = submit_comment(
            consultation,
            by=by,
            passage=text.passages[number] if number else None,
            kind=kind,
            proposed_text=proposed,
            reason=reason,
            attachments=(files or {}).get(place, ()),
            at=on(day, 9 + minute // 60, minute % 60),
        )
    return [comments[place] for place in range(len(rows))]


def _speakers(stage, consultation, rows=()):
    """The organizations of the networks asked, those that are named in the rows last."""
    codes = [invitation.seko.code for invitation in consultation.invitations.select_related("seko")]
    speakers = Speakers(Voices(stage), codes, consultation.opens_at.date(), Random(f"loop {consultation.slug}"))
    for key in {row[0] for row in rows if row[0]}:
        speakers.note(stage.cast[key].pk)
    return speakers


def _between(begins, ends, rng):
    return begins + (ends - begins) * rng.random()


def _write_supports(consultation, given):
    chronicle = Chronicle(consultation)
    write_supports(chronicle, given)
    chronicle.write()


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
        set_aside_comments(opinion, by=lead, comments=[comments[number - 1]], reason=reason)
    return written


def _agree(stage, opinion, keys, at):
    opinion.refresh_from_db(fields=["revision"])
    with backdate(at):
        for key in keys:
            approve_opinion(opinion, by=stage.users[key], revision=opinion.revision)
    Approval.objects.filter(opinion=opinion).update(given_at=at)


def _answer(stage, item, facts, revised, on):
    by = stage.officer
    if facts.get("assigned"):
        with backdate(on(27)):
            institution = stage.cast["ministarstvo"]
            assignment = assign_item(item, institution=institution, by=by, due_on=on(40).date())
        Assignment.objects.filter(pk=assignment.pk).update(assigned_at=on(27))
        by = stage.users["ministarstvo"]
    respond_to_item(
        item,
        by=by,
        outcome=facts["outcome"],
        reason=facts["reason"],
        forwarded_to=facts.get("forwarded_to", ""),
        send=True,
        landed_in=revised.passages[facts["landed"]] if "landed" in facts else None,
        at=on(facts["day"], 14),
    )
    if facts.get("assigned"):
        approve_responses([item], by=stage.officer, at=on(facts["day"], 16))


def running(stage):
    """Open for comments on the day of the load and for two weeks after."""

    def on(day, hour=10, minute=0):
        return stage.calendar.at(RUNNING_SINCE + day, hour, minute)

    text, consultation = _prepare(stage, "energy", on(-3), dates=(on(0, 9), on(20, 16), on(33, 16), on(50, 16)))
    open_consultation(consultation, by=stage.coordinator, at=on(0, 9))
    attach(stage, text, on(0, 9))
    rows, told = data("comments_energy"), data("running_energy")
    comments = _speak(stage, consultation, text, rows, on, files=made_files(told["files"]))
    rng = Random("supports of energy")
    mandates = {key: stage.mandates[stage.cast[key].pk] for _, keys in told["supports"] for key in keys}
    supports = [
        Support(comment=comments[number - 1], organization=mandates[key].organization, mandate=mandates[key])
        for number, keys in told["supports"]
        for key in keys
    ]
    moments = [_between(support.comment.submitted_at, on(8, 20), rng) for support in supports]
    _write_supports(consultation, zip(supports, moments, strict=True))
    for number in told["withdrawn"]:
        withdraw_comment(comments[number - 1], by=comments[number - 1].mandate.user, at=on(8, 21))
    extend(stage, consultation, on, on(23, 16))
    speakers, chronicle = _speakers(stage, consultation), Chronicle(consultation)
    answering = [stage.mandates[pk] for pk in speakers.supporters(["energy"], stage.cast["stanari"].pk, 11, rng)]
    answer_questions(
        chronicle, data("consultations")["energy"]["questions"], voices_of(answering, on, range(2, 8), rng), rng
    )
    chronicle.write()
    contribute(stage, consultation, text, on)


def upcoming(stage):
    """Announced, opens in a week."""
    at, opens = stage.calendar.at, UPCOMING_IN
    dates = (at(opens, 9), at(opens + 21, 16), at(opens + 31, 16), at(opens + 50, 16))
    _, consultation = _prepare(stage, "priorities", at(-2), dates=dates)
    open_consultation(consultation, by=stage.coordinator, at=at(-1))

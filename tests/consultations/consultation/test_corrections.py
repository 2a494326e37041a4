"""What the Office puts right after the opening: words, the SEKOs invited, the version; and a copy as a new draft."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from consultations.comments.actions.comments import submit_comment
from consultations.comments.actions.drafts import save_draft
from consultations.consultation.actions import cancel_consultation
from consultations.consultation.corrections import (
    copy_consultation,
    correct_texts,
    exchange_sekos,
    exchange_version,
)
from consultations.models import Consultation, Invitation
from seko.events.models import Event
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import press
from tests.cast import Cast
from tests.happened import last_event, told, verbs
from tests.refusals import refused

NO_COORDINATORS = [role for role in Cast.roles() if role != "coordinator"]
NETWORK = {"lead", "member", "network", "other_network"}
REASON = "Изабрана је погрешна ставка у списку."


@pytest.fixture
def running(cast):
    return make.make_consultation("open", [cast.seko], title="Знергетика", title_en="", contact="стари@пример")


@pytest.fixture
def right_version(running):
    """The next version of the same document; its first passage is that of the version before."""
    document, first = running.version.document, running.version.passages.first()
    version = document.versions.create(number=running.version.number + 1, issued_on=today())
    version.passages.create(position=1, text="Исти став.", key=first.key)
    return version


# --- words -----------------------------------------------------------------------------------


def test_a_typo_is_corrected_and_the_old_wording_stays_public(cast, running, client):
    correct_texts(running, by=cast.coordinator, title=" Енергетика ", contact="стари@пример")

    event = last_event()
    assert (event.verb, event.public) == ("consultation.corrected", True)
    assert (event.facts["before"], event.facts["after"]) == ({"title": "Знергетика"}, {"title": "Енергетика"})
    with translation.override("sr"):
        address = reverse("consultations:detail", args=[running.slug])
    page = client.get(address).content.decode()
    assert "<h1>Енергетика</h1>" in page
    assert "Знергетика" in page


def test_the_address_stays_when_the_title_changes(cast, running):
    correct_texts(running, by=cast.coordinator, title="Енергетика")

    assert Consultation.objects.get(pk=running.pk).slug == running.slug


def test_words_that_stay_the_same_are_no_correction(cast, running):
    correct_texts(running, by=cast.coordinator, title=running.title)

    assert verbs() == []


@pytest.mark.parametrize("status", ["draft", "answered", "cancelled"])
def test_words_are_corrected_while_it_runs(cast, status):
    consultation = make.make_consultation(status, [cast.seko])

    with refused("not_opened" if status == "draft" else "consultation_over"):
        correct_texts(consultation, by=cast.coordinator, title="Енергетика")


@pytest.mark.parametrize("role", NO_COORDINATORS)
def test_only_the_coordinator_puts_right(cast, running, right_version, role):
    by = cast.user(role)
    for act in (
        lambda: correct_texts(running, by=by, title="Енергетика"),
        lambda: exchange_sekos(running, by=by, sekos=[cast.other_seko], reason=REASON),
        lambda: exchange_version(running, by=by, version=right_version, reason=REASON),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_title_is_not_corrected_into_nothing(cast, running):
    with refused("blank"):
        correct_texts(running, by=cast.coordinator, title="  ")


# --- the SEKOs invited -----------------------------------------------------------------------


def test_the_wrong_seko_is_exchanged_and_both_networks_are_told(cast, running):
    exchange_sekos(running, by=cast.coordinator, sekos=[cast.other_seko], reason=REASON)

    assert [seko.pk for seko in running.sekos.all()] == [cast.other_seko.pk]
    removed, added = Event.objects.order_by("pk")
    assert (removed.verb, added.verb) == ("consultation.seko_removed", "consultation.seko_added")
    assert told(cast, removed) == NETWORK
    assert told(cast, added) == {"outsider"}
    assert f"seko:{cast.seko.pk}" in removed.topics


def test_those_who_stay_are_told_nothing(cast, running):
    exchange_sekos(running, by=cast.coordinator, sekos=[cast.seko, cast.other_seko], reason=REASON)

    assert verbs() == ["consultation.seko_added"]


def test_no_seko_goes_once_somebody_has_spoken(cast, running):
    submit_comment(running, by=cast.network, kind="general", reason="Мера није јасна.")

    with refused("invitation_fixed"):
        exchange_sekos(running, by=cast.coordinator, sekos=[cast.other_seko], reason=REASON)
    assert exchange_sekos(running, by=cast.coordinator, sekos=[cast.seko, cast.other_seko], reason=REASON)


def test_the_database_keeps_the_invitation_past_the_action(cast, running):
    make.make_comment(running, cast.mandate("network"))

    with pytest.raises(IntegrityError, match="invitation_fixed"), transaction.atomic():
        Invitation.objects.filter(consultation=running).delete()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"sekos": []}, "sekos_missing"),
        ({"sekos": "same"}, "nothing_changed"),
    ],
)
def test_an_exchange_says_what_and_why(cast, running, given, code):
    sekos = given.get("sekos", [cast.other_seko])
    with refused(code):
        exchange_sekos(
            running,
            by=cast.coordinator,
            sekos=[cast.seko] if sekos == "same" else sekos,
            reason=given.get("reason", REASON),
        )


@pytest.mark.parametrize("status", ["draft", "consolidation", "in_review", "answered", "cancelled"])
def test_nothing_is_exchanged_before_the_opening_or_after_the_window(cast, status):
    consultation = make.make_consultation(status, [cast.seko])

    with refused("not_open"):
        exchange_sekos(consultation, by=cast.coordinator, sekos=[cast.other_seko], reason=REASON)
    with refused("not_open"):
        exchange_version(consultation, by=cast.coordinator, version=make.make_document_version(), reason=REASON)


def test_the_window_is_open_until_its_end_and_not_at_it(cast, running):
    end = running.comments_close_at
    with refused("not_open"):
        exchange_sekos(running, by=cast.coordinator, sekos=[cast.other_seko], reason=REASON, at=end)
    moment = end - timedelta(microseconds=1)
    exchange_sekos(running, by=cast.coordinator, sekos=[cast.other_seko], reason=REASON, at=moment)


# --- the version -----------------------------------------------------------------------------


def test_the_wrong_version_is_exchanged_and_the_network_is_told(cast, running, right_version):
    before = running.version.number
    exchange_version(running, by=cast.coordinator, version=right_version, reason=REASON)

    assert Consultation.objects.get(pk=running.pk).version == right_version
    event = last_event()
    assert (event.verb, event.facts["old_number"], event.facts["new_number"]) == (
        "consultation.version_exchanged",
        before,
        right_version.number,
    )
    assert told(cast, event) == NETWORK


def test_drafts_follow_to_the_same_passage_or_to_the_whole_document(cast, running, right_version):
    kept, gone = running.version.passages.all()[:2]
    words = {"by": cast.network, "kind": "general", "reason": "Мера није јасна."}
    first = save_draft(running, passage=kept, **words)
    second = save_draft(running, passage=gone, **words)

    exchange_version(running, by=cast.coordinator, version=right_version, reason=REASON)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.passage, second.passage) == (right_version.passages.get(), None)
    assert second.reason == "Мера није јасна."


def test_the_version_stays_once_somebody_has_spoken(cast, running, right_version):
    submit_comment(running, by=cast.network, kind="general", reason="Мера није јасна.")

    with refused("version_fixed"):
        exchange_version(running, by=cast.coordinator, version=right_version, reason=REASON)


def test_the_database_keeps_the_version_past_the_action(cast, running, right_version):
    make.make_comment(running, cast.mandate("network"))

    with pytest.raises(IntegrityError, match="consultation_version_fixed"), transaction.atomic():
        Consultation.objects.filter(pk=running.pk).update(version=right_version)


def test_another_version_with_a_text_is_asked_for(cast, running):
    with refused("nothing_changed"):
        exchange_version(running, by=cast.coordinator, version=running.version, reason=REASON)
    empty = running.version.document.versions.create(number=9, issued_on=today())
    with refused("passages_missing"):
        exchange_version(running, by=cast.coordinator, version=empty, reason=REASON)


# --- a copy ----------------------------------------------------------------------------------


def test_a_cancelled_consultation_is_copied_so_that_nothing_is_typed_anew(cast, running):
    Consultation.objects.filter(pk=running.pk).update(status="draft", number="")
    question = make.make_question(running)
    Consultation.objects.filter(pk=running.pk).update(status="open", number="K-2026-99")
    source = cancel_consultation(running, by=cast.coordinator, reason=REASON)
    now = timezone.now()

    made = copy_consultation(source, by=cast.desk_officer, at=now)

    assert (made.status, made.number, made.title, made.version) == ("draft", "", source.title, source.version)
    assert [seko.pk for seko in made.sekos.all()] == [cast.seko.pk]
    assert made.questions.get().text == question.text
    assert made.comments_close_at - made.opens_at == source.comments_close_at - source.opens_at
    assert now - made.opens_at < timedelta(minutes=1)
    assert last_event().verb == "consultation.created"


@pytest.mark.parametrize("role", [role for role in NO_COORDINATORS if role != "desk_officer"])
def test_only_the_office_copies(cast, running, role):
    with pytest.raises(PermissionDenied):
        copy_consultation(running, by=cast.user(role))


# --- the pages -------------------------------------------------------------------------------


def test_the_coordinator_puts_right_on_pages(cast, running, right_version, client):
    client.force_login(cast.coordinator)

    def send(name, **data):
        return press(client, reverse(f"consultations:{name}", args=[running.slug]), data)

    texts = {name: getattr(running, name) for name in ("title_en", "summary", "summary_en", "purpose", "contact")}
    assert send("correct", title="Енергетика", **texts).status_code == 302
    assert send("exchange_version", version=right_version.pk, reason=REASON).status_code == 302
    assert send("exchange_sekos", sekos=[cast.other_seko.pk], reason=REASON).status_code == 302
    assert send("copy").status_code == 302
    assert verbs() == [
        "consultation.corrected",
        "consultation.version_exchanged",
        "consultation.seko_removed",
        "consultation.seko_added",
        "consultation.created",
    ]


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(cast, running, client):
    client.force_login(cast.coordinator)

    with translation.override("sr"):
        address = reverse("consultations:exchange_sekos", args=[running.slug])
    page = client.post(address, {"sekos": [cast.seko.pk], "reason": REASON})

    assert page.status_code == 200
    assert REASON in page.content.decode()

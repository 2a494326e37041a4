"""Whatever a person sends, an action of the loop does it or refuses it with a code; nothing else ever comes out."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from consultations.comments.actions.comments import change_comment, submit_comment
from consultations.consultation.actions import cancel_consultation, close_comments, create_consultation, move_dates
from consultations.documents.actions.imports import begin_import
from consultations.documents.actions.looking_over import change_passage
from consultations.documents.actions.versions import add_version, create_document
from consultations.opinions.actions.disposition import add_minority_position, set_aside_comments
from consultations.opinions.actions.items import save_item
from consultations.opinions.actions.opinions import change_introduction
from consultations.reports.actions import publish_report
from consultations.responses.actions.responses import assign_item, respond_to_item
from organizations.actions import open_account, register_organization
from seko.rules.seen import Seen
from tests import factories as make
from tests.refusals import codes_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NUL, HALF = "реч\x00реч", "реч\ud800реч"  # a NUL byte; one half of a character of two
LONG = "а" * 30_000
bad = pytest.mark.parametrize("text", [NUL, HALF], ids=["nul", "half"])

any_text = some.one_of(
    some.sampled_from(["", " ", "\n", NUL, HALF, LONG, "x" * 251, "\u202e", "😀", "<b>", "%s", "{}", "'; --"]),
    some.text(some.characters(exclude_categories=()), max_size=60),
)
any_word = some.one_of(
    any_text, some.sampled_from(["change", "general", "accepted", "partly", "ad", "sr", "programming"])
)
any_moment = some.one_of(
    some.none(), some.datetimes(timezones=some.just(UTC)), some.just(datetime.max.replace(tzinfo=UTC))
)
any_day = some.one_of(some.none(), some.dates(), some.just(date.max))
many = settings(
    max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def outcome(action, *subjects, **input_):
    """What became of it: nothing to say, or the codes of the refusal. Leaves no trace."""
    try:
        with transaction.atomic():
            action(*subjects, **input_)
            connection.check_constraints()
            transaction.set_rollback(True)
    except PermissionDenied:
        return {"denied"}
    except ValidationError as refusal:
        codes = codes_of(refusal)
        assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)
        assert all(refusal.messages)
        return codes
    return set()


@pytest.fixture
def consultation(cast):
    return make.make_consultation("open", [cast.seko])


@pytest.fixture
def opinion(cast):
    consultation = make.make_consultation("consolidation", [cast.seko, cast.other_seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"))


@pytest.fixture
def item(cast):
    consultation = make.make_consultation("in_review", [cast.seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), status="submitted").items.first()


# --- anything at all -------------------------------------------------------------------------


@many
@given(title=any_text, kind=any_word, language=any_word, summary=any_text)
def test_documents(cast, title, kind, language, summary):
    outcome(
        create_document,
        by=cast.coordinator,
        title=title,
        issuer=cast.office,
        kind=kind,
        language=language,
        summary=summary,
    )


@many
@given(text=any_text, note=any_text, issued_on=any_day)
def test_versions(cast, text, note, issued_on):
    document = make.make_document_version().document

    outcome(add_version, document, by=cast.coordinator, text=text, note=note, issued_on=issued_on)


@many
@given(text=any_text, number=any_text, kind=any_word, level=some.integers(), issued_on=any_day)
def test_texts_on_their_way(cast, settings, tmp_path, text, number, kind, level, issued_on):
    settings.MEDIA_ROOT = tmp_path
    document = make.make_document_version().document
    imported = begin_import(document, by=cast.coordinator, text="1. Став.")
    file = SimpleUploadedFile("nacrt.md", text.encode(errors="replace"))
    words = {"text": text, "number": number, "kind": kind, "level": level}

    outcome(begin_import, document, by=cast.coordinator, text=text, issued_on=issued_on)
    outcome(begin_import, document, by=cast.coordinator, file=file, note=text)
    outcome(change_passage, imported, by=cast.coordinator, revision=1, place=level, **words)


@many
@given(
    title=any_text, phase=any_word, urgency_reason=any_text, purpose=any_text, contact=any_text,
    dates=some.lists(any_moment, min_size=4, max_size=4),
)  # fmt: skip
def test_consultations(cast, dates, **texts):
    moments = dict(zip(["opens_at", "comments_close_at", "opinion_due_at", "answer_due_at"], dates, strict=True))

    outcome(
        create_consultation,
        by=cast.coordinator,
        version=make.make_document_version(),
        sekos=[cast.seko],
        **moments,
        **texts,
    )


@many
@given(reason=any_text, close=any_moment, opinion_due=any_moment, answer_due=any_moment)
def test_dates_moved(cast, consultation, reason, close, opinion_due, answer_due):
    moments = {"comments_close_at": close, "opinion_due_at": opinion_due, "answer_due_at": answer_due}

    outcome(move_dates, consultation, by=cast.coordinator, reason=reason, **moments)


@many
@given(reason=any_text)
def test_windows_closed_and_consultations_cancelled(cast, consultation, reason):
    outcome(close_comments, consultation, by=cast.coordinator, reason=reason)
    outcome(cancel_consultation, consultation, by=cast.coordinator, reason=reason)


@many
@given(reason=any_text, kind=any_word, proposed_text=any_text, elsewhere=some.booleans())
@example(reason=LONG, kind="general", proposed_text="", elsewhere=False)
def test_comments(cast, consultation, reason, kind, proposed_text, elsewhere):
    comment = make.make_comment(consultation, cast.mandate("network"))
    passage = (make.make_document_version() if elsewhere else consultation.version).passages.first()
    words = {"reason": reason, "kind": kind, "proposed_text": proposed_text}

    told = outcome(submit_comment, consultation, by=cast.network, passage=passage, **words)
    outcome(change_comment, comment, by=cast.network, **words)

    assert told or not elsewhere


@many
@given(title=any_text, text=any_text, proposed_text=any_text, elsewhere=some.booleans())
def test_opinions(cast, opinion, title, text, proposed_text, elsewhere):
    version = make.make_document_version() if elsewhere else opinion.consultation.version
    comment = make.make_comment(make.make_consultation() if elsewhere else opinion.consultation)
    words = {"title": title, "text": text, "proposed_text": proposed_text}

    told = outcome(save_item, opinion, by=cast.lead, passage=version.passages.first(), comments=[comment], **words)
    set_aside = outcome(set_aside_comments, opinion, comments=[comment], by=cast.lead, reason=text)
    outcome(change_introduction, opinion, by=cast.lead, introduction=text, seen=Seen.of(introduction=""))
    outcome(add_minority_position, opinion, by=cast.lead, organization=cast.member_org, text=text)

    assert (told and set_aside) or not elsewhere


@many
@given(choice=any_word, reason=any_text, due_on=any_day, elsewhere=some.booleans())
def test_answers(cast, item, choice, reason, due_on, elsewhere):
    passage = make.make_document_version(number=2).passages.first() if elsewhere else None

    told = outcome(respond_to_item, item, by=cast.coordinator, outcome=choice, reason=reason, landed_in=passage)
    outcome(assign_item, item, by=cast.coordinator, institution=cast.ministry, due_on=due_on)
    for left in item.opinion.items.filter(response=None):
        make.make_response(left, cast.mandate("coordinator"))
    outcome(publish_report, item.opinion.consultation, by=cast.coordinator, summary=reason)

    assert told or not elsewhere


@many
@given(name=any_text, kind=any_word, pib=any_text, registry_number=any_text, email=any_text)
def test_the_registry(cast, name, kind, pib, registry_number, email):
    numbers = {"pib": pib, "registry_number": registry_number}

    outcome(register_organization, by=cast.coordinator, name=name, kind=kind, email=email, **numbers)
    outcome(open_account, by=cast.administrator, email=email, full_name=name)


# --- the known bad ones ----------------------------------------------------------------------


def comment_codes(cast, consultation, **words):
    return outcome(submit_comment, consultation, by=cast.network, **{"kind": "general", "reason": "Јер.", **words})


@bad
def test_what_the_database_cannot_hold_is_refused(cast, consultation, opinion, item, text):
    office, lead = {"by": cast.coordinator}, {"by": cast.lead}

    assert comment_codes(cast, consultation, reason=text) == {"not_storable"}
    assert outcome(change_introduction, opinion, introduction=text, **lead) == {"not_storable"}
    assert outcome(save_item, opinion, title="Тачка", text=text, **lead) == {"not_storable"}
    assert outcome(respond_to_item, item, outcome="partly", reason=text, **office) == {"not_storable"}
    assert outcome(close_comments, consultation, reason=text, **office) == {"not_storable"}
    assert outcome(create_document, title=text, issuer=cast.office, **office) == {"not_storable"}
    # This one is told in the event alone:
    later = {"answer_due_at": consultation.answer_due_at + DAY}
    assert outcome(move_dates, consultation, reason=text, **later, **office) == {"not_storable"}


def test_a_comment_has_an_end(cast, consultation):
    assert comment_codes(cast, consultation, reason="а" * 20_000) == set()
    assert comment_codes(cast, consultation, reason="а" * 20_001) == {"max_length"}
    assert comment_codes(cast, consultation, kind="addition", proposed_text=LONG) == {"max_length"}


def test_a_summary_longer_than_the_search_can_hold_is_kept(cast, consultation):
    words = " ".join(f"реч{number}" for number in range(150_000))
    dates = {
        name: getattr(consultation, name)
        for name in ("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at")
    }

    told = outcome(
        create_consultation, by=cast.coordinator, version=consultation.version, sekos=[cast.seko], title="Дуго",
        summary=words, **dates,
    )  # fmt: skip

    assert told == set()


def test_an_unknown_kind_is_refused(cast, consultation):
    assert comment_codes(cast, consultation, kind="joke") == {"invalid_choice"}


def test_a_change_says_what_to_change(cast, consultation):
    assert comment_codes(cast, consultation, kind="change") == {"proposed_text_missing"}


def test_a_passage_of_another_version_is_refused(cast, consultation):
    later = make.make_document_version(document=consultation.version.document, number=2)

    assert comment_codes(cast, consultation, passage=later.passages.first()) == {"passage_of_other_version"}


@pytest.mark.parametrize("who", ["outsider", "stranger", "observer", "contact", "coordinator"])
def test_the_wrong_person_is_refused(cast, consultation, who):
    assert outcome(submit_comment, consultation, by=cast.user(who), kind="general", reason="Јер.") == {"denied"}


def test_a_file_that_is_none_is_refused(cast, consultation):
    file = SimpleUploadedFile("beleška.pdf", b"MZ")

    assert comment_codes(cast, consultation, attachments=[file]) == {"file_type"}


@pytest.mark.parametrize(
    ("moved", "code"),
    [
        ({"comments_close_at": -1}, "date_in_past"),
        ({"comments_close_at": 1}, "urgency_reason_missing"),
        ({"opinion_due_at": 1}, "dates_backwards"),
        ({"answer_due_at": 11}, "dates_backwards"),
        ({"comments_close_at": 200}, "dates_backwards"),
    ],
)
def test_dates_in_the_wrong_order_are_refused(cast, consultation, moved, code):
    dates = {name: timezone.now() + days * DAY for name, days in moved.items()}

    assert outcome(move_dates, consultation, by=cast.coordinator, reason="Празници.", **dates) == {code}


def test_a_date_that_is_missing_is_told_beside_its_field(cast, consultation):
    assert outcome(move_dates, consultation, by=cast.coordinator, reason="Празници.", opinion_due_at=None) == {"null"}


def test_a_minority_position_belongs_to_an_item_of_the_same_opinion(cast, opinion, item):
    told = outcome(add_minority_position, opinion, by=cast.lead, organization=cast.member_org, text="Не.", item=item)

    assert told == {"item_of_other_opinion"}

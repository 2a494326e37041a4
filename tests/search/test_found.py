"""What a person finds: everything that they may see, the best first, and nothing else."""

import functools
import operator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from consultations.models import Comment
from organizations.models import Organization
from seko.search import rows as limits
from seko.search.kinds import kinds
from seko.search.rows import SearchResults
from tests import factories as make
from tests.search import stage
from tests.search.test_search import BAD_INPUT

pytestmark = pytest.mark.django_db


def find(text, user=None, *codes):
    """{code: keys of what is found}"""
    wanted = [kind for kind in kinds() if not codes or kind.code in codes]
    best = SearchResults(text, user or AnonymousUser(), wanted).best(50)
    return {kind.code: [hit.pk for hit in hits] for kind, hits in best.items()}


# --- what is found, and by whom --------------------------------------------------------------


@pytest.mark.parametrize("text", [stage.WORD, "jagodnjak", "JAGODNJAKA", "јагод"])
@pytest.mark.parametrize("who", ["anonymous", "stranger", "outsider", "network", "coordinator"])
def test_everything_that_is_public_is_found_by_everybody(cast, text, who):
    public = stage.public(cast)

    assert find(text, cast.user(who)) == {code: [thing.pk] for code, thing in public.items()}


def test_every_kind_is_on_the_stage(cast):
    assert [kind.code for kind in kinds()] == list(stage.public(cast))


def test_what_is_not_public_is_not_found(cast):
    stage.hidden(cast)

    assert {who: find(stage.WORD, cast.user(who)) for who in ("anonymous", "stranger", "lead", "outsider")} == {
        who: {} for who in ("anonymous", "stranger", "lead", "outsider")
    }


def test_an_organization_finds_the_memorandum_that_it_is_to_sign(cast):
    hidden = stage.hidden(cast)

    assert find(stage.WORD, cast.user("network")) == {"memoranda": [hidden.memorandum.pk]}


def test_the_office_finds_what_it_prepares_but_no_draft_opinion_and_no_answer_before_the_report(cast):
    hidden = stage.hidden(cast)

    assert find(stage.WORD, cast.user("desk_officer")) == {
        "consultations": [hidden.draft.pk],
        "documents": [hidden.draft.version.document_id],
        "passages": [hidden.draft.version.passages.get().pk],
        "organizations": [o.pk for o in reversed(hidden.organizations)],
        "memoranda": [hidden.memorandum.pk],
        "trainings": [hidden.training.pk],
    }


def test_people_find_their_own_organization_while_it_waits(cast):
    applied = make.make_organization(f"Кандидат {stage.WORD}", status="applied")
    person = make.make_representative(applied)

    assert find(stage.WORD, person) == {"organizations": [applied.pk]}
    assert find(stage.WORD) == {}


@pytest.mark.parametrize("who", ["anonymous", "network", "lead", "coordinator", "contact"])
def test_whatever_is_found_has_a_page_that_opens(client, cast, who):
    stage.public(cast)
    stage.hidden(cast)
    if who != "anonymous":
        client.force_login(cast.user(who))

    hits = SearchResults(stage.WORD, cast.user(who), kinds())[:100]

    assert len(hits) >= 14
    for hit in hits:
        page = client.get(hit.url)
        anchor = hit.url.partition("#")[2]
        assert page.status_code == 200, hit.url
        assert not anchor or f'id="{anchor}"' in page.content.decode(), hit.url


def test_passages_and_documents_lead_to_the_newest_consultation_that_the_person_may_see(cast):
    version = make.make_document_version(f"1.1 {stage.WORD}")
    version.document.title = stage.WORD
    version.document.save()
    rounds = [make.make_consultation("open", version=version, slug=f"krug-{n}") for n in range(2)]
    make.make_consultation("draft", version=version, slug="nacrt")

    for code in ("passages", "documents"):
        [hit] = SearchResults(stage.WORD, AnonymousUser(), [kind for kind in kinds() if kind.code == code])[:5]
        assert rounds[1].slug in hit.url
        [hit] = SearchResults(stage.WORD, cast.user("coordinator"), [kind for kind in kinds() if kind.code == code])[:5]
        assert "nacrt" in hit.url


def test_a_document_in_english_keeps_its_text(cast):
    version = make.make_document_version("1.1 Strawberry fields.")
    version.document.language = "en"
    version.document.save()
    make.make_consultation("open", version=version)

    [hit] = SearchResults("strawberry", AnonymousUser(), kinds())[:5]

    assert ([text for text in hit.texts if text], hit.texts_en) == ([], ["Strawberry fields."])


@pytest.mark.parametrize("text", ["", "   ", None, "!!!", "\x00", "\u2028"])
def test_without_words_nothing_is_found(cast, text):
    found = SearchResults(text, AnonymousUser(), kinds())

    assert (found.count(), found[:5], found.best(5), found.exceeds()) == (0, [], {}, False)


@pytest.mark.parametrize("text", BAD_INPUT)
def test_no_input_is_an_error(cast, text):
    found = SearchResults(text, AnonymousUser(), kinds())

    assert found.count() == len(found[:100]) == sum(len(hits) for hits in found.best(100).values())


def test_a_kind_of_which_the_person_may_see_nothing_is_passed_over(cast):
    stage.public(cast)
    shown = [kind for kind in kinds() if kind.code in {"areas", "sekos"}]
    closed = replace(shown[0], code="closed", rows=lambda user: Organization.objects.none())

    assert [kind.code for kind in SearchResults(stage.WORD, AnonymousUser(), [*shown, closed]).numbers] == [
        "sekos",
        "areas",
    ]
    assert SearchResults(stage.WORD, AnonymousUser(), [closed])[:5] == []


def test_all_words_must_be_found(cast):
    stage.public(cast)

    assert find(f"{stage.WORD} удружење", None) == {"organizations": find(stage.WORD)["organizations"]}
    assert find(f"{stage.WORD} нигде") == {}


# --- the best first --------------------------------------------------------------------------


def test_a_word_in_the_title_weighs_more_than_one_in_the_text():
    texts = [("Друго", f"{stage.WORD} {stage.WORD} и још"), (f"Обука: {stage.WORD}", "Ништа."), ("Треће", stage.WORD)]
    trainings = [make.make_training(title=title, text=text) for title, text in texts]

    assert find(stage.WORD)["trainings"] == [trainings[1].pk, trainings[0].pk, trainings[2].pk]


def test_of_equals_the_newest_comes_first():
    now = timezone.now()
    days = [3, 9, 5]
    meetings = [make.make_meeting(starts_at=now - timedelta(days=n), title=stage.WORD) for n in days]
    names = [make.make_organization(stage.WORD) for _ in days]

    assert find(stage.WORD)["meetings"] == [meetings[0].pk, meetings[2].pk, meetings[1].pk]
    assert find(stage.WORD)["organizations"] == [o.pk for o in reversed(names)]


def test_slices_follow_each_other_without_gaps(cast):
    stage.public(cast)
    found = SearchResults(stage.WORD, AnonymousUser(), kinds())

    pages = [[(hit.kind.code, hit.pk) for hit in found[start : start + 5]] for start in (0, 5, 10)]

    assert len(found) == 14
    assert functools.reduce(operator.iadd, pages, []) == [(hit.kind.code, hit.pk) for hit in found[:14]]


def test_more_than_the_most_is_said_and_not_counted(monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    for _ in range(5):
        make.make_organization(stage.WORD)
    [kind] = [kind for kind in kinds() if kind.code == "organizations"]

    found = SearchResults(stage.WORD, AnonymousUser(), [kind])

    assert (found.numbers, found.count(), found.exceeds()) == ({kind: 4}, 3, True)
    assert [hit.pk for hit in found[:9]] == list(Organization.objects.order_by("-pk").values_list("pk", flat=True)[:3])


# --- how much it costs -----------------------------------------------------------------------


def test_two_queries_find_all_kinds_whatever_the_number_of_rows(cast, django_assert_num_queries):
    stage.public(cast)
    for _ in range(30):
        make.make_organization(stage.WORD)

    with django_assert_num_queries(2):
        SearchResults(stage.WORD, AnonymousUser(), kinds()).best(5)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_every_kind_has_an_index_for_its_words(kind):
    model = kind.rows(AnonymousUser()).model
    [name] = [index.name for index in model._meta.indexes if index.fields == ["search"]]

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        assert "USING gin (search)" in cursor.fetchone()[0]


def test_rows_of_long_texts_are_read_without_their_search_column(cast):
    stage.public(cast)

    assert Comment.objects.get().get_deferred_fields() == {"search"}
    assert Comment.objects.get().passage_id

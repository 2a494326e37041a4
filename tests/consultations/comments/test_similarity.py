"""Comments that say nearly the same are suggested, never merged; script, case and endings do not matter."""

import pytest

from consultations.models import ItemComment
from consultations.opinions.workspace import similar_comments_left
from tests import factories as make
from tests.browsing import address, text_of

pytestmark = pytest.mark.django_db
SAID = "Рок за подношење пријава је прекратак за мала удружења из Сенте и Новог Пазара."


@pytest.fixture
def opinion(cast):
    consultation = make.make_consultation("consolidation", [cast.seko])
    return make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1)


@pytest.fixture
def say(cast, opinion):
    def said(reason, passage="1.1", who="network", **fields):
        passage = opinion.consultation.version.passages.get(number=passage) if passage else None
        return make.make_comment(opinion.consultation, cast.mandate(who), passage, reason=reason, **fields)

    return said


def groups(opinion):
    found = similar_comments_left(opinion)
    return [([row.number for row in group.rows], group.similarity, group.is_across) for group in found]


def test_the_same_words_in_another_script_case_and_number_are_alike(opinion, say):
    say(SAID)
    say("ROK ZA PODNOŠENJE PRIJAVA PREKRATAK JE ZA MALO UDRUŽENJE IZ SENTE I NOVOG PAZARA!", who="other_network")
    say("Недостаје буџет за обуку наставника у селима.")

    assert groups(opinion) == [([1, 2], 100, False)]


def test_groups_are_found_across_passages_and_say_so(opinion, say):
    say(SAID)
    say(SAID.replace("Сенте", "Суботице"), passage="1.2", who="other_network")

    [(numbers, similarity, is_across)] = groups(opinion)

    assert (numbers, is_across) == ([1, 2], True)
    assert 70 <= similarity < 100


def test_what_a_proposal_repeats_from_its_passage_does_not_make_it_alike(opinion, say):
    text = opinion.consultation.version.passages.get(number="2.1").text
    for end, why in (
        (" уз надзор", "Треба надзор инспекције на терену."),
        (" до јуна", "Ранији рок штеди новац грађана."),
    ):
        say(why, passage="2.1", kind="change", proposed_text=text + end)

    assert groups(opinion) == []


def test_comments_that_are_dealt_with_or_too_short_are_not_suggested(opinion, say):
    merged = say(SAID)
    say(SAID, who="other_network")
    for who in ("network", "member"):
        say("Слажемо се.", who=who)
    ItemComment.objects.create(item=opinion.items.get(), comment=merged)

    assert groups(opinion) == []


def test_one_click_takes_the_group_into_the_form_of_an_item(client, cast, opinion, say):
    first, second = say(SAID), say(SAID, who="other_network")
    client.force_login(cast.lead)

    text = text_of(client.get(address("similar", opinion.consultation.slug, cast.seko.code)))

    assert "alike by 100" in text
    link = f"{address('item_create', opinion.consultation.slug, cast.seko.code)}?comment=1&amp;comment=2"
    assert f'href="{link}"' in text
    form = client.get(link.replace("&amp;", "&")).context["form"]
    assert form.initial["comments"] == [first.pk, second.pk]
    assert not ItemComment.objects.exists()

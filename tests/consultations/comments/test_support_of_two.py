"""Who speaks for two organizations says for which one they support a comment."""

import pytest

from consultations.models import Support
from sectors.models import NetworkMembership
from seko.rules.validity import today
from tests import factories as make
from tests.browsing import address, said
from tests.forms import forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(cast):
    running = make.make_consultation("open", [cast.seko])
    return make.make_comment(running, cast.mandate("other_network"))


@pytest.fixture
def second(cast, comment):
    """Another organization of the same person, in the same network."""
    organization = make.make_organization("Удружење Друго")
    make.make_representation(cast.network, organization)
    NetworkMembership.objects.create(organization=organization, seko=cast.seko, valid_from=today())
    return organization


def buttons(client, comment):
    """{words of the button: what it sends}."""
    page = client.get(address("whole", comment.consultation.slug))
    mine = [form for form in forms_of(page) if form.address.endswith("/support/")]
    return {" ".join(form.buttons[0].text_content().split()): form.sent() for form in mine}


def test_each_organization_has_a_button_that_names_it(client, cast, comment, second):
    client.force_login(cast.network)
    support = address("comment_support", comment.consultation.slug, comment.number)
    found = buttons(client, comment)
    (words,) = [words for words in found if "Drugo" in words]

    client.post(support, found[words])

    assert len(found) == 2
    assert [row.organization for row in Support.objects.all()] == [second]
    after = buttons(client, comment)
    (taken_back,) = [words for words in after if words.startswith("Supported")]
    assert "Drugo" in taken_back
    client.post(support, after[taken_back])
    assert not Support.objects.exists()


def test_nobody_is_supported_for_by_chance(client, cast, comment, second):
    client.force_login(cast.network)
    support = address("comment_support", comment.consultation.slug, comment.number)

    assert said(client.post(support)) != ["Your support is noted."]
    assert client.post(support, {"organization": cast.lead_org.pk}).status_code == 403

    assert not Support.objects.exists()

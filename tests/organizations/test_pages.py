"""Pages about organizations."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import translation

from organizations.models import Organization
from tests import factories as make
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"organizations:{name}", args=args)


def names_on(response):
    return [organization.name for organization in response.context["page"].object_list]


def test_the_list_shows_active_and_former_organizations_only(client):
    for status in Organization.Status.values:
        make.make_organization(f"Статус {status}", status=status, status_reason="Разлог.")

    response = client.get(address("list"))

    assert sorted(names_on(response)) == ["Статус active", "Статус left"]


def test_the_office_sees_applicants_and_suspended_ones(client, cast):
    make.make_organization("Кандидат", status="applied")
    client.force_login(cast.coordinator)

    assert names_on(client.get(address("list"), {"status": "applied"})) == ["Кандидат"]


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("sr", ["Авала", "Берба", "Вода", "Цвет", "Чачак"]),
        ("sr-latn", ["Авала", "Берба", "Цвет", "Чачак", "Вода"]),
        ("en", ["Авала", "Берба", "Чачак", "Цвет", "Вода"]),
    ],
)
def test_the_list_follows_the_alphabet_of_the_visitor(client, language, order):
    for name in ["Чачак", "Вода", "Авала", "Цвет", "Берба"]:
        make.make_organization(name)

    assert names_on(client.get(address("list", language=language))) == order


@pytest.mark.parametrize("words", ["цекор", "Cekor", "ČEKOR", "odrzivi razvoj", "одрживог развоја", "Subotic"])
def test_search_finds_whatever_the_script(client, words):
    make.make_organization("Центар за одрживи развој", short_name="CEKOR", seat="Суботица")
    make.make_organization("Друго")

    response = client.get(address("list"), {"q": words})

    assert names_on(response) == ["Центар за одрживи развој"]


def test_filters_narrow_the_list(client, cast):
    district = make.make_district("RS-18")
    mine = make.make_organization("Моје", kind="foundation", district=district)
    cast.seko.areas.get().organizations.add(mine)
    make.join(cast.seko, mine)
    make.make_organization("Туђе")

    for query in [{"kind": "foundation"}, {"district": "RS-18"}, {"area": "energy"}]:
        assert names_on(client.get(address("list"), query)) == ["Моје"]
    assert set(names_on(client.get(address("list"), {"seko": "energy"}))) == {
        "Моје",
        cast.network_org.name,
        cast.other_network_org.name,
    }


@pytest.mark.parametrize(
    "query",
    [
        "kind=club",
        "district=XX",
        "area=нема",
        "seko=%27",
        "status=suspended",
        "page=0",
        "page=-3",
        "page=nan",
        "page=999999999999999999999",
        "q=" + "x" * 5000,
        "q=%F0%9F%92%A9",
        "q=%27%22%3B--",
        "kind=%01",
        "q=%26%7C%21%28",
        "status=applied&status=left",
    ],
)
def test_no_query_breaks_the_list(client, query):
    make.make_organization()

    assert client.get(f"{address('list')}?{query}").status_code == 200


def test_a_nul_byte_is_a_bad_address(client):
    assert client.get(f"{address('list')}?q=a%00b").status_code == 400


def test_a_wrong_filter_is_named_beside_its_field(client):
    response = client.get(address("list"), {"kind": "club"})

    assert list(response.context["filter"].form.errors) == ["kind"]
    assert "is-invalid" in response.content.decode()


@pytest.fixture
def rich(cast):
    """An organization with everything that its page can show."""
    organization = cast.network_org
    predecessor = make.make_organization("Претходница", status="left", status_reason="Спајање.")
    Organization.objects.filter(pk=organization.pk).update(
        seat="Краљево",
        district=make.make_district("RS-18", name="Рашки округ", name_en="Raška"),
        website="https://primer.rs",
        email="kontakt@primer.rs",
        phone="036 123",
        registry_number="12345678",
        pib="101134702",
        predecessor=predecessor,
        source_note="Из <b>саопштења</b>.",
        is_demo=True,
        short_name="МР",
    )
    make.make_organization("Наследница", predecessor=organization)
    cast.seko.areas.get().organizations.add(organization)
    make.make_consortium(organizations=[organization, make.make_organization(), make.make_organization()])
    make.make_memorandum(
        cast.office, [organization], "in_force", title="Меморандум о сарадњи", title_en="Memorandum of Cooperation"
    )
    make.make_memorandum(cast.office, [organization], "draft", title="Нацрт у припреми")
    return Organization.objects.get(pk=organization.pk)


@pytest.mark.parametrize(
    ("language", "shown", "hidden"),
    [
        (
            "sr",
            ["Удружење Мрежа", "Краљево", "Рашки округ", "Меморандум о сарадњи", "Претходница", "Наследница"],
            ["Udruženje Mreža"],
        ),
        (
            "sr-latn",
            ["Udruženje Mreža", "Kraljevo", "Raški okrug", "Memorandum o saradnji", "Prethodnica", "Naslednica"],
            ["Краљево"],
        ),
        ("en", ["Association Network", "Kraljevo", "Raška", "Memorandum of Cooperation", "Energy SEKO"], ["Краљево"]),
    ],
)
def test_the_page_of_an_organization_speaks_the_visitors_language(client, rich, language, shown, hidden):
    response = client.get(address("detail", rich.slug, language=language))

    text = response.content.decode()
    assert response.status_code == 200
    for words in [*shown, "12345678", "101134702", "https://primer.rs", "kontakt@primer.rs", "036 123"]:
        assert words in text
    for words in [*hidden, "Нацрт у припреми", "Nacrt u pripremi", "<b>"]:
        assert words not in text


def test_a_party_sees_its_draft_memorandum(client, cast, rich):
    client.force_login(cast.network)

    assert "Нацрт у припреми" in client.get(address("detail", rich.slug, language="sr")).content.decode()


def test_the_page_of_an_organization_shows_no_address_of_a_person(client, cast, rich):
    client.force_login(cast.coordinator)

    assert cast.network.email not in client.get(address("detail", rich.slug)).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 404), ("stranger", 404), ("lead", 404), ("desk_officer", 200)]
)
def test_an_applicant_has_a_page_for_the_office_only(client, cast, role, status):
    applicant = make.make_organization(status="applied")
    if role != "anonymous":
        client.force_login(cast.user(role))

    assert client.get(address("detail", applicant.slug)).status_code == status


def test_an_unknown_organization_is_not_found(client):
    assert client.get(address("detail", "nema-je")).status_code == 404


PROFILE = {
    "name_en": "New name",
    "short_name_en": "",
    "seat": "Ниш",
    "district": "",
    "website": "primer.rs",
    "email": "a@primer.rs",
    "phone": "1",
}


@pytest.mark.parametrize(
    ("role", "status"),
    [("network", 302), ("coordinator", 302), ("administrator", 302), ("lead", 403), ("desk_officer", 403)],
)
def test_own_people_and_the_registry_save_the_profile(client, cast, role, status):
    client.force_login(cast.user(role))

    response = client.post(address("edit", cast.network_org.slug), PROFILE)

    assert response.status_code == status
    cast.network_org.refresh_from_db()
    assert (cast.network_org.website == "https://primer.rs") is (status == 302)


def test_a_visitor_is_asked_to_sign_in_before_editing(client, cast):
    response = client.get(address("edit", cast.network_org.slug))

    assert response.status_code == 302
    assert response["Location"].startswith("/en/accounts/login/?next=")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "није адреса"),
        ("website", "javascript:alert(1)"),
        ("website", "x" * 300),
        ("phone", "1" * 41),
        ("phone", "1\x002"),
        ("district", "XX"),
    ],
)
def test_a_wrong_profile_is_told_beside_its_field_and_nothing_typed_is_lost(client, cast, field, value):
    client.force_login(cast.network)

    response = client.post(address("edit", cast.network_org.slug), {**PROFILE, field: value})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"]["name_en"].value() == "New name"
    cast.network_org.refresh_from_db()
    assert cast.network_org.name_en == "Association Network"


def test_the_heading_of_a_refused_form_is_still_the_stored_name(client, cast):
    client.force_login(cast.network)

    response = client.post(address("edit", cast.network_org.slug), {**PROFILE, "email": "x"})

    assert response.context["organization"].name_en == "Association Network"


def test_the_lists_ask_few_queries(client, cast):
    district, area, predecessor = make.make_district(), cast.seko.areas.get(), make.make_organization()

    def grow(n):
        more = [make.make_organization(district=district, predecessor=predecessor) for _ in range(n)]
        area.organizations.add(*more)

    client.force_login(cast.network)
    assert_flat(client, [address("list"), "/api/v1/organizations/?page_size=200"], grow)


def test_the_page_of_an_organization_asks_few_queries(client, cast, rich):
    days = count()

    def grow(n):
        for _ in range(n):
            make.join(make.make_seko(), rich)
            make.make_consortium(organizations=[rich, cast.lead_org, cast.member_org])
            day = date(1900, 1, 1) + timedelta(days=next(days))
            make.make_memorandum(cast.office, [rich], "in_force", valid_from=day, valid_to=day + timedelta(days=1))
            make.make_organization(predecessor=rich)

    client.force_login(cast.network)
    assert_flat(client, [address("detail", rich.slug)], grow)


def test_the_edit_page_asks_few_queries(client, cast):
    client.force_login(cast.network)

    assert_flat(
        client,
        [address("edit", cast.network_org.slug)],
        lambda n: [make.make_district(f"{make.serial():05}") for _ in range(n)],
    )

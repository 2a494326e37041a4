"""Pages about areas, SEKOs and consortia."""

import re
from datetime import timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import translation

from sectors.actions import form_consortium, join_network
from sectors.models import AnnualPlan
from seko.events.log import record
from seko.rules.validity import today
from tests import factories as make
from tests.counting import assert_flat

pytestmark = pytest.mark.django_db


def address(name, *args, language="en"):
    with translation.override(language):
        return reverse(f"sectors:{name}", args=args)


def text_of(client, *where, language="en", **query):
    response = client.get(address(*where, language=language), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def named(cast):
    """The cast's SEKO and area with names that differ in every variant."""
    area = cast.seko.areas.get()
    area.name, area.name_en, area.synonyms = "Животна средина", "Environment", "еколошка питања"
    area.save()
    return cast


VARIANTS = [
    ("sr", ["СЕКО за енергетику", "Животна средина", "Удружење Водеће"], ["SEKO za energetiku", "Energy SEKO"]),
    ("sr-latn", ["SEKO za energetiku", "Životna sredina", "Udruženje Vodeće"], ["СЕКО за енергетику", "Energy SEKO"]),
    ("en", ["Energy SEKO", "Environment", "Association Lead"], ["СЕКО за енергетику", "Животна средина"]),
]


@pytest.mark.parametrize(("language", "shown", "hidden"), VARIANTS)
def test_every_page_speaks_the_visitors_language(client, named, language, shown, hidden):
    seko, area, lead = shown
    expected = {
        ("area_list",): [area, seko],
        ("area_detail", "energy"): [area, seko],
        ("seko_list",): [seko, area, lead],
        ("seko_detail", "energy"): [seko, area, lead],
        ("consortium_list",): [seko, lead],
        ("consortium_detail", named.consortium.pk): [seko, lead],
    }
    for where, words in expected.items():
        text = text_of(client, *where, language=language)
        for word in words:
            assert word in text, where
        for word in hidden:
            assert word not in text, where


@pytest.mark.parametrize(
    "where",
    [("area_detail", "nema"), ("seko_detail", "nema"), ("consortium_detail", 999999), ("consortium_detail", 10**30)],
)
def test_what_is_not_there_is_not_found(client, cast, where):
    assert client.get(address(*where)).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 404), ("lead", 404), ("administrator", 200), ("coordinator", 200)]
)
def test_a_consortium_in_forming_is_seen_by_the_office_only(client, cast, role, status):
    forming = make.make_consortium(cast.seko, status="forming", source_note="Преговори у току.")
    if role != "anonymous":
        client.force_login(cast.user(role))

    assert client.get(address("consortium_detail", forming.pk)).status_code == status
    assert (forming.get_absolute_url().split("/", 2)[-1] in text_of(client, "consortium_list")) is (status == 200)


def test_the_page_of_a_seko_shows_network_memoranda_and_public_activity(client, cast):
    memorandum = make.make_memorandum(
        cast.office, [cast.lead_org], "in_force", title="Меморандум", title_en="The memorandum"
    )
    memorandum.signatories.filter(side="party").update(seko=cast.seko)
    join_network(cast.seko, make.make_organization("Удружење Јавно"), by=cast.user("lead"))
    lead, *others = (make.make_organization(f"Удружење Тајно {number}") for number in range(3))
    form_consortium(cast.seko, by=cast.user("coordinator"), lead=lead, members=others, valid_from=today())

    text = text_of(client, "seko_detail", "energy") + text_of(client, "seko_network", "energy")

    for words in ["Association Network", "Association Other network", "The memorandum", "Udruženje Javno"]:
        assert words in text
    for words in ["Association Outside", "Udruženje Tajno", cast.network.email]:
        assert words not in text


def test_the_page_of_a_seko_counts_its_network_and_the_districts_it_comes_from(client, cast):
    district = make.make_district()
    for organization in (cast.network_org, cast.other_network_org):
        organization.district = district
        organization.save()

    seko = client.get(address("seko_detail", "energy")).context["seko"]

    assert (seko.network_size, seko.network_districts) == (2, 1)


def test_suspended_and_former_members_are_not_in_the_network(client, cast):
    cast.network_org.status, cast.network_org.status_reason = "suspended", "Разлог."
    cast.network_org.save()
    cast.other_network_org.network_memberships.update(valid_to=today())

    response = client.get(address("seko_network", "energy"))

    assert list(response.context["page"].object_list) == []
    assert client.get(address("seko_detail", "energy")).context["seko"].network_size == 0
    sizes = {seko.code: seko.network_size for seko in client.get(address("seko_list")).context["page"].object_list}
    assert sizes["energy"] == 0


def test_the_page_of_a_seko_tells_whom_to_call_and_names_people_to_signed_in_people_alone(client, cast):
    cast.lead_org.phone, cast.lead_org.email = "011/123-456", "pisarnica@vodeca.example"
    cast.lead_org.save()
    name = cast.lead.full_name.replace("Особа", "Osoba")

    text = text_of(client, "seko_detail", "energy")
    assert "011/123-456" in text and "pisarnica@vodeca.example" in text and 'href="tel:011123456"' in text
    assert name not in text

    client.force_login(cast.network)
    assert name in text_of(client, "seko_detail", "energy")


@pytest.mark.parametrize(("status", "shown"), [("draft", False), ("sent", False), ("agreed", True)])
def test_a_plan_is_shown_once_it_is_agreed(client, cast, status, shown):
    plan = AnnualPlan.objects.create(consortium=cast.consortium, year=today().year, status=status)
    plan.activities.create(kind="network", title="Посете организацијама", done_on=today(), outcome="Дванаест посета.")
    older = AnnualPlan.objects.create(consortium=cast.consortium, year=today().year - 1, status=status)
    older.activities.create(kind="network", title="Прошлогодишње")

    text = text_of(client, "seko_detail", "energy")

    assert ("Posete organizacijama" in text) is shown
    assert ("Dvanaest poseta." in text) is shown
    assert "Prošlogodišnje" not in text


def test_a_suspended_member_of_a_consortium_is_named_without_a_link(client, cast):
    cast.member_org.status, cast.member_org.status_reason = "suspended", "Разлог."
    cast.member_org.save()

    text = text_of(client, "consortium_detail", cast.consortium.pk)

    assert "Association Member" in text
    assert f"/{cast.member_org.slug}/" not in text


def test_filters_narrow_the_lists(client, cast):
    theme = make.make_area("media", kind="theme", synonyms="јавно информисање")
    former = make.make_area("old", valid_to=today() - timedelta(days=1))

    def codes(name, **query):
        return [row.code for row in client.get(address(name), query).context["page"].object_list]

    assert codes("area_list", kind="theme") == ["media"]
    assert codes("area_list", q="javno") == [theme.code]
    assert codes("area_list", current="false") == [former.code]
    assert former.code not in codes("area_list", current="true")
    assert codes("seko_list", area="energy") == ["energy"]
    assert codes("seko_list", q="kulturu") == ["culture"]
    consortia = (
        client.get(address("consortium_list"), {"seko": "energy", "status": "active"}).context["page"].object_list
    )
    assert list(consortia) == [cast.consortium]


@pytest.mark.parametrize("name", ["area_list", "seko_list", "consortium_list"])
@pytest.mark.parametrize(
    "query",
    [
        "kind=x",
        "current=maybe",
        "area=нема",
        "seko=%27",
        "status=forming",
        "page=nan",
        "page=-1",
        "q=%27%26%7C",
        "q=" + "a" * 4000,
    ],
)
def test_no_query_breaks_a_list(client, cast, name, query):
    assert client.get(f"{address(name)}?{query}").status_code == 200


@pytest.mark.parametrize("where", [("area_detail", "energy"), ("seko_detail", "energy")])
def test_no_page_number_breaks_a_detail(client, cast, where):
    for page in ["0", "x", "999999999999999999999999"]:
        assert client.get(address(*where), {"page": page}).status_code == 200


def test_lists_ask_few_queries(client, cast):
    def grow(n):
        for _ in range(n):
            area = make.make_area()
            area.predecessors.add(cast.seko.areas.get())
            seko = make.make_seko(area=area)
            make.make_consortium(seko, [cast.lead_org, cast.member_org, cast.third_org])
            make.join(seko, cast.network_org)

    client.force_login(cast.network)
    pages = [address(name) for name in ["area_list", "seko_list", "consortium_list"]]
    lists = [f"/api/v1/{name}/?page_size=200" for name in ["areas", "sekos", "consortia"]]
    assert_flat(client, pages + lists, grow)


def test_details_ask_few_queries(client, cast):
    area, lead = cast.seko.areas.get(), cast.mandate("lead")
    first, days = today() - timedelta(days=3000), count()

    def grow(n):
        organizations = [make.make_organization() for _ in range(n)]
        area.organizations.add(*organizations)
        for membership in make.join(cast.seko, *organizations):
            record("network.joined", membership, by=cast.lead, mandate=lead)
        for organization in organizations:
            day = first + timedelta(days=next(days))
            members = [organization, cast.member_org, cast.third_org]
            make.make_consortium(cast.seko, members, "ended", valid_from=day, valid_to=day + timedelta(days=1))
            cast.consortium.memberships.create(
                organization=organization, valid_from=first - timedelta(days=2), valid_to=first - timedelta(days=1)
            )
            area.predecessors.add(make.make_area())
            cast.seko.seko_areas.create(area=make.make_area(), valid_from=day)
        make.make_memorandum(cast.office, organizations, "in_force").signatories.update(seko=cast.seko)

    client.force_login(cast.network)
    pages = [address(name, "energy") for name in ["area_detail", "seko_detail"]]
    details = ["/api/v1/areas/energy/", "/api/v1/sekos/energy/", f"/api/v1/consortia/{cast.consortium.pk}/"]
    assert_flat(client, [*pages, address("consortium_detail", cast.consortium.pk), *details], grow)


@pytest.mark.parametrize("list_of", ["sectors:area_list", "consultations:working_group_list"])
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sr", ["Све", "Важи", "Не важи"]),
        ("sr-latn", ["Sve", "Važi", "Ne važi"]),
        ("en", ["All", "Valid", "Not valid"]),
    ],
)
def test_what_is_valid_today_is_asked_in_plain_words(client, named, language, words, list_of):
    with translation.override(language):
        text = client.get(reverse(list_of), {"current": "true"}).content.decode()
    choice = re.search(r'<select name="current".*?</select>', text, re.DOTALL)[0]

    assert re.findall(r'<option value="(\w*)"', choice) == ["", "true", "false"]
    assert re.findall(r">([^<>]+)</option>", choice) == words
    assert re.findall(r'value="(\w+)" selected', choice) == ["true"]

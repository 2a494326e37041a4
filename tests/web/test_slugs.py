"""Readable addresses: Latin letters without diacritics, whatever the script of the name."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from consultations.consultation.actions import create_consultation
from consultations.documents.actions.versions import create_document
from consultations.groups.actions import create_working_group
from consultations.trainings.actions import create_training
from memoranda.actions.life import draft_memorandum
from organizations.actions.registry import register_organization
from organizations.models import Organization
from seko.web.slugs import RESERVED, slug_of, unique_slug
from tests import factories as make

READABLE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Центар за екологију и одрживи развој", "centar-za-ekologiju-i-odrzivi-razvoj"),
        ("Centar za ekologiju i održivi razvoj", "centar-za-ekologiju-i-odrzivi-razvoj"),
        ("Ђурђевак, Đurđevak", "djurdjevak-djurdjevak"),
        ("Њива, љубав, џеп, Ћуприја, Жабаљ, Чачак, Шид", "njiva-ljubav-dzep-cuprija-zabalj-cacak-sid"),
        ("Инјекција и наджупан", "injekcija-i-nadzupan"),
        ("„Зелени круг“ – Ниш (демо)", "zeleni-krug-nis-demo"),
        ("ИПА III и ЕУ 2021–2027", "ipa-iii-i-eu-2021-2027"),
        ("  Два   размака / коса црта  ", "dva-razmaka-kosa-crta"),
        ("Magyar Ifjúsági Központ, Õrség", "magyar-ifjusagi-kozpont-orseg"),
        ("C\u030cas", "cas"),
        ("Straße, Łódź, Søren", "strasse-lodz-soren"),
        ("Дружтво за руски язик и Просвита", "druztvo-za-ruski-jazik-i-prosvita"),
        ("Ќерка, Ѓорѓи, Ѕвезда", "kjerka-gjorgji-dzvezda"),
        ("Iniciјаtivа", "inicijativa"),
        ("環境", "x"),
        ("…!?", "x"),
        ("", "x"),
    ],
)
def test_a_name_in_any_script_gives_plain_latin(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize("letter", ["ш", "đ", "Љ", "a"])
def test_a_long_name_is_cut_to_what_the_column_holds(letter):
    slug = slug_of(" ".join([letter * 7] * 40))

    assert len(slug) <= 80
    assert READABLE.fullmatch(slug)


def test_a_long_name_is_cut_between_words():
    assert slug_of("канцеларија за европске интеграције " * 4) == (
        "kancelarija-za-evropske-integracije-kancelarija-za-evropske-integracije"
    )


def test_the_same_name_gets_numbers_in_both_scripts(db):
    slugs = []
    for name in ("Зелена Ћуприја", "Zelena Ćuprija", "ЗЕЛЕНА ЋУПРИЈА", "Зелена"):
        slugs.append(unique_slug(Organization, name))
        make.make_organization(name, slug=slugs[-1])

    assert slugs == ["zelena-cuprija", "zelena-cuprija-2", "zelena-cuprija-3", "zelena"]


def test_a_numbered_slug_of_a_long_name_still_fits(db):
    name = "ђ" * 200
    for _ in range(3):
        make.make_organization(name, slug=unique_slug(Organization, name))

    assert max(map(len, Organization.objects.values_list("slug", flat=True))) <= 90


# Every model of the portal that has an address name.
SLUGGED = [
    model
    for app in ("organizations", "sectors", "memoranda", "consultations")
    for model in apps.get_app_config(app).get_models()
    if any(field.name == "slug" for field in model._meta.fields)
]


@pytest.mark.parametrize("model", SLUGGED, ids=lambda model: model.__name__)
def test_every_slug_is_unique_and_has_room_for_a_number(model):
    field = model._meta.get_field("slug")

    assert field.unique
    assert field.max_length >= len(slug_of("a" * 500)) + len("-9999")


def test_what_the_actions_make_has_a_readable_address(cast):
    by, title, n = cast.coordinator, "Ђачка иницијатива „Шуме“", timezone.now()
    days = [n + timedelta(days=d) for d in (1, 13, 16, 31)]
    dates = dict(zip(("opens_at", "comments_close_at", "opinion_due_at", "answer_due_at"), days, strict=True))
    moments = {"starts_at": days[1], "ends_at": days[2], "registration_closes_at": days[0], "places": 5}

    made = [
        create_document(title=title, issuer=cast.office, kind="ad", by=by),
        create_consultation(version=make.make_document_version(), title=title, sekos=[cast.seko], by=by, **dates),
        create_working_group(name=title, areas=cast.seko.areas.all(), by=by),
        create_training(title=title, organizer=cast.office, by=by, **moments),
        draft_memorandum(title=title, by=by),
        register_organization(name=title, kind="association", by=cast.administrator),
    ]

    assert {obj.slug for obj in made} == {"djacka-inicijativa-sume"}
    assert {type(obj) for obj in made} == set(SLUGGED)


def test_no_object_takes_the_address_of_a_page(db):
    """Beside `organizations/<slug>/` stands `organizations/export/`: what is called so is found by another name."""
    routes = {str(route) for route in routes_of(get_resolver())}
    lists = {route.partition("<slug:slug>/")[0] for route in routes if "<slug:slug>/" in route}
    beside = {route.removeprefix(start).strip("/") for route in routes for start in lists if route.startswith(start)}

    assert {word for word in beside if word and "<" not in word and "/" not in word} <= RESERVED
    assert unique_slug(Organization, "New") == "new-2"


def routes_of(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from routes_of(pattern, route)
        else:
            yield route

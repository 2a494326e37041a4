"""Search and order as pages and API use them, on real organizations."""

from types import SimpleNamespace

import django_filters
import pytest
from django.db import models
from django.utils.translation import override
from rest_framework.request import Request

from consultations.models import WorkingGroup
from organizations.models import Organization
from seko.events.models import Event
from seko.scripts import localized
from seko.search.text import Fold, FoldedSearch, FoldedSearchFilter, matching, order_by_name, with_alphabets
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = [
    "Центар за екологију и одрживи развој",
    "Ćuprijski forum",
    "Udruženje „Ada“",
    "Žene na delu",
    "Њивица",
    "Nova luka",
]


@pytest.fixture
def organizations():
    for name in NAMES:
        Organization.objects.create(name=name, slug=f"o{NAMES.index(name)}")
    return Organization.objects.filter(name__in=NAMES)


def names(queryset):
    return sorted(queryset.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("odrzivi razvoj", [NAMES[0]]),
        ("ЋУПРИЈСКИ", [NAMES[1]]),
        ("ada", [NAMES[2]]),
        ("njiv", [NAMES[4]]),
        ("nema toga", []),
        ("", NAMES),
        ("   ", NAMES),
        (None, NAMES),
    ],
)
def test_rows_matching_a_text(organizations, text, expected):
    assert names(matching(organizations, text)) == sorted(expected)


BAD_INPUT = [
    "\x00",
    "a\x00b",
    "\\",
    "'\"",
    "&|!:*()<->",
    "x" * 10_000,
    "š " * 5_000,
    "%s %(a)s",
    "\ud800",
    "😀",
    "\u2028",
]


@pytest.mark.parametrize("text", BAD_INPUT)
def test_no_input_is_an_error(organizations, text):
    assert matching(organizations, text).count() in {0, len(NAMES)}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sr", ["Ž", "N", "Њ", "Ć", "U", "Ц"]),
        ("sr-latn", ["Ц", "Ć", "N", "Њ", "U", "Ž"]),
        ("en", ["Ц", "Ć", "Њ", "N", "U", "Ž"]),
    ],
)
def test_names_follow_the_alphabet_of_the_page(organizations, language, expected):
    with override(language):
        ordered = [organization.name[0] for organization in order_by_name(organizations)]

    assert ordered == expected


def test_english_pages_follow_the_name_that_they_show():
    names = {"Удружење Жаба": "Bees and trees", "„Ада“ Ниш": "", "Ćuprija": "", "Zavod": "An institute", "Ђак": ""}
    for n, (name, english) in enumerate(names.items()):
        Organization.objects.create(name=name, name_en=english, slug=f"e{n}")

    with override("en"):
        shown = [localized(o, "name") for o in order_by_name(Organization.objects.filter(slug__startswith="e"))]

    assert shown == ["„Ada“ Niš", "An institute", "Bees and trees", "Ćuprija", "Đak"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sr", "Жаба Њива Ćup Цвет"),
        ("sr-latn", "Цвет Ćup Њива Жаба"),
        ("en", "Жаба Ćup Цвет Њива"),
        (None, "Жаба Њива Ćup Цвет"),
    ],
)
def test_lists_without_keys_of_their_own_follow_the_alphabet_too(language, expected):
    for name, english in [("Цвет", "flower"), ("Ćup", ""), ("Жаба", "A frog"), ("Њива", "")]:
        make.make_working_group(name=name, name_en=english)

    with override(language):
        rows = order_by_name(with_alphabets(WorkingGroup.objects.all()))

    assert " ".join(rows.values_list("name", flat=True)) == expected


def test_folded_text_can_be_asked_for(organizations):
    assert organizations.annotate(plain=Fold("name")).get(plain="zene na delu").name == "Žene na delu"


@pytest.mark.parametrize("text", ["цупријски", *BAD_INPUT])
def test_the_search_of_api_lists(rf, organizations, text):
    request = Request(rf.get("/", {"search": text.encode("utf-8", "replace")}))

    rows = FoldedSearchFilter().filter_queryset(request, organizations, SimpleNamespace())

    assert rows.count() in {0, len(NAMES)} if text in BAD_INPUT else names(rows) == ["Ćuprijski forum"]


def test_api_lists_without_a_search_column_pass_the_search_over(rf):
    rows = Event.objects.all()

    assert FoldedSearchFilter().filter_queryset(Request(rf.get("/?search=a")), rows, SimpleNamespace()) is rows
    assert FoldedSearchFilter().get_schema_operation_parameters(SimpleNamespace(queryset=rows)) == []


def test_a_related_column_can_be_searched(rf, organizations):
    view = SimpleNamespace(search_column="predecessor__search")

    rows = FoldedSearchFilter().filter_queryset(Request(rf.get("/?search=ada")), organizations, view)

    assert rows.count() == 0


class OrganizationFilter(django_filters.FilterSet):
    q = FoldedSearch()

    class Meta:
        model = Organization
        fields = ["q"]


@pytest.mark.parametrize(("text", "expected"), [("цупријски forum", ["Ćuprijski forum"]), ("", NAMES)])
def test_the_search_of_filter_forms(organizations, text, expected):
    assert names(OrganizationFilter({"q": text}, queryset=organizations).qs) == sorted(expected)


def test_a_nul_byte_is_an_error_beside_its_field(organizations):
    filters = OrganizationFilter({"q": "a\x00"}, queryset=organizations)

    assert not filters.is_valid()
    assert list(filters.errors) == ["q"]


def test_the_search_column_has_an_index():
    indexed = [index.fields for index in Organization._meta.indexes]

    assert ["search"] in indexed
    assert isinstance(Organization._meta.get_field("search"), models.GeneratedField)

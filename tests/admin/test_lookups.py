"""A list of the admin answers to its filters alone: no column can be read through what the address asks for."""

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.messages.storage.fallback import FallbackStorage
from django.test import RequestFactory

ADMINS = sorted(admin.site._registry.values(), key=lambda each: each.opts.label)
GUESSES = ("startswith=a", "regex=(", "range=1", "in=a,b", "year=99999999999")
NUMBERS = ("99999999999", "-1", "0", "9999", "9" * 40, "x", "", "١")


def listed(each, query, user):
    """The rows that the list shows for a query, as the list itself counts them."""
    request = RequestFactory().get(f"/?{query}")
    request.user, request.session = user, {}
    request._messages = FallbackStorage(request)
    return list(each.get_changelist_instance(request).result_list)


def answered(each, query, user):
    """Whether the list answers; refused and unreadable queries are answers too, broken ones are not."""
    try:
        listed(each, query, user)
    except (DisallowedModelAdminLookup, IncorrectLookupParameters):
        return False
    except Exception as exc:
        raise AssertionError(f"{each.opts.label}?{query}") from exc
    return True


def guesses(model):
    """What an address could ask of each column, and of those of the rows that it points to."""
    for field in model._meta.get_fields():
        yield from (f"{field.name}__{guess}" for guess in GUESSES)
        if field.is_relation and field.related_model:
            yield from (f"{field.name}__{far.name}__startswith=a" for far in field.related_model._meta.concrete_fields)


def declared(each, query):
    """What the list's own filters and calendar ask for in the address."""
    request = RequestFactory().get("/")
    request.user = None
    names = set()
    if each.date_hierarchy:
        names |= {f"{each.date_hierarchy}__{part}" for part in ("year", "month", "day")}
    for path in each.list_filter:
        names |= {f"{path}__{end}" for end in ("exact", "isnull", "gte", "lt", "id__exact")}
    return query.partition("=")[0] in names


def test_a_list_takes_no_lookup_that_it_does_not_declare(cast):
    asked = [(each, query) for each in ADMINS for query in guesses(each.model) if not declared(each, query)]

    taken = [f"{each.opts.label}?{query}" for each, query in asked if answered(each, query, cast.coordinator)]

    assert taken == []


@pytest.mark.filterwarnings("ignore:DateTimeField")  # a bare day where the list's own links have a moment
def test_a_list_answers_whatever_is_asked_of_its_filters_and_calendar(cast):
    for each in ADMINS:
        calendar = {f"{each.date_hierarchy}__{part}" for part in ("year", "month", "day") if each.date_hierarchy}
        names = {f"{path}__{end}" for path in each.list_filter for end in ("exact", "id__exact", "gte", "isnull")}
        for name in calendar | names:
            for value in (*NUMBERS, "0001-01-01", "9999-12-31", "%EF%BF%BF", "1&{}=2"):
                answered(each, f"{name}={value.format(name)}", cast.coordinator)
        for month in calendar:
            answered(each, f"{each.date_hierarchy}__year=9999&{month}=12", cast.coordinator)


def test_a_list_answers_any_order_page_and_search(cast):
    for each in ADMINS:
        for query in ("o=99999999999", "o=-0.-0.x.-99", "p=99999999999", "p=-1", "q=(", "q=" + "a" * 3000, "_facets=x"):
            answered(each, query, cast.coordinator)


def test_nobody_reads_a_password_letter_by_letter(client, cast):
    client.force_login(cast.user("coordinator"))

    answers = [
        client.get(f"/admin/organizations/user/?password__startswith={guess}").status_code for guess in ("", "!", "x")
    ]

    assert answers == [400, 400, 400]


@pytest.mark.parametrize("query", ["nonsense__exact=1", "valid_from__gte=yesterday", "_changelist_filters=%3D%26"])
def test_what_is_no_filter_of_the_list_is_refused(client, cast, query):
    client.force_login(cast.user("coordinator"))

    assert client.get(f"/admin/organizations/organization/?{query}").status_code == 400


def test_a_filter_that_cannot_be_read_shows_all_rows_and_says_so(client, cast):
    client.force_login(cast.user("coordinator"))

    page = client.get("/admin/organizations/user/?date_joined__year=99999999999", follow=True)

    assert page.status_code == 200
    assert [str(message) for message in page.context["messages"]]


@pytest.mark.parametrize("field", ["password", "user__password", "nonsense", "("])
def test_a_row_is_not_named_by_a_column_of_the_askers_choice(client, cast, field):
    client.force_login(cast.user("coordinator"))

    for address in ("/admin/organizations/user/", f"/admin/organizations/user/{cast.lead.pk}/change/"):
        assert client.get(address, {"_to_field": field, "_popup": "1"}).status_code == 400


def test_the_admin_has_the_models_of_the_office_alone():
    assert {each.opts.app_label for each in ADMINS} == {
        "consultations",
        "memoranda",
        "organizations",
        "sectors",
        "seko",
    }

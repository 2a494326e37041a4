"""Lists and files: ten times as many rows take the same queries and at most ten times as much of the processor."""

from tempfile import TemporaryFile

import pytest
from django.contrib.auth.models import AnonymousUser

from seko.jobs.exports import table_of, write_table
from tests import factories as make
from tests.bench.costs import assert_grows_evenly
from tests.browsing import address
from tests.consultations.comments.test_a_thousand import say


@pytest.mark.parametrize("name", ["detail", "comments", "whole"])
def test_the_pages_on_which_comments_stand(client, cast, name):
    consultation = make.make_consultation("open", [cast.seko])
    client.force_login(cast.network)
    place = address(name, consultation.slug)

    def page_with(comments):
        say(cast, consultation, comments)
        client.get(place)
        return lambda: client.get(place)

    assert_grows_evenly(f"The page `{name}` with 100 comments", page_with, 100)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_as_a_file(cast, form):
    consultation = make.make_consultation("open", [cast.seko])
    parameters = {"form": form, "query": "", "slug": consultation.slug}

    def file_of(comments):
        say(cast, consultation, comments)

        def act():
            with TemporaryFile() as out:
                write_table(table_of("consultations.comments", AnonymousUser(), parameters), form, out)

        return act

    # The cursor is read a thousand rows at a time.
    assert_grows_evenly(f"500 comments as a {form} file", file_of, 500, most_queries_more=5)

"""Pages of rows are made in one place; so is the choice between a page and its part."""

from tests.tools.sources import sources

# Pages in which the rows are one thing beside others, each with its reason.
OWN_PAGES = {
    "consultations/comments/views/comments.py": "opens where one comment stands",
    "consultations/comparison/views.py": "opens where one passage stands",
    "consultations/documents/views/imports.py": "only a text that was read has rows",
    "consultations/opinions/views/opinions.py": "a workspace has two lists",
    "consultations/reports/views/reports.py": "opens where one item stands",
    "seko/web/components.py": "a specimen of pages",
    "seko/search/views.py": "only one kind of hits has pages",
    "seko/web/pages.py": "the place itself",
}


def using(*words):
    return {name for name, text in sources(".py") if any(f" {word}" in text for word in words)}


def test_lists_are_paged_in_one_place():
    assert using("page_of(request", "Paginator(") - set(OWN_PAGES) - {"seko/web/pagination.py"} == set()


def test_who_asks_for_a_part_is_known_in_one_place():
    assert {name for name, text in sources(".py") if '"HX-Request"' in text} == {
        "seko/web/caching.py",  # says that the answer depends on it
        "seko/web/pages.py",
        "seko/jobs/views.py",
        "seko/search/views.py",
    }

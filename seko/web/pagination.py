"""Pages of API lists. A module of its own: the framework imports it while its views are still being made."""

from rest_framework.pagination import PageNumberPagination

DEFAULT_PAGE, MAX_PAGE = 50, 200  # rows


class Pages(PageNumberPagination):
    """`?page=` and `?page_size=`, at most 200 rows."""

    page_size = DEFAULT_PAGE
    page_size_query_param = "page_size"
    max_page_size = MAX_PAGE

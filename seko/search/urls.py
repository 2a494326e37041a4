"""The address of the search, from the language on."""

from django.urls import path

from seko.search.views import search

urlpatterns = [path("search/", search, name="search")]

"""Addresses of what was recently discarded."""

from django.urls import path

from seko.discarded.views import discarded_list, discarded_restore

urlpatterns = [
    path("discarded/", discarded_list, name="discarded"),
    path("discarded/<int:pk>/restore/", discarded_restore, name="discarded_restore"),
]

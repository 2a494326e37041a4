"""Addresses of work in the background, from the language on."""

from django.urls import path

from seko.jobs.views import job_again, job_cancel, job_detail, job_file

urlpatterns = [
    path("jobs/<uuid:uuid>/", job_detail, name="job"),
    path("jobs/<uuid:uuid>/file/", job_file, name="job_file"),
    path("jobs/<uuid:uuid>/cancel/", job_cancel, name="job_cancel"),
    path("jobs/<uuid:uuid>/again/", job_again, name="job_again"),
]

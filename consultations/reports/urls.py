"""Addresses of reports and their verification, from the language on."""

from django.urls import path

from consultations.reports.views import reports, verification
from seko.web.redirects import moved

ROUND = "consultations/<slug:slug>/"

urlpatterns = [
    path(ROUND + "report/", reports.report_detail, name="report"),
    path(ROUND + "report.pdf", reports.report_file, {"format": "pdf"}, name="report_pdf"),
    path(ROUND + "report.<str:format>", reports.report_file, name="report_file"),
    path(ROUND + "report/comments/", reports.report_comments, name="report_comments"),
    path(ROUND + "report/files/", reports.report_files, name="report_files"),
    path(ROUND + "report/files/<str:format>/make/", reports.report_file_make, name="report_file_make"),
    path(ROUND + "report/publish/", reports.report_publish, name="report_publish"),
    path("verify/", verification.verify, name="verify"),
    # Former addresses.
    path("check/", moved("consultations:verify")),
]

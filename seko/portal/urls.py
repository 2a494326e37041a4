"""Pages that join the rooms, from the language on."""

from django.urls import path

from seko.portal.views.about import about, accessibility
from seko.portal.views.dashboard import dashboard
from seko.portal.views.home import home
from seko.portal.views.mail import mail_queue
from seko.portal.views.statistics import statistics

urlpatterns = [
    path("", home, name="home"),
    path("about/", about, name="about"),
    path("accessibility/", accessibility, name="accessibility"),
    path("dashboard/", dashboard, name="dashboard"),
    path("dashboard/mail/", mail_queue, name="mail_queue"),
    path("statistics/", statistics, name="statistics"),
]

"""Sessions do not outlive their time, in the database either."""

from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from organizations.tasks import remove_expired_sessions


def test_expired_sessions_are_removed_by_the_clock(client, cast):
    client.force_login(cast.user("lead"))
    client.cookies.clear()
    client.force_login(cast.user("member"))
    over = Session.objects.exclude(pk=client.session.session_key).get()
    Session.objects.filter(pk=over.pk).update(expire_date=timezone.now() - timedelta(seconds=1))

    remove_expired_sessions()

    assert [row.pk for row in Session.objects.all()] == [client.session.session_key]
    tasks = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert remove_expired_sessions.name in tasks

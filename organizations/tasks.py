"""What the clock does with accounts."""

from celery import shared_task
from django.contrib.sessions.models import Session


@shared_task(name="organizations.remove_expired_sessions")
def remove_expired_sessions():
    """Sessions whose time is over: nobody can go on with them, and they tell who was here."""
    Session.get_session_store_class().clear_expired()

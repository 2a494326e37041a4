"""Hand work to the worker, whether or not the broker answers."""

import logging

from celery import current_app

log = logging.getLogger(__name__)


def send(task, *arguments) -> bool:
    """Queue a task by its name; False when the broker does not answer, and the beat job sends it later."""
    try:
        current_app.send_task(task, args=arguments)
    except Exception as exc:  # noqa: BLE001  whatever the broker raises
        log.warning("The broker does not answer (%s); %s %s is left to the beat job.", exc, task, arguments)
        return False
    return True

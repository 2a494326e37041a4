"""How long and how much the web server reads of one request before the portal sees it."""

import time

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import RequestEntityTooLarge

from seko.web.body_limit import MOST_OF_VISITORS, TOO_LARGE, looks_signed_in


class BoundedRequest(HTTPRequestParser):
    """A request whose body ends where the portal would refuse it, told by its head before any of it is read."""

    def __init__(self, adjustments):
        super().__init__(adjustments)
        self.began = time.monotonic()

    def received(self, data):
        consumed = super().received(data)
        if self.headers_finished and self.error is None and not looks_signed_in(self.headers.get("COOKIE", "")):
            self._end_at(MOST_OF_VISITORS)
        if self.error:
            self.expect_continue = False  # who asks before sending is answered instead of being asked to go on
        return consumed

    def _end_at(self, most):
        if max(self.content_length, self.body_bytes_received) > most:
            self.error = RequestEntityTooLarge(f"more than {most} bytes")
            self.completed = True


class LargeRequestTask(WSGITask):
    """The portal itself answers a request whose body was not read, in the visitor's language."""

    def get_environment(self):
        return super().get_environment() | {TOO_LARGE: True}

    def execute(self):
        self.set_close_on_finish()
        super().execute()


def error_task(channel, request):
    """Who answers a request that waitress has refused."""
    large = isinstance(request.error, RequestEntityTooLarge) and hasattr(request, "path")
    return LargeRequestTask(channel, request) if large else ErrorTask(channel, request)


class PatientChannel(HTTPChannel):
    """A connection; whoever sends a byte now and then is not waited for without end."""

    parser_class = BoundedRequest
    error_task_class = staticmethod(error_task)
    HEAD, BODY = 15, 300  # seconds for the head, and for all of a request

    def received(self, data):
        taken = super().received(data)
        request = self.request
        patience = self.BODY if request and request.headers_finished else self.HEAD
        if request and time.monotonic() - request.began > patience:
            self.will_close = True
        return taken

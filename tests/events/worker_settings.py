"""Settings of a worker that a test starts: the test's database and mail server."""

import os

from seko.settings import *  # noqa: F403
from seko.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["SEKO_TEST_DATABASE"]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["SEKO_TEST_SMTP_PORT"])
EMAIL_TIMEOUT = 60  # seconds; a test kills the worker while it waits

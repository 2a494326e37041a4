"""The portal as a WSGI application, for its servers."""

import os

from django.core.wsgi import get_wsgi_application

from seko.runtime import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seko.settings")

embedded.attach()
application = get_wsgi_application()

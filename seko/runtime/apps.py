from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """What starts and watches the portal, and the commands of the frame. It has no tables."""

    name = "seko.runtime"
    label = "runtime"

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The roof: what joins the rooms. It has no tables."""

    name = "seko.portal"
    label = "portal"

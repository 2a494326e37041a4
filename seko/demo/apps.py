from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented people and what they did. Never installed in production; it has no tables."""

    name = "seko.demo"
    label = "demo"

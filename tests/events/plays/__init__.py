"""For each verb a play: real actions that record it, so that its words are tried on what the portal writes.

A play takes the cast; what it makes has Serbian and English titles.
"""

from importlib import import_module

PLAYS = {}
TITLES = {"title": "Одрживи развој", "title_en": "Sustainability"}


def plays(*verbs):
    """Register what plays these verbs."""

    def register(function):
        for verb in verbs:
            assert verb not in PLAYS, f"{verb} is played twice"
            PLAYS[verb] = function
        return function

    return register


for part in ("clock", "documents", "gatherings", "mechanism", "round"):
    import_module(f"{__name__}.{part}")

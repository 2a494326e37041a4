from seko.scripts.formats.sr.formats import *  # noqa: F403  the same in both scripts

"""Search over everything: the kinds of result that apps register, what is found, and the words that show why."""

from seko.find.kinds import Kind, kind_of, kinds, register
from seko.find.rows import MOST, Found

__all__ = ["MOST", "Found", "Kind", "kind_of", "kinds", "register"]

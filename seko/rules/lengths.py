"""A text that is too long is never cut: it is told by how much, in forms, in the admin and past them."""

from django.core.validators import MaxLengthValidator
from django.utils.functional import Promise
from django.utils.translation import ngettext


class TooLong(Promise):
    """The words of Django's own rule on the length of a text, with the number of what is too much in its form."""

    def __mod__(self, facts):
        most, has = facts["limit_value"], facts["show_value"]
        words = ngettext(
            "The text is %(n)s character too long. It has %(has)s, and at most %(most)s are allowed.",
            "The text is %(n)s characters too long. It has %(has)s, and at most %(most)s are allowed.",
            has - most,
        )
        return words % {"n": has - most, "has": has, "most": most}

    def __str__(self):
        return "%(limit_value)s"


def tell_lengths() -> None:
    """Let every rule on the length of a text speak these words, that of each field of a model or a form."""
    MaxLengthValidator.message = TooLong()  # type: ignore[call-arg]  # the stubs know proxies of functions alone


def never_cut(widget) -> None:
    """Take the limit from a browser that would cut what is pasted; a script counts instead (static/js/lengths.js)."""
    if most := widget.attrs.pop("maxlength", None):
        widget.attrs["data-most"] = most
    widget.attrs.pop("minlength", None)

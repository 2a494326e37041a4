"""What the bytes of a file say; knows neither settings nor database, so that a reading apart can ask it, too."""

from django.utils.translation import gettext_lazy as _

MAX_BYTES = 20 * 1024 * 1024
TOO_LARGE = _("A file may have at most 20 MB.")
PDF_MARK, PDF_MARK_WITHIN = b"%PDF-", 1024  # Source: ISO 32000-1, 7.5.2; many readers allow for bytes before it


def is_too_large(size) -> bool:
    """More bytes than a file may have."""
    return size > MAX_BYTES


def is_pdf(head, *, strictly=True) -> bool:
    """Does a file that begins so hold a PDF? Strictly it begins with its mark; else other bytes may come first."""
    return head.startswith(PDF_MARK) if strictly else PDF_MARK in head[:PDF_MARK_WITHIN]

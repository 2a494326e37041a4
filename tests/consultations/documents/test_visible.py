"""Which versions of a document the public sees: those consulted on with all before them; with a report, all."""

import pytest

from consultations.models import Consultation, DocumentVersion
from tests import factories as make

SEEN = {
    "draft": [],
    "open": [1, 2],
    "consolidation": [1, 2],
    "in_review": [1, 2],
    "answered": [1, 2, 3],
    "cancelled": [1, 2],
}


@pytest.mark.parametrize("who", ["anonymous", "network", "contact", "desk_officer"])
@pytest.mark.parametrize("status", Consultation.Status.values)
def test_a_version_is_public_once_it_or_a_later_one_was_consulted_on(cast, status, who):
    document = make.make_document_version().document
    middle = make.make_document_version(document=document, number=2)
    make.make_document_version(document=document, number=3)
    make.make_consultation(status, version=middle)

    seen = DocumentVersion.objects.visible_to(cast.user(who)).filter(document=document).order_by("number")

    expected = [1, 2, 3] if who == "desk_officer" else SEEN[status]
    assert list(seen.values_list("number", flat=True)) == expected

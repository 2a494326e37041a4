"""A consultation whose items wait for answers, and how their table is read."""

import pytest

from consultations.models import Assignment
from consultations.responses.actions.responses import respond_to_item
from seko.files.reading import TableRefused, tables_in
from seko.jobs import sandbox
from tests import factories as make


@pytest.fixture(autouse=True)
def reads_here(monkeypatch, settings, tmp_path):
    """The file is read in this process; `test_a_hostile_file_ends_in_words` reads in one of its own."""
    settings.MEDIA_ROOT = tmp_path

    def run_here(work, data, **_limits):
        try:
            return tables_in(data)
        except TableRefused as refusal:
            raise sandbox.ApartFailed(refusal.code) from refusal

    monkeypatch.setattr(sandbox, "run_apart", run_here)


@pytest.fixture
def consultation(cast):
    return make.make_consultation("in_review", [cast.seko])


@pytest.fixture
def items(cast, consultation):
    """Three items, the first two with the ministry; the first merges a comment."""
    comment = make.make_comment(consultation, cast.mandate("network"), reason="=1+1 није формула")
    opinion = make.make_opinion(
        consultation, cast.seko, cast.mandate("lead"), items=3, comments=[comment], status="submitted"
    )
    items = list(opinion.items.order_by("position"))
    for item in items[:2]:
        Assignment.objects.create(item=item, institution=cast.ministry, mandate=cast.mandate("coordinator"))
    return items


@pytest.fixture
def answered(client, cast, consultation, items):
    """Two answers of the Office; the coordinator is signed in."""
    later = make.make_document_version(document=consultation.version.document, number=2).passages.last()
    respond_to_item(items[0], by=cast.coordinator, outcome="partly", reason="Рок.\r\nДруги ред.  \r\n", landed_in=later)
    respond_to_item(items[1], by=cast.coordinator, outcome="forwarded", reason="Туђе.", forwarded_to="МПШВ")
    client.force_login(cast.coordinator)
    return items

"""Lists as files: what the page shows, narrowed as it is, in the visitor's variant, whatever people typed."""

from tempfile import TemporaryFile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from consultations.models import Attachment, Comment, Consultation, SetAside, Support
from consultations.reports.actions import publish_report
from organizations.models import Organization
from seko.jobs.actions import run_job
from seko.jobs.exports import table_of, write_table
from seko.jobs.models import Job
from seko.scripts import localized
from tests import factories as make
from tests.jobs.reading import READ, csv_rows, xlsx_rows

pytestmark = pytest.mark.django_db


def address(name, form, *, language="en", **parameters):
    with translation.override(language):
        return reverse(name, kwargs=parameters | {"format": form})


def fetched(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def organizations_of(client, form="csv", query=None, **more):
    return READ[form](fetched(client.get(address("organizations:export", form, **more), query or {})))


def comments_of(client, consultation, form="csv", query=None, **more):
    place = address("consultations:comment_export", form, slug=consultation.slug, **more)
    return READ[form](fetched(client.get(place, query or {})))


# --- organizations ---------------------------------------------------------------------------


@pytest.fixture
def registry(cast):
    Organization.objects.filter(pk=cast.lead_org.pk).update(
        short_name="УВ", registry_number="12345678", seat="Ниш", website="https://a.example/", email="a@a.example",
        phone="+381 18 123", district=make.make_district(name="Нишавски округ", name_en="Nišava District"),
    )  # fmt: skip
    cast.lead_org.areas_of_work.set(cast.seko.areas.all())
    return cast


def test_organizations_come_with_all_that_is_public(client, registry):
    rows = organizations_of(client, query={"q": "водеће"})

    area = registry.seko.areas.get().name_en
    assert rows == [
        [
            *("Name", "Short name", "Kind", "Status", "Registration number", "Tax number (PIB)", "Seat", "District"),
            *("Areas of work", "Website", "E-mail", "Phone"),
        ],
        [
            *("Association Lead", "UV", "association", "active", "12345678", "", "Niš", "Nišava District"),
            *(area, "https://a.example/", "a@a.example", "+381 18 123"),
        ],
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("language", "query", "heading", "name"),
    [
        ("sr", {}, "Назив", "Удружење Водеће"),
        ("sr-latn", {}, "Naziv", "Udruženje Vodeće"),
        ("en", {}, "Name", "Association Lead"),
        ("en", {"script": "cyrl"}, "Name", "Удружење Водеће"),
        ("sr", {"script": "latn"}, "Назив", "Udruženje Vodeće"),
    ],
)
def test_headings_and_content_are_in_the_visitors_variant(client, cast, form, language, query, heading, name):
    rows = organizations_of(client, form, {"q": "vodece", **query}, language=language)

    assert [row[0] for row in rows] == [heading, name]


def test_the_order_is_that_of_the_page(client, cast):
    for language in ("sr", "sr-latn", "en"):
        with translation.override(language):
            page = client.get(reverse("organizations:list")).context["page"]
            shown = [localized(organization, "name") for organization in page]

        assert [row[0] for row in organizations_of(client, language=language)[1:]] == shown
        assert len(shown) == page.paginator.count


def test_who_may_not_see_an_organization_does_not_fetch_it(client, cast):
    make.make_organization("Кандидат", status="applied")

    assert len(organizations_of(client, query={"q": "кандидат"})) == 1
    client.force_login(cast.user("coordinator"))
    assert len(organizations_of(client, query={"q": "кандидат"})) == 2


# --- comments --------------------------------------------------------------------------------


def test_comments_come_with_their_passage_and_what_became_of_them(client, cast, settings, tmp_path):
    consultation = make.make_consultation("open", [cast.seko])
    passage = consultation.version.passages.get(number="1.1")
    mandate = cast.mandate("network")
    merged = make.make_comment(consultation, mandate, passage, kind="change", proposed_text="Ново.", reason="Јер.")
    aside = make.make_comment(consultation, cast.mandate("other_network"))
    make.make_comment(consultation, withdrawn_at=consultation.opens_at)
    Support.objects.create(comment=merged, organization=cast.lead_org, mandate=cast.mandate("lead"))
    for name in ("a.pdf", "б.docx"):
        Attachment.objects.create(comment=merged, file="comments/a", name=name, size=1, sha256="0" * 64)
    opinion = make.make_opinion(consultation, cast.seko, cast.mandate("lead"), items=1, comments=[merged])
    SetAside.objects.create(opinion=opinion, comment=aside, reason="Није у теми.")
    opinion.status, opinion.number, opinion.content_hash = "submitted", "K-1/E", "0" * 64
    opinion.submitted_at = consultation.comments_close_at
    opinion.save()
    make.make_response(opinion.items.get(), cast.mandate("coordinator"), outcome="partly", reason="Делимично.")

    before = comments_of(client, consultation)
    Consultation.objects.filter(pk=consultation.pk).update(status="in_review")
    publish_report(consultation, by=cast.user("coordinator"))
    rows = comments_of(client, consultation, "xlsx", language="sr-latn")

    local = timezone.localtime(merged.submitted_at).replace(tzinfo=None, microsecond=0)
    assert rows[1] == [
        *(1, "Udruženje Mreža", "1.1", "Dokument uređuje mere za energetsku efikasnost.", "izmena", "Novo.", "Jer."),
        *(local, "na vreme", 1, "a.pdf\nб.docx", "K-1/E, 1", "delimično prihvaćeno: Delimično.", None, None),
    ]
    assert rows[2][-1] == "SEKO za energetiku: Nije u temi."
    assert len(rows) == 3
    # Answers are told with the report, not before.
    assert [row[11:13] for row in before[1:]] == [["K-1/E, 1", ""], ["", ""]]
    assert before[2][3] == "The whole document"


def test_filters_of_the_list_narrow_the_file(client, cast):
    consultation = make.make_consultation("open", [cast.seko])
    for kind in ("general", "question"):
        make.make_comment(consultation, cast.mandate("network"), kind=kind)
    make.make_comment(make.make_consultation("open", [cast.seko]), cast.mandate("network"))

    assert len(comments_of(client, consultation)) == 3
    assert [row[4] for row in comments_of(client, consultation, query={"kind": "question"})] == ["Kind", "question"]
    assert len(comments_of(client, consultation, query={"kind": "nonsense", "page": "7"})) == 3


def test_a_draft_is_the_offices_alone(client, cast):
    place = address("consultations:comment_export", "csv", slug=make.make_consultation("draft").slug)

    assert client.get(place).status_code == 404
    client.force_login(cast.user("coordinator"))
    assert len(csv_rows(fetched(client.get(place)))) == 1


@pytest.mark.parametrize(("form", "query"), [("pdf", {}), ("CSV", {}), ("csv.exe", {}), ("csv", {"script": "grek"})])
def test_what_is_not_offered_is_not_found(client, form, query):
    assert client.get(address("organizations:export", form), query).status_code == 404


@pytest.mark.parametrize(
    ("form", "kind", "name"),
    [
        ("csv", "text/csv; charset=utf-8", "organizacije"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "organizacije"),
    ],
)
def test_a_file_says_what_it_is_and_is_saved(client, form, kind, name):
    response = client.get(address("organizations:export", form, language="sr"))

    fetched(response)
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith(f'attachment; filename="{name}-20')
    assert response["Content-Disposition"].endswith(f'.{form}"')


def test_a_table_without_rows_has_its_headings(client):
    assert len(organizations_of(client, query={"q": "нематога"})) == 1
    assert len(organizations_of(client, "xlsx", {"q": "нематога"})) == 1


# --- many rows -------------------------------------------------------------------------------


def many_comments(consultation, mandate, rows):
    first = consultation.comments.count() + 1
    Comment.objects.bulk_create(
        Comment(
            consultation=consultation, mandate=mandate, organization_id=mandate.organization_id, number=number,
            kind="general", reason=f"Разлог {number}.", submitted_at=consultation.opens_at,
        )
        for number in range(first, first + rows)
    )  # fmt: skip


def queries_for(kind, **parameters):
    with CaptureQueriesContext(connection) as queries, TemporaryFile() as out, translation.override("en"):
        table = table_of(kind, AnonymousUser(), parameters | {"form": "csv", "query": ""})
        write_table(table, "csv", out)
    return len(queries)


def test_comments_ask_nothing_but_the_next_thousand(cast):
    consultation = make.make_consultation("open", [cast.seko])
    counts = []
    for rows in (10, 2990):
        many_comments(consultation, cast.mandate("network"), rows)
        counts.append(queries_for("consultations.comments", slug=consultation.slug))

    # The consultation and the cursor, which is read a thousand rows at a time: one question for each thousand.
    assert counts == [2, 2]


def test_organizations_ask_one_query_of_each_thousand():
    counts = []
    for rows in (10, 2990):
        Organization.objects.bulk_create(
            Organization(name=f"Удружење {n}", slug=f"u-{n}", status="active", status_on="2020-01-01")
            for n in range(rows, 2 * rows)  # numbers that the other rows do not have
        )
        counts.append(queries_for("organizations.list"))

    assert Organization.objects.count() == 3000
    assert counts == [2, 4]


@pytest.fixture
def long_list(cast, monkeypatch):
    """A consultation with more comments than are answered at once."""
    monkeypatch.setattr("seko.jobs.views.AT_ONCE", 5)
    monkeypatch.setattr("seko.jobs.templatetags.AT_ONCE", 5)
    consultation = make.make_consultation("open", [cast.seko])
    many_comments(consultation, cast.mandate("network"), 6)
    return consultation


def place_of(consultation, form="xlsx", **more):
    return address("consultations:comment_export", form, slug=consultation.slug, **more)


def test_a_long_list_is_a_job_with_the_same_rows(client, long_list):
    place = place_of(long_list, language="sr-latn") + "?kind=general"

    answer = client.post(place)
    job = Job.objects.get()
    assert answer["Location"] == f"/sr-latn/jobs/{job.pk}/"
    run_job(job.pk)
    rows = xlsx_rows(fetched(client.get(f"{answer['Location']}file/")))

    assert [row[6] for row in rows] == ["Razlog", *(f"Razlog {n}." for n in range(1, 7))]
    job.refresh_from_db()
    assert (job.done, job.total, job.language) == (6, 6, "sr-latn")
    assert job.file_name.startswith("komentari-k-2020-")


def test_a_mere_link_to_a_long_list_asks_first(client, long_list):
    page = client.get(place_of(long_list) + "?kind=general")

    assert "The list has 6 rows" in page.content.decode()
    assert f'action="{place_of(long_list)}?kind=general"' in page.content.decode()
    assert not Job.objects.exists()


def test_a_visitor_gets_a_job_of_his_session(client, long_list):
    answer = client.post(place_of(long_list))

    job = Job.objects.get()
    assert (job.user, job.visitor) == (None, client.session["visitor_secret"])
    assert len(job.origin) == 64
    assert client.get(answer["Location"]).status_code == 200


def test_a_short_list_may_be_asked_for_with_the_button_too(client, long_list):
    assert len(xlsx_rows(fetched(client.post(place_of(long_list) + "?kind=question")))) == 1
    assert not Job.objects.exists()


def test_a_second_list_waits_for_the_first(client, long_list):
    first = client.post(place_of(long_list, "csv"))
    second = client.post(place_of(long_list, "xlsx"), follow=True)

    assert second.redirect_chain == [(first["Location"], 302)]
    assert "Your files are prepared one at a time." in second.content.decode()
    assert Job.objects.count() == 1


def test_a_refused_job_is_told_on_the_page(client, long_list, monkeypatch):
    monkeypatch.setattr("seko.jobs.actions.MOST_PER_HOUR_FROM_ONE_PLACE", 0)

    page = client.post(place_of(long_list))

    assert "Too many files were requested" in page.content.decode()
    assert not Job.objects.exists()


def test_the_worker_looks_again_whether_the_person_may(client, long_list):
    client.post(place_of(long_list))
    Consultation.objects.filter(pk=long_list.pk).update(status="draft", number="")

    run_job(Job.objects.get().pk)

    assert Job.objects.values_list("status", "message").get() == ("failed", "not_visible")


# --- buttons ---------------------------------------------------------------------------------


def test_a_short_list_has_links_and_needs_no_token(client, cast):
    page = client.get(address_of_list(cast), {"q": "vodeće", "page": "1"}).content.decode()

    assert 'href="/en/organizations.xlsx?q=vode%C4%87e"' in page
    assert "Download as CSV" in page
    assert "csrfmiddlewaretoken" not in page


def test_a_long_list_has_buttons(client, long_list):
    with translation.override("en"):
        page = client.get(reverse("consultations:comments", args=[long_list.slug]), {"kind": "general"})

    assert f'<form method="post" action="{place_of(long_list)}?kind=general">' in page.content.decode()


def test_a_list_without_rows_has_none(client, cast):
    assert "Download as" not in client.get(address_of_list(cast), {"q": "нематога"}).content.decode()


def address_of_list(cast):
    with translation.override("en"):
        return reverse("organizations:list")

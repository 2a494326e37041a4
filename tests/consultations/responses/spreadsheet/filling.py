"""The table as a ministry fills it in and sends it back."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from seko.jobs.actions import run_job
from seko.jobs.models import Job

FIELDS = ("key", "opinion", "position", "passage", "passage_text", "title", "text", "proposed_text", "comments",
          "outcome", "reason", "forwarded_to", "landed_in")  # fmt: skip


def address(name, consultation, language="en"):
    with translation.override(language):
        return reverse(f"consultations:{name}", args=[consultation.slug])


def downloaded(client, consultation, language="en"):
    answer = client.get(address("response_spreadsheet", consultation, language))
    return load_workbook(BytesIO(b"".join(answer.streaming_content)))


def fill(book, row, **cells):
    for name, value in cells.items():
        book.active.cell(row, FIELDS.index(name) + 1).value = value
    return book


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sent(client, consultation, data, then="send", language="en", name="odgovori.xlsx"):
    """The page that comes when the file was read, or refused at once."""
    answer = client.post(
        address("response_import", consultation, language), {"file": SimpleUploadedFile(name, data), "then": then}
    )
    if answer.status_code == 200:
        return answer
    run_job(Job.objects.latest("created_at").pk)
    return client.get(answer["Location"], follow=True)


def confirmed(client, shown):
    """Press the button below what was shown."""
    request = shown.request
    return client.post(
        f"{request['PATH_INFO']}?{request['QUERY_STRING']}", {"plan": shown.context["plan"].digest}, follow=True
    )


def faults(answer):
    return [(row, group.column) for group in answer.context["plan"].fault_groups for row in group.rows]

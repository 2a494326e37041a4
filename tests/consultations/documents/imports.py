"""Texts on their way into a document, for tests."""

from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.documents.actions.imports import begin_import

TEXT = """# 1. Увод

1.1 Јавна предузећа мере квалитет воде једном месечно и објаве резултате.

1.2 Министарство успоставља мрежу станица за праћење ваздуха у градовима.

1.3 Пошумљавање се спроводи на најмање хиљаду хектара годишње."""
DOUBTFUL = TEXT.replace(
    "1.1 Јавна предузећа мере квалитет воде једном месечно и објаве резултате.",
    "Јавна предузећа мере квалитет воде, а инспекција води регистар извора.",
)


def upload(data, name="nacrt.docx"):
    return SimpleUploadedFile(name, data)


def pasted(cast, document, text=TEXT):
    """A text that is being looked over."""
    imported = begin_import(document, by=cast.coordinator, text=text)
    imported.refresh_from_db()
    return imported


def words(imported):
    return [(row["kind"], row["number"], row["text"]) for row in imported.passages]


def seen(imported, cast, **more):
    return {"by": cast.coordinator, "revision": imported.revision, **more}

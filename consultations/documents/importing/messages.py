"""Why a text cannot be taken in, and what to do instead."""

from django.utils.translation import gettext_lazy as _

from seko.jobs import sandbox
from seko.rules.content import TOO_LARGE


class ImportRefused(Exception):
    """The file or text cannot be read; the code stands for the words that its person reads."""

    def __init__(self, code) -> None:
        super().__init__(code)
        self.code = code


MESSAGES = {
    "file_size": TOO_LARGE,
    "file_empty": _("The file is empty."),
    "pdf": _(
        "A PDF keeps how a page looks, not where a paragraph begins, so its text cannot be split safely. Send the Word "
        "document, Markdown or text here, and attach the PDF to the document as a file for download."
    ),
    "old_word": _(
        "This is a document of an older version of Word (DOC). Open it in Word, save it as a Word "
        "document (DOCX) and send that."
    ),
    "rtf": _("This is a rich text file (RTF). Open it in Word, save it as a Word document (DOCX) and send that."),
    "html": _("This is a web page. Copy its text and paste it instead."),
    "open_document": _(
        "This is an OpenDocument file. Save it as a Word document (DOCX) in your word processor and send that."
    ),
    "spreadsheet": _("This is a spreadsheet, not a document. Send the document itself."),
    "presentation": _("This is a presentation, not a document. Send the document itself."),
    "not_document": _("This is not a text that the portal can process. Send a Word document (DOCX), Markdown or text."),
    "encrypted": _("The file is protected by a password. Remove the password and send it again."),
    "macros": _("The file holds macros (programs). Save it as a Word document without macros (DOCX) and send that."),
    "broken_file": _("The file is damaged and cannot be opened. Save it again and send the new file."),
    "zip_bomb": _(
        "Unpacked, the file is far larger than a document may be, so it was not opened. Split the "
        "document or remove its pictures."
    ),
    "unsafe_xml": _(
        "The file holds parts that can do harm, so it was not opened. Save the document as DOCX again "
        "and send that file."
    ),
    "too_long": _("The text is longer than the portal can take in as one document. Split it into several documents."),
    "encoding_unknown": _("The letters of the file cannot be recognized. Save it as text in UTF-8 and send it again."),
    "text_missing": _("There is no text in the file."),
    **sandbox.MESSAGES,
    "broke_off": _("Processing the file failed several times. Save it again in your program and send the new file."),
    "stopped": _("The processing was stopped. Send the file again, or discard this text."),
}

"""Files that come with comments of the demo, made when it is loaded: a page as PDF, a table as XLSX."""

import json
from io import BytesIO

import typst
from django.core.files.base import ContentFile
from openpyxl import Workbook

PAGE = """
#let facts = json(bytes(sys.inputs.facts))
#set document(title: facts.title)
#set page(paper: "a4", margin: 25mm)
#set text(lang: "sr", size: 11pt)
#set par(justify: true)
#heading(facts.title)
#for words in facts.text [#parbreak() #words]
"""


def made_files(told):
    """{place of the comment, from 0: its files}."""
    files = {}
    for facts in told:
        content = _table(facts) if "rows" in facts else made_page(facts)
        files.setdefault(facts["comment"] - 1, []).append(ContentFile(content, facts["name"]))
    return files


def made_page(facts):
    """A page as PDF; the same bytes each time."""
    return typst.compile(PAGE.encode(), format="pdf", sys_inputs={"facts": json.dumps(facts)}, timestamp=0)


def _table(facts):
    book = Workbook()
    sheet = book.active
    sheet.title = facts["sheet"]
    for row in facts["rows"]:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()

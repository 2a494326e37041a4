"""The published report as DOCX: the same words as on paper, as headings, paragraphs and tables."""

from django.utils.translation import get_language

from consultations.reports.print.document import report_document
from seko.files.docx import DocxFile

FEW_ITEMS = 4  # a document of so many needs no contents


def write_docx(report, out) -> None:
    """Write the report in the active language."""
    data = report_document(report)
    words = data["words"]
    file = DocxFile(
        language=get_language(),
        title=f"{data['title']} {data['number']}",
        subject=data["subject"],
        author=data["author"],
        at=report.published_at,
        foot=f"{data['number']} · SHA-256 {data['hash']}",
    )
    file.title(data["title"], data["subject"])
    file.facts(data["title"], data["facts"])
    file.text(data["summary"], typed=True)
    if sum(len(opinion["items"]) for opinion in data["opinions"]) > FEW_ITEMS:
        file.contents(words["contents"])
    _numbers(file, data)
    _questions(file, data)
    if not data["opinions"]:
        file.text(words["no_opinion"])
    for opinion in data["opinions"]:
        _opinion(file, opinion, words)
    if data["no_opinion"]:
        file.heading(1, words["left_alone"])
        for comment in data["no_opinion"]:
            _comment(file, comment, words)
    if data["late"]:
        file.heading(1, words["late"])
        file.table(words["late"], words["late_head"], data["late"])
    file.heading(1, words["check"])
    file.text(words["check_file"])
    file.code(data["hash"])
    file.link(data["url"])
    file.save(out)


def _numbers(file, data) -> None:
    words = data["words"]
    file.heading(1, words["numbers"])
    file.table(words["numbers"], [words["what"], words["number"]], [[label, n] for n, label in data["numbers"]])
    file.text(data["beside"])
    if data["outcomes"]:
        rows = [[row["label"], row["count"], row["share"]] for row in data["outcomes"]]
        file.table(words["outcome"], [words["outcome"], words["items"], words["share"]], rows)
    for table in data["tables"]:
        file.heading(2, table["title"])
        file.text(table["summary"])
        file.table(table["title"], table["head"], table["rows"])


def _questions(file, data) -> None:
    words = data["words"]
    if data["questions"]:
        file.heading(1, words["questions"])
    for question in data["questions"]:
        file.heading(2, question["title"], typed=True)
        file.note(question["note"])
        if question["bars"]:
            rows = [[bar["label"], bar["count"]] for bar in question["bars"]]
            file.table(question["title"], [words["answer"], words["number"]], rows)
        for said in question["texts"]:
            file.quoted(said["who"], said["text"])


def _opinion(file, opinion, words) -> None:
    file.heading(1, opinion["title"])
    file.facts(opinion["title"], opinion["facts"])
    file.text(opinion["introduction"], typed=True)
    for item in opinion["items"]:
        _item(file, item, words)
    if opinion["minority"]:
        file.heading(2, words["minority"])
        for position in opinion["minority"]:
            _position(file, position, words)
    if opinion["set_aside"]:
        file.heading(2, words["set_aside"])
        for comment in opinion["set_aside"]:
            _comment(file, comment, words)


def _item(file, item, words) -> None:
    file.heading(2, item["title"], typed=True)
    if item["passage"]:
        file.quoted(item["passage"]["label"], item["passage"]["text"])
    file.text(item["text"], typed=True)
    if item["proposed"]:
        file.quoted(words["proposed"], item["proposed"])
    for position in item["minority"]:
        _position(file, position, words)
    if item["answer"]:
        _answer(file, item["answer"])
    if item["comments"]:
        file.heading(3, item["merged"])
        for comment in item["comments"]:
            _comment(file, comment, words)


def _answer(file, answer) -> None:
    file.text(f"{answer['outcome']} · {answer['who']}", bold=True)
    file.text(answer["reason"], typed=True)
    if answer["landed"]:
        file.quoted(answer["landed"]["label"], answer["landed"]["text"])
    if answer["note"]:
        file.note(answer["note"])


def _position(file, position, words) -> None:
    file.quoted(position["who"], position["text"])
    if position["comments"]:
        file.note(words["kept"])
        for comment in position["comments"]:
            _comment(file, comment, words)


def _comment(file, comment, words) -> None:
    file.quoted(comment["who"], comment["reason"])
    if comment["proposed"]:
        file.quoted(words["proposed"], comment["proposed"])
    if "aside" in comment:
        file.quoted(words["aside_reason"], comment["aside"])

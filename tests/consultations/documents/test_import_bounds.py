"""Numbers and patterns in a stranger's file do not decide how long we work."""

import contextlib
import time
import zipfile
from io import BytesIO

import pytest

from consultations.documents.importing import ImportRefused, read
from consultations.documents.importing.validation import validate_upload
from tests.consultations.documents.word_xml import (
    BY,
    STRUCK,
    cell,
    el,
    grid,
    level,
    listed,
    lists,
    par,
    row,
    run,
    style,
    styled,
    word_of,
)

HUGE = 10_000_000_000
FACTOR = 4
STEEPEST = 10  # a square would be sixteen
ENOUGH = 0.02  # seconds of processor time from which a ratio says something
NAMES = {"md": "a.md", "txt": "a.txt", "docx": "a.docx"}


def seen(data, name="a.docx"):
    return [(block.kind, block.number, block.text) for block in read(data, name).blocks]


@pytest.mark.parametrize(
    ("form", "number"),
    [("decimal", "32767"), ("lowerLetter", "g"), ("upperRoman", None), ("decimalZero", "32767")],
)
def test_a_number_beyond_those_of_word_is_written_as_its_largest(form, number):
    data = word_of(par("тачка", about=listed(1)), numbering=lists(level(0, form, "%1.", HUGE)))

    [(kind, written, text)] = seen(data)

    assert kind == "list_item"
    assert number in (None, written)
    assert len(written) + len(text) < 100


def test_a_number_with_thousands_of_digits_is_no_number():
    data = word_of(par("тачка", about=listed(1)), numbering=lists(level(0, "decimal", "%1.", "9" * 5000)))

    assert seen(data) == [("list_item", "0", "тачка")]


def test_columns_are_as_many_as_word_has():
    wide = el("gridSpan", val=100_000_000)

    [(kind, _number, text)] = seen(word_of(grid(row(cell("а", about=wide), "б"))))

    assert (kind, text.split("\t")[0], text.split("\t")[-1], text.count("\t")) == ("table", "а", "б", 63)


def test_a_level_that_does_not_exist_is_the_deepest():
    deep = "".join(level(place, "decimal", f"%{place + 1})") for place in range(9))
    data = word_of(par("тачка", about=listed(1, HUGE)), par("још", about=listed(1, -5)), numbering=lists(deep))

    assert [kind for kind, *_ in seen(data)] == ["list_item", "list_item"]


def test_what_a_level_puts_around_its_number_is_bounded():
    data = word_of(*[par("т", about=listed(1))] * 50, numbering=lists(level(0, "decimal", "%1" * 100_000)))

    assert all(len(text) < 3000 for _kind, _number, text in seen(data))


def test_tables_within_tables_without_end_are_refused():
    deep = 1000

    with pytest.raises(ImportRefused, match="unsafe_xml"):
        read(word_of("<w:tbl><w:tr><w:tc>" * deep + par("а") + "</w:tc></w:tr></w:tbl>" * deep), "a.docx")


def test_a_list_of_a_million_entries_is_refused_before_it_is_read():
    entry = b"PK\x01\x02" + bytes(42)
    listed_entries = entry * 100_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + len(listed_entries).to_bytes(4, "little") + bytes(6)

    with pytest.raises(ImportRefused, match="zip_bomb"):
        validate_upload(b"PK\x03\x04" + bytes(26) + listed_entries + end)


def test_a_part_that_unpacks_to_far_more_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<a/>" + " " * 6_000_000)

    with pytest.raises(ImportRefused, match="zip_bomb"):
        validate_upload(file.getvalue())


def text(piece, ending="txt"):
    return lambda n: (piece * n).encode(), NAMES[ending]


def word(make):
    return make, NAMES["docx"]


GROWING = {
    "comments of HTML": (*text("<!---->"), 4000),
    "comments that are not closed": (*text("<!-- ", "md"), 2000),
    "tables that are not closed": (*text("<table ", "md"), 2000),
    "lone marks of notes": (*text("[^a", "md"), 1500),
    "brackets": (*text("[", "md"), 3000),
    "brackets in brackets": (lambda n: b"[" * n + b"]" * n, NAMES["md"], 800),
    "brackets of links": (*text("[a](", "md"), 800),
    "stars": (*text("**a ", "md"), 2000),
    "stars and lines": (*text("*a_ ", "md"), 1500),
    "struck words": (*text("~~a ", "md"), 2000),
    "notes": (lambda n: b"".join(b"[^%d]: a\n" % i + b"\nx [^%d]\n\n" % i for i in range(n)), NAMES["md"], 300),
    "numbered lines": (*text("1. a\n"), 1500),
    "blank lines": (*text("a\n \n"), 2000),
    "spaces": (lambda n: b"a" + b"\n " * n + b"b", NAMES["txt"], 20_000),
    "articles": (*word(lambda n: word_of(*[par(f"Члан {i}.") for i in range(n)])), 500),
    "lines with pages": (*word(lambda n: word_of(*[par(f"а{i}\t{i % 9 + 1}") for i in range(n)])), 500),
    "struck runs": (*word(lambda n: word_of(*[par(run("а", STRUCK)) for _ in range(n)], par("б"))), 800),
    "styles in a row": (
        *word(
            lambda n: word_of(
                *[par("а", about=styled(f"s{i}")) for i in range(n)],
                styles="".join(style(f"s{i}", "x", based=f"s{i + 1}") for i in range(n)),
            )
        ),
        200,
    ),
    "fields that are not ended": (
        *word(lambda n: word_of(par(*[run(el("fldChar", fldCharType="begin"))] * n, "а"))),
        1500,
    ),
    "notes of Word": (
        *word(
            lambda n: word_of(
                par(*[run(f"а{i}") + run(el("footnoteReference", id=i)) for i in range(n)]),
                footnotes="".join(el("footnote", par("н"), id=i) for i in range(n)),
            )
        ),
        400,
    ),
    "tracked changes": (*word(lambda n: word_of(par(*[f"<w:ins{BY}>{run('а')}</w:ins>"] * n))), 800),
    "comments of XML": (*word(lambda n: word_of("<!-- а -->" * n, par("а"))), 20_000),
}


def spent(data, name):
    """Processor time of the quickest of three readings."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        with contextlib.suppress(ImportRefused):
            read(data, name)
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize("name", GROWING)
def test_four_times_as_much_takes_about_four_times_as_long(name):
    make, file_name, size = GROWING[name]

    once, more = spent(make(size), file_name), spent(make(FACTOR * size), file_name)

    assert more < max(STEEPEST * once, ENOUGH)

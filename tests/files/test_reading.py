"""Tables of strangers as rows of text: what programs write is read, what is made to do harm ends in a code."""

import pytest

from seko.files.reading import TableRefused, package, tables_in
from seko.jobs.sandbox import ApartFailed, Limits, run_apart
from tests.files.packed import ods, packed, xlsx


def rows_in(data):
    [sheet] = tables_in(data)
    return sheet["rows"]


def code_of(data):
    with pytest.raises(TableRefused) as refusal:
        tables_in(data)
    return refusal.value.code


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "рок"),
        ('<c r="A1" t="s"><v>1</v></c>', "два реда"),
        ('<c r="A1" t="inlineStr"><is><t xml:space="preserve"> а </t></is></c>', " а "),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_\nb _x005F_x0041_ _xD83D_</t></is></c>', "a\r\nb _x0041_ "),
        ('<c r="A1"><v>3</v></c>', "3"),
        ('<c r="A1"><v>3.0</v></c>', "3"),
        ('<c r="A1"><v>3.1000000000000001</v></c>', "3.1"),
        ('<c r="A1" s="1"><v>45352</v></c>', "2024-03-01"),
        ('<c r="A1" s="2"><v>45352.5</v></c>', "2024-03-01 12:00"),
        ('<c r="A1" s="0"><v>45352</v></c>', "45352"),
        ('<c r="A1" t="b"><v>1</v></c>', "true"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1" t="str"><f>A2</f><v>x</v></c>', {"formula": True}),
        ("<c><v>7</v></c>", "7"),
    ],
)
def test_a_cell_of_xlsx_is_its_text(cell, text):
    strings = "<si><t>рок</t></si><si><r><t>два </t></r><r><t>реда</t></r><rPh><t>ふりがな</t></rPh></si>"
    styles = (
        '<numFmts><numFmt numFmtId="165" formatCode="d.&quot;x&quot;m.yyyy"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="165"/></cellXfs>'
    )

    assert rows_in(xlsx(f'<row r="4">{cell}</row>', strings=strings, styles=styles)) == [[4, [text]]]


TEXT = '<table:table-cell office:value-type="string">{}</table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (TEXT.format("<text:p>један</text:p><text:p>два</text:p>"), "један\nдва"),
        (TEXT.format('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>'), "a   b\tc\nd"),
        (TEXT.format("<office:annotation><text:p>белешка</text:p></office:annotation><text:p>рок</text:p>"), "рок"),
        (TEXT.format("<text:p><text:span>р</text:span>ок</text:p>"), "рок"),
        (
            '<table:table-cell office:value-type="float" office:value="3.1"><text:p>3,1</text:p></table:table-cell>',
            "3.1",
        ),
        ('<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>', "3"),
        ('<table:table-cell office:value-type="date" office:date-value="2024-03-01"/>', "2024-03-01"),
        ('<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>', {"formula": True}),
    ],
)
def test_a_cell_of_ods_is_its_text(cell, text):
    row = f'<table:table-row table:number-rows-repeated="3"/><table:table-row>{cell}</table:table-row>'

    assert rows_in(ods(row)) == [[4, [text]]]


def test_rows_and_cells_keep_their_places():
    sheet = '<row r="2"><c r="C2" t="inlineStr"><is><t>a</t></is></c></row><row/><row><c><v>1</v></c></row>'
    table = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'table:number-columns-repeated="2" office:value-type="string"><text:p>a</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="1048570"/>'
    )

    assert rows_in(xlsx(sheet)) == [[2, ["", "", "a"]], [4, ["1"]]]
    assert rows_in(ods(table)) == [[1, ["", "", "a", "a"]]]


def test_billions_of_declared_rows_and_columns_cost_nothing():
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    far = '<table:table-row><table:table-cell table:number-columns-repeated="999999999"/></table:table-row>'

    assert rows_in(xlsx(sheet)) == [[1, ["1"]]]
    assert rows_in(ods(far * 3)) == []


# An archive's last record, which says that its list of entries has three million bytes.
END_OF_A_LONG_LIST = b"PK\x05\x06" + bytes(4) + b"\xff\xff\xff\xff" + (3_000_000).to_bytes(4, "little") + bytes(6)


@pytest.mark.parametrize(
    ("make_file", "code"),
    [
        (lambda: b"", "file_empty"),
        (lambda: b"%PDF-1.7", "not_sheet"),
        (lambda: b"PK\x03\x04 broken", "broken_file"),
        (lambda: packed(a="b"), "not_sheet"),
        (lambda: packed(mimetype="application/vnd.oasis.opendocument.text"), "not_sheet"),
        (lambda: packed(**{"[Content_Types].xml": "<Types/>"}), "not_sheet"),
        (lambda: packed(**{"[Content_Types].xml": "<Types"}), "broken_file"),
        (lambda: xlsx("", **{"xl/vbaProject.bin": "x"}), "macros"),
        (lambda: xlsx("", **{"xl/media/a.bin": b"0" * 50_000_000}), "zip_bomb"),
        (lambda: b"PK\x03\x04" + bytes(26) + END_OF_A_LONG_LIST, "zip_bomb"),  # refused before it is listed
        (lambda: xlsx("", **{"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "unsafe_xml"),
        (lambda: xlsx("<row>" + "<c>" * 200 + "</c>" * 200 + "</row>"), "unsafe_xml"),
        (lambda: xlsx("<row><c><v>1</v>"), "broken_file"),
        (lambda: ods('<table:table-row table:number-rows-repeated="999999999"><table:table-cell '
                     'office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'),
         "too_many_rows"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_or_does_harm_ends_in_a_code(make_file, code):
    assert code_of(make_file()) == code


def test_what_counts_is_what_is_there_not_what_is_declared(monkeypatch):
    monkeypatch.setattr(package, "MOST_CELLS", 50)
    sparse = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 52))
    monkeypatch.setattr(package, "MOST_LETTERS", 1000)
    one_long_text_again_and_again = '<row><c t="s"><v>0</v></c></row>' * 11

    assert code_of(xlsx(sparse)) == "too_many_cells"
    assert code_of(xlsx(one_long_text_again_and_again, strings=f"<si><t>{'а' * 100}</t></si>")) == "too_many_cells"


def test_a_link_out_of_the_file_is_not_followed():
    links = '<Relationships><Relationship Id="r1" Type="x/worksheet" TargetMode="External" Target="http://a/"/></Relationships>'

    assert tables_in(xlsx("<row><c><v>1</v></c></row>", **{"xl/_rels/workbook.xml.rels": links})) == []


def test_a_table_is_read_in_a_process_of_its_own_that_knows_no_settings():
    data = xlsx('<row><c t="inlineStr"><is><t>рок</t></is></c></row>')

    assert run_apart("seko.files.reading:tables_in", data) == [{"name": "A", "rows": [[1, ["рок"]]]}]
    with pytest.raises(ApartFailed) as refusal:
        run_apart("seko.files.reading:tables_in", b"PK", limits=Limits(seconds=10))
    assert refusal.value.code == "broken_file"

"""Tables of records in workbooks: sheets, kinds of cells, and files that are locked, damaged or bombs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.model import Name, PartialDate, Record
from reviewer.readers import Parsed, Rejected, from_xlsx, reader_for
from reviewer.readers.input import Input
from reviewer.readers.sheet_cells import column_of
from tests.readers.workbooks import workbook

HEADER = ["Title", "Authors", "Year", "DOI", "Decision"]
ROW = ["Warm feet", "Ade, B.; Bo, C.", 2011, "10.5555/x.1", "include"]


def read(data: bytes) -> list[Parsed | Rejected]:
    return list(from_xlsx.read(Input.of_bytes(data, "records.xlsx")))


def records(data: bytes) -> list[Record]:
    return [item.record for item in read(data) if isinstance(item, Parsed) and item.record]


def refusal(data: bytes) -> str:
    with pytest.raises(ReviewError) as caught:
        read(data)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize("shared", [True, False])
def test_a_sheet_is_read_whatever_way_it_keeps_its_words(shared: bool) -> None:
    [item] = read(workbook([HEADER, ROW], shared=shared))

    assert isinstance(item, Parsed) and item.record
    assert (item.record.title, item.record.issued) == ("Warm feet", PartialDate(2011))
    assert item.record.authors == (Name("Ade", "B."), Name("Bo", "C."))
    assert item.record.extra == (("Decision", "include"),)
    assert (item.number, item.line, item.format) == (1, 2, "xlsx")


def test_all_sheets_of_records_are_read_and_counted_through() -> None:
    notes = [["Search", "done in May"], ["Hits", 12]]
    titled = [["Our list of 2020"], [], HEADER, [*ROW[:3]], ["", "", 2012]]
    found = read(workbook(notes, titled, [HEADER, ["Cold feet"]], hidden=[3]))

    assert [(item.number, item.line) for item in found] == [(1, 4), (2, 5), (3, 2)]
    assert isinstance(found[1], Rejected) and found[1].reason == "It has no title and no abstract."
    assert isinstance(found[2], Parsed) and found[2].text == "Cold feet"


def test_numbers_dates_formulas_and_errors() -> None:
    names = ["Title", "Date", "Volume", "PMID", "ISSN", "Issue", "Pages", "Abstract"]
    values = [
        ("t='str'", "<f>UPPER(B9)</f><v>Warm_x000D_ feet</v>"),
        ('s="2"', "<v>40188</v>"),
        ('s="4"', "<v>15</v>"),
        ("", "<v>2.1314913E7</v>"),
        ("", "<v>12345678</v>"),
        ("t='e'", "<v>#N/A</v>"),
        ("t='b'", "<v>1</v>"),
        ("t='inlineStr'", "<is><r><t>H</t></r><r><t>2O</t></r><rPh><t>aqua</t></rPh></is>"),
    ]
    [item] = read(workbook([names, values]))

    assert isinstance(item, Parsed) and item.record
    record = item.record
    assert (record.title, record.issued, record.volume) == ("Warm feet", PartialDate(2010, 1, 10), "15")
    assert (record.pmid, record.issn, record.issue) == ("21314913", "1234-5678", "")
    assert item.text.endswith("H2O")


def test_dates_are_as_fine_as_they_are_shown() -> None:
    rows = [["Title", "Date"], *([str(style), (f's="{style}"', "<v>40188.5</v>")] for style in (1, 2, 3))]

    assert [record.issued for record in records(workbook(rows))] == [
        PartialDate(2010, 1, 10),
        PartialDate(2010, 1, 10),
        PartialDate(2010, 1),
    ]
    assert records(workbook(rows, from_1904=True))[0].issued == PartialDate(2014, 1, 11)


def test_the_content_tells_a_workbook() -> None:
    source = Input.of_bytes(workbook([HEADER, ROW]), "list.csv")
    reader = reader_for(source)

    assert reader is not None and reader.format == "xlsx" and reader.apart


def test_a_workbook_without_records_is_refused() -> None:
    assert refusal(workbook([["a", "b"], [1, 2]])) == (
        "records.xlsx has no sheet with a column that is known to hold a title or an abstract."
    )


def test_a_locked_and_an_old_workbook_are_refused_by_what_they_are() -> None:
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    locked = start + "EncryptedPackage".encode("utf-16-le") + bytes(90)
    assert from_xlsx.sniff(Input.of_bytes(locked, "x.bin")) == 2
    assert refusal(locked) == "records.xlsx is locked with a password."
    assert refusal(start) == "records.xlsx is a workbook of the kind before 2007."
    assert from_xlsx.sniff(Input.of_bytes(start, "letter.doc")) == 0


def test_a_workbook_that_is_too_large_when_unpacked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_xlsx, "MOST", 100_000)
    large = workbook([HEADER, *[["word " * 100] for _ in range(1_000)]])

    assert "MB when unpacked" in refusal(large)
    # The sizes in the list of entries say less than there is.
    lying = large.replace((502_000).to_bytes(4, "little"), b"\1\0\0\0")
    assert refusal(lying)


def test_a_document_type_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst><si><t>&b;</t></si></sst>'

    assert "document type" in refusal(workbook([HEADER, ROW], more={"xl/sharedStrings.xml": bomb}))


def test_a_damaged_part_is_refused_after_the_rows_before_it() -> None:
    data = workbook([HEADER, ROW], more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"})

    assert "damaged" in refusal(data)


def test_names_of_cells() -> None:
    assert [column_of(place) for place in ("A1", "Z9", "AA10", "AB12", "9", "ZZZZZZ1")] == [
        0,
        25,
        26,
        27,
        -1,
        -1,
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_damaged_workbooks_give_records_or_a_clear_refusal(at: int, damage: bytes) -> None:
    data = workbook([HEADER, ROW])
    at %= len(data)
    try:
        found = read(data[:at] + damage + data[at + len(damage) :])
    except ReviewError as error:
        assert error.message
    else:
        assert [item.number for item in found] == list(range(1, len(found) + 1))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_words_in_a_sheet_give_records_or_a_clear_refusal(words: str) -> None:
    try:
        read(workbook([HEADER, ROW], more={"xl/worksheets/sheet1.xml": words.encode("utf-8", "replace")}))
    except ReviewError as error:
        assert error.message

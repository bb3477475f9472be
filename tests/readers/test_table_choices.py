"""What people say of the columns of tables: by name, for one header or for all; tables nobody knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.errors import ReviewError
from reviewer.readers import Input, Parsed, headers, read_bytes, read_input
from reviewer.readers.table_choices import (
    EVERY,
    FIELDS,
    chosen,
    field_named,
    headings,
    key_of,
    pairs_said,
)
from reviewer.readers.table_columns import mapping
from tests.readers.workbooks import workbook

ODD = b"Paper name,Who,When\nFirst study,Ann Lee,2010\nSecond study,Bob Hay,\n"
WORDS = st.text(max_size=12)


def source(data: bytes, name: str = "odd.csv", **said: str) -> Input:
    found = Input.of_bytes(data, name)
    found.columns = {EVERY: {key.replace("_", " "): field for key, field in said.items()}}
    return found


def test_a_table_without_a_known_title_is_set_aside_and_shows_its_columns() -> None:
    with pytest.raises(ReviewError, match=r"odd.csv has no column that is known to hold a title") as caught:
        list(read_bytes(ODD, "odd.csv"))
    [header] = headers(source(ODD))

    assert caught.value.hint.startswith("Choose what its columns hold")
    assert header.names == ("Paper name", "Who", "When") and header.fields == ("", "", "")
    assert header.samples == (("First study", "Second study"), ("Ann Lee", "Bob Hay"), ("2010",))


@pytest.mark.parametrize("name", ["odd.csv", "odd.txt"])
def test_what_was_said_makes_it_a_table_of_records(name: str) -> None:
    items = list(read_input(source(ODD, name, paper_NAME="title", when="year")))

    first = items[0]
    assert isinstance(first, Parsed) and first.record and first.record.issued
    assert (first.record.title, first.record.issued.year) == ("First study", 2010)
    assert first.record.extra == (("Who", "Ann Lee"),)


def test_a_title_alone_is_enough_when_a_person_says_so() -> None:
    found = list(read_input(source(b"a,b\nOne,1\nTwo,2\n", a="title")))
    assert [item.record.title for item in found if isinstance(item, Parsed) and item.record] == ["One", "Two"]


def test_prose_that_is_called_a_table_stays_prose() -> None:
    [item] = read_bytes(
        b"Dear all, this is no table.\n\nIt has one comma, here\nand one line without.", "a.csv"
    )
    assert isinstance(item, Parsed) and item.format == "text"


def test_what_was_said_goes_before_what_names_tell() -> None:
    header = ["Title", "Journal", "Source", "Note"]
    choices = {key_of(header): {"Title": "", "Note": "title"}}

    assert mapping(header, choices) == {3: "title", 1: "journal", 2: "database"}
    assert mapping([*header, "x"], choices) == mapping([*header, "x"])
    assert mapping(header, {EVERY: {"note": "abstract"}})[3] == "abstract"


def test_workbooks_are_told_too_and_in_their_own_process() -> None:
    data = workbook([["Paper name", "Who"], ["First study", "Ann Lee"]])
    [header] = headers(source(data, "odd.xlsx"))
    [item] = read_input(source(data, "odd.xlsx", paper_name="title", who="authors"))

    assert header.names == ("Paper name", "Who") and header.samples == (("First study",), ("Ann Lee",))
    assert isinstance(item, Parsed) and item.record and item.record.title == "First study"


def test_names_of_columns_are_told_apart() -> None:
    assert headings(["Note", "", "Note ", "a\nb"]) == ["Note", "column 2", "Note (2)", "a b"]


@given(st.lists(WORDS, min_size=1, max_size=8), st.data())
def test_every_column_can_be_chosen_by_its_name(header: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(header) - 1))
    choices = {key_of(header): {headings(header)[at]: "title"}}
    assert mapping(header, choices)[min(chosen(header, choices))] == "title"


def test_fields_are_named_as_people_or_programs_do() -> None:
    names = ("title", "Original title", "FIRST-PAGE", "DOI", "extra", "")
    assert [*map(field_named, names)] == ["title", "original_title", "first_page", "doi", "", ""]
    for field, name in FIELDS.items():
        assert field_named(field) == field_named(name) == field
    with pytest.raises(ReviewError, match="cannot hold “foo”"):
        field_named("foo")


def test_pairs_may_have_commas_and_signs_in_the_names_of_columns() -> None:
    assert pairs_said(["Where, exactly=journal,a=b=title", "Who=authors"]) == {
        "Where, exactly": "journal",
        "a=b": "title",
        "Who": "authors",
    }
    with pytest.raises(ReviewError, match="“Who” says no field"):
        pairs_said(["Paper=title,Who"])


def test_one_known_title_is_enough_for_what_is_called_a_table() -> None:
    [item] = read_bytes(b"Title,Other\nFirst study,x\n", "list.csv")
    assert isinstance(item, Parsed) and item.record and item.record.extra == (("Other", "x"),)
    [item] = read_bytes(b"Title,Other\nFirst study,x\n", "list.txt")
    assert isinstance(item, Parsed) and item.format == "text"


def test_a_sheet_with_one_known_title_counts_where_no_other_has_more() -> None:
    some = [["Title", "Other"], ["First study", "x"]]
    [item] = read_bytes(workbook(some), "a.xlsx")
    assert isinstance(item, Parsed) and item.record and item.record.title == "First study"
    [item] = read_bytes(workbook(some, [["Title", "Year"], ["Second", "2010"]]), "a.xlsx")
    assert isinstance(item, Parsed) and item.record and item.record.title == "Second"

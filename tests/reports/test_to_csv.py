"""The CSV: what a program reads back is what the library holds, and no spreadsheet runs any of it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.reports import build, to_csv
from reviewer.reports.proof import in_table
from reviewer.reports.sheet import COLUMNS
from tests.kept import as_kept
from tests.reports import sample

HEAD = ",".join((*COLUMNS, *in_table.COLUMNS)) + "\r\n"


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_example_is_as_kept() -> None:
    data, warnings = to_csv.to_csv(build(sample.example()))

    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(read(data))  # without the columns of the proof, which differ with each version
    words = "\ufeff" + table.getvalue()
    assert words == as_kept("example-report.csv", words)
    assert warnings == ()


def test_it_has_a_mark_for_spreadsheets_and_rows_end_as_rfc_4180_says() -> None:
    data, _ = to_csv.to_csv(build(sample.small("One.", words="two\nlines")))

    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert b'"two\nlines"' in data


def test_each_quote_link_is_one_row_that_finds_its_words() -> None:
    snapshot = sample.example()
    texts = {str(document.id): document.text for document in snapshot.documents}
    rows = read(to_csv.to_csv(build(snapshot))[0])

    assert len(rows) == len(snapshot.quotes)
    assert list(rows[0]) == [*COLUMNS, *in_table.COLUMNS]
    for row in rows:
        assert texts[row["document_id"]][int(row["start"]) : int(row["end"])] == row["exact"]
        assert row["unit"] == "code points"
        assert row["text_unchanged"] == "yes"


@pytest.mark.parametrize("path", ["/kim/secret/page.txt", "C:\\\\Kim\\\\page.txt", "page.txt"])
def test_folders_of_the_reviewer_are_not_passed_on(path: str) -> None:
    snapshot = sample.small("One.")
    moved = replace(snapshot, documents=(replace(snapshot.documents[0], source=path),))

    assert read(to_csv.to_csv(build(moved))[0])[0]["source"] == "page.txt"


def test_only_words_of_studies_carry_a_certainty() -> None:
    rows = read(to_csv.to_csv(build(sample.example()))[0])

    assert {row["certainty"] for row in rows if row["voice"] != "study"} == {"not counted"}
    assert {row["certainty"] for row in rows if row["voice"] == "study"} == {"Very low", "not counted"}
    assert [
        row["exact"] for row in rows if row["voice"] == "study" and row["certainty"] == "not counted"
    ] == [
        "is limited by the appearance of severe side effects",
        "one of the few drugs approved",
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_cells_a_spreadsheet_would_run_are_made_harmless(start: str) -> None:
    rows = read(to_csv.to_csv(build(sample.small(f"{start}cmd|' /C calc'!A0")))[0])

    assert rows[0]["statement"] == f"'{start}cmd|' /C calc'!A0"


def test_a_cell_beyond_the_limit_is_whole_and_named() -> None:
    data, warnings = to_csv.to_csv(build(sample.small("x" * 40_000)))

    assert len(read(data)[0]["statement"]) == 40_000
    assert warnings == (
        "Row 2, column statement: 40,000 characters. The file holds them all; a spreadsheet shows 32,767.",
    )


def test_an_empty_library_gives_the_header_alone() -> None:
    assert to_csv.to_csv(build(sample.empty()))[0].decode("utf-8-sig") == HEAD


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: "\0" not in text))
def test_any_words_come_back_as_they_were(words: str) -> None:
    row = read(to_csv.to_csv(build(sample.small("One.", words=words)))[0])[0]

    exact = row["exact"]
    assert (exact.removeprefix("'") if exact != words else exact) == words

"""The set of CSV files: described for programs, guarded for spreadsheets, and the stored value comes back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviewer.readers.table_columns import as_meant, harmless
from reviewer.reports import Report, build, to_zip
from reviewer.reports.tidy import Type
from tests.reports import sample

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", " ", "x")


def files(report: Report) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(to_zip.to_zip(report)[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_package_names_every_file_with_its_hash_and_every_column_in_order() -> None:
    found = files(build(sample.example()))
    package = json.loads(found["datapackage.json"])

    assert {each["path"] for each in package["resources"]} == set(found) - {
        "datapackage.json",
        "manifest.json",
    }
    for each in package["resources"]:
        data = found[each["path"]]
        assert each["bytes"] == len(data)
        assert each["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        header = next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert header == [field["name"] for field in each["schema"]["fields"]]
        assert set(each["schema"]["primaryKey"]) <= set(header)


def test_foreign_keys_name_columns_that_are_there() -> None:
    package = json.loads(files(build(sample.example()))["datapackage.json"])
    columns = {
        each["name"]: [field["name"] for field in each["schema"]["fields"]] for each in package["resources"]
    }
    tied = [
        (each["name"], key) for each in package["resources"] for key in each["schema"].get("foreignKeys", ())
    ]

    assert ("tags", "") in {(name, key["reference"]["resource"]) for name, key in tied}
    for name, key in tied:
        assert key["reference"]["fields"][0] in columns[key["reference"]["resource"] or name]


def test_the_same_report_gives_the_same_bytes_without_a_clock() -> None:
    data, warnings = to_zip.to_zip(build(sample.example()))

    assert to_zip.to_zip(build(sample.example())) == (data, warnings) and warnings == ()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def read_back(report: Report) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all files as a program reads them that follows the data dictionary."""
    found = files(report)
    guarded = {
        (each["table"], each["column"]): each["guarded"] == "true"
        for each in table(found["data-dictionary.csv"])
    }
    return {
        made.name: [
            tuple(as_meant(cell) if guarded[made.name, name] else cell for name, cell in each.items())
            for each in table(found[f"{made.name}.csv"])
        ]
        for made in report.tables
    }


@given(st.text(st.sampled_from(RISKY), max_size=5))
def test_no_cell_is_run_and_each_value_comes_back(words: str) -> None:
    assert as_meant(harmless(words)) == words
    guarded = harmless(words).lstrip()
    assert not guarded.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_the_dictionary_suffices_to_have_every_value_again() -> None:
    whole = sample.small('=HYPERLINK("http://x")', "'=1+1", "\t@SUM(1)", "-1", "plain", "  =2")
    whole = replace(whole, claims=tuple(replace(each, note="+" + each.statement) for each in whole.claims))
    report = build(whole)

    for made in report.tables:
        expected = [tuple(to_zip.in_words(value) for value in row) for row in made.rows]
        assert read_back(report)[made.name] == expected


def test_numbers_below_zero_are_numbers() -> None:
    found = table(files(build(sample.example()))["certainties.csv"])

    assert found[0]["imprecision"] == "-1"
    dictionary = table(files(build(sample.example()))["data-dictionary.csv"])
    assert {each["guarded"] for each in dictionary if each["type"] != Type.TEXT} == {"false"}


def test_a_cell_too_long_for_a_spreadsheet_is_whole_and_named() -> None:
    words = "w" * 40_000
    report = build(sample.small("One.", words=words))
    _, warnings = to_zip.to_zip(report)

    assert table(files(report)["quotes.csv"])[0]["exact"] == words
    assert len(warnings) == 1 and "quotes.csv, row 2, column exact: 40,000 characters" in warnings[0]

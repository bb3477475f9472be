"""Changing a record: what everything else sees, what the file says, refusals, undo."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer import cli, library
from reviewer.actions import duplicates, history, importing, records
from reviewer.errors import Declined, ReviewError
from reviewer.exchange import csl_json
from reviewer.library import Library, documents, journal, record_edits, search
from reviewer.model import Name, PartialDate, Record
from reviewer.records.fields import LABELS, shown, with_words

ROW = {
    "Title": "Mitoxantrone in relapsing disease",
    "Authors": "van der Berg, Jan P.; Kim, Su-Hyun",
    "Journal": "Arch Neurol",
    "Year": "2011",
    "Volume": "68",
    "DOI": "10.1001/archneurol.2010.322",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(ROW))
        writer.writeheader()
        writer.writerows(
            [ROW, {**ROW, "Title": "Another work on falls", "DOI": "10.1000/falls", "Volume": "2"}]
        )
    return path


@pytest.fixture
def lib(tmp_path: Path, file: Path) -> Iterator[Library]:
    with closing(library.create(tmp_path / "review.reviewlib")) as made:
        importing.import_files(made, [file])
        yield made


def value(lib: Library, field: str) -> str:
    return shown(documents.document(lib, 1).record, field)


def test_a_change_is_seen_by_lists_search_export_and_comes_back_with_undo(lib: Library) -> None:
    before = documents.document(lib, 1).record
    records.set_field(lib, 1, "title", "A  better title about zebrafish")
    records.set_field(lib, 1, "issued", "2012-04")
    records.set_field(lib, 1, "container", "Neurology")

    row = documents.page(lib, [1])[0]
    assert (row.title, row.year, row.detail) == ("A better title about zebrafish", 2012, "Neurology 2012")
    assert documents.rows(lib, "zebrafish") == documents.rows(lib, "year:2012") == [1]
    assert documents.rows(lib, "title:relapsing") == []
    assert search.search(lib, "zebrafish")
    assert csl_json.item(documents.document(lib, 1))["title"] == "A better title about zebrafish"
    assert record_edits.filed(lib, 1) == before
    assert set(record_edits.edits(lib, 1)) == {"title", "issued", "container"}
    assert library.check(lib) == []
    for _ in range(3):
        history.undo(lib)
    assert documents.document(lib, 1).record == before
    assert documents.rows(lib, "title:relapsing") == [1]
    history.redo(lib)
    assert value(lib, "title") == "A better title about zebrafish"


def test_it_is_told_who_changed_what_and_the_file_s_value_comes_back(lib: Library) -> None:
    records.set_field(lib, 1, "volume", "69")
    edit = record_edits.edits(lib, 1)["volume"]
    op = journal.history(lib, 1)[0]
    assert (edit.reviewer, edit.time, op.label) == (
        lib.reviewer.name,
        op.time,
        "Change the volume of document 1",
    )

    records.reset_field(lib, 1, "volume")
    assert value(lib, "volume") == "68"
    assert record_edits.edits(lib, 1) == {}
    with pytest.raises(Declined, match="is what the file says: “68”"):
        records.reset_field(lib, 1, "volume")
    records.set_field(lib, 1, "volume", "")
    assert value(lib, "volume") == ""
    records.set_field(lib, 1, "volume", "68")
    assert record_edits.edits(lib, 1) == {}


def test_typing_in_one_field_is_one_step(lib: Library) -> None:
    for words in ("6", "69", "690"):
        records.set_field(lib, 1, "volume", words)
    history.undo(lib)
    assert value(lib, "volume") == "68"
    assert records.set_field(lib, 1, "volume", "68").rows == {}


@pytest.mark.parametrize(
    ("field", "words", "message"),
    [
        ("doi", "no such thing", "“no such thing” is no DOI."),
        ("pmid", "x", "“x” is no PMID."),
        ("pmcid", "x", "“x” is no PMCID."),
        ("issn", "12", "“12” is no ISSN."),
        ("isbn", "12", "“12” is no ISBN."),
        ("issued", "2011-13", "“2011-13” is no date."),
        ("issued", "2011-02-30", "“2011-02-30” is no date."),
        ("issued", "soon", "“soon” is no date."),
        ("url", "somewhere", "“somewhere” is no web address."),
        ("type", "poem", "“poem” is no type of a work."),
        ("colour", "red", "A record has no field “colour”."),
    ],
)
def test_what_is_no_value_of_a_field_is_refused(lib: Library, field: str, words: str, message: str) -> None:
    before = documents.document(lib, 1).record
    with pytest.raises(ReviewError, match=message.replace(".", r"\.")):
        records.set_field(lib, 1, field, words)
    assert documents.document(lib, 1).record == before


def test_values_are_normalised_and_names_that_stay_keep_their_parts() -> None:
    known = (Name("Berg", "Jan P.", particle="van der"), Name(literal="The Study Group"))
    record = Record(authors=known)
    names = with_words(record, "authors", "van der Berg, Jan P.; Kim, Su-Hyun; The Study Group").authors

    assert names == (known[0], Name("Kim", "Su-Hyun"), known[1])
    assert with_words(record, "doi", "https://doi.org/10.1000/ABC").doi == "10.1000/abc"
    assert with_words(record, "issued", "2011-4-8").issued == PartialDate(2011, 4, 8)
    assert with_words(record, "issued", "Apr 2011").issued == PartialDate(2011, 4)
    assert with_words(record, "keywords", "one; two ;").keywords == ("one", "two")
    assert with_words(record, "type", "").type == "document"


@given(st.sampled_from(sorted(LABELS)), st.text(max_size=60))
def test_any_words_are_a_value_or_refused_and_what_is_shown_is_taken_again(field: str, words: str) -> None:
    try:
        changed = with_words(Record(), field, words)
    except ReviewError:
        return
    assert with_words(changed, field, shown(changed, field)) == changed


def test_the_same_file_is_known_again_and_duplicates_go_by_the_corrected_record(
    lib: Library, file: Path, tmp_path: Path
) -> None:
    assert not duplicates.find_duplicates(lib).groups
    records.set_field(lib, 2, "title", ROW["Title"])
    records.set_field(lib, 2, "doi", ROW["DOI"])
    records.set_field(lib, 2, "volume", "68")
    assert [group.ids for group in duplicates.find_duplicates(lib).groups] == [(1, 2)]
    copy = tmp_path / "copy.csv"
    copy.write_bytes(file.read_bytes() + b"\n")
    result = importing.import_files(lib, [copy])
    assert result.counts()["duplicates"] == 2


def test_records_by_command(lib: Library, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str) -> tuple[int, str]:
        code = cli.main(["--library", str(lib.path), "record", *words])
        caught = capsys.readouterr()
        return code, caught.out + caught.err

    code, told = run("1", "--set", "volume=70", "--set", "publisher=AMA", "--json")
    fields = json.loads(told)["fields"]
    assert code == 0 and fields["volume"]["value"] == "70" and fields["volume"]["file"] == "68"
    assert "the file says: 68]" in run("1")[1]
    assert run("1", "--set", "doi=x")[0] == 1
    assert run("1", "--set", "doi")[0] == 2
    assert '"value": "68"' in run("1", "--reset", "volume", "--json")[1]


def test_a_record_that_lost_its_changes_is_found_by_the_check(lib: Library) -> None:
    records.set_field(lib, 1, "volume", "69")
    with closing(sqlite3.connect(lib.path)) as db, db:
        db.execute("UPDATE documents SET record = replace(record, '\"69\"', '\"96\"') WHERE id = 1")

    assert library.check(lib) == [
        "Document 1: its record is not that of its file with the changes laid over it."
    ]

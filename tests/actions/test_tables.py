"""Columns of tables: chosen before an import, or afterwards, and the table read again in one step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reviewer import library
from reviewer.actions import documents as documents_actions
from reviewer.actions import history, importing, preparing, records, tables
from reviewer.errors import Cancelled, ReviewError
from reviewer.library import Library, documents, imports, journal
from tests.readers.workbooks import workbook

ODD = "Paper name,Who,When,Words\nFirst study,Ann Lee,2010,It helped ten.\n"
ODD += "Second study,Bob Hay,2011,It did not.\n"


@pytest.fixture
def lib(tmp_path: Path) -> Iterator[Library]:
    with closing(library.create(tmp_path / "new.reviewlib")) as opened:
        yield opened


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    return path


def choose(lib: Library, path: Path, **fields: str) -> None:
    [header] = tables.headers_of(lib, path)
    tables.choose_columns(lib, {header.key: {key.replace("_", " "): said for key, said in fields.items()}})


def imported(lib: Library, path: Path) -> int:
    choose(lib, path, Paper_name="title", Who="authors")
    importing.import_files(lib, [path])
    return tables.source_of(lib, path)


def shown(lib: Library) -> list[tuple[str, int | None, str]]:
    found = documents.documents(lib)
    return [(each.record.title, each.record.issued and each.record.issued.year, each.text) for each in found]


def again(lib: Library, source: int, *fields: str) -> importing.ImportResult:
    headers = tables.headers_of_source(lib, source)
    return tables.read_again(lib, source, tables.changed(headers, [fields]))


def test_a_choice_holds_for_every_table_with_this_header(lib: Library, odd: Path, tmp_path: Path) -> None:
    assert importing.import_files(lib, [odd]).counts()["rejected"] == 1
    imported(lib, odd)
    (tmp_path / "next.csv").write_text("paper  name,WHO,When,Words\nThird,C,2012,x\n", encoding="utf-8")
    importing.import_files(lib, [tmp_path / "next.csv"])

    assert [title for title, _, _ in shown(lib)] == ["First study", "Second study", "Third"]
    history.undo(lib)
    history.undo(lib)
    history.undo(lib)
    assert tables.headers_of(lib, odd)[0].fields == ("", "", "", "")


def test_reading_again_is_one_step_in_the_place_of_what_was_there(lib: Library, odd: Path) -> None:
    source = imported(lib, odd)
    before = shown(lib)
    result = again(lib, source, "title", "authors", "year", "abstract")

    assert result.counts() == {"records": 2, "added": 2, "duplicates": 0, "rejected": 0}
    after = shown(lib)
    assert after == [
        ("First study", 2010, "First study\n\nIt helped ten."),
        ("Second study", 2011, "Second study\n\nIt did not."),
    ]
    assert [op.label for op in journal.history(lib)][0] == "Read odd.csv with other columns"
    assert [(row.undone, row.added) for row in imports.log(lib)] == [(False, 2), (True, 2)]
    history.undo(lib)
    assert shown(lib) == before and library.check(lib) == []
    history.redo(lib)
    assert shown(lib) == after and library.check(lib) == []
    assert tables.headers_of(lib, odd)[0].fields == ("title", "authors", "year", "abstract")


def test_a_table_may_come_with_other_files(lib: Library, odd: Path, tmp_path: Path) -> None:
    choose(lib, odd, Paper_name="title")
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))
    (tmp_path / "note.txt").write_text("A note\n\nIt says something.", encoding="utf-8")
    (tmp_path / "z.bin").write_bytes(bytes(range(1, 256)) + b"\0")
    result = importing.import_files(
        lib, [tmp_path / name for name in ("a.bin", "odd.csv", "note.txt", "z.bin")]
    )
    again(lib, tables.source_of(lib, odd), "title", "authors", "", "")

    assert result.counts() == {"records": 5, "added": 3, "duplicates": 0, "rejected": 2}
    log = {Path(row.path).name: row for row in reversed(imports.log(lib))}
    assert {name: row.undone for name, row in log.items()} == dict.fromkeys(log, False)
    assert log["a.bin"].rejected == log["z.bin"].rejected == 1
    history.undo(lib)
    history.undo(lib)
    assert documents.count(lib) == 0 and all(row.undone for row in imports.log(lib))


def test_files_that_come_after_the_last_table_are_logged(lib: Library, odd: Path, tmp_path: Path) -> None:
    choose(lib, odd, Paper_name="title")
    (tmp_path / "z.bin").write_bytes(bytes(range(256)))
    importing.import_files(lib, [odd, tmp_path / "z.bin"])
    again(lib, tables.source_of(lib, odd), "title", "authors", "", "")

    assert [row.undone for row in imports.log(lib) if row.rejected] == [False]


def test_work_is_never_laid_aside(lib: Library, odd: Path) -> None:
    source = imported(lib, odd)
    first = documents.documents(lib)[0].id
    records.set_field(lib, first, "volume", "3")
    with pytest.raises(ReviewError, match="1 of the documents of odd.csv is already worked with"):
        again(lib, source, "title", "", "", "abstract")
    documents_actions.set_study(lib, first + 1, design="trial")
    with pytest.raises(ReviewError, match="2 of the documents"):
        again(lib, source, "title", "", "", "abstract")
    assert len(shown(lib)) == 2


def test_columns_that_give_nothing_to_read_change_nothing(lib: Library, odd: Path) -> None:
    source = imported(lib, odd)
    with pytest.raises(ReviewError):
        again(lib, source, "", "authors", "", "")
    assert len(shown(lib)) == 2 and len(journal.history(lib)) == 2


@pytest.mark.parametrize("late", [1, 2, 3, 4])
def test_stopping_on_the_way_leaves_all_as_it_was(
    lib: Library, odd: Path, monkeypatch: pytest.MonkeyPatch, late: int
) -> None:
    source = imported(lib, odd)
    monkeypatch.setattr(preparing, "BATCH", 1)
    fields = tables.changed(tables.headers_of_source(lib, source), [("title", "", "", "abstract")])
    calls = iter(range(100))

    def stop(done: int, total: int | None, what: str) -> None:
        if next(calls) == late:
            raise Cancelled

    if late < 3:
        with pytest.raises(Cancelled):
            tables.read_again(lib, source, fields, stop)
    else:
        tables.read_again(lib, source, fields, stop)
        history.undo(lib)
    assert [text for *_, text in shown(lib)] == ["First study", "Second study"]
    assert library.check(lib) == [] and tables.headers_of(lib, odd)[0].fields == ("title", "authors", "", "")


def test_what_a_kill_left_is_gone_on_with(lib: Library, odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = imported(lib, odd)
    monkeypatch.setattr(preparing, "BATCH", 1)
    fields = tables.changed(tables.headers_of_source(lib, source), [("title", "", "", "abstract")])
    write, calls = imports.add_documents, iter(range(100))

    def die(*args: Any) -> list[tuple[int, int]]:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return write(*args)

    monkeypatch.setattr(imports, "add_documents", die)
    with pytest.raises(KeyboardInterrupt):
        tables.read_again(lib, source, fields)
    importing.import_files(lib, [odd])
    assert [text for *_, text in shown(lib)] == [
        "First study\n\nIt helped ten.",
        "Second study\n\nIt did not.",
    ]


def test_workbooks_are_read_again_too(lib: Library, tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    path.write_bytes(workbook([["Paper name", "Words"], ["First study", "It helped."]]))
    [header] = tables.headers_of(lib, path)
    tables.choose_columns(lib, {header.key: {"Paper name": "title"}})
    importing.import_files(lib, [path])
    again(lib, tables.source_of(lib, path), "title", "abstract")

    assert shown(lib) == [("First study", None, "First study\n\nIt helped.")]

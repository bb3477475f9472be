"""Imports of many records: batches under one op, stopping, going on, what cannot be read, what is there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library, readers
from reviewer.actions import claims, documents, history, importing, preparing
from reviewer.errors import Cancelled, ReviewError
from reviewer.library import Library, imports, journal, separations
from reviewer.library import documents as kept
from reviewer.model import Record
from reviewer.readers import Input, Parsed, Rejected
from reviewer.readers.parsed import of_record

ABSTRACT = "AIM: To see whether it helps. RESULTS: Ten of 20 improved (50%). CONCLUSION: It may help."


def _lines(source: Input) -> Iterator[Parsed | Rejected]:
    """Read a file of records for tests: a title on each line, “!” for one that is broken."""
    for number, line in enumerate(source.lines(), 1):
        title = line.removeprefix("records:").strip()
        if title == "!":
            yield Rejected(number, number, "It is broken.", line)
        elif title:
            yield of_record(Record("article-journal", title=title), ABSTRACT, number, number, "lines")


@pytest.fixture
def lib(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    reader = readers.Reader(
        "Lines", "lines", (".lines",), lambda source: 2 * source.head.startswith(b"records:"), _lines, True
    )
    monkeypatch.setattr(readers, "READERS", (reader, *readers.READERS))
    monkeypatch.setattr(preparing, "BATCH", 3)
    with closing(library.create(tmp_path / "new.reviewlib")) as opened:
        yield opened


def file(folder: Path, count: int, extra: str = "") -> Path:
    path = folder / "some.lines"
    path.write_text("records:" + "\n".join(f"Study {number}" for number in range(count)) + extra)
    return path


def titles(lib: Library) -> list[str]:
    return [document.record.title for document in kept.documents(lib)]


def test_batches_are_one_step_for_the_person(lib: Library, tmp_path: Path) -> None:
    result = importing.import_files(lib, [file(tmp_path, 10)])

    assert result.counts() == {"records": 10, "added": 10, "duplicates": 0, "rejected": 0}
    assert [op.label for op in journal.history(lib)] == ["Add 10 documents"]
    assert result.changes.rows["documents"] == frozenset(range(1, 11)) and library.check(lib) == []
    history.undo(lib)
    assert kept.count(lib) == 0
    history.redo(lib)
    assert kept.count(lib) == 10


def test_what_came_before_a_stop_stays_and_the_next_import_goes_on(lib: Library, tmp_path: Path) -> None:
    path, seen = file(tmp_path, 10), []

    def stop(done: int, total: int | None, what: str) -> None:
        seen.append(done)
        if kept.count(lib) == 6:
            raise Cancelled

    stopped = importing.import_files(lib, [path], stop)
    assert stopped.stopped and stopped.counts()["added"] == 6
    assert [(each.added, each.whole) for each in imports.log(lib)] == [(6, False)]
    rest = importing.import_files(lib, [path])
    assert rest.counts() == {"records": 10, "added": 4, "duplicates": 6, "rejected": 0}
    assert titles(lib) == [f"Study {number}" for number in range(10)]
    assert [(each.added, each.duplicates, each.whole) for each in imports.log(lib)] == [(10, 0, True)]
    again = importing.import_files(lib, [path])
    assert again.counts() == {"records": 10, "added": 0, "duplicates": 10, "rejected": 0}
    assert again.files[0].format == "lines" and library.check(lib) == []


def test_a_batch_that_could_not_be_written_counts_for_nothing(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = imports.add_unread

    def full(library: Library, batch: int, unread: list[imports.Unread]) -> None:
        if unread is not None and kept.count(library) > 3 and library.db.in_transaction:
            raise ReviewError("The disk is full.", "Make room.")
        written(library, batch, unread)

    monkeypatch.setattr(imports, "add_unread", full)
    result = importing.import_files(lib, [file(tmp_path, 10)])

    assert result.counts()["added"] == kept.count(lib) == 3 and result.files[0].rejected
    assert library.check(lib) == []


def test_half_a_file_does_not_stay_on_a_full_disk(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "PIECE", 16)
    lib.db.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON main.bodies BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    result = importing.import_files(lib, [file(tmp_path, 20)])

    assert result.counts()["added"] == 0 and "disk is full" in result.files[0].rejected[0]["reason"]
    assert lib.db.execute("SELECT count(*) FROM body_parts").fetchone() == (0,)


def test_an_import_that_is_undone_while_it_runs_ends(lib: Library, tmp_path: Path) -> None:
    def undo(done: int, total: int | None, what: str) -> None:
        if kept.count(lib) == 3:
            history.undo(lib)

    result = importing.import_files(lib, [file(tmp_path, 10)], undo)

    assert result.stopped and kept.count(lib) == 0 and library.check(lib) == []


def test_the_rest_of_a_cut_off_file_that_was_taken_back_comes_in_again(lib: Library, tmp_path: Path) -> None:
    path = file(tmp_path, 10)

    def stop(done: int, total: int | None, what: str) -> None:
        if kept.count(lib) == 6:
            raise Cancelled

    importing.import_files(lib, [path], stop)
    importing.import_files(lib, [path])
    history.undo(lib)  # of what went on only
    there = kept.count(lib)
    again = importing.import_files(lib, [path])

    assert there < 10
    assert again.counts() == {"records": 10, "added": 10 - there, "duplicates": there, "rejected": 0}
    assert sorted(titles(lib)) == sorted(f"Study {number}" for number in range(10))
    assert importing.import_files(lib, [path]).counts()["duplicates"] == 10
    assert library.check(lib) == []


def test_other_work_goes_on_meanwhile_and_is_undone_by_itself(lib: Library, tmp_path: Path) -> None:
    def work(done: int, total: int | None, what: str) -> None:
        if kept.count(lib) == 3 and len(journal.history(lib)) == 1:
            claims.add_claim(lib, "It helps.")

    importing.import_files(lib, [file(tmp_path, 10)], work)
    history.undo(lib)
    assert kept.count(lib) == 10
    history.undo(lib)
    assert kept.count(lib) == 0


def test_broken_records_are_set_aside_with_their_words(lib: Library, tmp_path: Path) -> None:
    result = importing.import_files(lib, [file(tmp_path, 4, "\n!\nStudy 9\n!")])

    assert result.counts() == {"records": 7, "added": 5, "duplicates": 0, "rejected": 2}
    assert [(one.record, one.line, one.reason, one.raw) for one in imports.unread(lib)] == [
        (5, 5, "It is broken.", "!"),
        (7, 7, "It is broken.", "!"),
    ]
    logged = imports.log(lib)
    assert [(each.added, each.duplicates, each.rejected, each.undone) for each in logged] == [
        (5, 0, 2, False)
    ]


def fates(lib: Library) -> list[tuple[str, int, int, int]]:
    return [(Path(o.path).name, o.added, o.duplicates, o.rejected) for o in imports.log(lib)]


def test_an_import_that_adds_nothing_is_in_the_log_and_no_op(lib: Library, tmp_path: Path) -> None:
    path = file(tmp_path, 4, "\n!")
    (tmp_path / "bad.bin").write_bytes(bytes(range(256)))
    importing.import_files(lib, [path])
    history.undo(lib)
    history.redo(lib)
    claims.add_claim(lib, "It helps.")
    history.undo(lib)
    result = importing.import_files(lib, [path, tmp_path / "bad.bin"])

    assert result.changes.op == 0 and [op.label for op in journal.history(lib)][1:] == ["Add 4 documents"]
    assert fates(lib) == [
        ("bad.bin", 0, 0, 1),
        ("some.lines", 0, 4, 0),
        ("some.lines", 4, 0, 1),
    ]
    newest = imports.log(lib)[0]
    assert newest.batch < 0 and newest.whole and not newest.undone and newest.reviewer and newest.time
    assert [one.path for one in imports.unread(lib, newest.batch)] == [str(tmp_path / "bad.bin")]
    history.redo(lib)  # what waited for redo still does
    assert library.check(lib) == []


def test_a_known_file_beside_a_new_one_is_in_the_log(lib: Library, tmp_path: Path) -> None:
    path = file(tmp_path, 2)
    importing.import_files(lib, [path])
    other = tmp_path / "other.lines"
    other.write_text("records:Study 0\n!\nStudy 1")
    twins = importing.import_files(lib, [other])
    other.rename(tmp_path / "renamed.lines").write_text("records:Study 0\nStudy 9\n!")
    importing.import_files(lib, [path, tmp_path / "renamed.lines"])

    assert twins.counts() == {"records": 3, "added": 0, "duplicates": 2, "rejected": 1}
    assert sorted(fates(lib)[:2]) == [("renamed.lines", 1, 1, 1), ("some.lines", 0, 2, 0)]
    assert fates(lib)[2:] == [("other.lines", 0, 2, 1), ("some.lines", 2, 0, 0)]


def test_a_file_that_was_cut_off_is_one_entry_whose_counts_add_up(lib: Library, tmp_path: Path) -> None:
    path = file(tmp_path, 10, "\n!\nStudy 3")
    path.write_text(path.read_text().replace("Study 1\n", "!\n"))

    def stop(_done: int, _total: int | None, _what: str) -> None:
        if kept.count(lib) >= 6:
            raise Cancelled

    importing.import_files(lib, [path], stop)
    moved = path.rename(tmp_path / "moved.lines")
    importing.import_files(lib, [moved])

    assert fates(lib) == [("some.lines", 9, 1, 2)] and len(imports.unread(lib)) == 2


def test_what_is_left_of_a_cut_off_file_may_add_nothing(lib: Library, tmp_path: Path) -> None:
    path = file(tmp_path, 6, "\n!")

    def stop(_done: int, _total: int | None, _what: str) -> None:
        if kept.count(lib) == 6:
            raise Cancelled

    importing.import_files(lib, [path], stop)
    lib.db.execute("UPDATE sources SET records = NULL")  # as a kill before the end leaves it
    result = importing.import_files(lib, [path])

    assert result.counts() == {"records": 7, "added": 0, "duplicates": 6, "rejected": 1}
    assert imports.log(lib)[-1].whole and len(journal.history(lib)) == 1


def test_the_same_record_again_is_a_duplicate_of_the_first(lib: Library, tmp_path: Path) -> None:
    result = importing.import_files(lib, [file(tmp_path, 2, "\nStudy 0")])

    assert result.files[0].duplicates == [{"of": 1, "record": 3}] and len(result.files[0].added) == 2


def test_every_file_counts_and_is_told(lib: Library, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "page.txt").write_text("Some words of somebody.")
    told: list[str] = []
    file(tmp_path, 5)
    result = importing.import_files(lib, [tmp_path], watch=lambda each: told.append(Path(each.path).name))

    names = {Path(each.path).name: each.records for each in result.files}
    assert names == {"empty.txt": 1, "page.txt": 1, "some.lines": 5, "new.reviewlib": 1}
    assert set(told) == set(names) and kept.count(lib) == 6


def test_files_that_vanish_or_are_closed_to_us_meanwhile_have_a_reason_each(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "some"
    folder.mkdir()
    for name in ("a", "b", "c", "d"):
        (folder / f"{name}.txt").write_text(f"Words of {name}.")
    opened = Path.open

    def closed(path: Path, *args: object, **named: object) -> object:
        if path.name == "c.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", closed)
    result = importing.import_files(
        lib, [folder], watch=lambda each: (folder / "b.txt").unlink(missing_ok=True)
    )

    reasons = {Path(f.path).name: [bad["reason"] for bad in f.rejected] for f in result.files}
    assert result.counts() == {"records": 4, "added": 2, "duplicates": 0, "rejected": 2}
    assert "cannot be read: no such file" in reasons["b.txt"][0]
    assert "cannot be read: permission denied" in reasons["c.txt"][0]
    assert sorted(fates(lib)) == sorted((f"{n}.txt", int(n in "ad"), 0, int(n in "bc")) for n in "abcd")


def test_a_file_that_vanishes_while_it_is_read_has_a_reason(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = file(tmp_path, 4), tmp_path / "other.lines"
    second.write_text("records:Another study")
    monkeypatch.setattr(imports, "known", lambda *_: first.unlink(missing_ok=True))
    result = importing.import_files(lib, [first, second])

    assert result.files[0].rejected[0]["reason"].startswith("some.lines cannot be read: no such file")
    assert result.counts() == {"records": 2, "added": 1, "duplicates": 0, "rejected": 1}


def test_a_large_file_is_kept_in_pieces(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "PIECE", 16)
    path = file(tmp_path, 20)
    importing.import_files(lib, [path])
    document = kept.document(lib, 1)

    assert imports.source_bytes(lib, document.source_sha256) == path.read_bytes()
    assert len(list(imports.body(lib, document.source_sha256))) > 5 and library.check(lib) == []
    lib.db.execute("DELETE FROM body_parts WHERE number = 2")
    assert "was changed" in library.check(lib)[0]


def test_roles_are_judged_at_once_only_in_small_files(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "FEW", 4)
    importing.import_files(lib, [file(tmp_path, 6)])

    assert [len({s.role for s in kept.segments(lib, id)}) for id in (1, 6)] == [4, 1]
    assert [separations.engine(lib, id) for id in (1, 6)] == ["2", imports.BY_FIELDS]
    monkeypatch.setattr(documents, "_read_again", lambda *_args: {}[0])  # its file is not needed for it
    documents.separate_again(lib, [6])
    assert documents.preview(lib, [1, 6])[0].is_empty and documents.preview(lib, [1, 6])[1].is_empty
    assert len({s.role for s in kept.segments(lib, 6)}) == 4 and separations.engine(lib, 6) == "2"


def test_a_kind_of_file_that_says_what_its_fields_are_is_taken_at_its_word(
    lib: Library, tmp_path: Path
) -> None:
    importing.import_files(lib, [file(tmp_path, 1)])
    document = kept.document(lib, 1)
    parts = [s for s in kept.segments(lib, 1) if s.rule != kept.BLANK]

    assert [document.text[s.start : s.end] for s in parts] == [
        "Study 0",
        *(f"{part}." for part in ABSTRACT.removesuffix(".").split(". ")),
    ]
    assert {s.rule.partition(";")[0] for s in parts} == {"field of the record"}


def test_a_name_that_is_no_unicode_is_shown_and_stored(lib: Library, tmp_path: Path) -> None:
    folder = os.fsencode(str(tmp_path / "names"))
    os.mkdir(folder)
    for name, data in ((b"one\xff.txt", b"Words of a page"), (b"two\xfe.bin", bytes(range(256)))):
        with open(folder + b"/" + name, "wb") as file:
            file.write(data)
    result = importing.import_files(lib, [tmp_path / "names"])

    assert [Path(each.path).name for each in result.files] == ["one\\udcff.txt", "two\\udcfe.bin"]
    assert result.counts() == {"records": 2, "added": 1, "duplicates": 0, "rejected": 1}
    assert {Path(row.path).name for row in imports.log(lib)} == {"one\\udcff.txt", "two\\udcfe.bin"}


def test_a_document_beyond_reason_is_set_aside(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "MOST_LETTERS", 150)
    result = importing.import_files(lib, [file(tmp_path, 2, "\n" + "long " * 40)])

    assert result.counts() == {"records": 3, "added": 2, "duplicates": 0, "rejected": 1}
    assert "characters; a document may have 150." in result.files[0].rejected[0]["reason"]


def test_a_folder_that_holds_the_open_library_is_read_without_it(tmp_path: Path) -> None:
    """Reading it would let go of the locks that SQLite holds, and another program could write meanwhile."""
    folder = tmp_path / "review"
    folder.mkdir()
    (folder / "note.txt").write_text("Ten of twenty patients improved.")
    with closing(library.create(folder / "mine.reviewlib")) as own:
        os.link(own.path, folder / "also mine.bak")
        (folder / "mine.reviewlib-shm").write_bytes(b"of SQLite")
        result = importing.import_files(own, [folder])
        named = importing.import_files(own, [own.path])

    told = {Path(file.path).name: [one["reason"] for one in file.rejected] for file in result.files}
    kept = ["It is the library that is open."]
    assert told == {"note.txt": [], "mine.reviewlib": kept, "also mine.bak": kept, "mine.reviewlib-shm": kept}
    assert [one["reason"] for one in named.files[0].rejected] == kept


def test_twins_within_a_batch_and_before_it_are_told_apart(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "BATCH", 200)
    monkeypatch.setattr(imports, "ROWS", 7)
    importing.import_files(lib, [file(tmp_path, 5)])
    other = tmp_path / "other.lines"
    lines = [f"Study {number % 40}" for number in range(100)]
    other.write_text("records:" + "\n".join(lines))

    result = importing.import_files(lib, [other])

    assert result.counts() == {"records": 100, "added": 35, "duplicates": 65, "rejected": 0}
    assert titles(lib) == [f"Study {number}" for number in range(40)]
    first = {f"Study {number}": number + 1 for number in range(40)}
    assert [one["of"] for one in result.files[0].duplicates] == [
        first[title] for number, title in enumerate(lines) if not 5 <= number < 40
    ]
    assert library.check(lib) == []

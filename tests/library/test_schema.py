"""A library of every released schema opens, keeps what it held, and lies beside itself as it was."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reviewer import library
from reviewer.errors import ReviewError
from reviewer.library import claims, documents, journal, schema, separations

OLD = Path(__file__).parents[1] / "old_libraries"
RELEASED = list(range(1, schema.VERSION))


def test_each_schema_that_was_left_has_a_library() -> None:
    assert sorted(int(path.stem) for path in OLD.glob("*.reviewlib")) == RELEASED


@pytest.fixture(params=RELEASED)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD / f"{request.param}.reviewlib", tmp_path / "old.reviewlib"))


def test_an_old_library_is_brought_up_to_date(old: Path) -> None:
    before = old.read_bytes()
    with closing(sqlite3.connect(old)) as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        texts = db.execute("SELECT text FROM texts ORDER BY id").fetchall()
        segments = db.execute("SELECT * FROM segments ORDER BY id").fetchall()
    with closing(library.open(old)) as lib:
        assert lib.db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert library.check(lib) == []
        assert lib.db.execute("SELECT text FROM texts ORDER BY id").fetchall() == texts
        assert lib.db.execute("SELECT * FROM segments ORDER BY id").fetchall() == segments
        assert [claim.statement for claim in claims.claims(lib)] == ["B cells fall."]
        assert claims.quotes(lib)[0].second_hand
        journal.undo(lib)
        assert claims.claims(lib) == []
    assert old.with_name(f"old.before-upgrade-{version}.reviewlib").read_bytes() == before


def test_an_old_library_stays_as_it_is_where_there_is_no_room_for_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(OLD / "5.reviewlib", tmp_path / "old.reviewlib"))
    before = path.read_bytes()

    def half(_path: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copystat", half)
    with pytest.raises(ReviewError, match="No space left on device") as told:
        library.open(path)
    assert "was not changed" in told.value.hint and path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_documents_of_an_old_library_are_known_as_made_by_an_older_engine(old: Path) -> None:
    with closing(library.open(old)) as lib:
        assert separations.engine(lib, 1) == "1"
        assert separations.made_by_others(lib, "1") == []
        assert separations.made_by_others(lib, "2") == [1]


def test_it_is_told_who_settled_a_part_and_when(old: Path) -> None:
    with closing(library.open(old)) as lib:
        text = documents.document(lib, 1).text
        told = separations.settled(lib, 1)
        words = {text[s.start : s.start + 10]: told[s.id] for s in documents.segments(lib, 1) if s.id in told}
        times = {op.label: op.time for op in journal.history(lib)}

    assert {w: (s.reviewer, s.time) for w, s in words.items()} == {
        "In my mind": ("Ann", times["Confirm a boundary"]),
        "Recent Pos": ("Ann", times["Say these words are indexing"]),
    }


def test_a_tag_made_before_the_codebook_grew_has_a_name_for_others_and_can_be_taken_back(
    tmp_path: Path,
) -> None:
    path = Path(shutil.copy(OLD / "5.reviewlib", tmp_path / "old.reviewlib"))
    image = '{"id":90,"name":"Safety","parent":null,"colour":"moss","definition":"","position":1}'
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO tags(id, name, colour, position) VALUES (90, 'Safety', 'moss', 1)")
        person = db.execute("SELECT id FROM reviewers").fetchone()[0]
        op = db.execute(
            "INSERT INTO ops(time, reviewer, label) VALUES ('2026-01-01T00:00:00+00:00', ?, 'New tag')",
            (person,),
        ).lastrowid
        db.execute("INSERT INTO op_rows(op, tbl, row, after) VALUES (?, 'tags', 90, ?)", (op, image))
        db.commit()
    with closing(library.open(path)) as lib:
        (tag,) = (tag for tag in claims.tags(lib) if tag.id == 90)
        assert len(tag.guid) == 36 and tag.use_when == ""
        journal.undo(lib)
        assert 90 not in {tag.id for tag in claims.tags(lib)}
        journal.redo(lib)
        assert tag in claims.tags(lib)

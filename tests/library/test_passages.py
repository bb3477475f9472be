"""The index of words holds what stands in texts, claims, notes and titles, whatever was done and undone."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from reviewer import library
from reviewer.errors import Declined
from reviewer.library import Library, documents, journal, passages, rows, search
from reviewer.text import sha256

from .conftest import STUDY

OLD = Path(__file__).parents[1] / "old_libraries"
Posting = tuple[int, int, str]


def indexed(db: sqlite3.Connection) -> list[Posting]:
    """Return every word of the index: passage, place in it, word."""
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, passages, instance)")
    return db.execute("SELECT doc, offset, term FROM temp.indexed ORDER BY doc, offset").fetchall()


def anew(db: sqlite3.Connection) -> list[Posting]:
    """Return the same of an index that is made now from what stands in the library."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.execute(passages.TABLE)
        fresh.executemany(passages.ADD, passages.everything(db))
        return indexed(fresh)


@pytest.fixture
def quoted(lib: Library) -> Library:
    with journal.op(lib, "Claim"):
        claim = rows.add(lib, "claims", number=1, statement="It is safe", note="so they say")
        place = {"document": 1, "start": 0, "end": 6, "exact": STUDY[:6], "prefix": "", "suffix": ""}
        said = {"text_sha256": sha256(STUDY), "stance": "supports", "note": "as told"}
        rows.add(lib, "quotes", claim=claim, **place, **said, reviewer=lib.reviewer.id)
    return lib


def _change(lib: Library, chance: random.Random) -> None:
    """Do something to a row that is indexed, or undo or redo."""
    what = chance.choice(("part", "cut", "blank", "claim", "note", "title", "drop", "undo", "redo"))
    if what in ("undo", "redo"):
        journal.undo(lib) if what == "undo" else journal.redo(lib)
        return
    words = f"{chance.choice(('told', 'safe', 'rash'))} {chance.randint(1, 9)}"
    part = chance.choice(documents.segments(lib, 1))
    middle = (part.start + part.end) // 2
    claims = [
        row[0] for row in lib.db.execute("SELECT id FROM claims WHERE id NOT IN (SELECT claim FROM quotes)")
    ]
    with journal.op(lib, what):
        if what == "part":
            rows.change(lib, "segments", part.id, kind="commentary", voice="commentary")
        elif what == "cut" and middle > part.start:
            rows.change(lib, "segments", part.id, end=middle)
            more = {"kind": "comment", "voice": "reader", "confidence": 500, "rule": "made"}
            rows.add(lib, "segments", document=1, start=middle, end=part.end, **more)
        elif what == "blank":
            rows.change(lib, "segments", part.id, rule=chance.choice(("blank", "made")))
        elif what == "claim":
            rows.add(lib, "claims", number=chance.randint(2, 10**6), statement=words)
        elif what == "note":
            rows.change(lib, "quotes", 1, note=chance.choice(("", words)))
        elif what == "title":
            edit = {"field": "title", "value": json.dumps(words), "reviewer": lib.reviewer.id}
            if lib.db.execute("SELECT 1 FROM record_edits").fetchone():
                rows.change(lib, "record_edits", 1, value=edit["value"])
            else:
                rows.add(lib, "record_edits", document=1, **edit)
        elif what == "drop" and claims:
            rows.drop(lib, "claims", chance.choice(claims))


@pytest.mark.parametrize("seed", range(3))
def test_the_index_follows_what_is_done_and_undone(quoted: Library, seed: int) -> None:
    chance = random.Random(seed)
    before = indexed(quoted.db)
    quoted.db.execute("PRAGMA synchronous = OFF")

    assert before == anew(quoted.db)
    for _ in range(60):
        with suppress(Declined):  # there is nothing to redo, or the quote was taken back
            _change(quoted, chance)
        assert indexed(quoted.db) == anew(quoted.db)


@pytest.fixture(params=[1, 5, 17])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    path = Path(shutil.copy(OLD / f"{request.param}.reviewlib", tmp_path / "old.reviewlib"))
    with closing(library.open(path)) as lib:
        yield lib


def test_an_old_library_is_indexed_as_a_new_one(old: Library) -> None:
    assert indexed(old.db) == anew(old.db) != []
    journal.undo(old)
    assert indexed(old.db) == anew(old.db)


def test_the_words_of_passages_are_those_of_their_owners(quoted: Library) -> None:
    every = dict(passages.everything(quoted.db))

    assert passages.words(quoted.db, every) == every
    assert {rowid % 4 for rowid in every} == {0, 1, 2, 3}
    assert "It is safe\n\nso they say" in every.values() and "as told" in every.values()


def test_a_run_without_spaces_is_found_in_all_kinds_of_passages(quoted: Library) -> None:
    with journal.op(quoted, "Claim"):
        rows.add(quoted, "claims", number=2, statement="환자 시신경")

    found = search.search(quoted, "시신경")

    assert [(hit.kind, hit.document) for hit in found] == [("claim", None), ("text", 2)]
    assert [hit.kind for hit in search.search(quoted, "voice:reader 시신경")] == ["text"]

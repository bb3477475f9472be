"""check finds what is wrong; backup and restore are verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewer import library, text
from reviewer.errors import ReviewError
from reviewer.library import Library, claims, documents, journal, rows


def quoted(lib: Library, words: str, document: int) -> int:
    held = documents.document(lib, document)
    start = held.text.index(words)
    with journal.op(lib, "quote") as pending:
        claim = rows.add(lib, "claims", number=1, statement="s")
        pending.created = rows.add(
            lib, "quotes", claim=claim, document=document, start=start, end=start + len(words), exact=words,
            prefix="", suffix="", text_sha256=held.sha256, stance="supports", reviewer=lib.reviewer.id,
        )  # fmt: skip
    return pending.changes.created


def test_a_whole_library_passes(lib: Library) -> None:
    quoted(lib, "No serious harm", 1)
    assert library.check(lib) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE texts SET text = text || '.'", "no longer matches its fingerprint"),
        ("UPDATE bodies SET data = x'00'", "was changed"),
        ("UPDATE quotes SET exact = 'other words'", "no longer reads what it quoted"),
        ("DELETE FROM segments WHERE id = 3", "by no segment"),
        ("UPDATE segments SET end = 30 WHERE id = 3", "twice"),
        ("UPDATE documents SET source = 77", "points to a row of sources"),
        ("UPDATE document_authors SET names = 'Nobody'", "not those of its authors"),
        ("UPDATE document_facts SET type = 'poem'", "not what its record says"),
        ("INSERT OR REPLACE INTO document_keywords VALUES (1, 'None')", "not those of its record"),
    ],
)
def test_damage_is_found_and_named(lib: Library, path: Path, damage: str, words: str) -> None:
    quoted(lib, "No serious harm", 1)
    lib.db.execute("INSERT INTO current_op(op) VALUES (1)")
    lib.db.execute("PRAGMA foreign_keys = OFF")
    lib.db.execute(damage)
    problems = library.check(lib)
    assert problems and any(words in problem for problem in problems)


def test_a_quote_takes_the_voice_of_its_words(lib: Library) -> None:
    assert claims.quote(lib, quoted(lib, "it helped", 2)).voice == "reader"
    assert claims.quote(lib, quoted(lib, "unclear", 2)).voice == "commentary"
    across = claims.quote(lib, quoted(lib, "unclear.\n\nI had", 2))
    assert across.voice == "none" and not across.counts


def test_backup_and_restore_give_the_same_library(lib: Library, tmp_path: Path) -> None:
    quoted(lib, "No serious harm", 1)
    copy = tmp_path / "copies" / "copy.reviewlib"
    assert library.backup(lib, copy) == library.tally(lib)
    target = tmp_path / "again.reviewlib"
    library.restore(copy, target)
    again = library.open(target)
    assert library.snapshot(again).quotes == library.snapshot(lib).quotes
    assert library.check(again) == []
    again.close()
    assert {p.name for p in tmp_path.iterdir()} == {"review.reviewlib", "copies", "again.reviewlib"}


def test_restore_never_overwrites(lib: Library, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.reviewlib"
    library.backup(lib, copy)
    with pytest.raises(ReviewError, match="never overwrites"):
        library.restore(copy, path)


def test_a_damaged_copy_replaces_nothing(
    lib: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy.reviewlib"
    library.backup(lib, copy)
    before = copy.read_bytes()
    monkeypatch.setattr("reviewer.library.copies.check", lambda _: ["broken"])
    with pytest.raises(ReviewError, match="does not match"):
        library.backup(lib, copy)
    assert copy.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))


def test_a_backup_never_replaces_its_own_library(lib: Library, path: Path) -> None:
    with pytest.raises(ReviewError, match="its own library"):
        library.backup(lib, path)


def test_the_text_hash_is_of_its_utf8_bytes(lib: Library) -> None:
    held = documents.document(lib, 1)
    assert held.sha256 == text.sha256(held.text)


def test_a_suggestion_that_lost_its_words_is_named(lib: Library) -> None:
    with journal.op(lib, "Answer"):
        rows.add(lib, "suggestions", kind="mark", document=1, start=0, end=3, exact="xyz", state="rejected")
        rows.add(lib, "suggestions", kind="mark", document=1, start=0, end=0, exact="unplaced", state="open")

    assert library.check(lib) == ["Suggestion 1 no longer reads what it is about."]

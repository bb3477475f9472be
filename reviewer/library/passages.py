"""The index of words. It keeps none of them: they stand in the texts, claims, notes and titles already.

The rowid of a passage is 4 × the id of its owner and a digit for what that is: 0 a part of a text
(`segments`), 1 a claim, 2 the note of a quote, 3 the title of a document. So undo, which replays rows, keeps
the index right without knowing of it. As the index does not know what it was given, a passage is taken out of
it by saying its words again: the triggers take them from the row as it was, and texts never change.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterable, Iterator

TOKENS = 'tokenize="porter unicode61 remove_diacritics 2"'
TABLE = f"CREATE VIRTUAL TABLE passages USING fts5(words, content='', {TOKENS});"

_PART = (
    "SELECT {does} 4 * {row}.id, substr(t.text, {row}.start + 1, {row}.end - {row}.start) "
    "FROM main.documents d JOIN main.texts t ON t.id = d.text "
    "WHERE d.id = {row}.document AND {row}.rule <> 'blank';"
)
_CLAIM = (
    "SELECT {does} 4 * {row}.id + 1, "
    "{row}.statement || char(10) || {row}.label || char(10) || {row}.note;"
)  # fmt: skip
_NOTE = "SELECT {does} 4 * {row}.id + 2, {row}.note WHERE {row}.note <> '';"
_TITLE = "SELECT {does} 4 * {row}.id + 3, {row}.title;"


def _in(which: str) -> str:
    return "INSERT INTO passages(rowid, words) " + which.format(does="", row="NEW")


def _out(which: str) -> str:
    return "INSERT INTO passages(passages, rowid, words) " + which.format(does="'delete',", row="OLD")


PART_IN = _in(_PART)
"""What a trigger on `segments` does with a new row."""
TRIGGERS = f"""
CREATE TRIGGER passages_segment_gone AFTER DELETE ON segments BEGIN {_out(_PART)} END;
CREATE TRIGGER passages_segment_new_words AFTER UPDATE ON segments
  WHEN OLD.start <> NEW.start OR OLD.end <> NEW.end OR OLD.document <> NEW.document
  OR (OLD.rule = 'blank') <> (NEW.rule = 'blank') BEGIN {_out(_PART)} {_in(_PART)} END;
CREATE TRIGGER passages_claim_new AFTER INSERT ON claims BEGIN {_in(_CLAIM)} END;
CREATE TRIGGER passages_claim_gone AFTER DELETE ON claims BEGIN {_out(_CLAIM)} END;
CREATE TRIGGER passages_claim_new_words AFTER UPDATE OF statement, label, note ON claims
  BEGIN {_out(_CLAIM)} {_in(_CLAIM)} END;
CREATE TRIGGER passages_note_new AFTER INSERT ON quotes BEGIN {_in(_NOTE)} END;
CREATE TRIGGER passages_note_gone AFTER DELETE ON quotes BEGIN {_out(_NOTE)} END;
CREATE TRIGGER passages_note_new_words AFTER UPDATE OF note ON quotes WHEN OLD.note <> NEW.note
  BEGIN {_out(_NOTE)} {_in(_NOTE)} END;
CREATE TRIGGER passages_title_new_words AFTER UPDATE OF title ON documents WHEN OLD.title <> NEW.title
  BEGIN {_out(_TITLE)} {_in(_TITLE)} END;
"""
"""Everything but new documents and their parts: what writes these says also when they are indexed."""

ADD = "INSERT INTO passages(rowid, words) VALUES (?, ?)"


def keep_once(db: sqlite3.Connection) -> None:
    """Make an index anew that holds no words in place of one that did; what they took is free for others."""
    for (trigger,) in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'passages%'"
    ).fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    (overwrites,) = db.execute("PRAGMA secure_delete").fetchone()
    db.execute("PRAGMA secure_delete = OFF")  # else the room is written over, which takes longest
    db.execute("DROP TABLE passages")
    db.execute(TABLE)
    db.executemany(ADD, everything(db))
    db.execute(f"PRAGMA secure_delete = {int(overwrites)}")


# ------------------------------------------------------------------ the words

_PARTS = (
    "SELECT 4 * g.id, d.text, g.start, g.end FROM segments g JOIN documents d ON d.id = g.document "
    "WHERE g.rule <> 'blank'"
)
_WHOLE = (
    "SELECT 4 * id + 1, statement || char(10) || label || char(10) || note FROM claims WHERE 1",
    "SELECT 4 * id + 2, note FROM quotes WHERE note <> ''",
    "SELECT 4 * id + 3, title FROM documents WHERE 1",
)


def everything(db: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Yield the rowid and words of every passage, in the order of rowids."""
    parts = _cut(db, db.execute(f"{_PARTS} ORDER BY g.id"))
    return heapq.merge(parts, *(db.execute(f"{sql} ORDER BY id") for sql in _WHOLE))


def words(db: sqlite3.Connection, rowids: Iterable[int]) -> dict[int, str]:
    """Return the words of passages by their rowids."""
    owners: dict[int, list[str]] = {}
    for rowid in rowids:
        owners.setdefault(rowid % 4, []).append(str(rowid // 4))
    found: dict[int, str] = {}
    for digit, ids in owners.items():
        among = f"id IN ({', '.join(ids)})"
        if digit:
            found.update(db.execute(f"{_WHOLE[digit - 1]} AND {among}"))
        else:
            found.update(_cut(db, db.execute(f"{_PARTS} AND g.{among} ORDER BY d.text")))
    return found


def holding(db: sqlite3.Connection, words: str) -> dict[int, str]:
    """Return the passages that hold these characters, by their rowids; every text is looked through."""
    found: dict[int, str] = {}
    texts = f"{_PARTS} AND d.text IN (SELECT id FROM texts WHERE instr(text, ?)) ORDER BY d.text"
    found.update(each for each in _cut(db, db.execute(texts, (words,))) if words in each[1])
    for sql in _WHOLE:
        found.update(each for each in db.execute(sql) if words in each[1])
    return found


def _cut(db: sqlite3.Connection, rows: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, str]]:
    """Yield the words of parts; the parts of a text come one after the other, so that it is read once."""
    known, text = 0, ""
    for rowid, id, start, end in rows:
        if id != known:
            known, (text,) = id, db.execute("SELECT text FROM texts WHERE id = ?", (id,)).fetchone()
        yield rowid, text[start:end]

"""The tables of a library, as migrations that are only ever appended to.

Journalled tables are STRICT with INTEGER and TEXT columns only, because their rows are kept as JSON
images, which round floats and refuse BLOBs. Ids are never reused. `user_version` counts the migrations,
so that opening an up-to-date library needs neither sqlite-utils nor a look at its records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from reviewer.library import authors, facts, first_tables, guids, passages

APPLICATION_ID = 0x52764C62
"""The bytes "RvLb" in the file's header: how a library is told from any other SQLite file."""

JOURNALLED = (
    "imports",
    "segments",
    "claims",
    "claim_tags",
    "tags",
    "populations",
    "quotes",
    "studies",
    "appraisals",
    "certainties",
    "properties",
    "separations",
    "quoted_studies",
    "duplicates",
    "record_edits",
    "suggestions",
    "first_judgements",
    "settlements",
    "onlookers",
    "exclusion_reasons",
    "decisions",
    "first_decisions",
    "settled_decisions",
    "retrievals",
    "exports",
)
"""Tables whose every change is recorded, undoable, and refused outside an op."""

UNDONE_AS_A_BATCH = ("segments", "separations", "suggestions")
"""Tables of which an import keeps no images: it is undone as a batch, not part by part."""


def _first_tables(db: sqlite3.Connection) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in statements(first_tables.BASE) + statements(first_tables.SEARCH):
        db.execute(statement)


_SEPARATIONS = """
CREATE TABLE separations (id INTEGER PRIMARY KEY REFERENCES documents(id), engine TEXT NOT NULL) STRICT;
INSERT INTO separations(id, engine) SELECT id, '1' FROM documents;
CREATE TABLE quoted_studies (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  start INTEGER NOT NULL, study INTEGER NOT NULL REFERENCES documents(id),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'rejected')),
  likeness INTEGER NOT NULL, reason TEXT NOT NULL, reviewer TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX quoted_studies_document ON quoted_studies(document, start);
CREATE INDEX segments_second_hand ON segments(document, start) WHERE quoted = 1 AND voice = 'study';
CREATE INDEX documents_doi ON documents(json_extract(record, '$.doi'))
  WHERE json_extract(record, '$.doi') IS NOT NULL;
CREATE INDEX documents_pmid ON documents(json_extract(record, '$.pmid'))
  WHERE json_extract(record, '$.pmid') IS NOT NULL;
"""


def _separations(db: sqlite3.Connection) -> None:
    """Keep which engine separated a document, and which study a page quotes."""
    for statement in statements(_SEPARATIONS):
        db.execute(statement)


# One row for each record that is set aside under another ("confirmed": document under kept), and for each
# pair that a person said is two works ("rejected": document is the smaller id). The machine's proposals
# are found anew each time, so that they never go stale; "proposed" is there for those one wants to keep.
_DUPLICATES = """
CREATE TABLE duplicates (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  kept INTEGER NOT NULL REFERENCES documents(id) CHECK (kept <> document),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'rejected')),
  score INTEGER NOT NULL, reason TEXT NOT NULL, reviewer TEXT NOT NULL DEFAULT '') STRICT;
CREATE UNIQUE INDEX duplicates_aside ON duplicates(document) WHERE state = 'confirmed';
CREATE INDEX duplicates_kept ON duplicates(kept, state);
CREATE INDEX duplicates_document ON duplicates(document, state);
CREATE VIEW set_aside AS SELECT document, kept FROM duplicates WHERE state = 'confirmed'
  AND document IN (SELECT id FROM shown_documents) AND kept IN (SELECT id FROM shown_documents);
"""


def _duplicates(db: sqlite3.Connection) -> None:
    """Keep which records are of a work that another record stands for."""
    for statement in statements(_DUPLICATES):
        db.execute(statement)


_IMPORTS = """
CREATE TABLE body_parts (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL,
  UNIQUE (sha256, number)) STRICT;
ALTER TABLE sources ADD COLUMN records INTEGER;
ALTER TABLE sources ADD COLUMN duplicates INTEGER;
ALTER TABLE sources ADD COLUMN rejected INTEGER;
UPDATE sources SET records = (SELECT count(*) FROM documents WHERE documents.source = sources.id);
CREATE INDEX documents_source ON documents(source, number);
CREATE INDEX documents_year ON documents(year, format);
CREATE TABLE unread (
  id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, path TEXT NOT NULL, record INTEGER NOT NULL,
  line INTEGER NOT NULL, reason TEXT NOT NULL, raw TEXT NOT NULL) STRICT;
CREATE INDEX unread_batch ON unread(batch);
CREATE INDEX segments_voice ON segments(voice, document) WHERE rule <> 'blank' AND voice <> 'none';
DROP TRIGGER passages_segment_new;
DROP TRIGGER passages_title_new;
"""


def _imports(db: sqlite3.Connection) -> None:
    """Keep large files in pieces, and what became of every record of a file."""
    for statement in statements(_IMPORTS):
        db.execute(statement)


# What a person changed in a record, one row for each field; the value is JSON as in a record, null for none.
# The columns of `documents` hold the record with the changes laid over it, so that lists and filters cost no
# more than before. What the file says stays in `filed_records`, put there before the first change.
_RECORD_EDITS = """
CREATE TABLE record_edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  field TEXT NOT NULL, value TEXT NOT NULL, reviewer TEXT NOT NULL DEFAULT '',
  UNIQUE (document, field)) STRICT;
CREATE TABLE filed_records (
  id INTEGER PRIMARY KEY REFERENCES documents(id), record TEXT NOT NULL) STRICT;
"""


def _record_edits(db: sqlite3.Connection) -> None:
    """Keep what a person changed in a record beside what its file says."""
    for statement in statements(_RECORD_EDITS):
        db.execute(statement)


# When to use a tag and when not, and its name in every program. `made` is when a quote was made, by the file
# it came with; '' for one made here. The images the journal keeps get the columns too, so that what was
# done before can still be taken back.
_CODEBOOK = """
ALTER TABLE tags ADD COLUMN use_when TEXT NOT NULL DEFAULT '';
ALTER TABLE tags ADD COLUMN avoid_when TEXT NOT NULL DEFAULT '';
ALTER TABLE tags ADD COLUMN guid TEXT NOT NULL DEFAULT '';
ALTER TABLE quotes ADD COLUMN made TEXT NOT NULL DEFAULT '';
"""
_OLD_IMAGES = """
UPDATE op_rows SET {side} = json_insert({side}, '$.use_when', '', '$.avoid_when', '', '$.guid',
  coalesce((SELECT guid FROM tags WHERE tags.id = op_rows.row), ''))
  WHERE tbl = 'tags' AND {side} IS NOT NULL;
UPDATE op_rows SET {side} = json_insert({side}, '$.made', '') WHERE tbl = 'quotes' AND {side} IS NOT NULL;
"""


def _codebook(db: sqlite3.Connection) -> None:
    """Keep when a tag is used, and what other programs know it by."""
    for statement in statements(_CODEBOOK):
        db.execute(statement)
    taken: set[str] = set()
    names = {row[0]: row[1:] for row in db.execute("SELECT id, name, parent FROM tags").fetchall()}
    for id in names:
        path: list[str] = []
        above: int | None = id
        while above in names and len(path) <= len(names):
            path.insert(0, names[above][0])
            above = names[above][1]
        guid = guids.of_tag(path, taken)
        taken.add(guid)
        db.execute("UPDATE tags SET guid = ? WHERE id = ?", (guid, id))
    for side in ("before", "after"):
        for statement in statements(_OLD_IMAGES.format(side=side)):
            db.execute(statement)


# What a person answered to a suggestion, and the marks that came with files, "open" until somebody answers.
# The machine's own proposals are found anew each time and never stored. A claim may be removed later, so that
# its id is kept without a tie. A mark whose words were not found has an empty stretch.
_SUGGESTIONS = """
CREATE TABLE suggestions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL CHECK (end >= start), exact TEXT NOT NULL,
  value TEXT NOT NULL DEFAULT '', claim INTEGER, reason TEXT NOT NULL DEFAULT '',
  score INTEGER NOT NULL DEFAULT 1000, author TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'rejected')),
  reviewer TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX suggestions_document ON suggestions(document, start);
"""


def _suggestions(db: sqlite3.Connection) -> None:
    """Keep what was answered to suggestions, and the marks that came with files."""
    for statement in statements(_SUGGESTIONS):
        db.execute(statement)


# A note of a quote is found under the claim the quote is tied to and in the document it lies in, also after
# the quote was moved to another claim or carried to another version.
_NOTES_FOLLOW = """
DROP TRIGGER passages_note_new_words;
CREATE TRIGGER passages_note_new_words AFTER UPDATE OF note, claim, document ON quotes BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id + 2;
  INSERT INTO passages(rowid, words, kind, voice, document, claim)
  SELECT 4 * NEW.id + 2, NEW.note, 'note', '', NEW.document, NEW.claim WHERE NEW.note <> ''; END;
DELETE FROM passages WHERE kind = 'note';
INSERT INTO passages(rowid, words, kind, voice, document, claim)
  SELECT 4 * id + 2, note, 'note', '', document, claim FROM quotes WHERE note <> '';
"""


def _notes_follow(db: sqlite3.Connection) -> None:
    """Let the search find a quote's note under the claim it is tied to now."""
    for statement in statements(_NOTES_FOLLOW):
        db.execute(statement)


# Where the pages of a document begin, as a JSON list of positions; documents without pages have no row.
_PAGES = """
CREATE TABLE document_pages (
  id INTEGER PRIMARY KEY REFERENCES documents(id), starts TEXT NOT NULL) STRICT;
"""


def _pages(db: sqlite3.Connection) -> None:
    """Keep on which page of its file the words of a document stand."""
    for statement in statements(_PAGES):
        db.execute(statement)


# Files of which an import added nothing, for the log of imports: known already, or not read. Where the import
# added nothing at all there is no op, as nothing is to be undone; `batch` is then below 0.
_PASSED_OVER = """
CREATE TABLE passed_over (
  id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, time TEXT NOT NULL, reviewer TEXT NOT NULL,
  path TEXT NOT NULL, format TEXT NOT NULL, sha256 TEXT NOT NULL, duplicates INTEGER NOT NULL,
  whole INTEGER NOT NULL) STRICT;
INSERT INTO passed_over(batch, time, reviewer, path, format, sha256, duplicates, whole)
  SELECT batch, '', '', path, '', '', 0, 1 FROM unread u WHERE NOT EXISTS
  (SELECT 1 FROM sources o WHERE o.batch = u.batch AND o.path = u.path) GROUP BY batch, path ORDER BY min(id);
"""


def _passed_over(db: sqlite3.Connection) -> None:
    """Keep in the log what an import looked at and added nothing of."""
    for statement in statements(_PASSED_OVER):
        db.execute(statement)


# Why an instrument was used although it does not fit the design of the study.
_DESPITE = """
ALTER TABLE appraisals ADD COLUMN despite TEXT NOT NULL DEFAULT '';
UPDATE op_rows SET before = json_insert(before, '$.despite', '')
  WHERE tbl = 'appraisals' AND before IS NOT NULL;
UPDATE op_rows SET after = json_insert(after, '$.despite', '')
  WHERE tbl = 'appraisals' AND after IS NOT NULL;
"""


def _despite(db: sqlite3.Connection) -> None:
    """Keep why an instrument was used for a study that it does not fit."""
    for statement in statements(_DESPITE):
        db.execute(statement)


# The effect a body shows, as JSON text; numbers stay the text they were typed as. Rows that the history would
# put back get the column too.
_EFFECTS = """
ALTER TABLE certainties ADD COLUMN effect TEXT NOT NULL DEFAULT '{}';
UPDATE op_rows SET before = json_insert(before, '$.effect', '{}')
  WHERE tbl = 'certainties' AND before IS NOT NULL;
UPDATE op_rows SET after = json_insert(after, '$.effect', '{}')
  WHERE tbl = 'certainties' AND after IS NOT NULL;
"""


def _effects(db: sqlite3.Connection) -> None:
    """Keep the numbers of an effect and the risk assumed for it with the rating of their body."""
    for statement in statements(_EFFECTS):
        db.execute(statement)


# What each reviewer had judged when two were first shown to each other, `judged` being the row as JSON; what
# was settled between them, `basis` being what each had said; and who sees the judgements of others without
# judging. `instrument` is empty where a body of evidence is rated. Judgements of an older library were never
# hidden, so they count as not independent.
_TOGETHER = """
ALTER TABLE appraisals ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
UPDATE appraisals SET done = 1;
CREATE TABLE first_judgements (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER REFERENCES documents(id),
  claim INTEGER REFERENCES claims(id), population INTEGER REFERENCES populations(id),
  instrument TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL REFERENCES reviewers(id),
  judged TEXT NOT NULL, independent INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE INDEX first_judgements_reviewer ON first_judgements(reviewer, claim, document);
CREATE TABLE settlements (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER REFERENCES documents(id),
  claim INTEGER REFERENCES claims(id), population INTEGER REFERENCES populations(id),
  instrument TEXT NOT NULL DEFAULT '', item TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL,
  reviewer TEXT NOT NULL REFERENCES reviewers(id), basis TEXT NOT NULL DEFAULT '{}') STRICT;
CREATE INDEX settlements_claim ON settlements(claim);
CREATE TABLE onlookers (
  id INTEGER PRIMARY KEY AUTOINCREMENT, reviewer TEXT NOT NULL UNIQUE REFERENCES reviewers(id)) STRICT;
"""
_SHOWN_ALREADY = """
INSERT INTO first_judgements(claim, population, reviewer, judged, independent)
  SELECT c.claim, c.population, c.reviewer, {certainty}, 0 FROM certainties c WHERE c.graded = 1
  AND EXISTS (SELECT 1 FROM certainties o WHERE o.graded = 1 AND o.claim = c.claim
    AND o.population IS c.population AND o.reviewer <> c.reviewer);
INSERT INTO first_judgements(document, claim, instrument, reviewer, judged, independent)
  SELECT a.document, a.claim, a.instrument, a.reviewer, {appraisal}, 0 FROM appraisals a
  WHERE EXISTS (SELECT 1 FROM appraisals o WHERE o.document = a.document AND o.claim IS a.claim
    AND o.instrument = a.instrument AND o.reviewer <> a.reviewer);
"""


def _together(db: sqlite3.Connection) -> None:
    """Keep apart what several people judge, until each has done so, and what they settle then."""
    for statement in statements(_TOGETHER):
        db.execute(statement)
    images = {"certainty": image(db, "certainties", "c"), "appraisal": image(db, "appraisals", "a")}
    for statement in statements(_SHOWN_ALREADY.format(**images)):
        db.execute(statement)


# What each reviewer decides about a record at a stage. `carried` is the record set aside under this one that
# it was decided on. `first_decisions` keeps what one had decided before changing it in sight of another's. A
# reason that is edited gives way to a new row, so that decisions keep their words.
_SCREENING = """
CREATE TABLE exclusion_reasons (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL CHECK (name <> ''), position INTEGER NOT NULL,
  offered INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  stage TEXT NOT NULL CHECK (stage IN ('abstract', 'full-text')),
  reviewer TEXT NOT NULL REFERENCES reviewers(id),
  verdict TEXT NOT NULL CHECK (verdict IN ('include', 'exclude', 'maybe')),
  reason INTEGER REFERENCES exclusion_reasons(id), note TEXT NOT NULL DEFAULT '',
  independent INTEGER NOT NULL DEFAULT 1, carried INTEGER REFERENCES documents(id),
  CHECK ((verdict = 'exclude') = (reason IS NOT NULL))) STRICT;
CREATE UNIQUE INDEX decisions_document ON decisions(document, stage, reviewer);
CREATE INDEX decisions_reviewer ON decisions(reviewer, stage, verdict, document);
CREATE TABLE first_decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  stage TEXT NOT NULL, reviewer TEXT NOT NULL REFERENCES reviewers(id), verdict TEXT NOT NULL,
  reason INTEGER REFERENCES exclusion_reasons(id)) STRICT;
CREATE UNIQUE INDEX first_decisions_document ON first_decisions(document, stage, reviewer);
CREATE TABLE settled_decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  stage TEXT NOT NULL CHECK (stage IN ('abstract', 'full-text')),
  verdict TEXT NOT NULL CHECK (verdict IN ('include', 'exclude', 'maybe')),
  reason INTEGER REFERENCES exclusion_reasons(id), note TEXT NOT NULL DEFAULT '',
  reviewer TEXT NOT NULL REFERENCES reviewers(id), basis TEXT NOT NULL DEFAULT '{}',
  carried INTEGER REFERENCES documents(id),
  CHECK ((verdict = 'exclude') = (reason IS NOT NULL))) STRICT;
CREATE UNIQUE INDEX settled_decisions_document ON settled_decisions(document, stage);
CREATE TABLE retrievals (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL UNIQUE REFERENCES documents(id),
  state TEXT NOT NULL CHECK (state IN ('sought', 'not retrieved', 'retrieved')),
  note TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL REFERENCES reviewers(id),
  carried INTEGER REFERENCES documents(id)) STRICT;
CREATE INDEX op_rows_undecided ON op_rows(json_extract(before, '$.document'))
  WHERE tbl = 'decisions' AND after IS NULL;
INSERT INTO exclusion_reasons(name, position) VALUES ('Wrong population', 1), ('Wrong intervention', 2),
  ('Wrong outcome', 3), ('Wrong study design', 4), ('No primary data', 5);
"""


def _screening(db: sqlite3.Connection) -> None:
    """Keep what is decided when records are screened, by whom, why, and what was settled."""
    for statement in statements(_SCREENING):
        db.execute(statement)


# Whether an outcome is a benefit or a harm: a summary of findings holds both sides of a decision.
_SIDES = _EFFECTS.replace("effect TEXT NOT NULL DEFAULT '{}'", "side TEXT NOT NULL DEFAULT ''").replace(
    "'$.effect', '{}'", "'$.side', ''"
)


def _sides(db: sqlite3.Connection) -> None:
    """Keep whether an outcome is a benefit or a harm."""
    for statement in statements(_SIDES):
        db.execute(statement)


# Reports that were written. `manifests` holds what they carry, compressed, once for many: it is not
# journalled, as what is there is found by its fingerprint. `library_key` is the secret of this library and of
# its copies.
_EXPORTS = """
CREATE TABLE exports (
  id INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL, reviewer TEXT NOT NULL REFERENCES reviewers(id),
  name TEXT NOT NULL, format TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
  manifest TEXT NOT NULL) STRICT;
CREATE TABLE manifests (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, data BLOB NOT NULL) STRICT;
CREATE TABLE library_key (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
INSERT INTO library_key(id, value) VALUES (1, lower(hex(randomblob(32))));
"""


def _exports(db: sqlite3.Connection) -> None:
    """Keep which reports were written, and what each carries to be checked by."""
    for statement in statements(_EXPORTS):
        db.execute(statement)


def _authors(db: sqlite3.Connection) -> None:
    """Keep the names of authors beside the records, where a filter finds them."""
    for statement in statements(authors.TABLE):
        db.execute(statement)
    db.execute(f"INSERT INTO document_authors(id, names) {authors.OF_RECORDS}")


def _words_once(db: sqlite3.Connection) -> None:
    """Keep no second copy of all words in their index."""
    passages.keep_once(db)
    for statement in statements(passages.TRIGGERS):
        db.execute(statement)


def _facts(db: sqlite3.Connection) -> None:
    """Keep what else filters ask of records beside them."""
    for statement in statements(facts.TABLES):
        db.execute(statement)
    for table in ("document_facts", "document_keywords"):
        db.execute(f"INSERT INTO {table} {facts.OF_RECORDS[table]}")


MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
    ("0001 first tables", _first_tables),
    ("0002 separations", _separations),
    ("0003 duplicates", _duplicates),
    ("0004 imports", _imports),
    ("0005 record edits", _record_edits),
    ("0006 codebook", _codebook),
    ("0007 suggestions", _suggestions),
    ("0008 notes follow their quotes", _notes_follow),
    ("0009 pages", _pages),
    ("0010 files passed over", _passed_over),
    ("0011 instruments used despite the design", _despite),
    ("0012 effects", _effects),
    ("0013 two people", _together),
    ("0014 screening", _screening),
    ("0015 benefits and harms", _sides),
    ("0016 exports", _exports),
    ("0017 names of authors", _authors),
    ("0018 words kept once", _words_once),
    ("0019 facts of records", _facts),
)
"""Append only. A released migration is never edited; a small library of each is kept in tests."""

VERSION = len(MIGRATIONS)


def statements(script: str) -> list[str]:
    """Split a script into its statements; triggers hold semicolons of their own."""
    found, held = [], ""
    for part in script.split(";"):
        held += part + ";"
        if sqlite3.complete_statement(held):
            found.append(held.strip())
            held = ""
    return found


def migrate(db: sqlite3.Connection, begin: Callable[[int], None] = lambda number: None) -> None:
    """Bring the tables to VERSION, each step in a transaction of its own with its record.

    Within a transaction that has begun they are parts of it. `begin` is told the number of each step.
    """
    from sqlite_utils import Database, Migrations  # 140 ms: only when there is something to do

    steps = Migrations("reviewer")
    for number, (name, step) in enumerate(MIGRATIONS, start=1):

        def apply(
            wrapped: Database, step: Callable[[sqlite3.Connection], None] = step, number: int = number
        ) -> None:
            begin(number)
            step(wrapped.conn)
            wrapped.conn.execute(f"PRAGMA user_version = {number}")

        steps(name=name)(apply)
    steps.apply(Database(db, execute_plugins=False))


def columns(db: sqlite3.Connection, table: str) -> list[str]:
    """Return the column names of one of our tables, in order."""
    return [row[1] for row in db.execute(f"PRAGMA table_info({table})")]


def image(db: sqlite3.Connection, table: str, prefix: str) -> str:
    """Return the SQL expression of a row as JSON text; `prefix` is NEW, OLD or the table."""
    pairs = ", ".join(f"'{name}', {prefix}.\"{name}\"" for name in columns(db, table))
    return f"json_object({pairs})"

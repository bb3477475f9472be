"""What migrations did for documents and records: where they came from, what they say, who wrote them."""

from __future__ import annotations

import sqlite3

from reviewer.library import authors, facts, passages
from reviewer.library.migrations.script import run

# Which engine separated a document, and which study a page quotes.
SEPARATIONS = """
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

# One row for each record that is set aside under another ("confirmed": document under kept), and for each
# pair that a person said is two works ("rejected": document is the smaller id). The machine's proposals
# are found anew each time, so that they never go stale; "proposed" is there for those one wants to keep.
DUPLICATES = """
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

# Large files in pieces, and what became of every record of a file.
IMPORTS = """
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

# What a person changed in a record, one row for each field; the value is JSON as in a record, null for none.
# The columns of `documents` hold the record with the changes laid over it, so that lists and filters cost no
# more than before. What the file says stays in `filed_records`, put there before the first change.
RECORD_EDITS = """
CREATE TABLE record_edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  field TEXT NOT NULL, value TEXT NOT NULL, reviewer TEXT NOT NULL DEFAULT '',
  UNIQUE (document, field)) STRICT;
CREATE TABLE filed_records (
  id INTEGER PRIMARY KEY REFERENCES documents(id), record TEXT NOT NULL) STRICT;
"""

# Where the pages of a document begin, as a JSON list of positions; documents without pages have no row.
PAGES = """
CREATE TABLE document_pages (
  id INTEGER PRIMARY KEY REFERENCES documents(id), starts TEXT NOT NULL) STRICT;
"""

# Files of which an import added nothing, for the log of imports: known already, or not read. Where the import
# added nothing at all there is no op, as nothing is to be undone; `batch` is then below 0.
PASSED_OVER = """
CREATE TABLE passed_over (
  id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL, time TEXT NOT NULL, reviewer TEXT NOT NULL,
  path TEXT NOT NULL, format TEXT NOT NULL, sha256 TEXT NOT NULL, duplicates INTEGER NOT NULL,
  whole INTEGER NOT NULL) STRICT;
INSERT INTO passed_over(batch, time, reviewer, path, format, sha256, duplicates, whole)
  SELECT batch, '', '', path, '', '', 0, 1 FROM unread u WHERE NOT EXISTS
  (SELECT 1 FROM sources o WHERE o.batch = u.batch AND o.path = u.path) GROUP BY batch, path ORDER BY min(id);
"""


def keep_authors(db: sqlite3.Connection) -> None:
    """Keep the names of authors beside the records, where a filter finds them."""
    run(db, authors.TABLE)
    db.execute(f"INSERT INTO document_authors(id, names) {authors.OF_RECORDS}")


def keep_words_once(db: sqlite3.Connection) -> None:
    """Keep no second copy of all words in their index."""
    passages.keep_once(db)
    run(db, passages.TRIGGERS)


def keep_facts(db: sqlite3.Connection) -> None:
    """Keep what else filters ask of records beside them."""
    run(db, facts.TABLES)
    for table in ("document_facts", "document_keywords"):
        db.execute(f"INSERT INTO {table} {facts.OF_RECORDS[table]}")

"""The tables every library begins with, and the index of its words: the scripts of the first migration."""

from __future__ import annotations

BASE = """
CREATE TABLE bodies (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE texts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL UNIQUE, text TEXT NOT NULL) STRICT;
CREATE TABLE reviewers (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE instruments (
  id TEXT NOT NULL, version TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT;

CREATE TABLE ops (
  id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT NOT NULL, reviewer TEXT NOT NULL REFERENCES reviewers(id),
  label TEXT NOT NULL, merge TEXT NOT NULL DEFAULT '', undoes INTEGER REFERENCES ops(id),
  state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'superseded'))) STRICT;
CREATE INDEX ops_state ON ops(state, id) WHERE undoes IS NULL;
CREATE TABLE op_rows (
  id INTEGER PRIMARY KEY AUTOINCREMENT, op INTEGER NOT NULL REFERENCES ops(id), tbl TEXT NOT NULL,
  row INTEGER NOT NULL, before TEXT, after TEXT) STRICT;
CREATE INDEX op_rows_op ON op_rows(op);
CREATE INDEX op_rows_row ON op_rows(tbl, row);

CREATE TABLE imports (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL) STRICT;
CREATE TABLE sources (
  id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES bodies(sha256),
  path TEXT NOT NULL, format TEXT NOT NULL, bytes INTEGER NOT NULL) STRICT;
CREATE INDEX sources_sha256 ON sources(sha256);
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, batch INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES sources(id), number INTEGER NOT NULL,
  text INTEGER NOT NULL REFERENCES texts(id), format TEXT NOT NULL,
  title TEXT NOT NULL, year INTEGER, container TEXT NOT NULL, record TEXT NOT NULL) STRICT;
CREATE INDEX documents_batch ON documents(batch);
CREATE INDEX documents_title ON documents(title COLLATE NOCASE);
CREATE INDEX documents_text ON documents(text);
CREATE VIEW shown_documents AS SELECT * FROM documents WHERE batch IN (SELECT id FROM imports);

CREATE TABLE segments (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  start INTEGER NOT NULL, end INTEGER NOT NULL CHECK (end > start), kind TEXT NOT NULL, voice TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', date TEXT NOT NULL DEFAULT '',
  comment INTEGER, in_reply_to INTEGER, quoted INTEGER NOT NULL DEFAULT 0, quotes_document INTEGER,
  quotes_start INTEGER, confidence INTEGER NOT NULL, rule TEXT NOT NULL, words INTEGER NOT NULL DEFAULT 0,
  confirmed_by TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX segments_document ON segments(document, start);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, parent INTEGER REFERENCES tags(id),
  colour TEXT NOT NULL DEFAULT '', definition TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE populations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, short TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE claims (
  id INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, statement TEXT NOT NULL,
  label TEXT NOT NULL DEFAULT '', population TEXT NOT NULL DEFAULT '', intervention TEXT NOT NULL DEFAULT '',
  comparator TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', direction TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE claim_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT, claim INTEGER NOT NULL REFERENCES claims(id),
  tag INTEGER NOT NULL REFERENCES tags(id), UNIQUE (claim, tag)) STRICT;
CREATE TABLE quotes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, claim INTEGER NOT NULL REFERENCES claims(id),
  document INTEGER NOT NULL REFERENCES documents(id), start INTEGER NOT NULL,
  end INTEGER NOT NULL CHECK (end > start), exact TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
  text_sha256 TEXT NOT NULL, stance TEXT NOT NULL, background INTEGER NOT NULL DEFAULT 0,
  group_id INTEGER REFERENCES populations(id),
  population TEXT NOT NULL DEFAULT '', intervention TEXT NOT NULL DEFAULT '',
  comparator TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', direction TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '', reviewer TEXT NOT NULL REFERENCES reviewers(id)) STRICT;
CREATE INDEX quotes_claim ON quotes(claim);
CREATE INDEX quotes_document ON quotes(document, start);
CREATE TABLE studies (
  id INTEGER PRIMARY KEY REFERENCES documents(id), label TEXT NOT NULL DEFAULT '',
  design TEXT NOT NULL DEFAULT '', participants INTEGER, setting TEXT NOT NULL DEFAULT '',
  same_as INTEGER REFERENCES documents(id)) STRICT;
CREATE TABLE appraisals (
  id INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL REFERENCES documents(id),
  claim INTEGER REFERENCES claims(id), instrument TEXT NOT NULL, version TEXT NOT NULL,
  reviewer TEXT NOT NULL REFERENCES reviewers(id), answers TEXT NOT NULL DEFAULT '{}',
  basis TEXT NOT NULL DEFAULT 'abstract', judgement TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX appraisals_document ON appraisals(document);
CREATE TABLE certainties (
  id INTEGER PRIMARY KEY AUTOINCREMENT, claim INTEGER NOT NULL REFERENCES claims(id),
  population INTEGER REFERENCES populations(id), reviewer TEXT NOT NULL REFERENCES reviewers(id),
  rule_set TEXT NOT NULL DEFAULT 'classic', start TEXT NOT NULL DEFAULT 'non-randomised',
  start_reason TEXT NOT NULL DEFAULT '', judgements TEXT NOT NULL DEFAULT '{}', importance INTEGER,
  participants INTEGER, outcome TEXT NOT NULL DEFAULT '', relative TEXT NOT NULL DEFAULT '',
  observed TEXT NOT NULL DEFAULT '', graded INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX certainties_claim ON certainties(claim);
CREATE TABLE properties (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
"""

# One row per searchable passage. rowid = 4 × the id of its owner + a digit for the owner's table, so that
# undo, which replays rows, keeps the index right without knowing of it.
SEARCH = """
CREATE VIRTUAL TABLE passages USING fts5(
  words, kind UNINDEXED, voice UNINDEXED, document UNINDEXED, claim UNINDEXED,
  tokenize="porter unicode61 remove_diacritics 2");

CREATE TRIGGER passages_segment_new AFTER INSERT ON segments WHEN NEW.rule <> 'blank' BEGIN
  INSERT INTO passages(rowid, words, kind, voice, document)
  SELECT 4 * NEW.id, substr(texts.text, NEW.start + 1, NEW.end - NEW.start), 'text', NEW.voice, NEW.document
  FROM documents JOIN texts ON texts.id = documents.text WHERE documents.id = NEW.document; END;
CREATE TRIGGER passages_segment_gone AFTER DELETE ON segments BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id; END;
CREATE TRIGGER passages_segment_new_words AFTER UPDATE ON segments BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id;
  INSERT INTO passages(rowid, words, kind, voice, document)
  SELECT 4 * NEW.id, substr(texts.text, NEW.start + 1, NEW.end - NEW.start), 'text', NEW.voice, NEW.document
  FROM documents JOIN texts ON texts.id = documents.text
  WHERE documents.id = NEW.document AND NEW.rule <> 'blank'; END;

CREATE TRIGGER passages_claim_new AFTER INSERT ON claims BEGIN
  INSERT INTO passages(rowid, words, kind, voice, claim)
  VALUES (4 * NEW.id + 1, NEW.statement || char(10) || NEW.label || char(10) || NEW.note,
    'claim', '', NEW.id); END;
CREATE TRIGGER passages_claim_gone AFTER DELETE ON claims BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id + 1; END;
CREATE TRIGGER passages_claim_new_words AFTER UPDATE ON claims BEGIN
  UPDATE passages SET words = NEW.statement || char(10) || NEW.label || char(10) || NEW.note
  WHERE rowid = 4 * OLD.id + 1; END;

CREATE TRIGGER passages_note_new AFTER INSERT ON quotes WHEN NEW.note <> '' BEGIN
  INSERT INTO passages(rowid, words, kind, voice, document, claim)
  VALUES (4 * NEW.id + 2, NEW.note, 'note', '', NEW.document, NEW.claim); END;
CREATE TRIGGER passages_note_gone AFTER DELETE ON quotes BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id + 2; END;
CREATE TRIGGER passages_note_new_words AFTER UPDATE OF note ON quotes BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id + 2;
  INSERT INTO passages(rowid, words, kind, voice, document, claim)
  SELECT 4 * NEW.id + 2, NEW.note, 'note', '', NEW.document, NEW.claim WHERE NEW.note <> ''; END;

CREATE TRIGGER passages_title_new AFTER INSERT ON documents BEGIN
  INSERT INTO passages(rowid, words, kind, voice, document)
  VALUES (4 * NEW.id + 3, NEW.title, 'title', 'none', NEW.id); END;
"""

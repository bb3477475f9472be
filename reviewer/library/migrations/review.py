"""What migrations did for the work of reviewers: codebook, suggestions, judgements, decisions, reports."""

from __future__ import annotations

import sqlite3

from reviewer.library import columns, guids
from reviewer.library.migrations.script import run

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


def keep_codebook(db: sqlite3.Connection) -> None:
    """Keep when a tag is used, and what other programs know it by."""
    run(db, _CODEBOOK)
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
        run(db, _OLD_IMAGES.format(side=side))


# What a person answered to a suggestion, and the marks that came with files, "open" until somebody answers.
# The machine's own proposals are found anew each time and never stored. A claim may be removed later, so that
# its id is kept without a tie. A mark whose words were not found has an empty stretch.
SUGGESTIONS = """
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

# A note of a quote is found under the claim the quote is tied to and in the document it lies in, also after
# the quote was moved to another claim or carried to another version.
NOTES_FOLLOW = """
DROP TRIGGER passages_note_new_words;
CREATE TRIGGER passages_note_new_words AFTER UPDATE OF note, claim, document ON quotes BEGIN
  DELETE FROM passages WHERE rowid = 4 * OLD.id + 2;
  INSERT INTO passages(rowid, words, kind, voice, document, claim)
  SELECT 4 * NEW.id + 2, NEW.note, 'note', '', NEW.document, NEW.claim WHERE NEW.note <> ''; END;
DELETE FROM passages WHERE kind = 'note';
INSERT INTO passages(rowid, words, kind, voice, document, claim)
  SELECT 4 * id + 2, note, 'note', '', document, claim FROM quotes WHERE note <> '';
"""

# Why an instrument was used although it does not fit the design of the study.
DESPITE = """
ALTER TABLE appraisals ADD COLUMN despite TEXT NOT NULL DEFAULT '';
UPDATE op_rows SET before = json_insert(before, '$.despite', '')
  WHERE tbl = 'appraisals' AND before IS NOT NULL;
UPDATE op_rows SET after = json_insert(after, '$.despite', '')
  WHERE tbl = 'appraisals' AND after IS NOT NULL;
"""

# The effect a body shows, as JSON text; numbers stay the text they were typed as. Rows that the history would
# put back get the column too.
EFFECTS = """
ALTER TABLE certainties ADD COLUMN effect TEXT NOT NULL DEFAULT '{}';
UPDATE op_rows SET before = json_insert(before, '$.effect', '{}')
  WHERE tbl = 'certainties' AND before IS NOT NULL;
UPDATE op_rows SET after = json_insert(after, '$.effect', '{}')
  WHERE tbl = 'certainties' AND after IS NOT NULL;
"""

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


def keep_apart(db: sqlite3.Connection) -> None:
    """Keep apart what several people judge, until each has done so, and what they settle then."""
    run(db, _TOGETHER)
    images = {
        "certainty": columns.image(db, "certainties", "c"),
        "appraisal": columns.image(db, "appraisals", "a"),
    }
    run(db, _SHOWN_ALREADY.format(**images))


# What each reviewer decides about a record at a stage. `carried` is the record set aside under this one that
# it was decided on. `first_decisions` keeps what one had decided before changing it in sight of another's. A
# reason that is edited gives way to a new row, so that decisions keep their words.
SCREENING = """
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

# Whether an outcome is a benefit or a harm: a summary of findings holds both sides of a decision.
SIDES = EFFECTS.replace("effect TEXT NOT NULL DEFAULT '{}'", "side TEXT NOT NULL DEFAULT ''").replace(
    "'$.effect', '{}'", "'$.side', ''"
)

# Reports that were written. `manifests` holds what they carry, compressed, once for many: it is not
# journalled, as what is there is found by its fingerprint. `library_key` is the secret of this library and of
# its copies.
EXPORTS = """
CREATE TABLE exports (
  id INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL, reviewer TEXT NOT NULL REFERENCES reviewers(id),
  name TEXT NOT NULL, format TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL,
  manifest TEXT NOT NULL) STRICT;
CREATE TABLE manifests (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, data BLOB NOT NULL) STRICT;
CREATE TABLE library_key (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
INSERT INTO library_key(id, value) VALUES (1, lower(hex(randomblob(32))));
"""
